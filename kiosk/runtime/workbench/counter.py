"""The desk at the platform: what somebody laid down is taken up, what was filled in is laid down, and second looks.

Says every step in the audit trail, with the member of staff; must never do one that the trail was not told of.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager, closing

import msgspec
from msgspec.structs import replace

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.text import Language
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.interface import Platform
from kiosk.platform_api.times import CHINA, from_rfc3339
from kiosk.platform_api.wire import Draft, Handover, HandoverRedemption, Review, ReviewDecision, ReviewQuestion
from kiosk.runtime import queue_work
from kiosk.runtime.audit.events import LOOKS, AuditEvent
from kiosk.runtime.audit.witness import sign
from kiosk.runtime.clock import Clock
from kiosk.runtime.connections import make_client
from kiosk.runtime.files import Files
from kiosk.runtime.settings import Settings
from kiosk.runtime.staff_accounts import trail_of
from kiosk.runtime.sync_catalogue import CATALOGUE
from kiosk.runtime.workbench import assisting
from kiosk.runtime.workbench.assisting import Case
from kiosk.runtime.workbench.drawer import Slip
from kiosk.runtime.workbench.view import Act, Row
from offline_cache.catalogue import SnapshotStore

REASON = "工作人员帮着填好了"
"""What the platform is told of a form that was filled in; says nothing of the person."""
WHY = {"same-person": "照片、证件和本人一致", "not-the-person": "和本人不一致", "unclear": "看不清楚，不能确认"}
WHY |= {"may-go": "填的内容看过，可以办", "incomplete": "填得不全", "contradicts": "前后对不上"}
WHY |= {"wrong-item": "事项或情形选错了", "ask-again": "要再问本人"}
"""Why a second person confirms or refuses, as the platform is told."""
_TAIL = 8
"""Of a case's id, enough to tell two apart on one page."""
OWN = "own"
"""Standing of a case that this member of staff took: somebody else looks at it."""
_STANDINGS = {"second-look": "look-there"}


Tell = Callable[..., None]
"""Tells the audit trail of an event with its fields; raises where that cannot be written."""


class PlatformCounter:
    """One desk's. One thread. Raises PlatformError, StoreError, KeyRefused, OSError throughout."""

    def __init__(
        self,
        connect: Callable[[], AbstractContextManager[Platform]],
        catalogue: Callable[[], Catalogue],
        tell: Tell,
        clock: Clock,
    ) -> None:
        self._connect, self._offered, self._tell, self._clock = connect, catalogue, tell, clock
        self._waiting: dict[str, Review] = {}
        """By their ids."""

    def offers(self) -> tuple[Row, ...]:
        """What can be begun here."""
        return assisting.offers(self._offered())

    def take_up(self, code: str, staff: str) -> Case:
        """What somebody laid down, by its code. Raises FormError too."""
        offered = self._offered()
        with self._connect() as client:
            handed = client.redeem_handover(HandoverRedemption(code, staff))
        case = assisting.taken(offered, handed)
        self._told(AuditEvent.HELP_BEGUN, staff, case.draft)
        return case

    def begin(self, row_id: str, staff: str) -> Case:
        """A new form, for somebody who is there. Raises FormError too."""
        case = assisting.begun(self._offered(), row_id, self._clock.wall())
        self._told(AuditEvent.HELP_BEGUN, staff, case.draft)
        return case

    def opened(self, slip: Slip) -> Case:
        """What lies in the drawer, in the form of today. Raises FormError too."""
        return assisting.resumed(self._offered(), slip.draft)

    def hand_back(self, slip: Slip) -> tuple[str, str]:
        """Lay it down for its person: the code, and until when it is good (`MM-DD HH:MM`)."""
        draft, look = slip.draft, slip.look
        about = {"looker": look.account_id} if look else {}
        self._told(AuditEvent.HELP_HANDED_BACK, slip.staff, draft, **about)
        wanted = Handover(slip.handover_id, draft.service_item_code, REASON, account_id=slip.staff, draft=draft)
        with self._connect() as client:
            laid = client.make_handover(replace(wanted, second_look=look))
        until = dt.datetime.fromtimestamp(from_rfc3339(laid.expires_at), CHINA)
        return laid.code, until.strftime("%m-%d %H:%M")

    def look_asked(self, slip: Slip) -> None:
        """It waits for a second person."""
        self._told(AuditEvent.LOOK_ASKED, slip.staff, slip.draft)

    def looked(self, slip: Slip, staff: str, why: str) -> None:
        """A second person let it go, or sent it back for that reason (kiosk.runtime.audit.events.LOOKS)."""
        said = {"second": "refused", "why": why} if why else {"second": "confirmed"}
        self._told(AuditEvent.SECOND_LOOK, staff, slip.draft, first=slip.staff, **said)

    def reviews(self, staff: str) -> tuple[Row, ...]:
        """Cases whose identity waits for a second person, the oldest first."""
        names = {one.code: one.name.said(Language.ZH_HANS) for one in self._offered().items}
        with self._connect() as client:
            page = client.reviews(ReviewQuestion(staff))
            found = list(page.reviews)
            while page.next is not None:
                page = client.reviews(ReviewQuestion(staff, page.next))
                found += page.reviews
        self._waiting = {one.review_id: one for one in found}
        return tuple(_review(one, names, staff) for one in found)

    def decide(self, act: Act, row: Row, staff: str, why: str) -> None:
        """The second person's word."""
        decision = "confirmed" if act is Act.CONFIRM else "refused"
        review = self._waiting[row.row_id]
        about = {"staff": staff, "submission": review.submission_id, "second": decision}
        first = {"first": review.taken_by} if review.taken_by else {}
        self._tell(AuditEvent.SECOND_LOOK, **about, **first, **({"why": why} if why in LOOKS else {}))
        at = self._clock.wall().isoformat(timespec="seconds")
        with self._connect() as client:
            client.decide_review(row.row_id, ReviewDecision(staff, decision, WHY[why], at))

    def _told(self, event: AuditEvent, staff: str, draft: Draft, **more: str) -> None:
        self._tell(event, staff=staff, item=draft.service_item_code, submission=draft.draft_id, **more)


def _review(one: Review, names: dict[str, str], staff: str) -> Row:
    return Row(
        row_id=one.review_id,
        standing=OWN if one.taken_by == staff else _STANDINGS.get(one.about, "review"),
        reference=one.submission_id[-_TAIL:],
        name=one.masked_name,
        item=names.get(one.service_item_code, one.service_item_code),
        at=from_rfc3339(one.captured_at),
        ledger=one.way,
    )


def counter_of(settings: Settings, clock: Clock) -> PlatformCounter:
    """That of this terminal: its keys, its catalogue, its trail."""
    files = Files(settings.storage.state_dir)
    trail = trail_of(files, clock)
    known: dict[str, Catalogue] = {}

    def catalogue() -> Catalogue:
        with queue_work.opened(files, settings.terminal.label) as outbox:
            kept = SnapshotStore(outbox.store).current(CATALOGUE)
        if kept is None:
            raise PlatformError(PlatformFault.NOT_FOUND)
        if kept.version not in known:
            known.clear()
            known[kept.version] = msgspec.json.decode(kept.payload, type=Catalogue)
        return known[kept.version]

    def tell(event: AuditEvent, **fields: str) -> None:
        from kiosk.platform_api.signing.keys import load

        trail.append(event, **fields)
        sign(trail, lambda: load(files.terminal_key))

    return PlatformCounter(lambda: closing(make_client(settings)), catalogue, tell, clock)
