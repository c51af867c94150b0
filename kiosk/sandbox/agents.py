"""What the platform asks of a case that somebody acts in for another; must never take one person for two."""

from __future__ import annotations

import datetime as dt

from kiosk.domain.acting import ADULT, RESTS_ON, VALID_HOURS, Relation
from kiosk.domain.submission import Agent, Submission
from kiosk.platform_api.contract import Wrong


def agent_wrong(case: Submission) -> list[Wrong]:
    """What is wrong with the second identity, if there is one."""
    agent = case.agent
    if agent is None:
        return []
    checks = (
        ("/agent/person/number", "not", agent.person.number == case.applicant["number"]),
        ("/agent/authorizationType", "const", agent.authorization_type is not RESTS_ON[agent.relation]),
        ("/agent/scope/itemCode", "const", agent.scope.item_code != case.service_item_code),
        ("/agent/scope/submissionId", "const", agent.scope.submission_id != case.submission_id),
        ("/agent/validUntil", "maximum", not _in_time(case, agent)),
        ("/agent/principalEvidence/signaturePng", "required", _unsigned(agent)),
        ("/agent/relation", "const", (agent.relation is Relation.GUARDIAN) is not _minor(case)),
    )
    return [Wrong(pointer, rule) for pointer, rule, wrong in checks if wrong]


def _in_time(case: Submission, agent: Agent) -> bool:
    """Was the case taken while the authorisation held?"""
    times = (agent.granted_at, case.captured_at, agent.valid_until)
    try:
        granted, taken, until = (dt.datetime.fromisoformat(one) for one in times)
        return granted <= taken <= until <= granted + dt.timedelta(hours=VALID_HOURS)
    except (ValueError, TypeError):  # no time, or one without an offset
        return False


def _unsigned(agent: Agent) -> bool:
    return agent.relation is not Relation.GUARDIAN and not agent.principal_evidence.signature_png


def _minor(case: Submission) -> bool:
    """By the birth of the applicant; one without a date counts as of age."""
    birth = str(case.applicant.get("birth") or "")
    try:
        born = dt.date.fromisoformat(birth)
    except ValueError:
        return False
    return f"{born.year + ADULT:04d}-{born:%m-%d}" > case.captured_at[:10]
