"""The desk's hands: this terminal's outbox, its days and the platform, as `kiosk queue` uses them.

The outbox is opened for each look and given back: a desk that stands open all day must keep nobody from mending it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kiosk.runtime import queue_tasks, queue_work
from kiosk.runtime.audit.witness import sign
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.files import Files
from kiosk.runtime.prints import prints_of
from kiosk.runtime.settings import Settings
from kiosk.runtime.staff_accounts import trail_of
from kiosk.runtime.sync_catalogue import CATALOGUE
from kiosk.runtime.workbench.drawer import drawer_of
from kiosk.runtime.workbench.figures import save as saved
from kiosk.runtime.workbench.pages import Labels, differing, of_prints
from kiosk.runtime.workbench.reprinting import Reprinting
from kiosk.runtime.workbench.view import Act, Figures, Row
from offline_cache.catalogue import SnapshotStore
from offline_cache.contract import JobQueue
from offline_cache.wakeup import wake


class TerminalStore:
    """That of one terminal. One thread."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._files = Files(settings.storage.state_dir)
        self._trail = trail_of(self._files, SystemClock())
        self._labels = Labels()
        self._prints = prints_of(self._files)
        self.drawer = drawer_of(self._files)

    def look(self, use: Callable[[JobQueue, Labels], Any]) -> Any:
        """Have the outbox used. Raises StoreError, KeyRefused, OSError."""
        with queue_work.opened(self._files, self._settings.terminal.label) as outbox:
            kept = SnapshotStore(outbox.store).current(CATALOGUE)
            if kept is not None:
                self._labels.learn(kept.version, kept.payload)
            return use(outbox, self._labels)

    def online(self) -> bool:
        """Was the line there when sync last tried? Raises StoreError."""
        with queue_work.looked_at(self._files) as store:
            return store.link().online

    def differences(self) -> tuple[Row, ...]:
        """What differs and a person ends. Raises PlatformError, StoreError."""
        with queue_work.comparing(self._settings) as (_, books):
            return differing(queue_tasks.differences(books))

    def slips(self) -> tuple[Row, ...]:
        """What was printed for people today. Raises StoreError, OSError."""
        now = SystemClock().wall().timestamp()
        return of_prints(self._prints.all(now), now)

    def do(self, act: Act, row_id: str, staff: str, why: str) -> str:
        """Do it; a telephone number to be shown, or nothing. Raises as `look`, `differences`, `Reprinting` do."""
        try:
            return self._done(act, row_id, staff, why)
        finally:
            self._sign()

    def save(self, figures: Figures) -> str:
        """As PDF beside the store; where it lies. Raises DocumentError, OSError."""
        folder = self._files.state_dir / "figures"
        return str(saved(folder, figures, self._settings.terminal.label, SystemClock().wall()))

    def forget(self) -> None:
        """Keep nothing of a case."""
        self._labels.forget()
        self._prints.forget()

    def _done(self, act: Act, row_id: str, staff: str, why: str) -> str:
        if act is Act.COMPARE:
            queue_work.reconcile(self._settings, (row_id,) if row_id else ())
            return ""
        if act is Act.REPRINT:
            Reprinting(self._settings, self._prints, self._trail, SystemClock()).again(row_id, staff, why)
            return ""
        if act is Act.CHECKED:
            with queue_work.comparing(self._settings) as (outbox, books):
                queue_tasks.checked(books, outbox, self._trail, (row_id, ()), (staff, why))
            return ""
        with queue_work.opened(self._files, self._settings.terminal.label, staff) as outbox:
            if act is Act.CALL:
                return queue_tasks.call(outbox, self._trail, row_id, staff)["phone"] or "-"
            if act is Act.END:
                queue_tasks.end(outbox, self._trail, row_id, staff, why)
            else:
                queue_work.retry(outbox, (row_id,), every=False)
                wake(self._files.sync_socket)
        return ""

    def _sign(self) -> None:
        from kiosk.platform_api.signing.keys import load

        sign(self._trail, lambda: load(self._files.terminal_key))
