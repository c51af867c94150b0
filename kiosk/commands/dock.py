"""`kiosk dock`: what a hand does around a development terminal, word by word or in a panel. Never in production."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kiosk.dock.desk import Desk


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments."""
    from kiosk.dock.words import ABOUT, TABLE

    lines = [f"{verb:8} {about}" for verb, about in ABOUT.items()]
    lines += ["", *(f"{verb:8} {' | '.join(words)}" for verb, words in TABLE.items())]
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "\n".join(["verbs:", *(f"  {line}".rstrip() for line in lines)])
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--config", type=Path, help="the running terminal's settings (else KIOSK_CONFIG)")
    source.add_argument("--demo", type=Path, metavar="DIR", help="the DIR of `kiosk run --demo DIR`")
    parser.add_argument("--json", action="store_true", help="say what happened as JSON")
    parser.add_argument("--panel", action="store_true", help="a window with all of it")
    parser.add_argument("--with-parent", action="store_true", help="the panel ends when standard input ends")
    parser.add_argument("verb", nargs="?", metavar="VERB", help="see below")
    parser.add_argument("word", nargs="?", metavar="WORD", help="see below; for card also a person such as p01")


def run(args: argparse.Namespace) -> int:
    """0 = done, 1 = nobody there or refused, 2 = no such word, no usable settings, or production."""
    from kiosk.dock.desk import Desk, NotRunningError, RefusedError
    from kiosk.dock.words import UnknownWordError
    from kiosk.runtime.deployment import settings_file
    from kiosk.runtime.settings import SettingsError, load

    config = args.demo / "kiosk.toml" if args.demo is not None else settings_file(args.config)
    try:
        desk = Desk(load(config))
        return _panel(desk, args) if args.panel else _word(desk, args)
    except (SettingsError, UnknownWordError) as error:
        return _failed(args, str(error), 2)
    except (NotRunningError, RefusedError) as error:
        return _failed(args, str(error), 1)


def _panel(desk: Desk, args: argparse.Namespace) -> int:
    from ui.dock import run_panel

    return run_panel(desk, with_parent=args.with_parent)


def _word(desk: Desk, args: argparse.Namespace) -> int:
    from kiosk.dock.words import request

    if args.verb in {"sms", "state"} and args.word is None:
        return _answered(desk, args)
    if args.verb is None:
        request("", None, ())  # raises with the list
    done = desk.do(args.verb, args.word)
    if args.json:
        _say({"ok": True, **done})
    else:
        print(f"{done['to']}: {args.verb} {args.word}", file=sys.stderr)
    return 0


def _answered(desk: Desk, args: argparse.Namespace) -> int:
    if args.verb == "state":
        state = desk.state()
        if not any(state.values()):
            return _failed(args, "nothing of this terminal is running: `kiosk run --demo DIR --dock` starts it", 1)
        _say(state)
        return 0
    code = desk.code()
    if code is None:
        return _failed(args, "no SMS has been sent", 1)
    if args.json:
        _say({"ok": True, "code": code})
    else:
        print(code)
    return 0


def _failed(args: argparse.Namespace, why: str, code: int) -> int:
    if args.json:
        _say({"ok": False, "error": why})
    else:
        print(why, file=sys.stderr)
    return code


def _say(message: dict[str, Any]) -> None:
    print(json.dumps(message, ensure_ascii=False))
