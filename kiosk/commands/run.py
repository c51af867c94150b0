"""`kiosk run`: the whole terminal."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import argparse
    from types import ModuleType

    from kiosk.runtime.settings import Settings


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


def run(args: argparse.Namespace) -> int:
    """Start and supervise until SIGTERM or SIGINT. 1 = state directory in use, or no key; 2 = settings."""
    import gc

    gc.disable()  # what is imported now stays; the supervisor enables it when all is there
    _load_msgspec()  # before others are loaded beside Python: its own libraries would have to wait for them
    from ui import native_ahead

    native_ahead.begin()
    import faulthandler

    from kiosk.commands import screen, sync
    from kiosk.runtime import key_files, own_memory
    from kiosk.runtime.claim import InUseError
    from kiosk.runtime.key_files import KeyRefused
    from kiosk.runtime.settings import SettingsError, refuse_if_production
    from kiosk.runtime.supervisor import Roles, Supervisor

    own_memory.shut()  # the forks inherit it
    try:
        config, settings = _claimed(args)
        if args.dock:
            refuse_if_production(settings, "dock")
        if args.probe_dir is not None:
            refuse_if_production(settings, "probe")
            args.probe_dir.mkdir(parents=True, exist_ok=True)
        key_files.check(settings)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except (InUseError, KeyRefused) as error:
        print(f"kiosk run: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"kiosk run: {error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    faulthandler.enable()  # no core, but where each thread was, by file and line, no values; the forks inherit it
    roles = Roles(screen.show, partial(sync.serve, renew=True))
    beside = ["dock", "--panel", "--with-parent", "--config", str(config)] if args.dock else []
    return Supervisor(settings, roles, args.probe_dir, beside=beside).run()


def _load_msgspec() -> None:
    """Import it without `typing_extensions`, whose place `typing` takes since Python 3.11, and with it `inspect`."""
    name = "typing_extensions"
    known = name in sys.modules
    sys.modules.setdefault(name, cast("ModuleType", None))  # as if it were not installed
    import msgspec  # noqa: F401

    if not known:
        del sys.modules[name]


def _claimed(args: argparse.Namespace) -> tuple[Path, Settings]:
    """The settings, and their state directory taken for this process, before a single byte is written.

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
