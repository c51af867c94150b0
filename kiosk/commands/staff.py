"""`kiosk staff add|list|disable|passwd`: who may sign in at this terminal.

A secret is read from the terminal without being shown, or is the first line of standard input; never an argument,
which anybody on the machine could see. Must never print a secret, a hash or a card's number.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kiosk.runtime.settings import Settings
    from kiosk.staff.people import People, Person

_CARD_SECONDS = 30.0


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments."""
    from kiosk.staff.roles import Role

    verbs = parser.add_subparsers(dest="verb", required=True)
    newcomer = _verb(verbs, "add", "an account; the PIN or password is asked for")
    newcomer.add_argument("number", metavar="NUMBER", help="staff number; fewer than eight digits")
    newcomer.add_argument("--name", required=True, help="as the desk shows it")
    roles = tuple(role.value for role in Role)
    newcomer.add_argument("--role", action="append", required=True, choices=roles, help="may be given more than once")
    newcomer.add_argument("--until", type=_day, metavar="YYYY-MM-DD", help="the last day; a vendor needs one")
    newcomer.add_argument(
        "--card", action="store_true", help="lay the staff card on the reader: it signs in with a PIN"
    )
    _verb(verbs, "list", "everybody, without secrets")
    for name, text in (("disable", "this person signs in no more"), ("passwd", "a new PIN or password, asked for")):
        _verb(verbs, name, text).add_argument("number", metavar="NUMBER", help="staff number")


def _verb(verbs: Any, name: str, text: str) -> argparse.ArgumentParser:
    verb: argparse.ArgumentParser = verbs.add_parser(name, help=text)
    verb.add_argument("--config", type=Path, help="settings file (default: KIOSK_CONFIG, else the installed one)")
    verb.add_argument("--json", action="store_true", help="JSON on standard output")
    return verb


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day: YYYY-MM-DD") from None


def run(args: argparse.Namespace) -> int:
    """0 = done; 1 = an account, device or file fault; 2 = settings fault."""
    from devices.contract import DeviceError
    from kiosk.runtime.deployment import settings_file
    from kiosk.runtime.files import Files
    from kiosk.runtime.settings import SettingsError, load
    from kiosk.runtime.staff_accounts import people_of
    from kiosk.staff.faults import StaffError

    try:
        settings = load(settings_file(args.config))
        answer = _answer(args, settings, people_of(Files(settings.storage.state_dir)))
    except SettingsError as error:
        return _failed(args, error.fault.code, error.fault.remedy, error.detail) + 1
    except StaffError as error:
        return _failed(args, error.fault.code, error.fault.remedy, error.detail)
    except DeviceError as error:
        return _failed(args, error.fault.code, error.fault.action.value, error.detail)
    except OSError as error:
        return _failed(args, "file", "look at the file and its folder", f"{error.filename}: {error.strerror}")
    if args.verb != "list":
        _sign(settings)
    print(json.dumps(answer, ensure_ascii=False, indent=2) if args.json else _text(answer))
    return 0


def _answer(args: argparse.Namespace, settings: Settings, people: People) -> list[dict[str, Any]]:
    if args.verb == "list":
        return [_row(one) for one in people.everybody()]
    if args.verb == "disable":
        return [_row(people.disable(args.number))]
    if args.verb == "passwd":
        people.find(args.number)  # before somebody thinks of a secret
        return [_row(people.give_secret(args.number, _secret()))]
    return [_row(_added(args, settings, people))]


def _added(args: argparse.Namespace, settings: Settings, people: People) -> Person:
    from kiosk.runtime.clock import SystemClock
    from kiosk.runtime.staff_accounts import staff_card
    from kiosk.staff.faults import StaffError, StaffFault
    from kiosk.staff.people import Newcomer
    from kiosk.staff.roles import Role

    card = ""
    if args.card:
        print("kiosk staff: lay the staff card on the reader", file=sys.stderr)
        card = staff_card(settings, _CARD_SECONDS, SystemClock())
        if not card:
            raise StaffError(StaffFault.NOT_VALID, "card: no staff card was laid on the reader")
    roles = tuple(Role(role) for role in dict.fromkeys(args.role))
    newcomer = Newcomer(args.number, args.name, roles, card, args.until)
    return people.add(newcomer, _secret(), dt.datetime.now().astimezone().date())


def _secret() -> str:
    """Typed twice where somebody types it. Raises StaffError (NOT_VALID) where the two differ."""
    import getpass

    from kiosk.staff.faults import StaffError, StaffFault

    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    chosen = getpass.getpass("PIN or password: ")
    if getpass.getpass("once more: ") != chosen:
        raise StaffError(StaffFault.NOT_VALID, "the two are not the same")
    return chosen


def _sign(settings: Settings) -> None:
    """What was said of this in the audit trail."""
    from kiosk.platform_api.signing.keys import load
    from kiosk.runtime.audit.witness import sign
    from kiosk.runtime.clock import SystemClock
    from kiosk.runtime.files import Files
    from kiosk.runtime.staff_accounts import trail_of

    files = Files(settings.storage.state_dir)
    sign(trail_of(files, SystemClock()), lambda: load(files.terminal_key))


def _row(person: Person) -> dict[str, Any]:
    """One account, without hash and card number."""
    return {
        "number": person.number,
        "name": person.name,
        "roles": [role.value for role in person.roles],
        "card": bool(person.card),
        "until": person.until.isoformat() if person.until else None,
        "disabled": person.disabled,
    }


def _failed(args: argparse.Namespace, code: str, remedy: str, detail: str) -> int:
    if args.json:
        print(json.dumps({"fault": code, "message": remedy, "detail": detail}, ensure_ascii=False))
    print(f"kiosk staff: {': '.join(filter(None, (code, detail)))} ({remedy})", file=sys.stderr)
    return 1


def _text(rows: list[dict[str, Any]]) -> str:
    """The same for people, one line each."""
    lines = []
    for row in rows:
        card = "卡" if row["card"] else "-"
        until = row["until"] or "-"
        lines.append(f"{row['number']}  {row['name']}  {','.join(row['roles'])}  {card}  {until}")
        lines[-1] += "  停用" if row["disabled"] else ""
    return "\n".join(lines) or "还没有工作人员"
