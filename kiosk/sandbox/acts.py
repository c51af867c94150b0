"""One act is answered once: by its Idempotency-Key, or, where a thing made at the terminal is put, by its id.

Must never commit an act twice, nor take the same key or id for other content.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3

import msgspec

from kiosk.platform_api.problems import ProblemType
from kiosk.sandbox.call import Call, Reply, refuse
from kiosk.sandbox.world import World

_READS = {"GET", "HEAD"}
_CREATED, _AGAIN = 201, 200


def once(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Answer this act, or say again what was said to it; a thing that is put again is answered 200."""
    handler = world.handlers.get(call.operation.name)
    if handler is None:
        raise refuse(ProblemType.NOT_FOUND, 404, "not served here yet")
    act = call.header("Idempotency-Key")
    if call.request.method in _READS or call.operation.name in world.unkept or not act:
        return handler(world, db, call)
    put = call.request.method == "PUT"
    path = re.sub(r"^[a-z]+://[^/]*", "", call.request.url)
    if put and act != path.rsplit("/", 1)[1]:
        raise refuse(ProblemType.MALFORMED, 400, "the Idempotency-Key of a thing that is put is its id")
    digest = hashlib.sha256(f"{call.request.method} {path}\n".encode() + call.body).hexdigest()
    row = db.execute("SELECT * FROM acts WHERE terminal_id = ? AND act = ?", (call.terminal_id, act)).fetchone()
    if row is not None and row["digest"] != digest:
        raise refuse(ProblemType.CONFLICT, 409, "this Idempotency-Key was used for something else")
    if row is not None:
        status = _AGAIN if put and row["status"] == _CREATED else row["status"]
        headers = msgspec.json.decode(row["headers"], type=dict[str, str])
        return Reply(status, row["body"], row["content_type"], headers)
    reply = handler(world, db, call)
    kept = (reply.status, reply.body, reply.content_type, msgspec.json.encode(reply.headers))
    db.execute("INSERT INTO acts VALUES (?, ?, ?, ?, ?, ?, ?)", (call.terminal_id, act, digest, *kept))
    return reply
