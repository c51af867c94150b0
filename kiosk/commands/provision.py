"""`kiosk provision`: a new terminal is set up, step by step; asked at the terminal, or from an answers file.

Every step may be run again: what holds already is left as it is. Must never show a key or a one-time code.
"""

from __future__ import annotations

import argparse
import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kiosk.provisioning.report import Past
    from kiosk.provisioning.setup import Outcome, Setup
    from kiosk.provisioning.steps import Step

_WAITS = 3
_PRIVATE = 0o600


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments."""
    parser.add_argument("--answers", type=Path, metavar="FILE", help="TOML; without it the questions are asked here")
    parser.add_argument(
        "--config", type=Path, help="settings to write (default: KIOSK_CONFIG, else the installed one)"
    )
    parser.add_argument("--report", type=Path, metavar="FILE.pdf", help="the readiness report, in Chinese; replaced")
    parser.add_argument("--json", action="store_true", help="JSON on standard output")


def run(args: argparse.Namespace) -> int:
    """0 = ready; 1 = a step failed; 2 = answers, profile; 3 = waits for the receipt that is carried back."""
    from kiosk.provisioning.faults import ProvisionError
    from kiosk.provisioning.setup import Standing
    from kiosk.provisioning.steps import run as run_steps

    try:
        setup = _setup(args)
        past = run_steps(setup, _tell, partial(_again, setup) if setup.attended else lambda _step, _outcome: False)
    except ProvisionError as error:
        return _refused(args, error)
    except EOFError:
        print("\nkiosk provision: 没有回答，停下；再运行一次接着做", file=sys.stderr)
        return 2
    reported = _report(setup, past, args.report)
    if args.json:
        print(json.dumps(_plain(setup, past, reported), ensure_ascii=False, indent=2))
    standings = {outcome.standing for _, (_, outcome, _, _) in past}
    if Standing.FAILED in standings or reported is None:
        return 1
    return _WAITS if Standing.WAITING in standings else 0


def _setup(args: argparse.Namespace) -> Setup:
    """Raises ProvisionError, EOFError."""
    from kiosk.provisioning import wizard
    from kiosk.provisioning.answers import read_answers, read_profile
    from kiosk.provisioning.place import Place
    from kiosk.provisioning.settings_file import read
    from kiosk.provisioning.setup import Setup, nobody_chooses
    from kiosk.runtime.deployment import settings_file

    place = Place(settings_file(args.config).absolute())
    place.owner()  # before a dozen questions
    attended = args.answers is None
    answers = (
        wizard.questions(input, _say, read(place).get("terminal", {})) if attended else read_answers(args.answers)
    )

    def choose(slot: str, those: Any) -> Any:
        return wizard.which(slot, those, input, _say)

    return Setup(place, answers, read_profile(answers.profile), choose if attended else nobody_chooses, attended)


def _say(words: str) -> None:
    print(words, file=sys.stderr)


def _tell(step: Step, outcome: Outcome | None) -> None:
    from kiosk.provisioning.report import WORDS
    from kiosk.provisioning.steps import STEPS

    if outcome is None:
        _say(f"[{STEPS.index(step) + 1}/{len(STEPS)}] {step.title}……")
        return
    _say(f"　　{WORDS[outcome.standing]}　{outcome.said}")
    if outcome.fault:
        _say(f"　　{outcome.fault}　{outcome.advice}")


def _again(setup: Setup, step: Step, _outcome: Outcome) -> bool:
    """Once more? A code that was not taken is asked for anew. Raises EOFError."""
    from kiosk.provisioning.wizard import another_code

    print("　　再试一次？（Y/n）", end="", file=sys.stderr, flush=True)
    if input().strip().lower() in {"n", "no", "否", "q"}:
        return False
    if step.name == "enrolment":
        setup.answers = another_code(setup.answers, input, _say)
    return True


def _report(setup: Setup, past: list[tuple[Step, Past]], wanted: Path | None) -> Path | None:
    """Where the report lies; None where it could not be written."""
    from kiosk.documents.faults import DocumentError
    from kiosk.provisioning.place import replace_file
    from kiosk.provisioning.report import pdf
    from kiosk.runtime.settings import SettingsError

    try:
        content = pdf(setup, [row for _, row in past])
        path = wanted or setup.files.state_dir / "provisioning" / "readiness.pdf"
        if wanted is not None:
            replace_file(path, content)
        else:
            setup.place.write(path, content, _PRIVATE)
            setup.place.hand_over(setup.files.state_dir)
    except (DocumentError, SettingsError) as error:
        _say(f"kiosk provision: {error.fault.code}: no report")
        return None
    except OSError as error:
        _say(f"kiosk provision: {error.filename}: {error.strerror}")
        return None
    _say(f"报告：{path}")
    return path


def _plain(setup: Setup, past: list[tuple[Step, Past]], report: Path | None) -> dict[str, Any]:
    from kiosk.provisioning.report import READY

    steps = [
        {
            "name": step.name,
            "standing": outcome.standing.value,
            "said": outcome.said,
            "fault": outcome.fault,
            "advice": outcome.advice,
            "seconds": round(seconds, 2),
        }
        for step, (_, outcome, _, seconds) in past
    ]
    ready = all(outcome.standing in READY for _, (_, outcome, _, _) in past)
    about = {"terminal": setup.answers.terminal.id, "ready": ready, "report": str(report) if report else None}
    return {**about, "steps": steps, "as_built": setup.as_built}


def _refused(args: argparse.Namespace, error: Any) -> int:
    """Nothing was begun: why, for people and for programs."""
    if args.json:
        print(json.dumps({"fault": error.fault.code, "message": error.fault.remedy, "detail": error.detail}))
    print(f"kiosk provision: {error}", file=sys.stderr)
    return 2
