"""Effects of papers that are files already: on the person's stick, handed in before, or a sample to look at.

A stick is looked at only while its page is shown. What comes from it is a stranger's: its pages are made in a process
of their own. Must never take anything by itself.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from devices.faults import DeviceError, Fault
from devices.page_file import pages_of
from devices.transports.stick_folder import Stick, StickFile, stick_in
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.ids import uuid7
from kiosk.domain.submission import UploadRef
from kiosk.domain.text import Text
from kiosk.flows import supply_effects as do
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event, PlatformFailed
from kiosk.flows.events import supply as papers
from kiosk.flows.memory import Memory
from kiosk.flows.samples import sampled
from kiosk.flows.supply import material_of
from kiosk.flows.supply_files import STICK
from kiosk.platform_api.faults import PlatformFault
from kiosk.platform_api.interface import Platform
from kiosk.platform_api.times import from_rfc3339
from kiosk.platform_api.wire import EarlierUpload, UploadReuse
from kiosk.runtime.delays import STICK_INTERVAL
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.asking import Asking, signed_in
from kiosk.runtime.preview import Preview
from kiosk.runtime.scope import Scope

_KINDS = {"application/pdf": "pdf", "image/jpeg": "jpeg", "image/png": "png"}
_A_SERVICE = Text("一项服务", "一項服務", "A service")
_log = logging.getLogger(__name__)


class Filing:
    """Files of one person."""

    def __init__(self, desk: Desk, asking: Asking, preview: Preview) -> None:
        self._desk, self._asking, self._preview = desk, asking, preview
        stick = desk.settings.stick
        self._root = stick.folder if stick else None
        self._turns = itertools.count(1)
        self._turn = 0
        self._foreign: object = None
        """The stick that was in when this session began: somebody else's, until it is pulled out."""
        self._seen: Mapping[str, tuple[Path, StickFile]] = {}

    def does(self) -> Mapping[type[Effect], Callable[[Memory, Scope], None]]:
        """Its effects."""
        return {
            do.LookForFiles: self.look,
            do.WatchPlace: self.watch_place,
            do.StopLooking: lambda _memory, _scope: self.stop(),
            do.TakeFile: self.take,
            do.FetchSample: self.sample,
        }

    def begin(self) -> None:
        """Whatever is in its place now was left there."""
        self._foreign = self._mark()

    def watch_place(self, memory: Memory, scope: Scope) -> None:  # noqa: ARG002  an effect by signature
        """Tell whether a stick is in its place, as soon as one is, and when it is gone."""
        if self._root is not None:
            self._desk.later(lambda: self._watch_place(scope))

    def _watch_place(self, scope: Scope) -> None:
        told = False
        while True:
            there = self._mark() is not None
            if there != told:
                told = there
                scope.tell(papers.StickLeft(there))
            if not scope.wait(STICK_INTERVAL):
                return

    def look(self, memory: Memory, scope: Scope) -> None:
        """Tell which files there are."""
        self._turn = turn = next(self._turns)
        if memory.supply.source == STICK:
            self._desk.later(lambda: self._watch(turn, scope))
            return
        session, material = self._asking.session, material_of(memory, memory.supply.field)

        def question(client: Platform) -> Event:
            found = client.earlier_uploads(signed_in(session), material).uploads
            rows = tuple(_earlier(one, self._desk.catalogue) for one in found if one.media_type in _KINDS)
            return papers.FilesSeen("listed", rows)

        self._desk.ask(scope, question)

    def stop(self) -> None:
        """Nothing more is told."""
        self._turn = 0

    def take(self, memory: Memory, scope: Scope) -> None:
        """The chosen file: its pages, or its copy."""
        if memory.supply.source == STICK:
            chosen = self._seen.get(memory.supply.chosen)
            self._desk.later(lambda: scope.tell(self._made(chosen)))
            return
        session, upload_id = self._asking.session, memory.supply.chosen
        case_id, material = memory.keeping.draft_id or uuid7(), material_of(memory, memory.supply.field)
        copy_id = uuid7()

        def question(client: Platform) -> Event:
            made = client.reuse_upload(signed_in(session), upload_id, UploadReuse(copy_id, case_id, material))
            ref = UploadRef(made.upload_id, material, made.media_type, made.sha256, made.size)
            return papers.FileTaken(ref, case_id)

        self._desk.ask(scope, question)

    def sample(self, memory: Memory, scope: Scope) -> None:
        """Fetch the sample and show it."""
        paper = sampled(memory, memory.supply.chosen)

        def question(client: Platform) -> Event:
            png = client.sample(paper.sample_id) if paper and paper.sample_id else b""
            if not (scope.alive and self._show(png)):
                return PlatformFailed(PlatformFault.BAD_ANSWER.code)
            return papers.SampleShown()

        self._desk.ask(scope, question)

    def _watch(self, turn: int, scope: Scope) -> None:
        """Tell what is on the stick, and when there is another or none."""
        last: object = ()
        while True:
            try:
                folder = self._stick()
                now = _mark_of(folder)
                if now != last:
                    scope.tell(self._files(folder, now, turn))
                    last = now
            except DeviceError as error:
                if error.fault is not Fault.STICK_GONE:
                    scope.tell(papers.FilesFailed(error.fault.code))
                    return
                last = ()
            if not scope.wait(STICK_INTERVAL) or turn != self._turn:
                return

    def _stick(self) -> Path | None:
        if self._root is None:
            raise DeviceError(Fault.NOT_CONFIGURED, "no place for sticks")
        return stick_in(self._root, mounted=self._desk.settings.production)

    def _mark(self) -> object:
        """What tells the stick that is in from any other; None while there is none, or none that could be read."""
        with contextlib.suppress(DeviceError):
            return _mark_of(self._stick())
        return None

    def _files(self, folder: Path | None, mark: object, turn: int) -> Event:
        if folder is None:
            self._foreign = None
            return papers.FilesSeen("waiting")
        if mark == self._foreign:
            return papers.FilesSeen("foreign")
        with Stick(folder) as stick:
            found = stick.look()
        self._seen = {f"{turn}-{number}": (folder, file) for number, file in enumerate(found.files)}
        rows = (
            papers.FileRow(key, Text(one.name), one.kind, one.size, one.changed)
            for key, (_, one) in self._seen.items()
        )
        return papers.FilesSeen("listed", tuple(rows), more=found.more)

    def _made(self, chosen: tuple[Path, StickFile] | None) -> Event:
        if chosen is None:
            return papers.FilesFailed(Fault.STICK_GONE.code)
        folder, file = chosen
        try:
            with Stick(folder) as stick:
                data = stick.read(file)
            made = pages_of(file.kind, data)
        except DeviceError as error:
            _log.info("a file of a visitor's stick: %s", error)
            return papers.FilesFailed(error.fault.code)
        self._show(made[0])
        return papers.FileMade(made)

    def _show(self, page: bytes) -> bool:
        """A page on the screen; False where it is no picture."""
        from devices.transports.vision import picture_of

        picture = picture_of(page)
        if picture is not None:
            self._preview(picture)
        return picture is not None


def _mark_of(folder: Path | None) -> object:
    """Raises DeviceError: STICK_GONE where it was pulled out just now."""
    if folder is None:
        return None
    try:
        held, size = folder.stat(), os.statvfs(folder)
    except OSError as error:
        raise DeviceError(Fault.STICK_GONE, "between two looks") from error
    return folder, held.st_dev, held.st_ino, held.st_mtime_ns, size.f_fsid, size.f_blocks


def _earlier(one: EarlierUpload, catalogue: Catalogue | None) -> papers.FileRow:
    item = catalogue.item(one.service_item_code) if catalogue else None
    name = item.name if item else _A_SERVICE
    return papers.FileRow(one.upload_id, name, _KINDS[one.media_type], one.size, from_rfc3339(one.handed_in_at))
