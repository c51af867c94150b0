"""`kiosk twin KIND` starts a virtual device, `kiosk twin tell` tells a running one what to do. Development only."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path
from typing import Any

from kiosk.commands import seconds

_TWINS = {
    "sam": ("devices.drivers.virtual_sam", "an identity-card reader on a pty"),
    "escpos": ("devices.drivers.virtual_escpos", "a receipt printer on a pty and on TCP"),
    "pages": ("devices.drivers.virtual_document_printer", "a page printer that speaks IPP on a socket"),
    "chip": ("devices.drivers.virtual_chip_card", "a chip card in the virtual reader of a pcscd"),
    "scanner": ("devices.drivers.virtual_scanner", "a code scanner on a pty"),
    "input": ("devices.drivers.virtual_input", "a headphone jack, keypad, door contact or typing scanner on a pipe"),
    "stick": ("devices.drivers.virtual_stick", "a visitor's USB stick that is plugged in and pulled out"),
    "camera": ("devices.drivers.virtual_camera", "a camera with a test face in front of it"),
    "document": ("devices.drivers.virtual_document_camera", "a document camera with a page on the desk below it"),
}
"""Verb -> its module, and one line."""
_TELL = (
    "one request to a twin's control socket, e.g. place person=p01; times=0 or seconds=0 takes back what was "
    "ordered; an unknown VERB or KEY is answered with those there are"
)
_HEAVY = {"camera", "document"}
"""OpenCV takes its time: not for those who do not need it."""

_WORDS = {"hex", "text", "result", "ins", "sw", "key", "version"}
"""Values that stay as they are typed, also where they look like a number."""


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of `kiosk twin`."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    others = {"tell", *_TWINS} - _HEAVY
    for verb, (module, about) in _TWINS.items():
        one = verbs.add_parser(verb, help=about)
        if verb not in _HEAVY or not others & set(sys.argv[1:]):
            importlib.import_module(module).add_arguments(one)
    tell = verbs.add_parser("tell", help=_TELL)
    tell.add_argument("socket", type=Path, metavar="SOCKET")
    tell.add_argument("do", metavar="VERB")
    tell.add_argument("values", nargs="*", metavar="KEY=VALUE", help="numbers, true and false are JSON; else text")
    tell.add_argument("--timeout", type=seconds, default=15.0, metavar="S")


def run(args: argparse.Namespace) -> int:
    """The twin's exit code; for `tell` 0 where the twin did it."""
    if args.verb == "tell":
        return _tell(args)
    return int(importlib.import_module(_TWINS[args.verb][0]).main(args))


def message(verb: str, values: list[str]) -> dict[str, Any]:
    """The request of VERB KEY=VALUE…. Raises ValueError for a word that is no pair."""
    request: dict[str, Any] = {"do": verb}
    for pair in values:
        key, found, value = pair.partition("=")
        if not found or not key:
            raise ValueError(f"KEY=VALUE needed, not {pair!r}")
        request[key] = value if key in _WORDS else _value(value)
    return request


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _tell(args: argparse.Namespace) -> int:
    from devices.transports.control import tell

    try:
        answer = tell(args.socket, message(args.do, args.values), args.timeout)
    except OSError as error:
        answer = {"ok": False, "error": f"{args.socket}: {error.strerror or error}"}
    except ValueError as error:
        answer = {"ok": False, "error": str(error)}
    print(json.dumps(answer, ensure_ascii=False))
    return 0 if answer.get("ok") else 1
