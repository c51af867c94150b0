"""`kiosk twin KIND|tell`: start a virtual device, tell a running one what to do. Development only."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of `kiosk twin`."""
    from devices.drivers import virtual_escpos, virtual_sam
    from devices.twins import virtual_chip_card

    verbs = parser.add_subparsers(dest="verb", required=True)
    virtual_sam.add_arguments(verbs.add_parser("sam", help="an identity-card reader on a pty"))
    virtual_escpos.add_arguments(verbs.add_parser("escpos", help="a receipt printer on a pty and on TCP"))
    virtual_chip_card.add_arguments(verbs.add_parser("chip", help="a chip card in the virtual reader of a pcscd"))
    camera = verbs.add_parser("camera", help="a camera with a test face in front of it")
    # OpenCV takes its time: not for those who do not need it
    if not {"sam", "escpos", "chip", "tell"} & set(sys.argv[1:]):
        from devices.drivers import virtual_camera

        virtual_camera.add_arguments(camera)
    tell = verbs.add_parser("tell", help="one request to a twin's control socket, e.g. place person=p01")
    tell.add_argument("socket", type=Path, metavar="SOCKET")
    tell.add_argument("do", metavar="VERB")
    tell.add_argument("values", nargs="*", metavar="KEY=VALUE", help="numbers, true and false are JSON; else text")
    tell.add_argument("--timeout", type=float, default=15.0, metavar="S")


def run(args: argparse.Namespace) -> int:
    """The twin's exit code; for `tell` 0 where the twin did it."""
    if args.verb == "tell":
        return _tell(args)
    if args.verb == "sam":
        from devices.drivers import virtual_sam

        return virtual_sam.main(args)
    if args.verb == "escpos":
        from devices.drivers import virtual_escpos

        return virtual_escpos.main(args)
    if args.verb == "chip":
        from devices.twins import virtual_chip_card

        return virtual_chip_card.main(args)
    from devices.drivers import virtual_camera

    return virtual_camera.main(args)


def message(verb: str, values: list[str]) -> dict[str, Any]:
    """The request of VERB KEY=VALUE…. Raises ValueError for a word that is no pair."""
    request: dict[str, Any] = {"do": verb}
    for pair in values:
        key, found, value = pair.partition("=")
        if not found or not key:
            raise ValueError(f"KEY=VALUE needed, not {pair!r}")
        request[key] = _value(value)
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
    except (OSError, ValueError) as error:
        answer = {"ok": False, "error": str(error)}
    print(json.dumps(answer, ensure_ascii=False))
    return 0 if answer.get("ok") else 1
