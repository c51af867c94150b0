"""The sandbox's gate: signature, nonce, terminal, shape, session. Must never be laxer than a real one."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import msgspec

from kiosk.platform_api.contract import Operation, Wrong, parameter_wrongs, wrongs
from kiosk.platform_api.problems import ProblemType, problem
from kiosk.platform_api.signing.keys import KeyFileError, PublicKey, parse_public
from kiosk.platform_api.signing.rfc9421 import WINDOW, Refusal, Request, SignatureRefused, Signed, verify_request
from kiosk.platform_api.times import to_rfc3339
from kiosk.sandbox.call import Call, Refuse, invalid, refuse
from kiosk.sandbox.world import World

ENROL = "enrol"
_MAX_BODY = 12 * 1024 * 1024
_LARGE = {"acceptCarryOut": 64 * 1024 * 1024}


def admitted(
    world: World, operation: Operation, request: Request, body: bytes, carried_for: str | None = None
) -> Call:
    """The call, where everything about it is right; Refuse otherwise.

    `carried_for`: the terminal whose signed bundle the request was in, so that it has no signature of its own.
    """
    if len(body) > _LARGE.get(operation.name, _MAX_BODY):
        raise refuse(ProblemType.TOO_LARGE, 413, "the body is too large")
    headers = {name.lower(): value for name, value in request.headers.items()}
    document = _document(operation, body) if operation.name == ENROL else None
    key_id, terminal_id, role = "", "", ""
    if carried_for is not None:
        key_id, terminal_id, role = _offered(document), carried_for, "terminal"
    elif operation.signed:
        key_id, terminal_id, role = _signed(world, request, body, document)
    _headers_there(operation, headers)
    query = dict(parse_qsl(urlsplit(request.url).query))
    parts = _parts(operation, urlsplit(request.url).path)
    _parameters_right(operation, headers, parts, query)
    if operation.name != ENROL:
        document = _document(operation, body)
    if role == "verifier" and operation.name not in {"redeemShowToken", ENROL}:
        raise refuse(ProblemType.NOT_ALLOWED, 403, "a verifier may only redeem")
    session = _session(world, terminal_id, headers) if operation.session else None
    return Call(operation, request, parts, body, document, terminal_id, key_id, role, session, query)


def token_digest(token: str) -> str:
    """Secrets are kept as digests, also here."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def _parts(operation: Operation, path: str) -> dict[str, str]:
    pattern = re.sub(r"\{([a-zA-Z]+)\}", r"(?P<\1>[^/?]+)", operation.template)
    found = re.search(pattern + "$", path)
    return dict(found.groupdict()) if found else {}


def _signed(world: World, request: Request, body: bytes, document: Any) -> tuple[str, str, str]:
    """Key id, terminal id and role of whoever signed."""
    claimed = {name.lower(): value for name, value in request.headers.items()}.get("x-terminal-id", "")
    known: dict[str, sqlite3.Row] = {}

    if world.unsigned and "signature-input" not in {name.lower() for name in request.headers}:
        return _offered(document), claimed, "terminal"

    def find(key_id: str) -> PublicKey | None:
        with world.store.transaction() as db:
            over = "SELECT key_id FROM replaced_keys WHERE good_until < ?"  # another has taken their place
            query = f"SELECT * FROM terminals WHERE key_id = ? AND key_id NOT IN ({over})"  # noqa: S608  see above
            row = db.execute(query, (key_id, world.now())).fetchone()
        if row is not None:
            known[key_id] = row
            return parse_public(row["pem"])
        return _enrolling(key_id, document)

    try:
        signed = verify_request(request, body, find, world.now())
    except SignatureRefused as refused:
        raise _unauthorised(world, refused.refusal) from refused
    _fresh(world, signed)
    row = known.get(signed.key_id)
    if row is not None and row["terminal_id"] != claimed:
        raise _unauthorised(world, Refusal.KEY)
    return signed.key_id, claimed, row["role"] if row is not None else ""


def _offered(document: Any) -> str:
    """The id of the key that an enrolment without a signature of its own offers; empty in everything else."""
    try:
        return parse_public(document["publicKey"]).key_id
    except (KeyFileError, KeyError, TypeError):
        return ""


def _enrolling(key_id: str, document: Any) -> PublicKey | None:
    """The key in the very enrolment that it signs."""
    if not isinstance(document, dict):
        return None
    try:
        key = parse_public(document["publicKey"])
    except KeyFileError:
        return None
    return key if key.key_id == key_id else None


def _fresh(world: World, signed: Signed) -> None:
    with world.store.transaction() as db:
        db.execute("DELETE FROM nonces WHERE seen_at < ?", (world.now() - 4 * WINDOW,))
        values = (signed.key_id, signed.nonce, world.now())
        if not db.execute("INSERT OR IGNORE INTO nonces VALUES (?, ?, ?)", values).rowcount:
            raise refuse(ProblemType.NONCE_REPLAYED, 401, "this signature was already used")


def _unauthorised(world: World, refusal: Refusal) -> Refuse:
    base = problem(ProblemType(refusal.value), 401, "the signature is not accepted")
    return Refuse(msgspec.structs.replace(base, server_time=to_rfc3339(world.now())))


def _headers_there(operation: Operation, headers: Mapping[str, str]) -> None:
    for name in operation.headers:
        if name.lower() in headers:
            continue
        if name == "Idempotency-Key":
            raise refuse(ProblemType.IDEMPOTENCY_KEY_MISSING, 400, "a write without Idempotency-Key")
        raise refuse(ProblemType.MALFORMED, 400, f"without {name}")
    media = headers.get("content-type", "").split(";")[0].strip().lower()
    if operation.takes and media not in operation.takes:
        raise refuse(ProblemType.MALFORMED, 400, "not a media type that is taken here")


def _parameters_right(
    operation: Operation, headers: Mapping[str, str], parts: Mapping[str, str], query: Mapping[str, str]
) -> None:
    """400 for a header, 404 for a path, 422 for a query that is not as it must be."""
    for one in operation.parameters:
        found = {"header": headers, "path": parts, "query": query}[one.place]
        value = found.get(one.name.lower() if one.place == "header" else one.name)
        wrong: tuple[Wrong, ...] = ()
        if value is not None:
            wrong = parameter_wrongs(one, value)
        elif one.required:
            wrong = (Wrong(f"/{one.name}", "required"),)
        if wrong and one.place == "query":
            raise invalid(*wrong)
        if wrong and one.place == "path":
            raise refuse(ProblemType.NOT_FOUND, 404, "no such thing")
        if wrong:
            raise refuse(ProblemType.MALFORMED, 400, f"{one.name} is not as it must be")


def _document(operation: Operation, body: bytes) -> Any:
    if operation.body is None:
        return None
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError):
        raise refuse(ProblemType.MALFORMED, 400, "the body is not JSON") from None
    wrong = wrongs(operation.body, found)
    if wrong:
        raise invalid(*wrong)
    return found


def _session(world: World, terminal_id: str, headers: Mapping[str, str]) -> sqlite3.Row:
    token = headers.get("authorization", "").removeprefix("Bearer ")
    with world.store.transaction() as db:
        row: sqlite3.Row | None = db.execute(
            "SELECT * FROM sessions WHERE token_digest = ? AND terminal_id = ?", (token_digest(token), terminal_id)
        ).fetchone()
    if row is None or row["closed_at"] is not None or row["expires_at"] <= world.now():
        raise refuse(ProblemType.SESSION_INVALID, 401, "there is no such session")
    return row
