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
    from kiosk.platform_api.signing.keys import PublicKey
    from kiosk.runtime.audit.check import Report

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
    from kiosk.platform_api.signing.keys import KeyFileError
    from kiosk.runtime.settings import SettingsError

    try:
        return _export(args) if args.verb == "export" else _verify(args)
    except SettingsError as error:
        return _refused(args, error.fault.code, error.detail)
    except KeyFileError as error:
        return _refused(args, "audit.no-key", str(error))
    except _Unusable as error:
        return _refused(args, "audit.no-trail", str(error))
    except OSError as error:
        return _refused(args, "audit.not-readable", f"{error.filename}: {error.strerror}")


def _refused(args: argparse.Namespace, fault: str, detail: str) -> int:
    if args.json:
        print(json.dumps({"fault": fault, "message": detail}, ensure_ascii=False))
    print(f"kiosk audit: {fault}: {detail}", file=sys.stderr)
    return 2


def _verify(args: argparse.Namespace) -> int:
    from kiosk.runtime.audit.check import verify
    from kiosk.runtime.audit.trail import Places

    places = Places(args.source or _folder(args))
    trail, head = _read(places.lines), _read(places.head)
    if trail is None and head is None:
        raise _Unusable(f"there is no trail in {places.folder}")
    earlier = _read(Places(args.against).lines) if args.against else None
    if args.against and earlier is None:
        raise _Unusable(f"there is no trail in {args.against}")
    report = verify(trail or b"", head, _keys(args), earlier)
    print(json.dumps(report.plain(), ensure_ascii=False) if args.json else _text(report))
    return int(not report.whole)


def _export(args: argparse.Namespace) -> int:
    """Lines, head and public key, copied while nobody writes."""
    import fcntl

    from kiosk.platform_api.signing.ring import keep_former
    from kiosk.runtime.audit.trail import Places

    here, there = Places(_folder(args)), Places(args.out)
    with here.lines.open("rb") as lines:
        fcntl.flock(lines, fcntl.LOCK_SH)
        content, head = lines.read(), _read(here.head)
    args.out.mkdir(mode=0o700, parents=True)
    there.lines.write_bytes(content[: content.rfind(b"\n") + 1])
    if head is not None:
        there.head.write_bytes(head)
    for number, key in enumerate(_keys(args)):
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
    from kiosk.platform_api.signing.keys import load, parse_public
    from kiosk.platform_api.signing.ring import former_keys
    from kiosk.runtime.connections import Files

    source: Path | None = getattr(args, "source", None)
    given: list[Path] = [*getattr(args, "key", []), *([source / _KEY] if source else [])]
    keys = [parse_public(path.read_text(encoding="ascii", errors="replace")) for path in given if path.exists()]
    own_folder = source or Files(_state(args)).terminal_key.parent
    keys += former_keys(own_folder)
    if source is None and (own := Files(_state(args)).terminal_key).exists():
        keys.insert(0, load(own).public)
    return keys


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _text(report: Report) -> str:
    """The same for people."""
    said: dict[str, Any] = report.plain()
    counts = f"共 {said['lines']} 行，签名 {said['checkpoints']} 处，最后一处签名之后 {said['unsigned']} 行"
    end = "；最后半行是断电留下的" if said["torn"] else ""
    if report.broken is None:
        return f"审计记录完整：{counts}{end}。"
    return f"审计记录断在第 {report.broken.line} 行：{_WORDS[report.broken.how.value]}。{counts}{end}。"
