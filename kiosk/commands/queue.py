"""`kiosk queue stats|list`: how the outbox stands, without a word of any person."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

from offline_cache.contract import Job, StoreError, StoreFault


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    for name, text in (("stats", "how many jobs in each state"), ("list", "every job")):
        verb = verbs.add_parser(name, help=text)
        place = verb.add_mutually_exclusive_group()
        place.add_argument(
            "--config", type=Path, help="settings file (default: KIOSK_CONFIG, else the installed one)"
        )
        place.add_argument("--state", type=Path, metavar="DIR", help="state directory")
        verb.add_argument("--json", action="store_true", help="JSON on standard output")


def run(args: argparse.Namespace) -> int:
    """0 = shown, 1 = store fault, 2 = settings fault. Reads only: a missing outbox is not made."""
    from kiosk.runtime.settings import SettingsError

    try:
        answer = _answer(args)
    except SettingsError as error:
        if args.json:
            print(json.dumps({"fault": error.fault.code, "message": error.fault.remedy}))
        print(f"kiosk queue: {error}", file=sys.stderr)
        return 2
    except StoreError as error:
        if args.json:
            print(json.dumps({"fault": error.fault.code, "message": error.fault.remedy}))
        print(f"kiosk queue: {error} ({error.fault.remedy})", file=sys.stderr)
        return 1
    print(json.dumps(answer, ensure_ascii=False, indent=2) if args.json else _text(answer))
    return 0


def _answer(args: argparse.Namespace) -> Any:
    from kiosk.runtime.connections import Files
    from kiosk.runtime.deployment import settings_file
    from kiosk.runtime.settings import load
    from offline_cache.keys import load_key
    from offline_cache.outbox import Outbox

    files = Files(args.state or load(settings_file(args.config)).storage.state_dir)
    try:
        there = files.outbox.exists()
    except PermissionError as error:
        raise StoreError(StoreFault.NOT_WRITABLE, "this user may not look into the state directory") from error
    if not there:
        raise StoreError(StoreFault.NOT_WRITABLE, "there is no outbox in this state directory")
    outbox = Outbox.open(files.outbox, load_key(files.data_key))
    try:
        if args.verb == "list":
            return [_row(job) for job in outbox.jobs()]
        stats = outbox.stats()
        return stats | {"oldest": _time(stats["oldest"])}
    finally:
        outbox.close()


def _row(job: Job) -> dict[str, Any]:
    return {
        "id": job.job_id,
        "kind": job.kind,
        "state": job.state.value,
        "reference": job.reference,
        "attempts": job.attempts,
        "fault": job.fault,
        "created_at": _time(job.created_at),
        "not_before": _time(job.not_before or None),
        "finished_at": _time(job.finished_at),
    }


def _time(seconds: float | None) -> str | None:
    """Local time with offset."""
    return None if seconds is None else dt.datetime.fromtimestamp(seconds).astimezone().isoformat(timespec="seconds")


def _text(answer: Any) -> str:
    """The same for people, one line each."""
    if isinstance(answer, dict):
        return "\n".join(f"{name:10} {'-' if value is None else value}" for name, value in answer.items())
    lines = ("  ".join(str(value or "-") for value in row.values()) for row in answer)
    return "\n".join(lines) or "no jobs"
