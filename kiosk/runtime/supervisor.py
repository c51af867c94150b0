"""Keeps the terminal's processes alive: one screen for the citizen, one warm behind it, sync beside them.

When a session ends the standby shows itself, then the old process goes, and with it all it held. A screen that
dies by itself costs its session and nothing else. Screens and sync are forked from here, so that what they have
imported is in memory once; therefore this process has no threads, no window, and never touches a citizen's data.
In development it also keeps twins and the sandbox running (`surroundings.py`), as programs of their own.
"""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import msgspec

from kiosk.runtime import leftovers
from kiosk.runtime.delays import LISTEN, RESTART_DELAYS, SCREEN_SILENT, START_LIMIT
from kiosk.runtime.imports_ahead import FOR_THE_REST, FOR_THE_SCREEN, load
from kiosk.runtime.processes import Family, kiosk_command
from kiosk.runtime.service_manager import ServiceManager, occupy
from kiosk.runtime.settings import Settings
from kiosk.runtime.surroundings import Surroundings

_log = logging.getLogger(__name__)

_BESIDE = "beside"


class Roles(msgspec.Struct, frozen=True):
    """What the forked children do; each returns its exit code."""

    screen: Callable[[Settings, str | None, bool], int]
    """Settings, probe socket or None, is it the first: then it shows at once what home said last time."""
    sync: Callable[[Settings], int]


class Supervisor:
    """One running terminal.

    `probes`: development, folder for the probe sockets; `active.sock` is the screen in front. `beside`: development,
    command words of a panel beside the window; whoever closes it misses nothing.
    """

    def __init__(
        self,
        settings: Settings,
        roles: Roles,
        probes: Path | None = None,
        family: Family | None = None,
        *,
        beside: Sequence[str] = (),
    ) -> None:
        self.settings = settings
        self.roles = roles
        self.probes = probes
        self.family = Family() if family is None else family
        self.beside = beside
        self._manager = ServiceManager()
        self._active: str | None = None
        self._standby: str | None = None
        self._screens = 0
        self._crashes = 0
        self._over = False
        self._said: dict[str, set[str]] = {}
        self._heard: dict[str, float] = {}  # when each screen last said that it lives, monotonic seconds
        self._around = Surroundings(settings, self.family)

    def run(self) -> int:
        """Start everything, keep it alive until told to stop. Returns the exit code."""
        for ask in (signal.SIGTERM, signal.SIGINT):
            signal.signal(ask, self._end)
        try:
            load(FOR_THE_SCREEN)
            first = self._active = self._start_screen(first=True)
            for name in self._around.start():
                self._await(name, "ready")
            self._show(first)
            if "painted" in self._said.get(first, set()):
                self._manager.ready()
            load(FOR_THE_REST)
            leftovers.clear()
            self._await(first, "began")  # it looks through the store while nobody else has it open
            self._start_sync()
            self._audit("TERMINAL_STARTED")
            if self.beside:
                self.family.spawn(_BESIDE, kiosk_command(*self.beside))
            while not self._over:
                self._listen(LISTEN)
        finally:
            self._manager.stopping()
            for name in sorted(self.family.names(), key=lambda name: (not name.startswith("screen"), name)):
                self._stop(name)
        self._audit("TERMINAL_STOPPED")
        self._sign()
        return 0

    def _sign(self) -> None:
        """The last word: nobody of ours writes any more."""
        from kiosk.platform_api.signing.keys import load
        from kiosk.runtime.audit.trail import Trail, audit_folder
        from kiosk.runtime.audit.witness import sign
        from kiosk.runtime.clock import SystemClock
        from kiosk.runtime.files import Files

        state = self.settings.storage.state_dir
        sign(Trail(audit_folder(state), "run", SystemClock().wall), lambda: load(Files(state).terminal_key))

    def _audit(self, event: str, **fields: object) -> None:
        """Say it in the audit trail, which nothing before the first picture needs."""
        from kiosk.runtime.audit.events import AuditEvent
        from kiosk.runtime.audit.trail import Trail, audit_folder
        from kiosk.runtime.clock import SystemClock

        trail = Trail(audit_folder(self.settings.storage.state_dir), "run", SystemClock().wall)
        trail.note(AuditEvent[event], **fields)

    def _show(self, first: str) -> None:
        """All that its session wants is there."""
        self.family.tell(first, do="activate", cleared=False)
        self._await(first, "painted")

    def _end(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self._over = True

    # --- starting ---------------------------------------------------------------------------------------
    def _start_sync(self) -> None:
        self.family.fork("sync", partial(self.roles.sync, self.settings))

    def _start_screen(self, *, first: bool = False) -> str:
        self._screens += 1
        name = f"screen-{self._screens}"
        probe = str(self.probes / f"{name}.sock") if self.probes is not None else None
        self.family.fork(name, partial(self.roles.screen, self.settings, probe, first))
        return name

    def _await(self, name: str, event: str) -> None:
        """Wait until a child has said `event`; other messages are handled meanwhile."""
        end = time.monotonic() + START_LIMIT
        while event not in self._said.get(name, set()) and name in self.family and not self._over:
            if time.monotonic() > end:
                break
            self._listen(LISTEN)
        if event not in self._said.get(name, set()) and not self._over:
            _log.error("%s did not come up", name)

    # --- listening --------------------------------------------------------------------------------------
    def _listen(self, timeout: float) -> None:
        for name, message in self.family.hear(timeout):
            self._hear(name, message)
        self._end_hung()
        if not self._over:
            self._around.revive()
        self._manager.alive()

    def _hear(self, name: str, message: dict[str, Any]) -> None:
        event = str(message.get("event", ""))
        self._said.setdefault(name, set()).add(event)
        if name.startswith("screen"):
            self._heard[name] = time.monotonic()
        if event == "exited":
            self._gone(name, message.get("code"))
        elif event == "painted" and name == self._active:
            self._in_front(name)
        elif event in {"busy", "free"} and name == self._active:
            occupy(self.settings.storage.state_dir, occupied=event == "busy")
        elif event == "ended" and name == self._active:
            self._crashes = 0
            self._replace()

    def _in_front(self, name: str) -> None:
        """The active screen can be seen: tell who asks, and warm up the next."""
        if self.probes is not None:
            fresh = self.probes / f".{name}"
            fresh.unlink(missing_ok=True)
            fresh.symlink_to(f"{name}.sock")
            fresh.replace(self.probes / "active.sock")
        if self._standby is None and self.settings.screen.standby and not self._over:
            load(FOR_THE_REST)
            self._standby = self._start_screen()

    def _replace(self) -> None:
        """Put the standby in front; the one before ends once it is covered."""
        before, self._active = self._active, self._standby or self._start_screen()
        self._standby = None
        occupy(self.settings.storage.state_dir, occupied=False)
        self.family.tell(self._active, do="activate", cleared=True)
        if before is not None and before in self.family:
            self._await(self._active, "painted")
            self._stop(before)

    def _stop(self, name: str, patience: float = 5.0) -> None:
        """End a child. One that had to be killed could not tidy up."""
        if self.family.stop(name, patience) != 0 and name.startswith("screen"):
            leftovers.clear()
        self._said.pop(name, None)  # there are a hundred screens a day, for years
        self._heard.pop(name, None)

    def _end_hung(self) -> None:
        """End each screen that has not said a word for too long: nobody else would at three in the morning."""
        now = time.monotonic()
        for name in [name for name, at in self._heard.items() if now - at > SCREEN_SILENT]:
            del self._heard[name]
            if name not in self.family or self._over:
                continue
            _log.error("%s hangs", name)
            if name == self._active and self._standby is not None:
                self._replace()
            else:
                self._stop(name, patience=1.0)
                self._gone(name, None)

    def _gone(self, name: str, code: int | None) -> None:
        """A child ended by itself, or was ended because it hung (no code)."""
        self._said.pop(name, None)
        self._heard.pop(name, None)
        if code and name.startswith("screen"):
            leftovers.clear()
        if self._over:
            return
        if name == self._standby:
            self._standby = None
        if code == 0 and name.startswith("screen") and name != self._active:
            return
        if name == _BESIDE:
            return  # it was closed
        if code == 0 and name == "sync":
            self._start_sync()  # it has held a case, and ended so that its memory does not
            return
        _log.error("%s ended with code %s", name, code)
        process = name.partition("-")[0]
        told = process if process in {"screen", "sync"} else "other"
        self._audit("PROCESS_DIED", process=told, code=code)
        self._after_death(name)

    def _after_death(self, name: str) -> None:
        if name == self._active and self._standby is not None:
            self._replace()  # it is warm: nobody looks at a dark screen
        elif name in self._around:
            self._around.died(name)  # nothing waits for it, and it says nothing of how well the screens do
        elif self._held_back():
            self._restart(name)

    def _restart(self, name: str) -> None:
        if name == self._active:
            self._replace()
        elif name == "sync":
            self._start_sync()
        elif self._standby is None and name.startswith("screen"):
            self._in_front(self._active or "")

    def _held_back(self) -> bool:
        """Wait, longer with every death since a session last ended well; False where all is to end meanwhile."""
        end = time.monotonic() + RESTART_DELAYS[min(self._crashes, len(RESTART_DELAYS) - 1)]
        self._crashes += 1
        while time.monotonic() < end and not self._over:
            self._manager.alive()
            time.sleep(LISTEN)
        return not self._over
