"""Papers of open government (政务公开). Must never show one that is not in the seed."""

from __future__ import annotations

import hashlib
import sqlite3

import msgspec

from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.wire import Policies, PolicySummary
from kiosk.sandbox.call import Call, Reply, refuse, said
from kiosk.sandbox.group import Group
from kiosk.sandbox.world import World


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


GROUP = Group(handlers={"listPolicies": list_policies, "getPolicy": get_policy})
