"""The command line: finds the command's file, lets it read its arguments, runs it.

JSON goes to standard output alone, everything else to standard error. Nothing heavy is imported here.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kiosk.commands import log_to_stderr

if TYPE_CHECKING:
    import argparse

COMMANDS = {
    "run": "start the terminal: interface, sync, and in development virtual devices and platform",
    "screen": "one interface process (started by run)",
    "sync": "the process that sends cases and fetches the catalogue",
    "sandbox": "a fictional provincial platform on this machine",
    "twin": "a virtual device that speaks real bytes, and how to tell it what to do",
    "dock": "development: what a hand does around the terminal, as words or in a panel",
    "conformance": "does a driver keep the rules of its kind",
    "journey": "a scripted run of the real programs, with pictures",
    "card": "read or decode an identity card",
    "devices": "what is attached, assigned, free or without a driver",
    "face": "compare two faces; evaluate a list of pairs; attack: what stops print, replay and warped still",
    "models": "fetch and verify the networks of the face check",
    "queue": "look into the outbox",
    "desk": "the staff's desk: today's cases, call-backs, what waits, closing the day",
    "staff": "who may sign in at this terminal: add, list, disable, new secret",
    "audit": "is the audit trail whole; a copy for whoever audits",
    "doctor": "look at every device and service; support bundle",
    "provision": "set up a new terminal: settings, keys, enrolment, devices, self-tests, report",
    "decommission": "wipe keys and data of a terminal once nothing waits in it",
    "docs": "write or check the generated documents",
}
"""Name -> one line. Each has a file of that name in kiosk/commands."""

_UNHEARD = 141
"""Exit code where the reader of standard output has gone, as a shell reports SIGPIPE."""
_UNWRITTEN = 74
"""Exit code where standard output took no more: a full disk (EX_IOERR of sysexits.h)."""

DEVELOPMENT_ONLY = {"journey", "twin", "sandbox", "conformance", "dock"}
"""Refused on a machine whose settings say production."""


class _OutputLost(Exception):  # noqa: N818  says what happened
    """Standard output took no more. No OSError: no command may take it for a fault of its own files."""


class _Output(io.FileIO):
    """File descriptor 1."""

    def write(self, data: bytes) -> int:  # type: ignore[override]  # typeshed: any buffer
        """As the file does. Raises _OutputLost, BrokenPipeError."""
        try:
            return super().write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _OutputLost(error.strerror) from error


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. What it says is out when this returns."""
    _speak_utf8()
    _live_in_china()
    try:
        try:
            return _run(list(sys.argv[1:] if argv is None else argv))
        finally:  # argparse leaves by SystemExit
            if sys.stdout is not None:  # it is None where it was closed before we began
                sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # nobody reads any more
        return _silent(_UNHEARD)
    except _OutputLost as lost:
        print(f"kiosk: standard output cannot be written: {lost}", file=sys.stderr)
        return _silent(_UNWRITTEN)


def _silent(code: int) -> int:
    """What is left in the buffer must not raise once more at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return code


def _run(given: list[str]) -> int:
    chosen = next((word for word in given if word in COMMANDS), None)
    args = _parsed(given, chosen)
    if args.command in DEVELOPMENT_ONLY and not _allowed(args.command):
        return 2
    return int(importlib.import_module(f"kiosk.commands.{args.command}").run(args))


def _parsed(given: list[str], chosen: str | None) -> argparse.Namespace:
    """What was asked for; from here on there is a log. Raises SystemExit, where there is nothing to run too."""
    parser = _parser(chosen, alone=given[:1] == [chosen])
    args = parser.parse_args(given)
    if args.command is None:
        parser.print_help(sys.stderr)
        raise SystemExit(2)
    log_to_stderr(verbose=args.verbose)
    return args


def _speak_utf8() -> None:
    """JSON is UTF-8 whatever the locale says, and a message must not fail at a letter."""
    ours = sys.__stdout__
    if ours is not None and sys.stdout is ours:
        lines = ours.line_buffering or ours.write_through
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(_Output(1, "w", closefd=False)), line_buffering=lines)
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def _live_in_china() -> None:
    """Clocks, papers, numbers of the day and logs are at China's time, whatever zone the machine was left in.

    By name, which libraries look up; where the machine has no table of zones, as POSIX has it (`CST-8` is UTC+08:00).
    Children inherit it.
    """
    named = os.path.exists("/usr/share/zoneinfo/Asia/Shanghai")  # noqa: PTH110  nothing more is loaded for this
    os.environ["TZ"] = "Asia/Shanghai" if named else "CST-8"
    time.tzset()


def _allowed(command: str) -> bool:
    """Is this a machine for development? Says so on standard error where it is not."""
    from kiosk.runtime.deployment import refuse_in_production
    from kiosk.runtime.settings import SettingsError

    try:
        refuse_in_production(command)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return False
    return True


def _parser(chosen: str | None, *, alone: bool) -> argparse.ArgumentParser:
    """All commands by name; only the chosen one is imported for its arguments.

    `alone`: it is the first word, so that nothing will be said about the others and they need not be made.
    """
    import argparse

    class Version(argparse.Action):
        """Says it and ends; the package's record is only looked for when somebody asks."""

        def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
            """Raises SystemExit."""
            from importlib.metadata import PackageNotFoundError, version

            try:
                print(f"kiosk {version('budayang-kiosk')}")
            except PackageNotFoundError:
                parser.error("the program is not installed: its version is not known")
            parser.exit()

    parser = argparse.ArgumentParser(prog="kiosk", description="24小时不打烊 — self-service government terminal")
    parser.add_argument("--version", action=Version, nargs=0, help="which version this is")
    parser.add_argument("-v", "--verbose", action="store_true", help="log in detail")
    verbs = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, about in COMMANDS.items():
        if alone and name != chosen:
            continue
        sub = verbs.add_parser(name, help=about, description=about)
        if name == chosen:
            importlib.import_module(f"kiosk.commands.{name}").add(sub)
    return parser


if __name__ == "__main__":
    sys.exit(main())
