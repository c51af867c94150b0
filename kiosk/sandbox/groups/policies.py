"""Papers of open government (政务公开), and who has a right to what they give without applying (免申即享).

Must never show one that is not in the seed, nor confirm one twice for a person or company.
"""

from __future__ import annotations

import hashlib
import sqlite3
from typing import Any

import msgspec

from kiosk.domain.text import Text
from kiosk.platform_api.contract import Wrong
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import (
    Policies,
    PolicyConfirmation,
    PolicyMatch,
    PolicyMatches,
    PolicyQuestion,
    PolicySummary,
)
from kiosk.sandbox import made
from kiosk.sandbox.call import Call, Reply, invalid, refuse, said
from kiosk.sandbox.group import Group
from kiosk.sandbox.groups.organisations import company_of
from kiosk.sandbox.seed import SeedMatch
from kiosk.sandbox.world import World

_TEXTS = {
    "open": Text("等您确认", "等您確認", "Waiting for you to confirm"),
    "confirmed": Text("已确认，会自动发放", "已確認，會自動發放", "Confirmed; it comes by itself"),
}


def list_policies(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """The newest first, or 304."""
    del db
    papers = world.seed.policies
    rows = tuple(
        PolicySummary(one.policy_id, one.title, one.department, one.published_on, one.items) for one in papers
    )
    body = msgspec.json.encode(Policies(world.seed.heading.version, rows))
    headers = {"ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"'}
    if call.header("If-None-Match") == headers["ETag"]:
        return Reply(304, headers=headers)
    return Reply(200, body, headers=headers)


def get_policy(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """One of them, whole."""
    del db
    paper = next((one for one in world.seed.policies if one.policy_id == call.parts["policyId"]), None)
    if paper is None:
        raise refuse(ProblemType.NOT_FOUND, 404, "no such paper")
    return said(200, paper)


def match_policies(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """By the record of the session's person, or of the company they act for; those confirmed already last."""
    asked = call.read(PolicyQuestion)
    met = [one for one in _met(world, call, asked.organisation) if asked.policy_id in {None, one.policy_id}]
    whose = asked.organisation or made.person(call)
    found = [_match(world, db, whose, one) for one in met]
    found.sort(key=lambda one: one.state != "open")
    return said(200, PolicyMatches(tuple(found), to_rfc3339(world.now())))


def confirm_policy(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Once a person, once a company."""
    wanted = call.read(PolicyConfirmation)
    made.identified(call, wanted.confirmation_id, "/confirmationId")
    whose = wanted.organisation or made.person(call)
    met = next((one for one in _met(world, call, wanted.organisation) if one.policy_id == wanted.policy_id), None)
    if met is None:
        raise invalid(Wrong("/policyId", "enum"))
    if made.again(db, "confirmed_policies", call, wanted.confirmation_id) is not None:
        return said(200, _match(world, db, whose, met))
    if _match(world, db, whose, met).state != "open":
        raise refuse(ProblemType.STATE_CONFLICT, 409, "it is confirmed already")
    about = (wanted.confirmation_id, call.terminal_id, made.sha256(call.body), made.number(world, db, "ZC"))
    values = (*about, whose, wanted.policy_id, world.now())
    db.execute("INSERT INTO confirmed_policies VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    return said(201, _match(world, db, whose, met))


def _met(world: World, call: Call, organisation: str | None) -> list[SeedMatch]:
    """Whose conditions the person meets, or the company they act for."""
    if organisation is not None:
        company = company_of(world, call, organisation)
        return [one for one in world.seed.matches if one.meets(company)]
    person = world.seed.people.get(made.person(call))
    return [one for one in world.seed.matches if person is not None and person.person_id in one.people]


def _match(world: World, db: sqlite3.Connection, whose: str, met: SeedMatch) -> PolicyMatch:
    paper = next(one for one in world.seed.policies if one.policy_id == met.policy_id)
    query = "SELECT number FROM confirmed_policies WHERE whose = ? AND policy_id = ?"
    row = made.one(db, query, whose, met.policy_id)
    state = "confirmed" if row else "open"
    about = (paper.policy_id, paper.title, paper.department, met.benefit, met.reason)
    return PolicyMatch(*about, state, _TEXTS[state], met.pay_to, row["number"] if row else None)


def _confirmed(world: World, db: sqlite3.Connection) -> Any:
    """Which were confirmed, and how often; not by whom."""
    del world
    return {"policies": [row["policy_id"] for row in db.execute("SELECT policy_id FROM confirmed_policies")]}


GROUP = Group(
    handlers={
        "listPolicies": list_policies,
        "getPolicy": get_policy,
        "matchPolicies": match_policies,
        "confirmPolicy": confirm_policy,
    },
    schema=made.SCHEMA
    + """
CREATE TABLE IF NOT EXISTS confirmed_policies (
  id TEXT PRIMARY KEY, terminal_id TEXT NOT NULL, sha256 TEXT NOT NULL, number TEXT NOT NULL,
  whose TEXT NOT NULL, policy_id TEXT NOT NULL, at REAL NOT NULL, UNIQUE (whose, policy_id)
) STRICT;
""",
    unkept=frozenset({"matchPolicies"}),
    looks={"policy-confirmations": _confirmed},
)
