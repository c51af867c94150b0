"""Effects of 证明打印: made, fetched, its seal checked, printed once, and every copy told to the platform.

A copy is written down before it begins (kiosk.runtime.begun_prints) and goes into the outbox when its outcome is
known; after a power cut as "unknown". Must never print a file whose seal does not hold.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from devices.contract import DeviceError, Fault, Kind, PrintJob, State, StateChanged
from devices.workers import PrinterWorker
from kiosk.documents.faults import DocumentError
from kiosk.domain.ids import uuid7
from kiosk.domain.person import mask_name
from kiosk.domain.text import Language
from kiosk.flows import events as on
from kiosk.flows.events import Event
from kiosk.flows.events import certificates as said
from kiosk.flows.memory import Memory
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.interface import Platform
from kiosk.platform_api.wire import Certificate, CertificateRequest, Print, Session
from kiosk.runtime.begun_prints import Begun, begin, left_behind
from kiosk.runtime.certificate_prints import checked, ended, limit, put, record_of, written_down
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.asking import Asking, signed_in
from kiosk.runtime.performing.fitted import fitted
from kiosk.runtime.prints import CERTIFICATE
from kiosk.runtime.scope import Scope

CAUSE = "本人在自助终端打印"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Held:
    """A certificate whose seal holds."""

    certificate: Certificate
    pdf: bytes = field(repr=False)
    pages: int


class _Watch:
    """Who waits for the pages."""

    def __init__(self, scope: Scope, stop: threading.Event) -> None:
        self._scope, self._stop = scope, stop

    def progress(self, done: int, total: int) -> None:
        """So many are out."""
        self._scope.tell(said.PagesOut(done, total))

    def cancelled(self) -> bool:
        """Is it wanted no more?"""
        return self._stop.is_set()


class Certifying:
    """The certificates of one session, and the document printer."""

    def __init__(self, desk: Desk, asking: Asking) -> None:
        self._desk, self._asking = desk, asking
        self._worker: PrinterWorker | None = None
        self._tell: Callable[[Event], None] = lambda _event: None
        self._ids: dict[str, str] = {}
        """Type -> id of its one certificate in this session."""
        self._taken: dict[str, int] = {}
        """Certificate id -> copies of it that came out here, or may have, and that the platform may not know of."""
        self._held: _Held | None = None
        self._job = ""
        """The copy that was begun and surely did not come out."""
        self._stop = threading.Event()

    # --- the printer ------------------------------------------------------------------------------------
    def begin(self, tell: Callable[[Event], None]) -> None:
        """Take the printer, and tell of prints that a dead process left behind."""
        self._tell = tell
        self._desk.later(self._tell_of_left_behind)
        device, production = self._desk.settings.devices.document_printer, self._desk.settings.production
        if device is None:
            self._out(Fault.NOT_CONFIGURED)
            return
        try:
            made = fitted(device, Kind.DOCUMENT_PRINTER, production=production)
        except DeviceError as error:
            _log.error("document printer refused: %s", error)
            self._out(error.fault)
            return
        self._worker = PrinterWorker(made, {**device.options, "production": production}, self._hear)
        self._worker.start()

    def end(self) -> None:
        """Give the printer back."""
        self._stop.set()
        self._held = None
        if self._worker is not None:
            self._worker.stop()

    def _out(self, fault: Fault) -> None:
        self._tell(on.DeviceChanged(Kind.DOCUMENT_PRINTER, usable=False, fault=fault.code))

    def _hear(self, event: object) -> None:
        if isinstance(event, StateChanged):
            fault = event.fault.code if event.fault else None
            self._tell(on.DeviceChanged(event.kind, event.state in {State.ONLINE, State.BUSY}, fault))

    # --- made, fetched, checked -------------------------------------------------------------------------
    def fetch(self, memory: Memory, scope: Scope) -> None:
        """The chosen certificate; a second try asks for the very same."""
        session, kind, language = self._asking.session, memory.certifying.type_code, memory.around.language
        wanted = CertificateRequest(self._ids.setdefault(kind, uuid7()), kind, CAUSE)

        def ask(client: Platform) -> Event:
            live = signed_in(session)
            try:
                certificate = client.request_certificate(live, wanted)
            except PlatformError as error:
                if error.fault not in {PlatformFault.REFUSED, PlatformFault.GONE}:
                    raise
                return said.CertificateDenied()
            return self._made(client, live, certificate, language, scope)

        self._desk.ask(scope, ask)

    def _made(
        self, client: Platform, session: Session, certificate: Certificate, language: Language, scope: Scope
    ) -> Event:
        if certificate.state == "processing":
            return said.CertificateWaits(certificate.text.said(language))
        if certificate.state != "ready" or certificate.serial is None:
            return said.CertificateDenied(certificate.text.said(language))
        scope.tell(said.CertificateMade())
        pdf = client.certificate_file(session, certificate)
        scope.tell(said.CertificateFetched())
        return self._checked(certificate, pdf, scope)

    def _checked(self, certificate: Certificate, pdf: bytes, scope: Scope) -> Event:
        """Its seal, then its pages. What is not wanted any more is not kept."""
        try:
            seal, pages = checked(pdf, self._desk.settings.platform.seal_roots, self._desk.clock.wall())
        except DocumentError as error:
            _log.warning("certificate not printed: %s", error)
            return said.CertificateUnusable(error.fault.code)
        if scope.alive:
            self._held, self._job = _Held(certificate, pdf, pages), ""
        identifier = certificate.certificate_id
        left = max(0, (certificate.prints_left or 0) - self._taken.get(identifier, 0))
        return said.CertificateReady(identifier, certificate.serial or "", seal.office, pages, left)

    def drop(self, memory: Memory, scope: Scope) -> None:  # noqa: ARG002  an effect by signature
        """Forget the file."""
        self._held, self._job = None, ""

    # --- printed, told ----------------------------------------------------------------------------------
    def print_copy(self, memory: Memory, scope: Scope) -> None:
        """One copy. What surely failed is begun again under its own job; the journal of the printer knows it."""
        held, worker, online = self._held, self._worker, memory.around.online
        device, name = self._desk.settings.devices.document_printer, memory.applicant.name if memory.applicant else ""
        if held is None or worker is None or device is None:
            scope.tell(said.CopyFailed(Fault.NOT_CONFIGURED.code))
            return
        self._stop = stop = threading.Event()
        self._job = job_id = self._job or uuid7()

        def work() -> None:
            now = self._desk.clock.wall()
            record = msgspec.structs.replace(
                record_of(held.certificate, held.pages, now), captured_offline=not online
            )
            try:
                begun = begin(self._folder, record.print_id, msgspec.json.encode(record))
            except OSError as error:
                _log.error("a print cannot be written down (errno %s): it is not begun", error.errno)
                scope.tell(said.CopyFailed(Fault.DISK_FULL.code))
                return
            known_as = (job_id, device.driver)
            slip = written_down(known_as, held.certificate, record, mask_name(name), now.timestamp())
            self._desk.write_down(lambda prints: prints.begin(slip))
            job = PrintJob(job_id, held.pdf, CERTIFICATE, watch=_Watch(scope, stop))

            def over(_job: str, fault: Fault | None) -> None:
                self._desk.write_down(lambda prints: prints.end(job_id, fault))
                self._ended(record, begun, fault, scope)

            worker.submit(job, over, limit(held.pages))

        self._desk.later(work)

    def stop(self, memory: Memory, scope: Scope) -> None:  # noqa: ARG002
        """What has not come out is not wanted."""
        self._stop.set()

    def _ended(self, record: Print, begun: Begun, fault: Fault | None, scope: Scope) -> None:
        """In the printer's thread: told to the outbox first, then to the person."""
        if fault is None or fault is Fault.OUTCOME_UNKNOWN:
            taken = record.certificate_id or ""
            self._taken[taken] = self._taken.get(taken, 0) + 1
            self._job = ""
        self._put(record.print_id, msgspec.json.encode(ended(record, fault)), begun)
        scope.tell(said.CopyPrinted() if fault is None else said.CopyFailed(fault.code))

    @property
    def _folder(self) -> Path:
        return self._desk.settings.storage.state_dir / "prints-begun"

    def _put(self, print_id: str, body: bytes, begun: Begun) -> None:
        """Into the outbox."""
        put(lambda: self._desk.outbox, (print_id, body), begun, self._desk.files.sync_socket)

    def _tell_of_left_behind(self) -> None:
        for print_id, body, begun in left_behind(self._folder):
            if body:
                self._put(print_id, body, begun)
            else:
                begun.told()  # its print was never begun
