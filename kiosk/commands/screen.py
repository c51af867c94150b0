"""`kiosk screen`: one interface process for one citizen; started by `kiosk run`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from kiosk.runtime.settings import Settings
    from ui.technician import Desk


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments."""
    parser.add_argument("--config", type=Path, required=True, help="settings file (TOML)")
    parser.add_argument("--probe", help="development: socket for scripted runs")
    parser.add_argument("--alone", action="store_true", help="show the window at once, without a supervisor")


def run(args: argparse.Namespace) -> int:
    """Wait for the word, show the window, run until the session ends."""
    from kiosk.runtime import own_memory
    from kiosk.runtime.connections import keep_private
    from kiosk.runtime.settings import SettingsError, load, refuse_if_production

    own_memory.shut()
    try:
        settings = load(args.config)
        if args.probe is not None:
            refuse_if_production(settings, "probe")
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    keep_private(settings.storage.state_dir)
    return show(settings, args.probe, alone=args.alone)


def show(settings: Settings, probe: str | None, first: bool = False, *, alone: bool = False) -> int:  # noqa: FBT001, FBT002
    """The interface process itself.

    `first`: of this terminal's run, shown at once with what home said last time. `alone`: obey nobody.
    """
    from kiosk.runtime.first_page import Remembering, recall
    from ui.app import Links, ScreenOptions, Session, run_screen

    def session(links: Links) -> Session:
        from kiosk.runtime.assembly import make_session  # not before: the interface comes up without it

        ways = (Remembering(settings, links.show), links.preview, links.ended)
        return make_session(settings, *ways, cleared=links.cleared, first=first, press=links.press)

    def technician(release: Callable[[], None], preview: Callable[[Any], None], leave: Callable[[], None]) -> Desk:
        from kiosk.runtime.technician import Reach, desk_of

        return desk_of(settings, Reach(release, preview, leave))

    options = ScreenOptions(
        size=(settings.screen.width, settings.screen.height),
        fullscreen=settings.screen.fullscreen,
        standby=not alone,
        probe_socket=probe,
        production=settings.production,
        cache_dir=settings.storage.state_dir / "cache",
        first=recall(settings) if first else None,
        voice=settings.screen.voice,
        technician=technician,
    )
    return run_screen(session, options)
