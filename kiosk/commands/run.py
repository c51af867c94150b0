"""`kiosk run`: the whole terminal."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.runtime.processes import Family


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments."""
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--config", type=Path, help="settings file (TOML)")
    source.add_argument(
        "--demo", type=Path, metavar="DIR", help="development: virtual devices and sandbox, state in DIR"
    )
    parser.add_argument("--probe-dir", type=Path, help="development: sockets for scripted runs")


def run(args: argparse.Namespace) -> int:
    """Start and supervise until SIGTERM or SIGINT."""
    import resource
    from functools import partial

    from kiosk.commands import screen
    from kiosk.runtime.processes import FIRST_SCREEN, Family

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # what a session held must not come back in a core dump
    family = Family()
    config = args.config if args.demo is None else _demo(args.demo)
    if config is None:
        return 2
    probe = str(args.probe_dir / f"{FIRST_SCREEN}.sock") if args.probe_dir is not None else None
    # Before anything else is imported: Qt comes up on one core; settings, store and catalogue are read on the other.
    family.fork(FIRST_SCREEN, partial(screen.show_first, config, probe))
    try:
        return _supervise(config, args.probe_dir, family)
    finally:
        family.stop(FIRST_SCREEN)


def _supervise(config: Path, probe_dir: Path | None, family: Family) -> int:
    from functools import partial

    from kiosk.commands import screen, sync
    from kiosk.runtime import settings
    from kiosk.runtime.assembly import keep_private
    from kiosk.runtime.supervisor import Roles, Supervisor

    try:
        loaded = settings.load(config)
        if probe_dir is not None:
            settings.refuse_if_production(loaded, "probe")
            probe_dir.mkdir(parents=True, exist_ok=True)
    except settings.SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    keep_private(loaded.storage.state_dir)
    roles = Roles(screen.show, partial(sync.serve, renew=True), screen.look)
    return Supervisor(loaded, roles, probe_dir, family).run()


def _demo(folder: Path) -> Path | None:
    """The settings of a demonstration in `folder`; None on a machine that is none for it."""
    from kiosk.runtime import demo
    from kiosk.runtime.deployment import refuse_in_production
    from kiosk.runtime.settings import SettingsError

    try:
        refuse_in_production("demo")
    except SettingsError as error:
        print(error, file=sys.stderr)
        return None
    return demo.write(folder, demo.Demo(folder=folder.resolve()))
