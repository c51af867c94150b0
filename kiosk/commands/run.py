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
    parser.add_argument("--probe-dir", type=Path, help="development: sockets for scripted runs")


def run(args: argparse.Namespace) -> int:
    """Start and supervise until SIGTERM or SIGINT."""
    import resource
    from functools import partial

    from kiosk.commands import screen, sync
    from kiosk.runtime import demo, settings
    from kiosk.runtime.assembly import keep_private
    from kiosk.runtime.deployment import refuse_in_production
    from kiosk.runtime.supervisor import Roles, Supervisor

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # what a session held must not come back in a core dump
    try:
        if args.demo is not None:
            refuse_in_production("demo")
        config = args.config or demo.write(args.demo, demo.Demo(folder=args.demo.resolve()))
        loaded = settings.load(config)
        if args.probe_dir is not None:
            settings.refuse_if_production(loaded, "probe")
            args.probe_dir.mkdir(parents=True, exist_ok=True)
    except settings.SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    keep_private(loaded.storage.state_dir)
    return Supervisor(loaded, Roles(screen.show, partial(sync.serve, renew=True)), args.probe_dir).run()
