"""Effects of handing over: a kept draft goes to the desk by a code, and comes back by another, nothing typed twice.

Needs the person's platform session both ways: a draft that is somebody's is fetched in that person's session alone.
Must never lay down anything of who the person is: a draft holds answers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from msgspec.structs import replace

from kiosk.domain.ids import uuid7
from kiosk.flows import effects as do
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.events import matters as own
from kiosk.flows.memory import Memory
from kiosk.platform_api.faults import PlatformFault
from kiosk.platform_api.interface import Platform
from kiosk.platform_api.times import CHINA, from_rfc3339
from kiosk.platform_api.wire import HandedOver, Handover, HandoverRedemption, KeptDraft, Session
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.asking import Asking, signed_in
from kiosk.runtime.performing.drafts import opened
from kiosk.runtime.scope import Scope

REASON = "请工作人员帮着填"
"""What the platform is told; says nothing of the person."""


class HandingOver:
    """To the desk and back."""

    def __init__(self, desk: Desk, asking: Asking) -> None:
        self._desk, self._asking = desk, asking

    def does(self) -> Mapping[type[Effect], Callable[[Memory, Scope], None]]:
        """What is done here."""
        return {do.LayDown: self.lay_down, do.TakeUp: self.take_up}

    def lay_down(self, memory: Memory, scope: Scope) -> None:
        """Have a code given for the kept draft."""
        item, draft_id = memory.item, memory.keeping.draft_id

        def question(client: Platform) -> Event:
            if item is None or not memory.keeping.revision:
                return own.NotDone(PlatformFault.STEP_UP.code)
            laid = client.make_handover(Handover(uuid7(), item.code, REASON, draft_id))
            until = dt.datetime.fromtimestamp(from_rfc3339(laid.expires_at), CHINA)
            return own.LaidDown(laid.code, until.strftime("%m-%d %H:%M"))

        self._desk.ask(scope, question)

    def take_up(self, memory: Memory, scope: Scope) -> None:
        """Fetch what lies under the code; whose it is, only that person gets."""
        session, code = self._asking.session, memory.matters.code

        def question(client: Platform) -> Event:
            live = signed_in(session)  # before the code is used up
            kept = _draft(client, live, client.redeem_handover(HandoverRedemption(code)))
            if kept is None:
                return own.NotDone(PlatformFault.GONE.code)
            return opened(kept, self._desk.catalogue, self._desk.clock.wall().date())

        self._desk.ask(scope, question)


def _draft(client: Platform, session: Session, handed: HandedOver) -> KeptDraft | None:
    """One that is nobody's yet has no revision: whoever keeps it makes it theirs."""
    if handed.draft_id is not None:
        return client.resume_draft(session, handed.draft_id)
    return replace(handed.draft, revision=0) if handed.draft is not None else None
