"""The stage of a journey: a sandbox, virtual devices and the terminal, each in processes of its own.

State lies in a temporary folder with a short name (a socket's path may be 107 bytes long); nothing outlives the
journey but its report, its pictures and the terminal's log.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import ssl
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from devices.transports.control import tell
from kiosk.journeys.hand import Hand
from kiosk.journeys.key_hand import KeyHand
from kiosk.journeys.left_behind import left_behind, sought
from kiosk.journeys.leftover_search import Sought, held, living, shuts_its_memory
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.words import CHINESE
from kiosk.runtime import demo
from kiosk.runtime.processes import Family, Message, kiosk_command

_UP = 60.0
_GONE = 30.0
"""Seconds until a screen that held a session, or a sync that has sent a case, has ended with what it held."""
_NOBODYS = ("home", "closed")
"""Pages that a screen shows of which nobody has said who they are."""
LANDSCAPE = "landscape"
"""The one mode that is no choice of a person."""
_AGAIN = 0.3


class Stage:
    """One terminal and its surroundings."""

    def __init__(self, wanted: demo.Demo, report: Report) -> None:
        self.folder, self.port, self.demo = wanted.folder, wanted.port, wanted
        self.config = demo.write(wanted.folder, wanted)
        self.command = kiosk_command
        """The command line of a command of the terminal's own program."""
        self.told_to_end: Callable[[subprocess.Popen[bytes]], None] = subprocess.Popen.terminate
        """How the terminal's first process is."""
        self._family = Family()
        self.people: set[str] = set()
        self._kiosk: subprocess.Popen[bytes] | None = None
        self._log = (report.folder / "kiosk.log").open("ab")
        probe = wanted.folder / "probe" / "active.sock"
        self.hand = KeyHand(probe, report, self.keypad) if wanted.keypad else Hand(probe, report)
        self.hand.leafing = bool(report.facts.get("mode"))
        self.hand.on_page, self.hand.before_touch = self._arrived, self._look_through_if_due
        self._report = report
        self._front, self._due = "", False
        report.facts.setdefault("looked_through", {"times": 0, "seconds": 0.0, "memory": True})

    @contextlib.contextmanager
    def beside(self, name: str) -> Iterator[Stage]:
        """Another terminal of that name at the same platform: state, devices and screen of its own."""
        code = f"JOURNEY-{name}"
        self.platform("code", {"code": code})
        wanted = replace(self.demo, folder=self.folder / name, name=name, enrol_code=code, platform=self.folder)
        other = Stage(wanted, self._report)
        try:
            yield other
            other.send_away()
        finally:
            self.people |= other.people
            self.hand.secrets |= other.hand.secrets
            other.close()

    # --- the platform -----------------------------------------------------------------------------------
    def start_sandbox(self) -> None:
        """Start the platform and wait until it answers."""
        self._family.spawn("sandbox", kiosk_command(*demo.sandbox_words(self.demo, self.port)))
        end = time.monotonic() + _UP
        heard: list[tuple[str, Message]] = []
        while not heard and time.monotonic() < end:  # what is heard may be half a line: then nothing was said yet
            heard = self._family.hear(max(0.0, end - time.monotonic()))
        if not heard or heard[0][1].get("event") != "ready":
            raise JourneyError("the sandbox did not come up")

    def stop_sandbox(self) -> None:
        """Take the platform away."""
        self._family.stop("sandbox")

    def platform(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """Ask the sandbox's control interface; {"status": n, …} of an error is returned, not raised."""
        data = json.dumps(body).encode() if body is not None else None
        url = f"{'https' if self.demo.tls else 'http'}://127.0.0.1:{self.port}/_sandbox/{path}"
        request = urllib.request.Request(url, data=data, headers={"Content-Type": "application/json"})  # noqa: S310  our own
        try:
            with urllib.request.urlopen(request, timeout=20, context=_blind()) as answer:  # noqa: S310  our own server
                return json.loads(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return {"status": error.code}

    # --- the terminal -----------------------------------------------------------------------------------
    def start_kiosk(self) -> None:
        """Start the terminal and wait for its first page."""
        probes = self.folder / "probe"
        (probes / "active.sock").unlink(missing_ok=True)
        self._front = ""
        words = ["run", "--config", str(self.config), "--probe-dir", str(probes)]
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
            # What a killed terminal cannot tidy up goes with the stage, and nothing is written where nobody looks.
            **dict.fromkeys(("TMPDIR", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"), str(self.folder)),
        }
        self._kiosk = subprocess.Popen(
            self.command(*words),
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            env=environment,
            start_new_session=True,
        )
        self.hand.wait_page("home")
        self._dress()

    def _dress(self) -> None:
        """Choose language and modes of the journey, by hand."""
        hand = self.hand
        hand.language = CHINESE
        language = str(self._report.facts.get("language", CHINESE))
        modes = [mode for mode in self._report.facts.get("mode", ()) if mode != LANDSCAPE]
        wanted = [*modes, *([language] if language != CHINESE else [])]
        if not wanted:
            return
        hand.tap("displayButton")
        for choice in wanted:
            hand.tap(f"display.{choice}")
        hand.language = language
        hand.tap("displayDone")

    def kill_kiosk(self) -> None:
        """Pull the plug: every process of the terminal dies at once, without a word."""
        self._look_through_if_due()
        if self._kiosk is not None:
            os.killpg(self._kiosk.pid, signal.SIGKILL)
            self._kiosk.wait(20)
            self._kiosk = None

    def stop_kiosk(self) -> None:
        """End the terminal as a service manager would."""
        if self._kiosk is not None:
            self.told_to_end(self._kiosk)
            try:
                self._kiosk.wait(30)
            except subprocess.TimeoutExpired:
                self.kill_kiosk()
            self._kiosk = None

    def queue(self, *verb: str) -> Any:
        """`kiosk queue VERB --json` on this terminal's outbox."""
        done = subprocess.run(
            self.command("queue", *verb, "--json", "--config", str(self.config)),
            capture_output=True,
            timeout=60,
            check=False,
        )
        return json.loads(done.stdout) if done.returncode == 0 else None

    def doctor(self, *checks: str) -> dict[str, str | None]:
        """`kiosk doctor --only CHECKS --json`: the fault of each, None where there is none."""
        done = subprocess.run(
            self.command("doctor", "--json", "--yes", "--config", str(self.config), "--only", *checks),
            capture_output=True,
            timeout=60,
            check=False,
        )
        return {row["name"]: row["fault"] for row in json.loads(done.stdout)["checks"]}

    def receipts(self) -> list[Path]:
        """What the receipt printer has printed."""
        return sorted((self.folder / "printed").glob("*.pdf"))

    # --- what people may have left ----------------------------------------------------------------------
    def sought(self) -> Sought | None:
        """What is to be nowhere once its people have gone; None where nobody was there."""
        if not self.people and not self.hand.secrets:
            return None
        return sought(self.people, self.hand.secrets, (self.demo.platform or self.folder) / "platform.db")

    def _arrived(self, page: str) -> None:
        """Home, or closed, in another process than before: whoever was there has gone."""
        if page in _NOBODYS and (front := self._in_front()) != self._front:
            self._front, self._due = front, True

    def _look_through_if_due(self) -> None:
        """Before the next one begins."""
        if self._due:
            self._due = False
            self.look_through()

    def look_through(self) -> None:
        """Nothing of anybody who was there is in a file or a living process. Raises JourneyError."""
        wanted = self.sought()
        if wanted is None or self._kiosk is None:
            return
        began = time.monotonic()
        while left := [*left_behind(self.folder, Path(self._log.name), wanted), *held(self._kiosk.pid, wanted)]:
            if time.monotonic() > began + _GONE:
                raise JourneyError(f"left behind of people: {', '.join(left)}")
            time.sleep(_AGAIN)
        looked = self._report.facts["looked_through"]
        looked["times"] += 1
        looked["seconds"] = round(looked["seconds"] + time.monotonic() - began, 2)
        looked["memory"] = not shuts_its_memory(self._kiosk.pid)

    def send_away(self) -> None:
        """Whoever still stands there: their screen dies in the middle. Then everything is looked through."""
        if self._kiosk is None or self.sought() is None:
            return
        if self.hand.screen() not in {"cleared", *_NOBODYS}:
            name = f"kiosk-{Path(self._in_front()).stem}"[:15]  # proc(5), comm
            with contextlib.suppress(KeyError, ProcessLookupError):  # it ends by itself
                os.kill(living(self._kiosk.pid)[name], signal.SIGKILL)
            self.hand.wait_page("cleared", *_NOBODYS)
        self._due = False
        self.look_through()

    def _in_front(self) -> str:
        """The socket of the screen that is."""
        return str((self.folder / "probe" / "active.sock").readlink())

    # --- the devices ------------------------------------------------------------------------------------
    def reader(self, **message: object) -> dict[str, Any]:
        """Tell the virtual card reader; who came is remembered, for what they may have left."""
        self._look_through_if_due()
        self.people |= {str(message["person"])} if message.get("do") == "place" and "person" in message else set()
        return tell(self.folder / "twins" / "reader.sock", message)

    def camera(self, **message: object) -> dict[str, Any]:
        """Tell the virtual camera."""
        return tell(self.folder / "twins" / "camera.sock", message)

    def page(self, **message: object) -> dict[str, Any]:
        """Tell the virtual document camera."""
        return tell(self.folder / "twins" / "document.sock", message)

    def printer(self, **message: object) -> dict[str, Any]:
        """Tell the virtual ESC/POS printer, where there is one."""
        return tell(self.folder / "twins" / "printer.sock", message)

    def keypad(self, **message: object) -> dict[str, Any]:
        """Tell the virtual numeric keypad, where there is one."""
        return tell(self.folder / "twins" / "keypad.sock", message)

    def scanner(self, **message: object) -> dict[str, Any]:
        """Tell the virtual scanner, where there is one."""
        return tell(self.folder / "twins" / "scanner.sock", message)

    def stick(self, **message: object) -> dict[str, Any]:
        """Tell the virtual USB stick, where there is one."""
        return tell(self.folder / "twins" / "stick.sock", message)

    def headphones(self, **message: object) -> dict[str, Any]:
        """Tell the virtual headphone jack, where there is one."""
        return tell(self.folder / "twins" / "headphones.sock", message)

    def close(self) -> None:
        """Take everything down."""
        self.stop_kiosk()
        self.stop_sandbox()
        self._log.close()


def _blind() -> ssl.SSLContext:
    """For the control interface on this machine alone, whose certificate may be wrong on purpose."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


@contextlib.contextmanager
def staged(report: Report, **fitted: Any) -> Iterator[Stage]:
    """A stage that is always taken down; whatever its people left in the terminal's files is a fault of the journey.

    `fitted`: of `demo.Demo`, what is there that is not by default: `printer`, `tls`, `keypad` (then nobody touches
    the screen), `headphones`, `scanner`, `stick`.
    """
    with tempfile.TemporaryDirectory(prefix="kiosk-") as folder:
        wanted = demo.Demo(folder=Path(folder), port=demo.free_port(), embedded_sandbox=False, **fitted)
        if LANDSCAPE in report.facts.get("mode", ()):
            wanted = replace(wanted, width=wanted.height, height=wanted.width)
        stage = Stage(wanted, report)
        try:
            yield stage
            if report.ok:
                _send_away(stage, report)
        finally:
            marks = stage.sought()
            stage.close()
        left = left_behind(stage.folder, report.folder / "kiosk.log", marks) if marks and report.ok else []
        if left:
            report.ok, report.error = False, f"left behind of people: {', '.join(left)}"


def _send_away(stage: Stage, report: Report) -> None:
    try:
        stage.send_away()
    except JourneyError as error:
        report.ok, report.error = False, str(error)
