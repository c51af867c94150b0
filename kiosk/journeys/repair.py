"""Journey: four devices break, and the station head mends each at the terminal by its pictures.

The device has the last word: the first time nothing is done, and the page must not believe it.
"""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from kiosk.domain.text import Language
from kiosk.journeys import acts
from kiosk.journeys.desk_hand import SECRET
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage
from kiosk.runtime import demo
from kiosk.runtime.processes import kiosk_command
from kiosk.runtime.repairs import REPAIRS, Repair
from kiosk.staff.roles import Role

PRINTER = True
"""The stage is fitted with the virtual ESC/POS printer."""
HEAD = "h1"
"""Staff number of the station head."""
_HOLD_MS = 3_400
_SETTLED = 0.4

Tell = Callable[..., dict[str, Any]]


@dataclass(frozen=True)
class Scene:
    """What breaks, and at which step a hand mends it: words of the device's twin."""

    repair: str
    twin: str
    breaks: dict[str, Any]
    mends: dict[str, Any]
    at: str
    fault: str


SCENES = (
    Scene("paper", "printer", {"do": "empty"}, {"do": "refill"}, "lay-roll", "printer.paper-out"),
    Scene("jam", "printer", {"do": "jam", "now": True}, {"do": "free"}, "take-scraps", "printer.cutter"),
    Scene("camera", "camera", {"do": "black"}, {"do": "resume"}, "wipe-lens", "doctor.camera-light"),
    Scene("reader", "reader", {"do": "vanish"}, {"do": "return"}, "plug-reader", "device.gone"),
)


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    stage.start_sandbox()
    _make_account(stage, HEAD)
    stage.start_kiosk()
    stage.hand.wait("the catalogue", lambda: stage.hand.sees(f"theme-{acts.THEME}"))
    report.facts["repairs"] = {}
    for scene in SCENES:
        report.facts["repairs"][scene.repair] = mended(stage, scene, HEAD, twice=scene is SCENES[0])
    _told_to_the_trail(stage, report)


def mended(stage: Stage, scene: Scene, staff: str = "", *, twice: bool) -> dict[str, Any]:
    """One device from broken to sound, by that member of staff, or by the one PIN where nobody has an account.

    `twice`: first all steps are passed over and nothing is done.
    """
    hand, repair = stage.hand, REPAIRS[scene.repair]
    _order(stage, scene, scene.breaks)
    _come_in(stage, staff)
    hand.wait("the repairs", lambda: hand.sees("repairsPage"))
    hand.tap(f"repair.{repair.name}")
    hand.wait("what the device says", lambda: hand.sees("repair.text"))
    begun = time.monotonic()
    before = hand.reads("repair.before")
    if scene.fault not in before:
        raise JourneyError(f"{repair.name}: {scene.fault} is not said before: {before}")
    if twice:
        _through(stage, repair, lambda _drawing: None)
        hand.wait("that it is still broken", lambda: hand.sees("repair.again"))
        if not hand.reads_anywhere(scene.fault):
            raise JourneyError(f"{repair.name}: what is still wrong is not named")
        hand.keep(f"{repair.name}-not-yet")
        hand.tap("repair.again")
    _through(stage, repair, lambda drawing: _order(stage, scene, scene.mends) if drawing == scene.at else None)
    hand.wait_words("现在好了")
    seconds = round(time.monotonic() - begun, 1)
    hand.keep(f"{repair.name}-sound")
    after = stage.doctor(repair.check)[repair.check]
    if after is not None:
        raise JourneyError(f"{repair.name}: the page says sound, the doctor {after}")
    _leave(stage)
    return {"before": scene.fault, "steps": len(repair.steps), "seconds": seconds, "after": "sound"}


def _order(stage: Stage, scene: Scene, words: dict[str, Any]) -> None:
    tell: Tell = {"printer": stage.printer, "camera": stage.camera, "reader": stage.reader}[scene.twin]
    answer = tell(**words)
    if not answer.get("ok"):
        raise JourneyError(f"the twin refuses {words}: {answer.get('error')}")


def _make_account(stage: Stage, staff: str) -> None:
    words = ("staff", "add", staff, "--name", "示例甲", "--role", Role.HEAD.value, "--config", str(stage.config))
    secret = f"{SECRET}\n".encode()
    done = subprocess.run(kiosk_command(*words), input=secret, capture_output=True, timeout=90, check=False)
    if done.returncode:
        raise JourneyError(f"no account for {staff}")


def _come_in(stage: Stage, staff: str) -> None:
    """Hold the corner of home, and through the door to the repairs; what the checks find is seen later."""
    hand = stage.hand
    door = "signInPage" if staff else "pinPage"

    def held() -> bool:
        hand.ask(do="tap", name="technicianCorner", hold=_HOLD_MS)
        return hand.sees(door)

    hand.wait("the door", held)
    if staff:
        for name, text in (("signIn.number", staff), ("signIn.secret", SECRET)):
            hand.tap(name)
            hand.ask(do="key", text=text)
        hand.keep("sign-in")
    else:
        for digit in demo.TECHNICIAN_PIN:
            hand.tap(f"key{digit}")
    hand.tap("primaryButton")
    if not staff:
        hand.tap("technician.repairs")


def _through(stage: Stage, repair: Repair, do: Callable[[str], None]) -> None:
    """Every step of it, one picture each; `do` is told what the drawing shows."""
    hand = stage.hand
    for step in repair.steps:
        hand.wait(f"step {step.drawing}", partial(_reads, stage, step.text.said(Language(hand.language))))
        hand.keep(f"{repair.name}-{step.drawing}")
        do(step.drawing)
        hand.tap("repair.next")


def _reads(stage: Stage, words: str) -> bool:
    return stage.hand.reads("repair.text") == words


def _leave(stage: Stage) -> None:
    """Out, and the next one's home page is there in another process."""
    hand = stage.hand
    hand.tap("repair.back")
    hand.wait("the repairs", lambda: hand.sees("repairsPage"))
    hand.tap("technician.leave")
    hand.wait("home", lambda: hand.sees("technicianCorner") and hand.sees(f"theme-{acts.THEME}"))
    time.sleep(_SETTLED)


def _told_to_the_trail(stage: Stage, report: Report) -> None:
    """Each repair stands in the audit trail with its outcome and who did it."""
    lines = (demo.state_dir(stage.folder) / "audit" / "trail.log").read_text("ascii").splitlines()
    told = [json.loads(line.split(" ", 1)[1]) for line in lines]
    ended = {one["repair"]: (one["mended"], one.get("staff")) for one in told if one["event"] == "repair-ended"}
    report.facts["audit"] = {name: mended for name, (mended, _staff) in ended.items()}
    if ended != dict.fromkeys(REPAIRS, ("sound", HEAD)):
        raise JourneyError(f"the audit trail says {ended}")
