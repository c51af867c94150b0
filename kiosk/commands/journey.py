"""`kiosk journey NAME --out DIR`: play a scripted run of the real programs; the exit code tells."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path

JOURNEYS = ("apply-online", "apply-offline", "show-licence", "card-faults")


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments."""
    parser.add_argument("name", choices=JOURNEYS, help="which")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="report.json, pictures, receipt")
    parser.add_argument("--config", type=Path, help="settings of this machine: refused where they say production")


def run(args: argparse.Namespace) -> int:
    """Play it; 0 = it went as it should."""
    from kiosk.journeys.report import JourneyError, Report
    from kiosk.journeys.stage import staged
    from kiosk.runtime.deployment import refuse_in_production
    from kiosk.runtime.settings import SettingsError

    try:
        refuse_in_production("journey", args.config)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    folder = args.out.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    for old in (file for kind in ("*.png", "*.pdf", "*.log", "report.json") for file in folder.glob(kind)):
        old.unlink()
    report = Report(args.name, folder)
    journey = importlib.import_module("kiosk.journeys." + args.name.replace("-", "_"))
    with staged(report) as stage:
        try:
            journey.play(stage, report)
            report.ok = True
        except JourneyError as error:
            report.error = str(error)
            print(f"kiosk journey {args.name}: {error}", file=sys.stderr)
            stage.hand.ask(do="grab", path=str(folder / "failed.png"))
    print(json.dumps(report.write(), ensure_ascii=False, indent=2))
    return 0 if report.ok else 1
