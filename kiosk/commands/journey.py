"""`kiosk journey NAME|--all --out DIR`: play scripted runs of the real programs; the exit code tells."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.journeys.report import Report

JOURNEYS = (
    "apply-online",
    "apply-offline",
    "rate",
    "speak-up",
    "appointment",
    "certificate",
    "pay-bill",
    "pension",
    "policies",
    "materials",
    "guided",
    "across",
    "package",
    "company",
    "places-and-papers",
    "samples-and-videos",
    "show-licence",
    "verify",
    "speech",
    "card-faults",
    "device-faults",
    "keypad-only",
    "long-outage",
    "progress",
    "correction",
    "resume-elsewhere",
    "bank-branch",
    "handover",
    "desk-assisted",
    "offline-day",
    "tls-faults",
    "withdrawn-item",
    "provision",
    "repair",
    "upgrade",
)

_FITTED = ("printer", "tls", "keypad", "headphones", "scanner", "stick")
"""What a journey may want on its stage, in capitals."""
FAULTS = {"card-faults", "device-faults", "long-outage", "tls-faults", "withdrawn-item"}
"""What goes wrong, and what becomes of it."""
STAFF = {"provision", "repair", "handover", "desk-assisted", "offline-day", "upgrade"}
"""What staff do, or help with."""
PLACES = {"bank-branch"}
"""What is otherwise where the terminal stands."""
SERVICES = tuple(name for name in JOURNEYS if name not in FAULTS | STAFF | PLACES)
"""What somebody comes for."""
MODES = ("elder", "low-reach", "contrast", "large", "largest", "landscape")
"""Shape of the screen, and what is chosen on home (`kiosk.journeys.stage`)."""


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments."""
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("name", nargs="?", choices=JOURNEYS, help="which")
    which.add_argument(
        "--all",
        action="store_true",
        help="every service, the main ones in every language and mode; a folder for each",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="report.json, pictures, receipt")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="device-faults: each n-th cell only")
    parser.add_argument("--deb", type=Path, metavar="FILE", help="upgrade: the package; without it one is built")
    parser.add_argument("--language", default="zh-Hans", choices=("zh-Hans", "zh-Hant", "en"), help="chosen on home")
    parser.add_argument("--mode", action="append", default=[], choices=MODES, help="how the screen looks; repeatable")
    parser.add_argument("--config", type=Path, help="settings of this machine: refused where they say production")


def run(args: argparse.Namespace) -> int:
    """Play it; 0 = it went as it should, 1 = it did not, 2 = it was not begun. SIGTERM takes everything down."""
    from kiosk.journeys.report import Report
    from kiosk.runtime.deployment import refuse_in_production
    from kiosk.runtime.settings import SettingsError

    try:
        refuse_in_production("journey", args.config)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    report = Report("all" if args.all else args.name, args.out.resolve())
    if args.every > 1:
        report.facts["every"] = args.every
    if args.deb:
        report.facts["deb"] = str(args.deb.resolve())
    if not args.all:
        report.facts.update(language=args.language, mode=args.mode)
    try:
        report.clear()
    except OSError as error:
        print(f"kiosk journey: cannot write to {args.out}: {error.strerror}", file=sys.stderr)
        return 2
    before = signal.signal(signal.SIGTERM, _ended)
    try:
        if args.all:
            from kiosk.journeys import everything

            everything.play(SERVICES, report)
        else:
            _play(report)
        print(json.dumps(report.content(), ensure_ascii=False, indent=2))
    finally:
        signal.signal(signal.SIGTERM, before)
    return 0 if report.ok else 1


def _play(report: Report) -> None:
    """Whatever goes wrong ends in the report; the program's own faults are named by their kind."""
    from kiosk.journeys.report import JourneyError
    from kiosk.journeys.stage import staged

    journey = importlib.import_module("kiosk.journeys." + report.journey.replace("-", "_"))
    try:
        wanted = {name: getattr(journey, name.upper(), False) for name in _FITTED}
        with staged(report, **wanted) as stage:
            try:
                journey.play(stage, report)
                report.ok = True
            except JourneyError as error:
                report.error = str(error)
                stage.hand.ask(do="grab", path=str(report.folder / "failed.png"))
        report.write()
    except (OSError, LookupError, TypeError, ValueError, subprocess.SubprocessError) as error:
        report.ok = False
        report.error = f"{type(error).__name__}: {error}"
        with contextlib.suppress(OSError):
            report.write()
    if report.error:
        print(f"kiosk journey {report.journey}: {report.error}", file=sys.stderr)


def _ended(number: int, frame: object) -> None:
    """SIGTERM: leave by the way that takes the stage down."""
    del frame
    sys.exit(128 + number)
