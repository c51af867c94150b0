"""`kiosk desk`: the staff's desk, a window of 1920×1080 beside the terminal or on a machine of its own.

Uses the terminal's own outbox, keys and staff accounts; must never start the terminal itself.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.runtime.settings import Settings
    from kiosk.runtime.workbench.bench import Bench

_LISTEN = 10.0
_REST = 5.0
_log = logging.getLogger(__name__)


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of `kiosk desk`."""
    parser.add_argument("--config", type=Path, help="settings file (default: KIOSK_CONFIG, else the installed one)")
    parser.add_argument(
        "--training",
        type=Path,
        nargs="?",
        const=True,
        metavar="DIR",
        help="practise (演练): a sandbox on this machine, state in DIR (default: a folder of the user's own)",
    )
    parser.add_argument("--probe", help="development: socket for scripted runs")
    parser.add_argument("--fullscreen", action="store_true", help="the whole screen, without a frame")


def run(args: argparse.Namespace) -> int:
    """0 = closed; 1 = nobody has an account here, or no training; 2 = settings fault; 71 = no window."""
    from kiosk.runtime.claim import InUseError
    from kiosk.runtime.deployment import refuse_in_production, settings_file
    from kiosk.runtime.key_files import KeyRefused
    from kiosk.runtime.settings import SettingsError, load, refuse_if_production
    from kiosk.runtime.training import TrainingError
    from kiosk.staff.faults import StaffError
    from offline_cache.contract import StoreError

    try:
        if args.training is not None:
            if args.probe is not None:
                refuse_in_production("probe")
            return _trained(args)
        settings = load(settings_file(args.config))
        if args.probe is not None:
            refuse_if_production(settings, "probe")
        return _opened(settings, args)
    except SettingsError as error:
        print(f"kiosk desk: {error}", file=sys.stderr)
        return 2
    except (StaffError, StoreError, TrainingError, InUseError, KeyRefused, OSError) as error:
        print(f"kiosk desk: {error}", file=sys.stderr)
        return 1


def _trained(args: argparse.Namespace) -> int:
    """Raises as `kiosk.runtime.training` does."""
    from kiosk.runtime import training
    from kiosk.runtime.deployment import settings_file

    if args.config is not None:
        raise training.TrainingError(training.TrainingFault.REAL_SETTINGS)
    folder = training.default_folder() if args.training is True else args.training
    settings = training.prepare(folder, training.Real(settings_file(), dict(os.environ)))
    with training.going(settings):
        return _opened(settings, args)


def _opened(settings: Settings, args: argparse.Namespace) -> int:
    """Raises StaffError, OSError."""
    from kiosk.runtime.clock import SystemClock
    from kiosk.runtime.files import Files
    from kiosk.runtime.staff_accounts import AuditedDoor, people_of, trail_of
    from kiosk.runtime.workbench.bench import Bench
    from kiosk.runtime.workbench.counter import counter_of
    from kiosk.runtime.workbench.store import TerminalStore

    files, clock = Files(settings.storage.state_dir), SystemClock()
    people = people_of(files, clock)
    if not people.everybody():
        print("kiosk desk: nobody has an account here (kiosk staff add)", file=sys.stderr)
        return 1
    counter = counter_of(settings, clock)
    bench = Bench(AuditedDoor(people, trail_of(files, clock)), TerminalStore(settings), counter, clock)
    return _shown(bench, settings, args)


def _shown(bench: Bench, settings: Settings, args: argparse.Namespace) -> int:
    from ui.desk import run_desk

    over = threading.Event()
    if settings.devices.chip_reader is not None:
        threading.Thread(target=_listen, args=(bench, settings, over), name="staff-card", daemon=True).start()
    try:
        training = args.training is not None
        return run_desk(bench, probe=args.probe, fullscreen=args.fullscreen, training=training)
    finally:
        over.set()
        bench.close()


def _listen(bench: Bench, settings: Settings, over: threading.Event) -> None:
    """Wait for staff cards; a reader that is gone is tried again."""
    from devices.contract import DeviceError
    from kiosk.runtime.clock import SystemClock
    from kiosk.runtime.staff_accounts import staff_card

    while not over.is_set():
        try:
            if number := staff_card(settings, _LISTEN, SystemClock()):
                bench.card(number)
        except DeviceError as error:
            _log.info("staff card: %s", error.fault.code)
            over.wait(_REST)
