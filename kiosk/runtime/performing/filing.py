"""Effects of papers that are files already: on the person's stick, or handed in before.

A stick is looked at only while its page is shown. What comes from it is a stranger's: its pages are made in a process
of their own. Must never take anything by itself.
"""

from __future__ import annotations

import itertools
import logging
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
from kiosk.flows.events import Event
from kiosk.flows.events import supply as papers
from kiosk.flows.memory import Memory
from kiosk.flows.supply import material_of
from kiosk.flows.supply_files import STICK
from kiosk.platform_api.faults import PlatformFault
from kiosk.platform_api.interface import Platform
from kiosk.platform_api.times import from_rfc3339
from kiosk.platform_api.wire import EarlierUpload, UploadReuse
from kiosk.runtime.delays import STICK_INTERVAL
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.asking import Asking
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
        self._seen: Mapping[str, tuple[Path, StickFile]] = {}

    def does(self) -> Mapping[type[Effect], Callable[[Memory, Scope], None]]:
        """Its effects."""
        return {
            do.LookForFiles: self.look,
            do.StopLooking: lambda _memory, _scope: self.stop(),
            do.TakeFile: self.take,
        }

    def look(self, memory: Memory, scope: Scope) -> None:
        """Tell which files there are."""
        self._turn = turn = next(self._turns)
        if memory.supply.source == STICK:
            self._desk.later(lambda: self._watch(turn, scope))
            return
        session, material = self._asking.session, material_of(memory, memory.supply.field)

        def question(client: Platform) -> Event:
            if session is None:
                return papers.FilesFailed(PlatformFault.STEP_UP.code)
            found = client.earlier_uploads(session, material).uploads
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
            if session is None:
                return papers.FilesFailed(PlatformFault.STEP_UP.code)
            made = client.reuse_upload(session, upload_id, UploadReuse(copy_id, case_id, material))
            ref = UploadRef(made.upload_id, material, made.media_type, made.sha256, made.size)
            return papers.FileTaken(ref, case_id)

        self._desk.ask(scope, question)

    def _watch(self, turn: int, scope: Scope) -> None:
        """Tell what is on the stick, and when there is another or none."""
        last: object = ()
        while True:
            try:
                folder = self._stick()
                now = (folder, folder.stat().st_ino) if folder else None
                if now != last:
                    scope.tell(self._files(folder, turn))
                    last = now
            except DeviceError as error:
                if error.fault is not Fault.STICK_GONE:
                    scope.tell(papers.FilesFailed(error.fault.code))
                    return
                last = ()
            except OSError:  # pulled out between two looks
                last = ()
            if not scope.wait(STICK_INTERVAL) or turn != self._turn:
                return

    def _stick(self) -> Path | None:
        if self._root is None:
            raise DeviceError(Fault.NOT_CONFIGURED, "no place for sticks")
        return stick_in(self._root, mounted=self._desk.settings.production)

    def _files(self, folder: Path | None, turn: int) -> Event:
        if folder is None:
            return papers.FilesSeen("waiting")
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

    def _show(self, jpeg: bytes) -> None:
        """The first page, as it is going to be sent."""
        from devices.transports.vision import picture_of

        picture = picture_of(jpeg)
        if picture is not None:
            self._preview(picture)


def _earlier(one: EarlierUpload, catalogue: Catalogue | None) -> papers.FileRow:
    item = catalogue.item(one.service_item_code) if catalogue else None
    name = item.name if item else _A_SERVICE
    return papers.FileRow(one.upload_id, name, _KINDS[one.media_type], one.size, from_rfc3339(one.handed_in_at))
