"""Takes in what was carried by hand: each request as if it had come over the line. Must never take one in twice.

Must never make a key known whose holder did not sign the bundle that enrols it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import sqlite3

import msgspec

from kiosk.platform_api import carry_out as bundles
from kiosk.platform_api import contract
from kiosk.platform_api.contract import Wrong
from kiosk.platform_api.problems import Problem, ProblemType
from kiosk.platform_api.signing.keys import KeyFileError, PublicKey, parse_public
from kiosk.platform_api.signing.rfc9421 import Request
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import CarryOut, CarryOutResult, CarryOutResults, Enrolled, Enrolment, SubmissionAnswer
from kiosk.sandbox.acts import once
from kiosk.sandbox.call import Call, Refuse, Reply, invalid, refuse, refused, said
from kiosk.sandbox.gate import ENROL, admitted
from kiosk.sandbox.group import Group
from kiosk.sandbox.world import World

_FINE = range(200, 300)
_CASES = {"putSubmission", "answerCorrection"}
_CARRIED = _CASES | {
    "createUpload",
    "continueUpload",
    "dropUpload",
    "putEvaluation",
    "recordPrint",
    "createComplaint",
}
"""What a terminal without a line has to tell; nothing that needs a session, a signature of its own or an answer."""


def accept_carry_out(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Opened, checked, taken in; the receipt says what became of each thing."""
    wanted = call.read(CarryOut)
    if wanted.bundle_id != call.parts["bundleId"]:
        raise invalid(Wrong("/bundleId", "const"))
    if wanted.key_id != world.key.key_id:
        raise invalid(Wrong("/keyId", "const"))
    try:
        bundle = bundles.opened(wanted, world.key)
    except bundles.BundleError as error:
        raise invalid(Wrong(f"/{error}", "const")) from None
    enrols = _of_its_terminal(world, db, bundle)
    carried = _CARRIED | {ENROL} if enrols else _CARRIED
    results = tuple(_taken_in(world, db, call, (bundle.terminal_id, carried), entry) for entry in bundle.entries)
    now = to_rfc3339(world.now())
    done = CarryOutResults(bundle.bundle_id, bundle.terminal_id, wanted.sha256, now, results)
    return said(201, bundles.receipt(done, world.key))


def _of_its_terminal(world: World, db: sqlite3.Connection, bundle: bundles.Bundle) -> bool:
    """Refuse for a bundle that somebody else signed; True for one that enrols the very key that signed it."""
    values = (bundle.terminal_id, bundle.key_id)
    row = db.execute("SELECT pem FROM terminals WHERE terminal_id = ? AND key_id = ?", values).fetchone()
    offered = _enrolled_key(bundle)
    key = offered or (parse_public(row["pem"]) if row is not None else None)
    known = key is not None and key.key_id == bundle.key_id and bundles.signed_by(bundle, key)
    if not known or bundle.platform_key_id != world.key.key_id:
        raise refuse(ProblemType.SIGNATURE_INVALID, 422, "the bundle is not signed by the terminal it names")
    return offered is not None


def _enrolled_key(bundle: bundles.Bundle) -> PublicKey | None:
    """The key that the only thing in the bundle enrols; None for any other bundle."""
    if len(bundle.entries) != 1:
        return None
    (entry,) = bundle.entries
    operation = contract.operation(entry.method, entry.path)
    if operation is None or operation.name != ENROL:
        return None
    try:
        wanted = msgspec.json.decode(base64.b64decode(entry.body, validate=True), type=Enrolment)
        return parse_public(wanted.public_key)
    except (ValueError, KeyFileError):  # also what is no JSON, and no base64
        return None


def _taken_in(
    world: World,
    db: sqlite3.Connection,
    carrier: Call,
    allowed: tuple[str, frozenset[str] | set[str]],
    entry: bundles.Carried,
) -> CarryOutResult:
    """One request; whatever goes wrong with it is its own affair. `allowed`: whose it is, and what it may be."""
    terminal_id, carried = allowed
    base = re.sub(r"/v1/.*$", "", carrier.request.url)
    request = Request(entry.method, base + entry.path, {**entry.headers, "X-Terminal-Id": terminal_id})
    operation = contract.operation(entry.method, entry.path)
    body = b""
    try:
        body = base64.b64decode(entry.body, validate=True)
        if operation is None or operation.name not in carried:
            raise refuse(ProblemType.NOT_ALLOWED, 403, "this cannot be carried by hand")
        if hashlib.sha256(body).hexdigest() != entry.sha256:
            raise refuse(ProblemType.DIGEST_WRONG, 401, "the digest is not that of the body")
        reply = once(world, db, admitted(world, operation, request, body, terminal_id))
    except Refuse as refusal:
        reply = refused(refusal)
    except binascii.Error:
        reply = refused(refuse(ProblemType.MALFORMED, 400, "the body cannot be read"))
    world.write_down(db, world.now(), request, (body, reply.status))
    if reply.status not in _FINE:
        return CarryOutResult(entry.id, reply.status, problem=msgspec.json.decode(reply.body, type=Problem))
    name = operation.name if operation is not None else ""
    answer = msgspec.json.decode(reply.body, type=SubmissionAnswer) if name in _CASES else None
    enrolled = msgspec.json.decode(reply.body, type=Enrolled) if name == ENROL else None
    return CarryOutResult(entry.id, reply.status, answer, enrolled=enrolled)


GROUP = Group(handlers={"acceptCarryOut": accept_carry_out})
