"""The second identity of a case: who acts, for whom, on what that rests, until when."""

from __future__ import annotations

import base64

from kiosk.domain.acting import RESTS_ON, valid_until
from kiosk.domain.submission import ActingPerson, Agent, PrincipalEvidence, Scope
from kiosk.flows.memory import Memory


def agent_of(memory: Memory, submission_id: str) -> Agent | None:
    """Who acts for the applicant in the case `submission_id`; None where the applicant acts."""
    acting, person, item = memory.acting, memory.identity.person, memory.item
    if acting.relation is None or acting.principal is None or person is None or item is None or not acting.consents:
        return None
    granted = acting.consents[-1].given_at
    return Agent(
        relation=acting.relation,
        authorization_type=RESTS_ON[acting.relation],
        person=ActingPerson(person.kind.value, person.name, person.number),
        scope=Scope(item.code, submission_id),
        principal_evidence=PrincipalEvidence(
            card_read_at=granted,
            sam_id=acting.sam_id,
            signature_png=base64.b64encode(acting.signature).decode() if acting.signature else None,
        ),
        consents=acting.consents,
        granted_at=granted,
        valid_until=valid_until(granted),
    )
