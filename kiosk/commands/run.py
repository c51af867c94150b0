"""`kiosk run`: the whole terminal."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


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
        help="development: a panel beside the window, and with --demo a printer",
    )
    parser.add_argument("--probe-dir", type=Path, help="development: sockets for scripted runs")


def run(args: argparse.Namespace) -> int:
    """Start and supervise until SIGTERM or SIGINT."""
    import faulthandler
    import resource
    from functools import partial

    from kiosk.commands import screen, sync
    from kiosk.runtime import settings
    from kiosk.runtime.supervisor import Roles, Supervisor

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # what a session held must not come back in a core dump
    try:
        config = args.config if args.demo is None else _demo(args.demo, printer=args.dock)
        loaded = settings.load(config)
        if args.dock:
            settings.refuse_if_production(loaded, "dock")
        if args.probe_dir is not None:
            settings.refuse_if_production(loaded, "probe")
            args.probe_dir.mkdir(parents=True, exist_ok=True)
    except settings.SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    faulthandler.enable()  # no core, but where each thread was, by file and line, no values; the forks inherit it
    roles = Roles(screen.show, partial(sync.serve, renew=True), screen.look)
    beside = ["dock", "--panel", "--with-parent", "--config", str(config)] if args.dock else []
    return Supervisor(loaded, roles, args.probe_dir, beside=beside).run()


def _demo(folder: Path, *, printer: bool) -> Path:
    """The settings of a demonstration in `folder`. Raises SettingsError on a machine that is none for it."""
    from kiosk.runtime import demo
    from kiosk.runtime.deployment import refuse_in_production

    refuse_in_production("demo")
    return demo.write(folder, demo.Demo(folder=folder.resolve(), printer=printer))
