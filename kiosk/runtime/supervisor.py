"""Keeps the terminal's processes alive: one screen for the citizen, one warm behind it, sync beside them.

When a session ends the standby shows itself, then the old process goes, and with it all it held. A screen that
dies by itself costs its session and nothing else. In development it also starts twins and the sandbox.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.runtime.delays import RESTART_DELAYS, START_LIMIT
from kiosk.runtime.processes import Child, Mailbox, kiosk_command
from kiosk.runtime.settings import Settings

_log = logging.getLogger(__name__)


@dataclass
class Supervisor:
    """One running terminal."""

    settings: Settings
    config: Path
    probes: Path | None = None
    """Development: folder for the probe sockets; `active.sock` is the screen in front."""
    mailbox: Mailbox = field(default_factory=Mailbox)
    _children: dict[str, Child] = field(default_factory=dict)
    _active: str | None = None
    _standby: str | None = None
    _screens: int = 0
    _crashes: int = 0
    _over: threading.Event = field(default_factory=threading.Event)
    _said: dict[str, set[str]] = field(default_factory=dict)

    def run(self) -> int:
        """Start everything, keep it alive until told to stop. Returns the exit code."""
        for ask in (signal.SIGTERM, signal.SIGINT):
            signal.signal(ask, lambda *_: self._over.set())
        try:
            self._start_surroundings()
            self._active = self._start_screen()
            self._children[self._active].tell(do="activate", cleared=False)
            self._start("sync", "sync", "--config", str(self.config))
            while not self._over.is_set():
                heard = self.mailbox.get(0.2)
                if heard is not None:
                    self._hear(*heard)
        finally:
            self._stop()
        return 0

    # --- starting ---------------------------------------------------------------------------------------
    def _start(self, name: str, *words: str) -> Child:
        child = Child(name, kiosk_command(*words), self.mailbox.put)
        self._children[name] = child
        return child

    def _start_surroundings(self) -> None:
        """Twins and sandbox, where the settings have them; each must say it is ready."""
        for name, words in surroundings(self.settings):
            self._start(name, *words)
            self._await(name, "ready")

    def _await(self, name: str, event: str) -> None:
        """Wait until a child has said `event`; other messages are handled meanwhile."""
        waited = 0.0
        while event not in self._said.get(name, set()) and waited < START_LIMIT and not self._over.is_set():
            heard = self.mailbox.get(0.1)
            waited += 0.1
            if heard is not None:
                self._hear(*heard)
        if event not in self._said.get(name, set()):
            _log.error("%s did not come up", name)

    def _start_screen(self) -> str:
        self._screens += 1
        name = f"screen-{self._screens}"
        words = ["screen", "--config", str(self.config)]
        if self.probes is not None:
            words += ["--probe", str(self.probes / f"{name}.sock")]
        self._children[name] = Child(name, kiosk_command(*words), self.mailbox.put)
        return name

    # --- listening --------------------------------------------------------------------------------------
    def _hear(self, name: str, message: dict[str, Any]) -> None:
        event = str(message.get("event", ""))
        self._said.setdefault(name, set()).add(event)
        if event == "exited":
            self._gone(name, int(message.get("code", 0)))
        elif event == "painted" and name == self._active:
            self._in_front(name)
        elif event == "ended" and name == self._active:
            self._replace(crashed=False)

    def _in_front(self, name: str) -> None:
        """The active screen can be seen: tell who asks, and warm up the next."""
        if self.probes is not None:
            link = self.probes / "active.sock"
            fresh = self.probes / f".{name}"
            fresh.unlink(missing_ok=True)
            fresh.symlink_to(f"{name}.sock")
            fresh.replace(link)
        if self._standby is None and self.settings.screen.standby and not self._over.is_set():
            self._standby = self._start_screen()

    def _replace(self, *, crashed: bool) -> None:
        """Put the standby in front; the one before ends once it is covered."""
        before = self._active
        self._active = self._standby or self._start_screen()
        self._standby = None
        self._children[self._active].tell(do="activate", cleared=True)
        if before is not None and not crashed:
            self._await(self._active, "painted")
            old = self._children.pop(before, None)
            if old is not None:
                old.stop()

    def _gone(self, name: str, code: int) -> None:
        """A child ended by itself."""
        child = self._children.pop(name, None)
        if child is None or self._over.is_set():
            return
        _log.error("%s ended with code %d", name, code)
        if name == self._standby:
            self._standby = None
            return
        self._over.wait(RESTART_DELAYS[min(self._crashes, len(RESTART_DELAYS) - 1)])
        self._crashes += 1
        if name == self._active:
            self._replace(crashed=True)
        elif name == "sync" and not self._over.is_set():
            self._start("sync", "sync", "--config", str(self.config))

    def _stop(self) -> None:
        order = sorted(self._children, key=lambda name: (not name.startswith("screen"), name))
        for name in order:
            self._children[name].stop()


def surroundings(settings: Settings) -> Sequence[tuple[str, list[str]]]:
    """(name, command words) of what development puts around the terminal; empty in production."""
    found: list[tuple[str, list[str]]] = []
    sandbox, twins = settings.sandbox, settings.twins
    if sandbox is not None:
        words = ["sandbox", "--port", str(sandbox.port), "--db", str(sandbox.database)]
        found.append(("sandbox", [*words, "--enrol-code", sandbox.enrol_code, "--with-parent"]))
    if twins is not None:
        twins.folder.mkdir(parents=True, exist_ok=True)
        faces = ["--faces", str(twins.faces)]
        if twins.reader:
            link, control = twins.folder / "reader", twins.folder / "reader.sock"
            words = ["twin", "sam", "--link", str(link), "--people", str(twins.people), *faces]
            found.append(("reader", [*words, "--control", str(control), "--with-parent"]))
        if twins.camera:
            folder, control = twins.folder / "camera", twins.folder / "camera.sock"
            words = ["twin", "camera", "--folder", str(folder), *faces, "--control", str(control)]
            found.append(("camera", [*words, "--with-parent"]))
    return found
