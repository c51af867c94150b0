"""What every effect needs at hand: settings, clock, store, platform client, a few threads.

One desk per process. Opening it must not cost the first picture: the client and the store are made when first used.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.domain.catalogue import Catalogue
from kiosk.flows.events import Event, PlatformFailed
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.runtime.clock import Clock
from kiosk.runtime.connections import Files, make_client, open_store
from kiosk.runtime.scope import Scope
from kiosk.runtime.settings import Settings
from offline_cache.catalogue import SnapshotStore
from offline_cache.contract import StoreError
from offline_cache.link import LinkStore
from offline_cache.store import Store

if TYPE_CHECKING:
    from kiosk.platform_api.client import PlatformClient
    from kiosk.platform_api.signing.keys import PrivateKey
    from kiosk.runtime.audit.trail import Trail
    from kiosk.runtime.audit.witness import TrailWitness
    from kiosk.runtime.prints import Prints
    from offline_cache.outbox import Outbox

_AT_ONCE = 32
"""Effects that may be under way together. Threads are made as needed; some only wait (a case, a token watched), some
hang on a slow platform, and none of them may keep a case from being stored or a token from being dropped."""
_log = logging.getLogger(__name__)


def load_key(path: Path) -> PrivateKey:
    """The terminal's signing key. Raises KeyFileError."""
    from kiosk.platform_api.signing.keys import load

    return load(path)


class Desk:
    """Shared by all effects of one process. `check`: look through the store when it is opened, for half a second."""

    def __init__(self, settings: Settings, clock: Clock, *, check: bool = False) -> None:
        self.settings = settings
        self.clock = clock
        self._check = check
        self.files = Files(settings.storage.state_dir)
        self.catalogue: Catalogue | None = None
        self._pool = ThreadPoolExecutor(max_workers=_AT_ONCE, thread_name_prefix="effect")
        self._lock = threading.Lock()
        self._client: PlatformClient | None = None
        self._store: Store | None = None

    @cached_property
    def trail(self) -> Trail:
        """The audit trail."""
        from kiosk.runtime.audit.trail import Trail, audit_folder

        return Trail(audit_folder(self.settings.storage.state_dir), "screen", self.clock.wall)

    @cached_property
    def witness(self) -> TrailWitness:
        """Who writes down what the session goes through; signs at its end."""
        from kiosk.runtime.audit.witness import TrailWitness

        return TrailWitness(self.trail, self.clock, lambda: load_key(self.files.terminal_key))

    @cached_property
    def outbox(self) -> Outbox:
        """The outbox. Raises StoreError."""
        from kiosk.runtime.audit.outbox import AuditedOutbox
        from kiosk.runtime.told import configuration, limits

        most = limits(configuration(self.snapshots), self.settings.storage.disk_floor_mib)
        label = self.settings.terminal.label
        return AuditedOutbox(self._opened(), self.trail, terminal_label=label, limits=most)

    @cached_property
    def snapshots(self) -> SnapshotStore:
        """The catalogue copy. Raises StoreError."""
        return SnapshotStore(self._opened())

    @cached_property
    def links(self) -> LinkStore:
        """The link state. Raises StoreError."""
        return LinkStore(self._opened())

    @cached_property
    def prints(self) -> Prints:
        """What the receipt printer was given. Raises StoreError."""
        from kiosk.runtime.prints import prints_of

        self._opened()  # with it the data key is there
        return prints_of(self.files)

    def write_down(self, what: Callable[[Prints], None]) -> None:
        """For the desk's list. The paper is the person's: it is printed also where that cannot be written."""
        try:
            what(self.prints)
        except (StoreError, OSError) as error:
            _log.error("a print cannot be written down: %s", type(error).__name__)

    def notes(self) -> Store:
        """Where notes for the heartbeat are left. Raises StoreError."""
        return self._opened()

    def _opened(self) -> Store:
        """The one open store of this process. Raises StoreError; the next call tries again."""
        with self._lock:
            if self._store is None:
                self._store = open_store(self.files, check=self._check)
            return self._store

    def client(self) -> PlatformClient:
        """The platform client. Raises PlatformError where the terminal is not enrolled yet."""
        with self._lock:
            if self._client is None:
                self._client = make_client(self.settings)
            return self._client

    def later(self, work: Callable[[], None]) -> None:
        """Do it on another thread; what it raises is logged by its kind alone."""

        def guarded() -> None:
            try:
                work()
            except Exception as error:  # noqa: BLE001  an effect must not take the session down silently
                _log.error("effect failed: %s at %s", type(error).__name__, _place(error))

        self._pool.submit(guarded)

    def ask(self, scope: Scope, question: Callable[[PlatformClient], Event | None]) -> None:
        """Ask the platform on another thread; no answer becomes PlatformFailed."""

        def work() -> None:
            try:
                event = question(self.client())
            except PlatformError as error:
                event = PlatformFailed(error.fault.code)
            except Exception:
                scope.tell(PlatformFailed(PlatformFault.BAD_ANSWER.code))  # nobody waits for a mistake of ours
                raise
            if event is not None:
                scope.tell(event)

        self.later(work)

    def close(self) -> None:
        """No new work; what runs may finish."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _place(error: BaseException) -> str:
    """File and line of the innermost frame: no text of an error, which may quote personal data."""
    trace = error.__traceback__
    place = ""
    while trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
