"""A twin as a program: made, said to be ready, told what to do over its control socket, run until it is to end.

Must never be used on a real terminal, nor leave a port or a socket behind when it ends or cannot begin.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol, TypeVar

from devices.transports.control import Control
from devices.transports.place import claimed
from devices.twins.words import Words

N = TypeVar("N", int, float)

_LARGEST_PORT = 65535
_ENDING = 2.0
"""Seconds that a twin which had the place before may take to end."""


class Twin(Protocol):
    """What a program makes."""

    def ready(self) -> dict[str, Any]:
        """What is said on standard output once it can be used: where it is."""

    def words(self) -> Words:
        """Everything it can be told."""

    def handle(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """One control request; called in any thread. Raises ValueError with the reason where it cannot be done."""

    def run(self) -> None:
        """Serve until `stop`."""

    def stop(self) -> None:
        """End `run`; callable from a signal handler and from any thread."""

    def close(self) -> None:
        """Give back what was taken when it was made."""


def common(parser: argparse.ArgumentParser, *, told: bool = False) -> None:
    """The arguments of every twin. `told`: without a control socket it is of no use."""
    parser.add_argument("--control", type=Path, required=told, help="where the control socket appears")
    parser.add_argument("--with-parent", action="store_true", help="end when standard input ends")


def serve(name: str, made: Callable[[], Twin], args: argparse.Namespace) -> int:
    """Run until SIGTERM (or, with --with-parent, the end of standard input).

    0, or 2 where it cannot start: also where another twin that is running has one of its places.
    """
    with contextlib.ExitStack() as places:
        try:
            for path in _places(args):
                places.enter_context(claimed(path, _ENDING))
            twin = made()
        except (OSError, ValueError, KeyError) as error:
            return _failed(name, error)
        return _served(name, twin, args)


def _served(name: str, twin: Twin, args: argparse.Namespace) -> int:
    try:
        control = Control(args.control, twin.handle) if args.control else None
    except OSError as error:
        twin.close()
        return _failed(name, error)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: twin.stop())
    if args.with_parent:
        threading.Thread(target=_end_with_parent, args=(twin,), name="parent", daemon=True).start()
    sys.stdout.write(json.dumps({"event": "ready", **twin.ready()}) + "\n")
    sys.stdout.flush()
    try:
        twin.run()
    finally:
        if control:
            control.close()
        twin.close()
    return 0


def alone(
    name: str, add_arguments: Callable[[argparse.ArgumentParser], None], main: Callable[[argparse.Namespace], int]
) -> None:
    """`python -m` of a twin's module. Raises SystemExit."""
    parser = argparse.ArgumentParser(prog=name)
    add_arguments(parser)
    raise SystemExit(main(parser.parse_args()))


def port_number(text: str) -> int:
    """A TCP port for argparse; 0 = any free one. Raises ArgumentTypeError."""
    number = _number(text, int)
    if not 0 <= number <= _LARGEST_PORT:
        raise argparse.ArgumentTypeError(f"{text} is no port: 0 to {_LARGEST_PORT}")
    return number


def above_zero(text: str) -> float:
    """A number above zero for argparse. Raises ArgumentTypeError."""
    number = _number(text, float)
    if not 0 < number < math.inf:
        raise argparse.ArgumentTypeError(f"{text} is not above zero")
    return number


def count(text: str) -> int:
    """A whole number above zero for argparse. Raises ArgumentTypeError."""
    number = _number(text, int)
    if number <= 0:
        raise argparse.ArgumentTypeError(f"{text} is not above zero")
    return number


def zero_or_more(text: str) -> float:
    """A number that is not below zero for argparse. Raises ArgumentTypeError."""
    number = _number(text, float)
    if not 0 <= number < math.inf:
        raise argparse.ArgumentTypeError(f"{text} is below zero, or endless")
    return number


def folder(text: str) -> Path:
    """A folder that there is, for argparse. Raises ArgumentTypeError."""
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {text}")
    return Path(text)


def folder_of(*patterns: str) -> Callable[[str], Path]:
    """A folder in which something is named by one of `patterns`, for argparse. Raises ArgumentTypeError."""

    def found(text: str) -> Path:
        if not any(any(folder(text).glob(pattern)) for pattern in patterns):
            raise argparse.ArgumentTypeError(f"there is no {' or '.join(patterns)} in {text}")
        return Path(text)

    return found


def file(text: str) -> Path:
    """A file that there is, for argparse. Raises ArgumentTypeError."""
    if not Path(text).is_file():
        raise argparse.ArgumentTypeError(f"there is no file {text}")
    return Path(text)


def _number(text: str, reads: Callable[[str], N]) -> N:
    """Raises ArgumentTypeError: from a ValueError argparse would make a message with the function's name."""
    try:
        return reads(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no number") from None


def _places(args: argparse.Namespace) -> list[Path]:
    """Where something of the twin appears."""
    return [Path(path) for key in ("control", "link", "folder") if (path := getattr(args, key, None))]


def _failed(name: str, error: Exception) -> int:
    said = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.filename else error
    sys.stderr.write(f"{name}: {said}\n")
    return 2


def _end_with_parent(twin: Twin) -> None:
    while os.read(sys.stdin.fileno(), 4096):  # sys.stdin's own lock would end a SIGTERM in an abort
        pass
    twin.stop()
