"""Everything the sandbox's operations work on. Must never know of sockets."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.platform_api.signing.keys import PrivateKey
from kiosk.platform_api.signing.rfc9421 import Request
from kiosk.sandbox.seed import Seed
from kiosk.sandbox.store import Store
from kiosk.sandbox.trouble import SandboxClock, TroublePlan

if TYPE_CHECKING:
    from kiosk.sandbox.call import Call, Reply
    from kiosk.sandbox.group import Book


@dataclass
class World:
    """One province."""

    store: Store
    seed: Seed
    key: PrivateKey
    """The platform's own key."""
    clock: SandboxClock = field(default_factory=SandboxClock)
    public_url: str | None = None
    """How terminals call it, where that is not how it is bound (behind a proxy)."""
    unsigned: bool = False
    """Lets outside contract tools in without signatures; every answer says so."""
    spoiled_video: str = ""
    """What comes in place of a short video; see `groups/catalogue.py`."""
    trouble: TroublePlan = field(init=False)
    handlers: dict[str, Callable[[World, sqlite3.Connection, Call], Reply]] = field(default_factory=dict)
    """By operationId: what can be asked of it; the application fills this in, like the two below."""
    unkept: frozenset[str] = frozenset()
    """Operations that are not answered again by their Idempotency-Key."""
    books: dict[str, Book] = field(default_factory=dict)
    """By LedgerKind: what there is to reconcile."""
    write_down: Callable[[sqlite3.Connection, float, Request, tuple[bytes, int]], None] = lambda *_: None
    """Into the raw log: a request, its body and the status of the answer."""

    def __post_init__(self) -> None:
        """The trouble shifts this world's clock."""
        self.trouble = TroublePlan(self.clock)

    def now(self) -> float:
        """The platform's time, seconds since 1970."""
        return self.clock()

    def add_code(self, code: str, role: str) -> None:
        """Issue a one-time enrolment code, anew where it was used; role `terminal` or `verifier`."""
        with self.store.transaction() as db:
            db.execute("INSERT OR REPLACE INTO enrolment_codes (code, role) VALUES (?, ?)", (code, role))
