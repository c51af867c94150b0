"""Is the electronic seal on a certificate good? PAdES (ETSI EN 319 142-1) through pyHanko; nothing else is believed.

Must never call a paper sealed that any byte was changed in, and never fetch anything: what a seal is trusted by lies
on this machine. A seal with SM2 (GB/T 38540) cannot be checked: pyHanko has no SM2, it counts as altered.
"""

from __future__ import annotations

import datetime as dt
import io
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.documents.faults import DocumentError, DocumentFault

if TYPE_CHECKING:
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
    from pyhanko_certvalidator import ValidationContext

_PDF = b"%PDF-"
_ZIP = b"PK\x03\x04"
_OFD = b"OFD.xml"
_HEAD = 1024
"""Bytes in which a PDF says that it is one."""


@dataclass(frozen=True)
class Seal:
    """A seal that holds: whose it is."""

    office: str


def check(file: bytes, roots: Path | None, at: dt.datetime) -> Seal:
    """The last seal on `file`, where all of them hold at the moment `at` (with offset).

    Args:
        file: what the platform calls a certificate.
        roots: PEM file with the authorities' certificates; None where none is set.
        at: now.

    Raises:
        DocumentError: OFD, NOT_PDF, SEAL_MISSING, SEAL_ALTERED, SEAL_EXPIRED, SEAL_UNKNOWN, SEAL_ROOTS.
    """
    _is_pdf(file)
    from pyhanko.pdf_utils.misc import PdfError  # slow to load, and seldom wanted
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.general import SigningError

    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # what is wrong is told once, by its name
    context = _trust(roots, at)
    try:
        seals = PdfFileReader(io.BytesIO(file)).embedded_regular_signatures
        if not seals:
            raise DocumentError(DocumentFault.SEAL_MISSING)
        for seal in seals:
            _holds(seal, context, last=seal is seals[-1])
        office = seals[-1].signer_cert.subject.native.get("common_name", "")
    except (PdfError, SigningError, ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise DocumentError(DocumentFault.SEAL_ALTERED, type(error).__name__) from None
    return Seal(str(office))


def _is_pdf(file: bytes) -> None:
    if file.startswith(_ZIP) and _OFD in file:
        raise DocumentError(DocumentFault.OFD)
    if _PDF not in file[:_HEAD]:
        raise DocumentError(DocumentFault.NOT_PDF)


def _trust(roots: Path | None, at: dt.datetime) -> ValidationContext:
    from pyhanko.keys import load_certs_from_pemder_data
    from pyhanko_certvalidator import ValidationContext

    try:
        known = list(load_certs_from_pemder_data(roots.read_bytes())) if roots else []
    except (OSError, ValueError):
        known = []
    if not known:
        raise DocumentError(DocumentFault.SEAL_ROOTS)
    return ValidationContext(trust_roots=known, allow_fetching=False, moment=at.astimezone(dt.UTC))


def _holds(seal: EmbeddedPdfSignature, context: ValidationContext, *, last: bool) -> None:
    """Raises DocumentError where it does not."""
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    found = validate_pdf_signature(seal, context)
    whole = found.coverage is SignatureCoverageLevel.ENTIRE_FILE or not last
    if not (found.intact and found.valid and whole):
        raise DocumentError(DocumentFault.SEAL_ALTERED)
    if not found.trusted:
        days = found.signing_cert.not_valid_before, found.signing_cert.not_valid_after
        late = not days[0] <= context.moment <= days[1]
        raise DocumentError(DocumentFault.SEAL_EXPIRED if late else DocumentFault.SEAL_UNKNOWN)
    if not found.bottom_line:
        raise DocumentError(DocumentFault.SEAL_ALTERED)
