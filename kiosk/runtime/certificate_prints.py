"""A certificate (证明) on paper: checked, told to the platform, written down for the desk's list.

Must never hand on a file whose seal does not hold, nor call one printed that did not come out whole.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from devices.contract import DeviceError, Fault
from kiosk.documents.faults import DocumentError, DocumentFault
from kiosk.domain.ids import uuid7
from kiosk.domain.text import Language
from kiosk.platform_api.wire import Certificate, Print
from kiosk.runtime.begun_prints import Begun
from kiosk.runtime.delays import PRINT_LIMIT, PRINT_LIMIT_PER_PAGE
from kiosk.runtime.prints import CERTIFICATE, SlipPrint
from kiosk.runtime.sending import PRINT
from offline_cache.contract import Handling, JobQueue, Priority, StoreError, StoreFault
from offline_cache.wakeup import wake

if TYPE_CHECKING:
    from kiosk.documents.seals import Seal

_log = logging.getLogger(__name__)


class CertificatePaper(msgspec.Struct, frozen=True, rename="camel"):
    """What is written down of one print of a certificate; the paper itself is fetched again where it is wanted."""

    certificate_id: str
    certificate_type: str
    print_id: str
    """Under which the platform is told what became of it."""


def checked(pdf: bytes, roots: Path | None, at: dt.datetime) -> tuple[Seal, int]:
    """Its seal, where that holds, and its pages. Raises DocumentError as `kiosk.documents.seals.check`, NOT_PDF."""
    from devices.pdf_pages import count_pages
    from kiosk.documents.seals import check

    seal = check(pdf, roots, at)
    try:
        return seal, count_pages(pdf)
    except DeviceError:
        raise DocumentError(DocumentFault.NOT_PDF) from None


def limit(pages: int) -> float:
    """Seconds until nobody knows whether so many pages came out."""
    return PRINT_LIMIT + PRINT_LIMIT_PER_PAGE * pages


def record_of(certificate: Certificate, pages: int, at: dt.datetime) -> Print:
    """What is told of a print that begins, if nobody learns more."""
    return Print(
        print_id=uuid7(),
        what=CERTIFICATE,
        outcome="unknown",
        pages=pages,
        at=at.isoformat(timespec="seconds"),
        captured_offline=False,
        certificate_id=certificate.certificate_id,
        serial=certificate.serial,
        fault=Fault.OUTCOME_UNKNOWN.code,
    )


def ended(record: Print, fault: Fault | None) -> Print:
    """What is told once it ended; None = it came out."""
    outcome = "printed" if fault is None else "unknown" if fault is Fault.OUTCOME_UNKNOWN else "failed"
    return msgspec.structs.replace(record, outcome=outcome, fault=fault.code if fault else None)


def written_down(job: tuple[str, str], certificate: Certificate, record: Print, name: str, at: float) -> SlipPrint:
    """A first print for the desk's list. `job`: the printer's id of it, and the driver's name; `name`: masked."""
    paper = CertificatePaper(certificate.certificate_id, certificate.certificate_type, record.print_id)
    return SlipPrint(
        print_id=job[0],
        what=CERTIFICATE,
        sheet=msgspec.Raw(msgspec.json.encode(paper)),
        number=certificate.serial or "",
        item=certificate.name.said(Language.ZH_HANS),
        name=name,
        at=at,
        printer=job[1],
        pages=record.pages,
    )


def put(outbox: Callable[[], JobQueue], record: tuple[str, bytes], begun: Begun, socket: Path) -> None:
    """A print's id and JSON into the outbox. Where that fails its file stays, and the next session tells of it."""
    try:
        outbox().enqueue(record[0], PRINT, record[1], handling=Handling(Priority.LATER))
    except StoreError as error:
        if error.fault is not StoreFault.JOB_EXISTS:
            _log.error("%s print not told yet", error.fault.code)
            begun.release()
            return
    begun.told()
    wake(socket)
