"""Effects of 免申即享: what the person has a right to, and that they want it. Keeps nothing but the id of a try."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kiosk.domain.ids import uuid7
from kiosk.flows import benefit_effects as do
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.events import benefits as said
from kiosk.flows.memory import Memory
from kiosk.platform_api.faults import PlatformError
from kiosk.platform_api.interface import Platform
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.wire import PolicyConfirmation, PolicyMatch, PolicyQuestion
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.asking import Asking, signed_in
from kiosk.runtime.scope import Scope


class Benefiting:
    """Policies matched to one person, or to the company that they act for."""

    def __init__(self, desk: Desk, asking: Asking) -> None:
        self._desk, self._asking = desk, asking
        self._ids: dict[tuple[str | None, str], str] = {}
        """Company (or nobody's) and policy -> id of its one confirmation in this session."""

    def does(self) -> Mapping[type[Effect], Callable[[Memory, Scope], None]]:
        """Its effects."""
        return {do.FindMatches: self.find, do.ConfirmMatch: self.confirm}

    def find(self, memory: Memory, scope: Scope) -> None:
        """By what is on record, of the person or of the company they act for."""
        session, question = self._asking.session, PolicyQuestion(organisation=memory.benefits.organisation)

        def ask(client: Platform) -> Event:
            found = client.match_policies(signed_in(session), question).matches
            return said.MatchesFound(tuple(_row(one) for one in found))

        self._desk.ask(scope, ask)

    def confirm(self, memory: Memory, scope: Scope) -> None:
        """Once; after no answer the same again under the same id."""
        session, match, whose = self._asking.session, memory.benefits.chosen, memory.benefits.organisation
        if match is None:
            return
        one = self._ids.setdefault((whose, match.policy_id), uuid7())
        wanted = PolicyConfirmation(one, match.policy_id, whose)

        def ask(client: Platform) -> Event:
            try:
                return said.MatchConfirmed(_row(client.confirm_policy(signed_in(session), wanted)))
            except PlatformError as error:
                if error.problem is None or error.problem.kind != ProblemType.STATE_CONFLICT:
                    raise
                return said.ConfirmedBefore()

        self._desk.ask(scope, ask)


def _row(one: PolicyMatch) -> said.MatchRow:
    return said.MatchRow(
        one.policy_id, one.title, one.department, one.benefit, one.reason, one.state, one.text, one.pay_to,
        one.number or "",
    )  # fmt: skip
