"""Puts the parts together from the settings: a session, a sender."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from kiosk.runtime.clock import SystemClock
from kiosk.runtime.connections import Files, make_client, open_store
from kiosk.runtime.preview import Preview
from kiosk.runtime.settings import Settings
from kiosk.runtime.view import View

if TYPE_CHECKING:
    from kiosk.platform_api.client import PlatformClient
    from kiosk.runtime.audit.trail import Trail
    from kiosk.runtime.enrolling import EnrollingLine
    from kiosk.runtime.fleet.beating import Fleet
    from kiosk.runtime.opening_times import Opened
    from kiosk.runtime.performing.keypad import PressKey
    from kiosk.runtime.place import Place
    from kiosk.runtime.sending import Sender
    from kiosk.runtime.session import Session
    from kiosk.runtime.sync import Synchroniser


def place_of(settings: Settings) -> Place:
    """What the header says about this terminal."""
    from kiosk.runtime.place import Place

    terminal, place = settings.terminal, settings.place
    return Place(
        terminal.organisation,
        terminal.name,
        terminal.hotline,
        test_environment=not settings.production,
        sticks=settings.stick is not None,
        kind=place.profile.kind,
        code=place.code,
        opened=opened_of(settings),
    )


def opened_of(settings: Settings) -> Opened | None:
    """The hours of its place, None = day and night."""
    from kiosk.runtime.opening_times import Opened

    hours = settings.place.hours
    return Opened(hours.rules(), dt.timedelta(minutes=hours.warn_minutes)) if hours is not None else None


def make_session(  # noqa: PLR0913  the ways to the screen
    settings: Settings,
    show: Callable[[View], None],
    preview: Preview,
    ended: Callable[[], None],
    *,
    cleared: bool,
    first: bool,
    press: PressKey,
) -> Session:
    """One session with this terminal's devices; the keys of its keypad go to `press`.

    `first`: nobody else has the store open yet, so it is looked through, and what is damaged is mended.
    """
    from kiosk.runtime.desk import Desk
    from kiosk.runtime.performer import TerminalPerformer
    from kiosk.runtime.session import Session

    clock, place = SystemClock(), place_of(settings)
    performer = TerminalPerformer(Desk(settings, clock, check=first), place, preview, press)
    session = Session(performer, place, clock, show, ended)
    session.first(settings.screen.language, cleared=cleared)
    return session


def sync_trail(settings: Settings) -> Trail:
    """The audit trail, as the sync process writes it."""
    from kiosk.runtime.audit.trail import Trail, audit_folder

    return Trail(audit_folder(settings.storage.state_dir), "sync", SystemClock().wall)


def synchroniser(settings: Settings) -> Synchroniser:
    """The sender of this terminal. Raises StoreError, PlatformError."""
    from importlib.metadata import version

    from kiosk.platform_api.signing.ring import KeyRing
    from kiosk.runtime.audit.files import Places as AuditFiles
    from kiosk.runtime.audit.outbox import AuditedOutbox
    from kiosk.runtime.audit.purging import Purging
    from kiosk.runtime.audit.telling import Telling
    from kiosk.runtime.audit.trail import audit_folder
    from kiosk.runtime.clock_steps import ClockSteps
    from kiosk.runtime.daily import Daily
    from kiosk.runtime.enrolling import EnrollingLine, Renewal
    from kiosk.runtime.fleet.beating import Fleet
    from kiosk.runtime.fleet.metrics import exporter
    from kiosk.runtime.reconciliation import Reconciler
    from kiosk.runtime.sync import Orders, Places, Synchroniser
    from kiosk.runtime.sync_catalogue import CATALOGUE
    from kiosk.runtime.told import Told
    from offline_cache.catalogue import SnapshotStore
    from offline_cache.link import LinkStore

    files = Files(settings.storage.state_dir)
    store = open_store(files)
    outbox = AuditedOutbox(store, sync_trail(settings), terminal_label=settings.terminal.label)
    places = Places(outbox, SnapshotStore(store), LinkStore(store))
    client = make_client(settings)
    renewal = Renewal(KeyRing(files.terminal_key), settings.platform.suite, settings.platform.key_days)
    kept = partial(places.snapshots.current, CATALOGUE)
    line = EnrollingLine(client, settings.platform.enrol_code, files.enrolled, renewal, kept)
    clock = SystemClock()
    corrected = ClockSteps(store, wall := lambda: clock.wall().timestamp()).corrected
    fleet = Fleet(store, wall)
    compare = Daily(Reconciler(client, outbox, clock, store), outbox, clock)
    told = Told(client, places.snapshots, wall)
    trail = sync_trail(settings)
    purging = Purging(trail, AuditFiles(audit_folder(settings.storage.state_dir)), store, files.terminal_key)
    audit = Telling(trail, store, purging)
    publish = exporter(settings.metrics.port if settings.metrics else None, settings.terminal.id)
    orders = Orders(
        version("budayang-kiosk"),
        _senders(line, client, fleet),
        told=told,
        compare=compare,
        audit=audit,
        beat=fleet.beat,
        publish=publish,
        corrected=corrected,
    )
    return Synchroniser(line, places, clock=clock, rng=random.SystemRandom(), orders=orders)


def _senders(line: EnrollingLine, client: PlatformClient, fleet: Fleet) -> Mapping[str, Sender]:
    """One a kind."""
    from kiosk.runtime.sending import SUBMISSION, case_sender, record_senders
    from kiosk.runtime.sending_corrections import CORRECTION, correction_sender

    return {
        SUBMISSION: fleet.noting(case_sender(line, client, client)),
        **record_senders(client),
        CORRECTION: correction_sender(client),
    }
