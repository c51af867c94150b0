"""`kiosk sync`: the process that watches the line and sends what waits in the outbox."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from kiosk.runtime.settings import Settings


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments."""
    parser.add_argument("--config", type=Path, required=True, help="settings file (TOML)")
    parser.add_argument(
        "--renew", action="store_true", help="end (0) once cases were sent and none waits, to be started anew"
    )
    parser.add_argument("--once", action="store_true", help="send what is due, then end; 0 = everything due was sent")


def run(args: argparse.Namespace) -> int:
    """Until SIGTERM. 2 = settings, 1 = store or keys, or with --once something is still due."""
    from kiosk.runtime import own_memory
    from kiosk.runtime.settings import SettingsError, load

    own_memory.shut()
    try:
        loaded = load(args.config)
    except SettingsError as error:
        print(f"kiosk sync: {error}", file=sys.stderr)
        return 2
    return serve(loaded, once=args.once, renew=args.renew)


def serve(settings: Settings, *, once: bool = False, renew: bool = False) -> int:
    """The same from settings that were read before."""
    from kiosk.platform_api.faults import PlatformError
    from kiosk.runtime import assembly, connections, key_files, sync_process
    from offline_cache.contract import StoreError

    socket = connections.Files(settings.storage.state_dir).sync_socket
    connections.keep_private(settings.storage.state_dir)
    try:
        key_files.check(settings)
        synchroniser = assembly.synchroniser(settings)
        if once:
            with sync_process.alone(socket):
                done = synchroniser.once()
            _sign(settings)
            return 0 if done else 1
        sync_process.serve(synchroniser, socket, renew=renew)
        _sign(settings)
    except (StoreError, PlatformError) as error:
        key = error.__cause__  # nobody was asked: it is a file of ours, and the platform knows the terminal or not
        why = key if isinstance(key, key_files.KeyRefused) else f"{error} ({error.fault.remedy})"
        print(f"kiosk sync: {why}", file=sys.stderr)
        return 1
    except key_files.KeyRefused as refused:
        print(f"kiosk sync: {refused}", file=sys.stderr)
        return 1
    except sync_process.AlreadyRunningError:
        print("kiosk sync: another sync process is at work", file=sys.stderr)
        return 1
    return 0


def _sign(settings: Settings) -> None:
    """What was said in the audit trail of cases sent is signed before this process ends; the store remembers it."""
    from kiosk.platform_api.signing.keys import load
    from kiosk.runtime import assembly, connections
    from kiosk.runtime.audit.remembered import note_head
    from kiosk.runtime.audit.witness import sign

    files = connections.Files(settings.storage.state_dir)
    sign(assembly.sync_trail(settings), lambda: load(files.terminal_key))
    note_head(files)
