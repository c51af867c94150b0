"""`kiosk doctor`: every device and service looked at, with a dated verdict, what is wrong and what helps.

Runs while the kiosk runs: a device that the kiosk holds is busy, which is no fault. Must never change anything but
print the one test slip a person agreed to, and never write a picture that nobody asked for.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.runtime.diagnostics import Check, Finding, Result
    from kiosk.runtime.examination import Examination
    from kiosk.runtime.settings import Settings

_WORDS = {
    "pass": "正常",
    "warn": "留意",
    "fail": "故障",
    "simulated": "模拟",
    "busy": "占用",
    "not-fitted": "未装",
    "needs-person": "待人工",
    "not-run": "未测",
}


_FOR_ALL = 0o644
"""Mode of a report, which nobody is in."""


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of `kiosk doctor`, `kiosk doctor bundle`, `kiosk doctor support` and `kiosk doctor pin`."""
    parser.add_argument("--config", type=Path, help="settings file (default: KIOSK_CONFIG, else the installed one)")
    parser.add_argument("--json", action="store_true", help="JSON on standard output")
    parser.add_argument("--report", type=Path, metavar="FILE.pdf", help="write the report as PDF, in Chinese")
    parser.add_argument("--only", nargs="+", metavar="NAME", default=[], help="these checks or groups alone")
    parser.add_argument("--yes", action="store_true", help="ask nobody: what needs a person is left as needs-person")
    parser.add_argument("--picture", type=Path, metavar="FILE.png", help="save one picture of the face camera")
    parser.add_argument("--list", action="store_true", help="names, groups and guidance of the checks, nothing run")
    verbs = parser.add_subparsers(dest="verb")
    bundle = verbs.add_parser("bundle", help="a support bundle without personal data")
    bundle.add_argument("--config", type=Path, default=argparse.SUPPRESS, help="settings file")
    bundle.add_argument("--out", type=Path, required=True, metavar="FILE.zip", help="where the bundle is written")
    bundle.add_argument(
        "--log", type=Path, action="append", default=[], metavar="FILE", help="a log to take lines of"
    )
    support = verbs.add_parser("support", help="ask for help from afar, with a support bundle; or send on what waits")
    support.add_argument("--config", type=Path, default=argparse.SUPPRESS, help="settings file")
    support.add_argument("--about", metavar="WHAT", help="what does not work; without it nothing new is asked")
    support.add_argument(
        "--log", type=Path, action="append", default=[], metavar="FILE", help="a log to take lines of"
    )
    verbs.add_parser("pin", help="the hash of a technician's PIN, read from standard input, for the settings")


def run(args: argparse.Namespace) -> int:
    """0 = nothing failed (warnings and simulated ones included), 2 = settings or arguments.

    1 = something failed, or nothing could be looked at.
    """
    from kiosk.runtime.diagnostics import DoctorFault
    from kiosk.runtime.settings import SettingsError

    try:
        return _run(args)
    except SettingsError as error:
        return _refused(args, error.fault.code, error.fault.remedy, error.detail)
    except BrokenPipeError:
        raise
    except OSError as error:
        fault = DoctorFault.EXISTS if isinstance(error, FileExistsError) else DoctorFault.NOT_WRITTEN
        return _refused(args, fault.code, fault.remedy, f"{error.filename}: {error.strerror}")


def _refused(args: argparse.Namespace, fault: str, message: str, detail: str) -> int:
    """Nothing was examined, or it cannot be handed over: why, for people and for programs."""
    if args.json:
        print(json.dumps({"fault": fault, "message": message, "detail": detail}, ensure_ascii=False))
    print(f"kiosk doctor: {fault}: {detail} ({message})", file=sys.stderr)
    return 2


def _run(args: argparse.Namespace) -> int:
    from kiosk.runtime import checks
    from kiosk.runtime.deployment import settings_file
    from kiosk.runtime.diagnostics import DoctorFault
    from kiosk.runtime.new_file import require_free
    from kiosk.runtime.settings import load

    if args.verb == "pin":
        return _pin()
    try:
        wanted = checks.chosen(args.only)
    except ValueError as unknown:
        fault = DoctorFault.UNKNOWN_CHECK
        return _refused(args, fault.code, fault.remedy, str(unknown))
    if args.list:
        return _list(wanted)
    settings = load(settings_file(args.config))
    for wanted_file in (args.report, args.picture, getattr(args, "out", None)):
        if wanted_file is not None:
            require_free(wanted_file)  # before a minute of checks
    if args.verb == "bundle":
        return _bundle(args, settings, wanted)
    if args.verb == "support":
        return _support(args, settings, wanted)
    return _examine(args, settings, wanted)


def _examine(args: argparse.Namespace, settings: Settings, wanted: Sequence[Check]) -> int:
    from kiosk.runtime.clock import SystemClock
    from kiosk.runtime.diagnostics import Doctor, exit_code
    from kiosk.runtime.examination import Examination

    attended = not args.yes and sys.stdin is not None and sys.stdin.isatty()
    if attended and len(wanted) == 1:
        print(wanted[0].guidance.zh_hans, file=sys.stderr)
    results = Doctor(settings, SystemClock(), _tell).run(wanted, asked=attended)
    if attended:
        results = tuple(_asked(settings, result) for result in results)
    examination = Examination.of(settings, results, SystemClock().wall())
    pictured = args.picture is None or _save_picture(settings, args.picture)
    reported = args.report is None or _write_report(examination, args.report)
    if args.json:
        print(json.dumps(examination.plain(), ensure_ascii=False, indent=2))
    else:
        print(_text(examination.plain()))
    return exit_code(results) or int(not (pictured and reported))


def _write_report(examination: Examination, path: Path) -> bool:
    """The PDF; False where this machine lacks the fonts for it."""
    from kiosk.documents.faults import DocumentError
    from kiosk.documents.readiness import render
    from kiosk.runtime.new_file import write_new

    try:
        write_new(path, render(examination.report()), _FOR_ALL)
    except DocumentError as error:
        print(f"kiosk doctor: {error.fault.code}: no report", file=sys.stderr)
        return False
    print(f"kiosk doctor: {path}", file=sys.stderr)
    return True


def _tell(name: str, result: Result | None) -> None:
    """Progress for people, on standard error."""
    if result is not None:
        fault = f"  {result.fault}" if result.fault else ""
        print(f"{_WORDS[result.verdict.value]:　<3}  {name}  {result.seconds:.1f} s{fault}", file=sys.stderr)


def _asked(settings: Settings, result: Result) -> Result:
    """The print test with a person at the keyboard; everything else as it is."""
    import msgspec

    from kiosk.runtime.diagnostics import Verdict

    if result.name != "print-test" or result.verdict is not Verdict.NEEDS_PERSON:
        return result
    if _question("打印一张测试纸？(y/N) ").lower() not in {"y", "yes", "是"}:
        return result
    finding = _print_and_read(settings)
    return msgspec.structs.replace(
        result,
        verdict=finding.verdict,
        fault=finding.fault,
        action=finding.action,
        facts=finding.facts,
        simulated=finding.simulated,
    )


def _print_and_read(settings: Settings) -> Finding:
    from kiosk.runtime.checks.person import print_code, print_read

    printed, refused = print_code(settings)
    if refused is not None:
        return refused
    return print_read(settings, printed, _question("纸上的四位数字："))


def _question(words: str) -> str:
    """Ask on standard error: standard output is the answer's alone."""
    print(words, end="", file=sys.stderr, flush=True)
    try:
        return input().strip()
    except EOFError:
        return ""


def _save_picture(settings: Settings, path: Path) -> bool:
    """One picture, because somebody asked for it; it shows whoever stands there."""
    from devices.contract import DeviceError
    from kiosk.identity.vision import cv2
    from kiosk.runtime.checks.person import camera_picture
    from kiosk.runtime.new_file import write_new

    try:
        picture = camera_picture(settings)
    except DeviceError as error:
        print(f"kiosk doctor: {error.fault.code}: no picture", file=sys.stderr)
        return False
    done, data = cv2.imencode(".png", picture[:, :, ::-1])
    if done:
        write_new(path, data.tobytes())
    print(f"kiosk doctor: {path} (shows whoever stood before the camera; delete it after use)", file=sys.stderr)
    return bool(done)


def _bundle(args: argparse.Namespace, settings: Settings, wanted: Sequence[Check]) -> int:
    from kiosk.runtime.bundle import write
    from kiosk.runtime.clock import SystemClock
    from kiosk.runtime.diagnostics import Doctor
    from kiosk.runtime.examination import Examination

    for log in args.log:
        _say_unreadable(log)
    results = Doctor(settings, SystemClock(), _tell).run(wanted)
    names = write(args.out, settings, Examination.of(settings, results, SystemClock().wall()), args.log)
    print(f"kiosk doctor: {args.out}: {', '.join(names)}", file=sys.stderr)
    return 0


def _support(args: argparse.Namespace, settings: Settings, wanted: Sequence[Check]) -> int:
    """0 = the platform has what waited, 1 = it waits on, 2 = settings or arguments."""
    from kiosk.platform_api.faults import PlatformError
    from kiosk.runtime.connections import make_client
    from kiosk.runtime.diagnostics import DoctorFault
    from kiosk.runtime.files import Files
    from kiosk.runtime.queue_work import staff_trail
    from kiosk.runtime.support import ABOUT, InUseError, Support

    if args.about not in {None, *ABOUT}:
        print(f"kiosk doctor: --about: one of {', '.join(ABOUT)}", file=sys.stderr)
        return 2
    if not settings.storage.state_dir.is_dir():
        fault = DoctorFault.NOT_BEGUN
        return _refused(args, fault.code, fault.remedy, str(settings.storage.state_dir))
    support = Support(settings.storage.state_dir, staff_trail(Files(settings.storage.state_dir)))
    if args.about is not None:
        print(f"kiosk doctor: support: {support.ask(args.about, _packed(args, settings, wanted))}", file=sys.stderr)
    try:
        for request in support.send(make_client(settings)):
            print(request)
    except InUseError:
        print("kiosk doctor: support: somebody uses the terminal; it waits, call again later", file=sys.stderr)
    except PlatformError as error:
        print(f"kiosk doctor: {error.fault.code}: {error.fault.remedy}; it waits, call again", file=sys.stderr)
    return int(bool(support.waiting()))


def _packed(args: argparse.Namespace, settings: Settings, wanted: Sequence[Check]) -> bytes:
    """A support bundle, as `kiosk doctor bundle` writes it."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="kiosk-support-") as folder:
        args.out = packed = Path(folder) / "bundle.zip"
        _bundle(args, settings, wanted)
        return packed.read_bytes()


def _say_unreadable(log: Path) -> None:
    """A bundle without that log is still one; whoever makes it hears of it."""
    try:
        log.open("rb").close()
    except OSError as error:
        print(f"kiosk doctor: {log}: {error.strerror}, left empty", file=sys.stderr)


def _pin() -> int:
    """Print `scrypt$…` for `technician.pin_hash`; the PIN itself is never shown nor kept."""
    import getpass

    from kiosk.runtime.technician_pin import hashed

    pin = getpass.getpass("PIN: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    try:
        print(hashed(pin))
    except ValueError as error:
        print(f"kiosk doctor: {error}", file=sys.stderr)
        return 2
    return 0


def _list(wanted: Sequence[Check]) -> int:
    for check in wanted:
        print(f"{check.name}  {check.kind}  {check.title.zh_hans}  {check.guidance.zh_hans}")
    return 0


def _text(answer: dict[str, Any]) -> str:
    """The same for people: the summary first, then what is to be done, then everything."""
    from kiosk.runtime.verdicts import in_words

    lines = [answer["summary"], ""]
    for row in answer["checks"]:
        lines.append(f"{_WORDS[row['verdict']]:　<3}  {row['title']}")
        if row["fault"]:
            lines.append(f"　　　　 {row['fault']}  {row['cause'] or ''}。{row['staff'] or ''}")
            lines += [f"　　　　 {said}"] if (said := in_words(row["facts"])) else []
    return "\n".join(lines)
