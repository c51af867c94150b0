#!/usr/bin/python3 -I
"""Is the installed program fit for service? Asked before an upgrade (what was well?) and after it (is it still?).

    gate.py before|after

After: it starts, reads the queue, finds nothing broken that was well before, and brings a first picture from cold.
Runs as the terminal's user on Debian's own python3, so that a broken program can still be judged. Must never send
anything: sync is not started.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path

KIOSK = "/opt/budayang-kiosk/bin/kiosk"
CONFIG = Path("/etc/kiosk/kiosk.toml")
NOTES = Path("/var/lib/kiosk/upgrade")
OUTBOX = Path("/var/lib/kiosk/outbox.db")
GROUPS = ("software", "disk", "keys", "queue", "devices", "models", "fonts")
"""Of the doctor's checks: those that do not depend on the line."""
DOCTOR_SECONDS = 300
FRAME_SECONDS = 120
_BROKEN_SETTINGS = 2
"""Exit code of `kiosk doctor`; 1 = something failed, and the report says what."""
_CHUNK = 65536


class Unfit(Exception):  # noqa: N818  says what happened
    """What does not hold."""


def main() -> int:
    """0 = go on."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    scratch = os.environ.get("RUNTIME_DIRECTORY")
    if scratch:
        os.environ.update(HOME=scratch, XDG_RUNTIME_DIR=scratch, TMPDIR=scratch)
    try:
        _before() if sys.argv[1:] == ["before"] else _after()
    except (Unfit, OSError, subprocess.SubprocessError, ValueError) as why:
        sys.stderr.write(f"kiosk gate: {why}\n")
        return 1
    return 0


def _before() -> None:
    """Note what is broken already; whatever this finds is no reason against an upgrade."""
    if not CONFIG.exists():
        return
    NOTES.mkdir(mode=0o700, exist_ok=True)
    note = NOTES / "before.json"
    note.unlink(missing_ok=True)
    try:
        note.write_text(json.dumps(_failed()), encoding="utf-8")
    except (Unfit, subprocess.SubprocessError, ValueError) as why:
        sys.stderr.write(f"kiosk gate: before: {why}\n")


def _after() -> None:
    """Raises Unfit."""
    _said("--version")
    if not CONFIG.exists():
        return  # not provisioned: there is nothing yet that could be lost
    if OUTBOX.exists():
        _said("queue", "stats", "--config", str(CONFIG), "--json")
    note = NOTES / "before.json"
    if note.exists():
        worse = sorted(set(_failed()) - set(json.loads(note.read_text(encoding="utf-8"))))
        if worse:
            raise Unfit(f"well before, broken now: {', '.join(worse)}")
    _first_picture()


def _said(*words: str) -> str:
    """What a command says. Raises Unfit where it fails."""
    done = subprocess.run([KIOSK, *words], check=False, capture_output=True, text=True, timeout=DOCTOR_SECONDS)
    if done.returncode != 0:
        raise Unfit(f"kiosk {words[0]}: exit code {done.returncode}: {done.stderr.strip()[-300:]}")
    return done.stdout


def _failed() -> list[str]:
    """Names of the doctor's checks that fail. Raises Unfit where nothing could be looked at."""
    words = ["doctor", "--config", str(CONFIG), "--yes", "--json", "--only", *GROUPS]
    done = subprocess.run([KIOSK, *words], check=False, capture_output=True, text=True, timeout=DOCTOR_SECONDS)
    if done.returncode not in {0, 1}:
        raise Unfit(f"kiosk doctor: exit code {done.returncode}: {done.stderr.strip()[-300:]}")
    return [check["name"] for check in json.loads(done.stdout)["checks"] if check["verdict"] == "fail"]


def _first_picture() -> None:
    """A screen from cold, on no display, with devices and store, until its first frame is painted. Raises Unfit."""
    with subprocess.Popen(
        [KIOSK, "screen", "--config", str(CONFIG)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    ) as screen:
        if screen.stdin is None or screen.stdout is None:
            raise Unfit("no pipes")
        try:
            screen.stdin.write(b'{"do": "activate", "cleared": false, "view": null}\n')
            if not _hears(screen.stdout.fileno(), b'"painted"'):
                raise Unfit("no first picture")
        finally:
            screen.terminate()
            try:
                screen.wait(30)
            except subprocess.TimeoutExpired:
                screen.kill()


def _hears(source: int, word: bytes) -> bool:
    end, heard = time.monotonic() + FRAME_SECONDS, b""
    while word not in heard and time.monotonic() < end:
        if select.select([source], [], [], 1.0)[0]:
            data = os.read(source, _CHUNK)
            if not data:
                return False
            heard += data
    return word in heard


if __name__ == "__main__":
    sys.exit(main())
