"""The platform of a run: the real `kiosk sandbox`, killed and begun again on the same file; and what it has received.

What arrived is read from its raw log of writes, never from what a terminal believes.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from kiosk.runtime import demo
from kiosk.sandbox import server
from kiosk.sandbox.made import day_of
from tests.chaos.counting import Arrival
from tests.runtime_stand import SEED

_SECONDS = 5.0
_PATIENCE = 30.0
_FOR_EVER = 1e9
"""Seconds an order stays open, however the platform's clock is set."""
_MADE = {
    "putSubmission": "SELECT submission_id FROM submissions",
    "putEvaluation": "SELECT id FROM ratings",
    "recordPrint": "SELECT id FROM prints",
}
"""Operations that make something, and how what was made is listed."""


def quick_to_start() -> None:
    """Let every sandbox forked from here begin with its seed read: it is killed every few seconds."""
    setattr(server, "Seed", lambda: SEED)  # noqa: B010


class Province:
    """Where it is, and its control interface; which process serves it is the director's business."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = demo.free_port()
        self.database = folder / "platform.db"
        self.platform_key = folder / "platform.db.keys" / "platform.pub.pem"

    @property
    def url(self) -> str:
        """Its base URL."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def words(self) -> list[str]:
        """The command that serves it."""
        return demo.sandbox_words(demo.Demo(self.folder), self.port)

    def tell(self, name: str, body: dict[str, Any]) -> bool:
        """Ask its control interface for something; False where it is not there now."""
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_SECONDS)
            with closing(connection):
                connection.request("POST", f"/_sandbox/{name}", json.dumps(body))
                return connection.getresponse().status < http.client.MULTIPLE_CHOICES
        return False

    def let_all_wait(self, cases: int) -> None:
        """A terminal may hold so many cases: a run is about what was taken, not about the limit (test_told.py)."""
        offline = {"allowed": True, "maxCases": cases, "maxHours": 72}
        if not self.tell("configuration", {"offline": offline}):
            raise AssertionError("the platform does not take its configuration")

    def open_orders(self, terminal: str, orders: list[str]) -> None:
        """Payments that this terminal made and that nobody paid, each to be cancelled later."""
        now = time.time()
        with closing(sqlite3.connect(self.database, timeout=_PATIENCE)) as db, db:
            db.executemany(
                "INSERT INTO payments VALUES (?, ?, '', 'CREATED', ?, ?, '1.00', NULL, ?, ?, ?, NULL, NULL)",
                [(one, terminal, one, one, now, day_of(now), now + _FOR_EVER) for one in orders],
            )

    def arrivals(self) -> list[Arrival]:
        """Everything that it took: each write that made or ended something, as it was received."""
        with closing(sqlite3.connect(self.database)) as db:
            arrived = [one for operation, table in _MADE.items() for one in _made(db, operation, table)]
            return [*arrived, *_cancelled(db)]

    def outcomes(self) -> dict[str, str]:
        """What it was told became of each print."""
        with closing(sqlite3.connect(self.database)) as db:
            return dict(db.execute("SELECT id, outcome FROM prints").fetchall())


def _made(db: sqlite3.Connection, operation: str, held_as: str) -> list[Arrival]:
    query = "SELECT path, digest, content FROM writes WHERE operation = ? AND status = 201"
    made = [
        Arrival(path.rsplit("/", 1)[1], digest, content) for path, digest, content in db.execute(query, (operation,))
    ]
    held = {str(one) for (one,) in db.execute(held_as)}
    if odd := held ^ {one.case_id for one in made}:
        raise AssertionError(f"{len(odd)} of {operation} and the log of writes do not agree")
    return made


def _cancelled(db: sqlite3.Connection) -> list[Arrival]:
    """The same act again is answered the same; another act for the same order is another cancellation."""
    query = (
        "SELECT DISTINCT path, act, digest, content FROM writes WHERE operation = 'cancelPayment' AND status = 200"
    )
    arrived = [Arrival(path.split("/")[-2], digest, content) for path, _, digest, content in db.execute(query)]
    held = {str(one) for (one,) in db.execute("SELECT id FROM payments WHERE state = 'CANCELLED'")}
    if odd := held ^ {one.case_id for one in arrived}:
        raise AssertionError(f"{len(odd)} orders and the log of writes do not agree")
    return arrived
