"""The platform of a run: the real `kiosk sandbox`, killed and begun again on the same file; and what it has received.

What arrived is read from its raw log of writes, never from what a terminal believes.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from kiosk.runtime import demo
from kiosk.sandbox import server
from tests.chaos.counting import Arrival
from tests.runtime_stand import SEED

_SECONDS = 5.0


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

    def arrivals(self) -> list[Arrival]:
        """Every case that it took: each write that made one, as it was received."""
        with closing(sqlite3.connect(self.database)) as db:
            made = db.execute(
                "SELECT path, digest, content FROM writes WHERE operation = 'putSubmission' AND status = 201"
            ).fetchall()
            held = {str(case_id) for (case_id,) in db.execute("SELECT submission_id FROM submissions")}
        arrived = [Arrival(path.rsplit("/", 1)[1], digest, content) for path, digest, content in made]
        if odd := held ^ {one.case_id for one in arrived}:
            raise AssertionError(f"{len(odd)} cases of the platform and its log of writes do not agree")
        return arrived
