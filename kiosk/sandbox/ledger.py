"""The raw log of every write that arrived, also the refused ones: exactly-once is counted here.

Must never be changed once written: the file's own triggers refuse it.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Mapping
from typing import Any

import msgspec

from kiosk.platform_api import contract
from kiosk.platform_api.signing.rfc9421 import Request
from kiosk.platform_api.times import to_rfc3339

_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})")
_READS = {"GET", "HEAD", "OPTIONS"}
_PAGE = 1000
_COLUMNS = ("number", "method", "path", "terminal_id", "operation", "act", "digest", "content", "status")


class Ledger:
    """Writes down and counts. `about` says by operation what a write is about, where it is not simply all of it."""

    def __init__(self, about: Mapping[str, Any]) -> None:
        self._about = about

    def write_down(self, db: sqlite3.Connection, now: float, request: Request, what: tuple[bytes, int]) -> None:
        """One more write and how it was answered; reads are let be."""
        if request.method in _READS:
            return
        body, status = what
        headers = {name.lower(): value for name, value in request.headers.items()}
        path = re.sub(r"^[a-z]+://[^/]*|\?.*$", "", request.url)
        operation = contract.operation(request.method, path)
        name, act = operation.name if operation else "", headers.get("idempotency-key", "")
        content = self._content(name, request.method, path, act, body or _figures(headers))
        values = (now, request.method, path, headers.get("x-terminal-id", ""), name, act)
        db.execute(
            "INSERT INTO writes (at, method, path, terminal_id, operation, act, digest, content, status, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*values, hashlib.sha256(body).hexdigest(), content, status, body),
        )

    def _content(self, name: str, method: str, path: str, act: str, body: bytes) -> str:
        """Digest of what was written, whatever id it came under and whenever it was made."""
        parts = path.split("/")
        own = {act, parts.pop()} if method == "PUT" else {act}
        places = [part for part in parts if part not in own]
        try:
            document = msgspec.json.decode(body)
            about = self._about.get(name)
            what: Any = about(document) if about else _blanked(document, own)
        except (msgspec.DecodeError, ValueError, KeyError, TypeError, RecursionError):
            what = hashlib.sha256(body).hexdigest()
        return hashlib.sha256(msgspec.json.encode([name, places, what], order="deterministic")).hexdigest()


def _figures(headers: Mapping[str, str]) -> bytes:
    """What an upload without a body says of itself, but for its id."""
    pairs = headers.get("upload-metadata", "").split(",")
    return ",".join(sorted(one for one in pairs if not one.startswith("uploadId "))).encode()


def _blanked(value: Any, own: set[str]) -> Any:
    """Without the thing's own ids and without times."""
    if isinstance(value, dict):
        return {name: _blanked(one, own) for name, one in value.items()}
    if isinstance(value, list):
        return [_blanked(one, own) for one in value]
    return "" if isinstance(value, str) and (value in own or _TIME.fullmatch(value)) else value


def page(db: sqlite3.Connection, after: int = 0, limit: int = _PAGE) -> dict[str, Any]:
    """The log from behind number `after` on, without the bodies; `next` is null at the end."""
    rows = db.execute("SELECT * FROM writes WHERE number > ? ORDER BY number LIMIT ?", (after, limit)).fetchall()
    return {
        "count": db.execute("SELECT count(*) FROM writes").fetchone()[0],
        "writes": [{**{name: row[name] for name in _COLUMNS}, "at": to_rfc3339(row["at"])} for row in rows],
        "next": rows[-1]["number"] if len(rows) == limit else None,
    }


def counted(db: sqlite3.Connection) -> dict[str, Any]:
    """By operation: how many writes came and were accepted, under how many ids, with how many different contents.

    `twice` names what was accepted under more than one id, `changed` the ids accepted with more than one content.
    """
    found: dict[str, Any] = {}
    accepted = "FROM writes WHERE status BETWEEN 200 AND 299"
    totals = (
        "SELECT operation, count(*) AS received, sum(status BETWEEN 200 AND 299) AS accepted,"
        " count(DISTINCT CASE WHEN status BETWEEN 200 AND 299 THEN act END) AS ids,"
        " count(DISTINCT CASE WHEN status BETWEEN 200 AND 299 THEN content END) AS contents"
        " FROM writes GROUP BY operation"
    )
    for row in db.execute(totals).fetchall():
        counts = {name: row[name] for name in ("received", "accepted", "ids", "contents")}
        found[row["operation"]] = {**counts, "twice": [], "changed": []}
    for kind, one, other in (("twice", "content", "act"), ("changed", "act", "content")):
        query = (
            f"SELECT operation, {one} AS it {accepted} GROUP BY operation, {one} HAVING count(DISTINCT {other}) > 1"
        )
        for row in db.execute(query).fetchall():
            found[row["operation"]][kind].append(row["it"])
    return found
