"""`kiosk queue`: how the outbox stands, and what staff do with it, without a word of any person."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kiosk.runtime.audit.trail import Trail
    from kiosk.runtime.settings import Settings
    from offline_cache.outbox import Outbox

_LOOKS = {"stats", "list", "show"}
"""Verbs for which the state directory is enough."""
_TASKS = {"calls", "call", "end"}
"""What waits for a person."""
_SILENT = _LOOKS | {"calls", "differences"}
"""Verbs of which the audit trail hears nothing."""


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    _verb(verbs, "stats", "how many jobs in each state")
    _verb(verbs, "list", "every job")
    _verb(verbs, "show", "one job, its files, its fault and the next step").add_argument(
        "job", metavar="ID", help="job id, or the number on the slip"
    )
    again = _verb(verbs, "retry", "send again what was set aside").add_mutually_exclusive_group(required=True)
    again.add_argument("jobs", nargs="*", default=[], metavar="ID", help="job ids, or numbers on slips")
    again.add_argument("--all", action="store_true", help="everything that was set aside")
    _verb(verbs, "calls", "which citizens must be called back")
    call = _verb(verbs, "call", "the telephone number of one of them; the audit trail is told who saw it")
    over = _verb(verbs, "end", "they were called, or what was set aside is settled: nothing is left to do")
    differing = _verb(verbs, "differences", "what the platform has otherwise and a person must look at (D, F)")
    checked = _verb(verbs, "checked", "a payment, a print or a case taken back was looked at: nothing is left to do")
    for task in (differing, checked):
        _days(task)
    for task in (call, over, checked):
        task.add_argument("job", metavar="ID", help="job id, or the number on the slip")
        task.add_argument("--by", type=_staff, required=True, metavar="STAFF", help="your staff number")
    for task, reason, words in (
        (over, _ending, "called, not-reached, at-the-window, compared (with the department) or given-up"),
        (checked, _finding, "booked, paid-back, no-money, paper-void or withdrawn-there"),
    ):
        task.add_argument("--reason", type=reason, required=True, metavar="WHY", help=words)
    _days(_verb(verbs, "reconcile", "compare days with the platform, and close them; 1 = a day is left open"))
    _verb(verbs, "rotate-key", "seal everything stored with a new data key; the terminal must not be running")
    out = _verb(verbs, "export", "write what waits into files that only the platform opens, for a USB stick")
    out.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for carry-out-*.json")
    there = _verb(
        verbs, "deliver", "where there is a line: hand in what another terminal exported, keep its receipts"
    )
    there.add_argument("files", nargs="+", type=Path, metavar="FILE", help="carry-out-*.json")
    there.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for receipt-*.json")
    back = _verb(verbs, "import-receipt", "read the platform's receipts for what was carried out")
    back.add_argument("files", nargs="+", type=Path, metavar="FILE", help="receipt (JSON)")


def _verb(verbs: Any, name: str, text: str) -> argparse.ArgumentParser:
    verb: argparse.ArgumentParser = verbs.add_parser(name, help=text)
    place = verb.add_mutually_exclusive_group()
    place.add_argument("--config", type=Path, help="settings file (default: KIOSK_CONFIG, else the installed one)")
    if name in _LOOKS:
        place.add_argument("--state", type=Path, metavar="DIR", help="state directory")
    verb.add_argument("--json", action="store_true", help="JSON on standard output")
    return verb


def _days(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--day", action="append", default=[], type=_day, help="YYYY-MM-DD (default: all that are due)")


def _day(text: str) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day: YYYY-MM-DD") from None


def _staff(text: str) -> str:
    from kiosk.runtime.audit.events import FIELDS

    if not FIELDS["staff"].admits(text):
        raise argparse.ArgumentTypeError("a staff number: letters and digits, fewer than eight digits")
    return text


def _ending(text: str) -> str:
    from kiosk.runtime.audit.events import ENDINGS

    return _word(text, ENDINGS)


def _finding(text: str) -> str:
    from kiosk.runtime.audit.events import FINDINGS

    return _word(text, FINDINGS)


def _word(text: str, words: Iterable[str]) -> str:
    if text not in words:
        raise argparse.ArgumentTypeError("one of " + ", ".join(words))
    return text


def run(args: argparse.Namespace) -> int:
    """0 = done; 1 = store, platform or file fault, or a day is left open; 2 = settings fault. Makes no outbox."""
    from kiosk.platform_api.carry_out import BundleError
    from kiosk.platform_api.faults import PlatformError
    from kiosk.runtime.key_files import KeyRefused
    from kiosk.runtime.settings import SettingsError
    from offline_cache.contract import StoreError

    try:
        answer = _answer(args)
        if args.verb not in _SILENT:
            _sign(args)
    except SettingsError as error:
        return _failed(args, error.fault.code, error.fault.remedy, error.detail) + 1
    except (StoreError, KeyRefused) as error:
        return _failed(args, error.fault.code, error.fault.remedy, error.detail)
    except PlatformError as error:
        return _failed(args, error.fault.code, error.fault.remedy, error.problem.kind if error.problem else "")
    except BundleError as error:
        return _failed(args, "carry-out.refused", "a bundle, or a receipt for this terminal, is wanted", str(error))
    except OSError as error:
        return _failed(args, "file", "look at the file and its folder", f"{error.filename}: {error.strerror}")
    print(json.dumps(answer, ensure_ascii=False, indent=2) if args.json else _text(answer))
    return 0 if _is_well(answer) else 1


def _sign(args: argparse.Namespace) -> None:
    """What was said of this in the audit trail: nobody knows when the next session ends, which would sign it too."""
    from kiosk.platform_api.signing.keys import load
    from kiosk.runtime.audit.witness import sign
    from kiosk.runtime.connections import Files
    from kiosk.runtime.queue_work import staff_trail

    files = Files(_settings(args).storage.state_dir)
    sign(staff_trail(files), lambda: load(files.terminal_key))


def _failed(args: argparse.Namespace, code: str, remedy: str, detail: str) -> int:
    if args.json:
        print(json.dumps({"fault": code, "message": remedy, "detail": detail}, ensure_ascii=False))
    print(f"kiosk queue: {': '.join(filter(None, (code, detail)))} ({remedy})", file=sys.stderr)
    return 1


def _answer(args: argparse.Namespace) -> Any:
    from kiosk.runtime import queue_work
    from kiosk.runtime.connections import Files
    from kiosk.runtime.key_change import rotate_key

    works: dict[str, Callable[[Settings], Any]] = {
        "reconcile": lambda settings: queue_work.reconcile(settings, args.day),
        "export": lambda settings: queue_work.export(settings, args.out),
        "deliver": lambda settings: queue_work.deliver(settings, args.files, args.out),
        "rotate-key": rotate_key,
        "import-receipt": lambda settings: queue_work.import_receipts(settings, args.files),
    }
    if args.verb in works:
        return works[args.verb](_settings(args))
    if args.verb in {"differences", "checked"}:
        return _compared(args)
    state = getattr(args, "state", None)
    files = Files(state or _settings(args).storage.state_dir)
    if args.verb in {"list", "stats"}:
        with queue_work.looked_at(files) as store:
            if args.verb == "list":
                return [queue_work.row(job) for job in store.jobs()]
            stats = store.stats()
            return stats | {"oldest": queue_work.local_time(stats["oldest"])}
    with queue_work.opened(files) as outbox:
        if args.verb in _TASKS:
            return _task(args, outbox, queue_work.staff_trail(files))
        if args.verb == "show":
            return queue_work.show(outbox, args.job)
        return queue_work.retry(outbox, args.jobs, every=args.all)


def _task(args: argparse.Namespace, outbox: Outbox, trail: Trail) -> Any:
    from kiosk.runtime import queue_tasks

    if args.verb == "calls":
        return queue_tasks.calls(outbox)
    if args.verb == "call":
        return queue_tasks.call(outbox, trail, args.job, args.by)
    return queue_tasks.end(outbox, trail, args.job, args.by, args.reason)


def _compared(args: argparse.Namespace) -> Any:
    """What can be said only beside the platform's own books."""
    from kiosk.runtime import queue_tasks, queue_work
    from kiosk.runtime.connections import Files

    settings = _settings(args)
    with queue_work.comparing(settings) as (outbox, reconciler):
        if args.verb == "differences":
            return queue_tasks.differences(reconciler, args.day)
        trail = queue_work.staff_trail(Files(settings.storage.state_dir))
        finding, who = (args.job, args.day), (args.by, args.reason)
        return queue_tasks.checked(reconciler, outbox, trail, finding, who)


def _settings(args: argparse.Namespace) -> Settings:
    from kiosk.runtime.deployment import settings_file
    from kiosk.runtime.settings import load

    return load(settings_file(args.config))


def _is_well(answer: Any) -> bool:
    """Is no day left open, no receipt a refusal?"""
    if not isinstance(answer, dict):
        return True
    closed = all(one["state"] == "closed" for one in answer.get("days", ()))
    return closed and all(one["settled"] for one in answer.get("results", ()))


def _text(answer: Any) -> str:
    """The same for people, one line each."""
    if isinstance(answer, dict):
        return "\n".join(f"{name:12} {_said(value)}" for name, value in answer.items())
    lines = ("  ".join(str(value or "-") for value in row.values()) for row in answer)
    return "\n".join(lines) or "no jobs"


def _said(value: Any) -> str:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False) if value else "-"
    return "-" if value is None else str(value)
