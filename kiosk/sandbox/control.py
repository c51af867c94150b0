"""The control interface: what a test needs to see and to break. Must never answer anybody but this machine."""

from __future__ import annotations

import ipaddress
import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import msgspec

from kiosk.platform_api.contract import JSON
from kiosk.platform_api.times import to_rfc3339
from kiosk.sandbox import ledger
from kiosk.sandbox.call import Refuse, Reply, refused
from kiosk.sandbox.group import Deed, Group, Look
from kiosk.sandbox.trouble import Trouble
from kiosk.sandbox.world import World

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP")
TEXT = "text/plain; charset=utf-8"
_COUNTED = ("terminals", "sessions", "submissions", "writes", "tokens", "heartbeats")


class Control:
    """Answers under `/_sandbox/`."""

    def __init__(self, world: World, groups: Mapping[str, Group]) -> None:
        self._world = world
        self._looks: dict[str, Look] = {"state": _state, "ledger": lambda _, db: ledger.counted(db)}
        self._deeds: dict[str, Deed] = {}
        for group in groups.values():
            self._looks.update(group.looks)
            self._deeds.update(group.deeds)

    def answer(self, environ: WSGIEnvironment, name: str, body: bytes) -> Reply:
        """One request; 404 to anybody from outside, 400 with a sentence where the body is not understood."""
        if not _from_here(environ):
            return Reply(404)
        try:
            return self._dispatched(environ, name, body or b"{}")
        except Refuse as refusal:
            return refused(refusal)
        except (msgspec.DecodeError, ValueError) as error:
            return Reply(400, str(error).encode(), TEXT)

    def _dispatched(self, environ: WSGIEnvironment, name: str, body: bytes) -> Reply:
        method, world = environ["REQUEST_METHOD"], self._world
        if method == "POST" and name == "trouble":
            world.trouble.set(msgspec.json.decode(body, type=Trouble))
            return _json(world.trouble.current)
        if method == "POST" and name == "reset":
            world.store.reset()
            world.trouble.set(Trouble())
            return _json({})
        with world.store.transaction() as db:
            if method == "GET" and name == "writes":
                asked = parse_qs(environ.get("QUERY_STRING", ""))
                return _json(
                    ledger.page(db, **{key: int(asked[key][0]) for key in asked.keys() & {"after", "limit"}})
                )
            if method == "GET" and name in self._looks:
                return _json(self._looks[name](world, db))
            if method == "POST" and name in self._deeds:
                return _json(self._deeds[name](world, db, body))
        return Reply(404)


def _state(world: World, db: sqlite3.Connection) -> Any:
    return {
        "now": to_rfc3339(world.now()),
        "trouble": world.trouble.current,
        "counts": {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in _COUNTED},  # noqa: S608
        "withdrawn": [row["item_code"] for row in db.execute("SELECT item_code FROM withdrawn")],
        "terminals": [row["terminal_id"] for row in db.execute("SELECT terminal_id FROM terminals")],
    }


def _from_here(environ: WSGIEnvironment) -> bool:
    if any(name in environ for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(environ.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _json(value: Any) -> Reply:
    return Reply(200, msgspec.json.encode(value), JSON)
