"""`kiosk run`: the whole terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse
    import socket

    from kiosk.runtime.processes import Family
    from kiosk.runtime.settings import Settings

_LOOK = "look"
_ORDER_AT_MOST = 1 << 20
"""Bytes."""
_TO_ITS_END = 20.0


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments."""
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--config", type=Path, help="settings file (TOML)")
    source.add_argument(
        "--demo", type=Path, metavar="DIR", help="development: virtual devices and sandbox, state in DIR"
    )
    parser.add_argument(
        "--dock",
        action="store_true",
        help="development: a panel beside the window, and with --demo printers and a scanner",
    )
    parser.add_argument("--probe-dir", type=Path, help="development: sockets for scripted runs")


def begin(parsed: Callable[[], argparse.Namespace]) -> int:
    """Start and supervise until SIGTERM or SIGINT. 1 = state directory in use, or no key; 2 = words or settings.

    While the interface is loaded here, a child finds out what is to be run and what its first page says: each takes
    as long as the other, and somebody waits for the picture.
    """
    import gc

    gc.disable()  # what is imported now stays; the supervisor enables it when all is there
    import faulthandler
    import socket

    from kiosk.runtime.imports_ahead import FOR_THE_SCREEN, load
    from kiosk.runtime.processes import Family

    faulthandler.enable()  # no core, but where each thread was, by file and line, no values; the forks inherit it
    family = Family()
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    family.fork(_LOOK, partial(_look, parsed, theirs))
    theirs.close()
    load(FOR_THE_SCREEN)
    with ours:
        order, locks, _, _ = socket.recv_fds(ours, _ORDER_AT_MOST, 1)
    if order:
        return _supervise(order, locks, family)
    code = family.stop(_LOOK, patience=_TO_ITS_END)
    if code == 0:
        parsed()  # it was asked for help, which goes to standard output and ends here
    return code if code is not None and code > 0 else 1


def _supervise(order: bytes, locks: list[int], family: Family) -> int:
    import pickle

    from kiosk.commands import log_to_stderr, screen, sync
    from kiosk.runtime import own_memory
    from kiosk.runtime.claim import take
    from kiosk.runtime.supervisor import Roles, Supervisor

    own_memory.shut()  # the forks inherit it
    for lock in locks:
        take(lock)
    verbose, settings, probes, beside = pickle.loads(order)  # noqa: S301  our own child's, over a socket of ours
    log_to_stderr(verbose=verbose)
    roles = Roles(screen.show, partial(sync.serve, renew=True))
    return Supervisor(settings, roles, probes, family, beside).run()


# --- the child ----------------------------------------------------------------------------------------------
def _look(parsed: Callable[[], argparse.Namespace], parent: socket.socket) -> int:
    """Say to the parent what is to be run, with the lock on its state directory, then what home says.

    Says {"event": "home", "view": …} on standard output as its last word: the parent never has the store open, nor
    its key. 1 and 2 as of the command.
    """
    from kiosk.runtime import own_memory
    from kiosk.runtime.claim import InUseError
    from kiosk.runtime.key_files import KeyRefused
    from kiosk.runtime.settings import SettingsError

    own_memory.shut()
    try:
        settings = _order(parsed(), parent)
    except SystemExit as end:  # argparse has said why
        return end.code if isinstance(end.code, int) else 0
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except (InUseError, KeyRefused) as error:
        print(f"kiosk run: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"kiosk run: {error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    print(_first_page(settings), flush=True)
    return 0


def _order(args: argparse.Namespace, parent: socket.socket) -> Settings:
    """What is to be run, told to the parent. Raises SettingsError, InUseError, KeyRefused, OSError."""
    import pickle
    import socket

    from kiosk.runtime import claim, key_files
    from kiosk.runtime.settings import refuse_if_production

    config, settings = _claimed(args)
    if args.dock:
        refuse_if_production(settings, "dock")
    if args.probe_dir is not None:
        refuse_if_production(settings, "probe")
        args.probe_dir.mkdir(parents=True, exist_ok=True)
    key_files.check(settings)
    beside = ["dock", "--panel", "--with-parent", "--config", str(config)] if args.dock else []
    order: tuple[Any, ...] = (args.verbose, settings, args.probe_dir, beside)
    socket.send_fds(parent, [pickle.dumps(order)], claim.held())
    return settings


def _claimed(args: argparse.Namespace) -> tuple[Path, Settings]:
    """The settings, and their state directory taken for this terminal, before a single byte is written.

    Raises SettingsError, also for a demonstration on a machine that is none for it; InUseError; OSError.
    """
    from kiosk.runtime import settings
    from kiosk.runtime.claim import claim

    if args.demo is None:
        loaded = settings.load(args.config)
        claim(loaded.storage.state_dir)
        return args.config, loaded
    from kiosk.runtime import demo
    from kiosk.runtime.deployment import refuse_in_production

    refuse_in_production("demo")
    folder = args.demo.resolve()
    claim(demo.state_dir(folder))
    config = demo.write(folder, demo.Demo(folder=folder, printer=args.dock, scanner=args.dock))
    return config, settings.load(config)


def _first_page(settings: Settings) -> str:
    """As a message for the first screen, which comes up meanwhile: pickled, for checks of its type take it long."""
    import json
    import pickle
    from base64 import b64encode

    from kiosk.runtime.connections import keep_private
    from kiosk.runtime.first_look import first_view

    keep_private(settings.storage.state_dir)
    return json.dumps({"event": "home", "view": b64encode(pickle.dumps(first_view(settings))).decode()})
