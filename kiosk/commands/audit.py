"""`kiosk audit verify|export`: is the audit trail whole, where does it break; a copy for whoever audits.

Reads only: not even a torn end is cut off here. What is exported holds nothing of a person, as the trail does not.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.platform_api.signing.keys import PublicKey
    from kiosk.runtime.audit.check import Remembered, Report
    from kiosk.runtime.audit.trail import AuditFault, Places
    from kiosk.runtime.settings import SettingsFault

_WORDS = {
    "altered": "被改过",
    "removed": "被删掉",
    "reordered": "顺序被换或重复",
    "truncated": "末尾被截掉",
    "forged": "签名不是本终端的",
}
_KEY = "terminal.pub.pem"


class _Unusable(Exception):  # noqa: N818  says what it is
    """There is nothing to look at, or nothing to look with."""

    def __init__(self, fault: AuditFault, detail: object) -> None:
        super().__init__(str(detail))
        self.fault = fault


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of `kiosk audit verify` and `kiosk audit export`."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    verify = verbs.add_parser("verify", help="is the trail whole; 0 = yes, 1 = no, 2 = it cannot be read")
    export = verbs.add_parser("export", help="a copy with the public key, for whoever audits")
    for verb in (verify, export):
        place = verb.add_mutually_exclusive_group()
        place.add_argument(
            "--config", type=Path, help="settings file (default: KIOSK_CONFIG, else the installed one)"
        )
        place.add_argument("--state", type=Path, metavar="DIR", help="state directory")
        verb.add_argument("--json", action="store_true", help="JSON on standard output")
    verify.add_argument("--from", type=Path, dest="source", metavar="DIR", help="look at an export instead")
    verify.add_argument("--against", type=Path, metavar="DIR", help="an earlier export that it must begin with")
    verify.add_argument(
        "--key", type=Path, action="append", default=[], metavar="PEM", help="another public key it was signed with"
    )
    export.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new folder for the copy")


def run(args: argparse.Namespace) -> int:
    """0 = whole, or exported; 1 = the trail is broken; 2 = settings, keys or files that cannot be used."""
    from kiosk.runtime.audit.trail import AuditFault
    from kiosk.runtime.settings import SettingsError

    try:
        return _export(args) if args.verb == "export" else _verify(args)
    except SettingsError as error:
        return _refused(args, error.fault, error.detail)
    except _Unusable as error:
        return _refused(args, error.fault, str(error))
    except OSError as error:
        return _refused(args, AuditFault.NOT_READABLE, f"{error.filename}: {error.strerror}")


def _refused(args: argparse.Namespace, fault: AuditFault | SettingsFault, detail: str) -> int:
    """1 where the trail is gone, as where it is broken; 2 where it could not be looked at."""
    if args.json:
        print(json.dumps({"fault": fault.code, "message": fault.remedy, "detail": detail}, ensure_ascii=False))
    print(f"kiosk audit: {fault.code}: {detail} ({fault.remedy})", file=sys.stderr)
    return 1 if fault.code == "audit.gone" else 2


def _verify(args: argparse.Namespace) -> int:
    from kiosk.runtime.audit.check import Break, verify
    from kiosk.runtime.audit.trail import AuditFault, Places

    places, known = Places(args.source or _folder(args)), _remembered(args)
    trail, head = places.read()
    if not trail and head is None:
        raise _nothing(places, known)
    earlier = Places(args.against).read()[0] if args.against else b""
    if args.against and not earlier:
        raise _Unusable(AuditFault.NO_TRAIL, args.against)
    keys = _keys(args)
    report = verify(trail, head, keys, earlier, known)
    if report.broken is not None and report.broken.how is Break.FORGED and not keys:
        raise _Unusable(AuditFault.NO_KEY, f"{places.folder}: no public key to hold its signatures against")
    print(json.dumps(report.plain(), ensure_ascii=False) if args.json else _text(report))
    return int(not report.whole)


def _nothing(places: Places, known: Remembered) -> _Unusable:
    """Not a line: was there one?"""
    from kiosk.runtime.audit.trail import AuditFault

    return _Unusable(AuditFault.GONE if known.trail else AuditFault.NO_TRAIL, places.folder)


def _remembered(args: argparse.Namespace) -> Remembered:
    """What the store beside the trail knows of it; beside an export there is none."""
    from kiosk.runtime.audit.check import Remembered
    from kiosk.runtime.audit.remembered import remembered
    from kiosk.runtime.connections import Files

    return Remembered() if getattr(args, "source", None) else remembered(Files(_state(args)))


def _export(args: argparse.Namespace) -> int:
    """Lines (of all files, as one), head and public keys, into a folder made for it."""
    from kiosk.platform_api.signing.ring import keep_former
    from kiosk.runtime.audit.trail import AuditFault, Places

    here, there = Places(_folder(args)), Places(args.out)
    content, head = here.read()
    if not content and head is None:
        raise _nothing(here, _remembered(args))
    keys = _keys(args)
    try:
        args.out.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        raise _Unusable(AuditFault.EXISTS, args.out) from None
    there.lines.write_bytes(content[: content.rfind(b"\n") + 1])
    if head is not None:
        there.head.write_bytes(head)
    for number, key in enumerate(keys):
        if number:
            keep_former(args.out, key)
        else:
            (args.out / _KEY).write_text(key.pem, encoding="ascii")
    answer = {"folder": str(args.out), "lines": content.count(b"\n")}
    print(json.dumps(answer, ensure_ascii=False) if args.json else f"{answer['folder']}  {answer['lines']} 行")
    return 0


def _state(args: argparse.Namespace) -> Path:
    from kiosk.runtime.deployment import settings_file
    from kiosk.runtime.settings import load

    state: Path = args.state or load(settings_file(args.config)).storage.state_dir
    return state


def _folder(args: argparse.Namespace) -> Path:
    from kiosk.runtime.audit.trail import audit_folder

    return audit_folder(_state(args))


def _keys(args: argparse.Namespace) -> list[PublicKey]:
    """The terminal's own (first, if it has one) and those before it, or the export's; and those given."""
    from kiosk.platform_api.signing.ring import former_keys
    from kiosk.runtime.connections import Files

    source: Path | None = getattr(args, "source", None)
    keys = [_public(path) for path in getattr(args, "key", [])]
    if source is not None:
        return [*keys, *(_public(path) for path in [source / _KEY] if path.exists()), *former_keys(source)]
    own = Files(_state(args)).terminal_key
    return [*(_own(path) for path in [own] if path.exists()), *keys, *former_keys(own.parent)]


def _public(path: Path) -> PublicKey:
    from kiosk.platform_api.signing.keys import parse_public

    return _named(path, lambda: parse_public(path.read_text(encoding="ascii", errors="replace")))


def _own(path: Path) -> PublicKey:
    from kiosk.platform_api.signing.keys import load

    return _named(path, lambda: load(path).public)


def _named(path: Path, key: Callable[[], PublicKey]) -> PublicKey:
    """The key; what is wrong with it is said with the name of its file."""
    from kiosk.platform_api.signing.keys import KeyFileError
    from kiosk.runtime.audit.trail import AuditFault

    try:
        return key()
    except KeyFileError as error:
        raise _Unusable(AuditFault.NO_KEY, f"{path}: {error}") from error
    except FileNotFoundError as error:
        raise _Unusable(AuditFault.NO_KEY, f"{path}: {error.strerror}") from error


def _text(report: Report) -> str:
    """The same for people."""
    said: dict[str, Any] = report.plain()
    counts = f"共 {said['lines']} 行，签名 {said['checkpoints']} 处，最后一处签名之后 {said['unsigned']} 行"
    gone = f"；最早的 {said['purged']} 行保存期限已满，按规定删除" if said["purged"] else ""
    end = gone + ("；最后半行是断电留下的" if said["torn"] else "")
    if report.broken is None:
        return f"审计记录完整：{counts}{end}。"
    return f"审计记录断在第 {report.broken.line} 行：{_WORDS[report.broken.how.value]}。{counts}{end}。"
