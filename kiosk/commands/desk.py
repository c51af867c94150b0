"""`kiosk desk`: the staff's desk, a window of 1920×1080 beside the terminal or on a machine of its own.

Uses the terminal's own outbox, keys and staff accounts; must never start the terminal itself.
"""

from __future__ import annotations

import argparse
import logging
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
    parser.add_argument("--probe", help="development: socket for scripted runs")
    parser.add_argument("--fullscreen", action="store_true", help="the whole screen, without a frame")


def run(args: argparse.Namespace) -> int:
    """0 = closed; 1 = nobody has an account here; 2 = settings fault; 71 = no window."""
    from kiosk.runtime.clock import SystemClock
    from kiosk.runtime.deployment import settings_file
    from kiosk.runtime.files import Files
    from kiosk.runtime.settings import SettingsError, load, refuse_if_production
    from kiosk.runtime.staff_accounts import AuditedDoor, people_of, trail_of
    from kiosk.runtime.workbench.bench import Bench
    from kiosk.runtime.workbench.counter import counter_of
    from kiosk.runtime.workbench.store import TerminalStore
    from kiosk.staff.faults import StaffError

    try:
        settings = load(settings_file(args.config))
        if args.probe is not None:
            refuse_if_production(settings, "probe")
        files, clock = Files(settings.storage.state_dir), SystemClock()
        people = people_of(files, clock)
        if not people.everybody():
            print("kiosk desk: nobody has an account here (kiosk staff add)", file=sys.stderr)
            return 1
    except SettingsError as error:
        print(f"kiosk desk: {error}", file=sys.stderr)
        return 2
    except (StaffError, OSError) as error:
        print(f"kiosk desk: {error}", file=sys.stderr)
        return 1
    counter = counter_of(settings, clock)
    bench = Bench(AuditedDoor(people, trail_of(files, clock)), TerminalStore(settings), counter, clock)
    return _shown(bench, settings, args.probe, fullscreen=args.fullscreen)


def _shown(bench: Bench, settings: Settings, probe: str | None, *, fullscreen: bool) -> int:
    from ui.desk import run_desk

    over = threading.Event()
    if settings.devices.chip_reader is not None:
        threading.Thread(target=_listen, args=(bench, settings, over), name="staff-card", daemon=True).start()
    try:
        return run_desk(bench, probe=probe, fullscreen=fullscreen)
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
