"""What journeys do at the staff's desk: a member of staff gets an account, the window opens, somebody signs in.

The window belongs to a terminal of the stage; it is looked at and touched like the terminal's own.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from kiosk.journeys.hand import Hand
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage
from kiosk.runtime.processes import kiosk_command

SECRET = "27461385"  # noqa: S105  of an account that lasts as long as the journey
_SCREEN = {"x": 0, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
_LIMIT = 90.0


class DeskHand(Hand):
    """Works at the desk's window, which has no screens of a citizen."""

    def screen(self) -> str:
        """Always the same."""
        return "desk"


@contextlib.contextmanager
def desk(stage: Stage, report: Report, staff: str, role: str = "") -> Iterator[Hand]:
    """The desk with that member of staff signed in; the station's own account of that number is the platform's.

    `role`: of an account to be made; without it there is one.
    """
    if role:
        _make_account(stage, staff, role)
    probe = stage.folder / "probe" / f"desk-{staff}.sock"
    command = kiosk_command("desk", "--config", str(stage.config), "--probe", str(probe))
    with (report.folder / "desk.log").open("ab") as log:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=_surroundings(stage)
        )
    hand = DeskHand(probe, report)
    try:
        hand.wait("the desk", lambda: hand.sees("deskEnter"))
        hand.keep("desk-sign-in")
        write(hand, "deskNumberInput", staff)
        write(hand, "deskSecretInput", SECRET)
        hand.tap("deskEnter")
        hand.wait("the pages of the desk", lambda: hand.sees("deskRail"))
        yield hand
    except JourneyError:
        hand.ask(do="grab", path=str(report.folder / "failed-desk.png"))
        raise
    finally:
        process.terminate()
        process.wait(_LIMIT)


def _make_account(stage: Stage, staff: str, role: str) -> None:
    words = ("staff", "add", staff, "--name", "示例甲", "--role", role, "--config", str(stage.config))
    secret = f"{SECRET}\n".encode()
    done = subprocess.run(kiosk_command(*words), input=secret, capture_output=True, timeout=_LIMIT, check=False)
    if done.returncode:
        raise JourneyError(f"no account for {staff}")


def write(hand: Hand, name: str, text: str) -> None:
    """Type into the line of that name."""
    hand.tap(name)
    hand.ask(do="key", text=text)


def turn_to_help(hand: Hand) -> None:
    """新开帮办, with the services."""
    hand.tap("desk.assist")
    hand.wait("the services", lambda: hand.sees("deskAssist") and hand.sees_any("deskRow.", but=""))


def code_on_the_desk(hand: Hand) -> str:
    """The code that is written down for the person."""
    hand.wait("the code", lambda: hand.sees("handoverCode"))
    return hand.reads("handoverCode").replace(" ", "")


def _surroundings(stage: Stage) -> dict[str, str]:
    """A screen of 1920×1080 where there is none."""
    screens = Path(stage.folder) / "desk-screen.json"
    screens.write_text(json.dumps({"screens": [{"name": "desk", **_SCREEN}]}), "utf-8")
    drawn = os.environ.get("QT_QPA_PLATFORM", f"offscreen:configfile={screens}")
    return {**os.environ, "QT_QPA_PLATFORM": drawn, "XDG_RUNTIME_DIR": str(stage.folder), "TMPDIR": str(stage.folder)}
