"""Flow *show licence* (亮证): wallet, then a one-time QR of 60 s that dies when the page is left.

Online only: no code is ever shown from a cache, and none that is late.
"""

from __future__ import annotations

from enum import StrEnum

from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.acts import both, put, sets, takes
from kiosk.flows.engine import Ends, Flow, Row, Step
from kiosk.flows.events import Event
from kiosk.flows.events.licences import OccasionChosen
from kiosk.flows.memory import Memory
from kiosk.flows.screens import Screen

RENEWALS_UNTOUCHED = 3
SHOWABLE = frozenset({"valid", "expiring"})
"""Status words of licences for which a code is made."""


class At(StrEnum):
    """Steps. After a power cut the platform lets the token die by itself."""

    IDENTIFY = "identify"
    WALLET = "wallet"
    CODE = "code"


def standing(row: on.LicenceRow, today: str) -> str:
    """How the licence stands on the day `today` (ISO 8601): the platform's word; expired once its last day is over.

    A word we do not know is kept: it is shown as it is, and no code is offered for it.
    """
    over = row.valid_to is not None and row.valid_to[:10] < today
    return "expired" if over and row.status in SHOWABLE else row.status


def showable(memory: Memory, event: Event) -> bool:
    """Is it on the list, and neither revoked nor expired? Nobody is to be shown a code for what no longer holds."""
    wanted = event.licence_id if isinstance(event, on.LicenceChosen) else ""
    today = memory.around.today
    return any(row.licence_id == wanted and standing(row, today) in SHOWABLE for row in memory.showing.rows)


def renewed_often(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Renewed by itself three times without a touch: is anybody there?"""
    return memory.showing.renewals >= RENEWALS_UNTOUCHED


def unanswered(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Was already asked whether anybody is there."""
    return memory.showing.phase == "still-there"


def _made(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, on.TokenMade):
        return memory
    return put(
        memory, "showing", phase="fresh", payload=event.payload, token_id=event.token_id, seconds=event.seconds
    )


def _renewing(memory: Memory, event: Event) -> Memory:
    by_itself = isinstance(event, on.TimedOut)
    renewals = memory.showing.renewals + 1 if by_itself else 0
    return put(memory, "showing", phase="refreshing", payload="", token_id="", renewals=renewals)


_BLANK = sets("showing", payload="", token_id="", phase="refreshing", renewals=0, verifier="", verified_at="")
_LISTED = both(takes("showing", rows="rows", updated_at="updated_at"), sets("showing", loading=False, fault=None))
_NO_LIST = both(takes("showing", fault="fault"), sets("showing", loading=False))
_VERIFIED = both(
    takes("showing", verifier="verifier", verified_at="at"), sets("showing", phase="verified", payload="")
)
_FAILED = both(takes("showing", fault="fault"), sets("showing", phase="failed", payload="", token_id=""))

FLOW = Flow(
    name="show-licence",
    about="The holder shows a licence to somebody who scans it.",
    start=At.IDENTIFY,
    steps={
        At.IDENTIFY: Step(calls="identify"),
        At.WALLET: Step(Screen.WALLET, enter=(do.FetchLicences(),)),
        At.CODE: Step(Screen.LICENCE_QR, enter=(do.MakeToken(),), leave=(do.DropToken(),)),
    },
    rows=(
        Row(At.IDENTIFY, on.Identified, At.WALLET, sets("showing", loading=True)),
        Row(At.IDENTIFY, on.NotIdentified, Ends(on.CaseAbandoned())),
        Row(At.WALLET, on.LicencesFound, At.WALLET, _LISTED),
        Row(At.WALLET, on.PlatformFailed, At.WALLET, _NO_LIST),
        Row(At.WALLET, on.RetryAsked, At.WALLET, sets("showing", loading=True, fault=None), (do.FetchLicences(),)),
        Row(
            At.WALLET,
            on.LicenceChosen,
            At.CODE,
            both(takes("showing", licence_id="licence_id"), _BLANK),
            when=showable,
        ),
        Row(At.WALLET, on.LicenceChosen, At.WALLET),
        Row(At.WALLET, OccasionChosen, At.WALLET, takes("showing", occasion="occasion")),
        Row(At.WALLET, on.WentBack, At.WALLET, sets("around", dialog="leave")),
        Row(At.WALLET, on.Finished, Ends(on.CaseClosed())),
        Row(At.CODE, on.TokenMade, At.CODE, _made, (do.StartClock("token"), do.WatchToken())),
        Row(At.CODE, on.TimedOut, At.WALLET, _BLANK, when=unanswered),
        Row(
            At.CODE,
            on.TimedOut,
            At.CODE,
            sets("showing", phase="still-there", payload=""),
            (do.DropToken(), do.StartClock("still-there")),
            when=renewed_often,
        ),
        Row(At.CODE, on.TimedOut, At.CODE, _renewing, (do.MakeToken(),)),
        Row(At.CODE, on.RenewAsked, At.CODE, _renewing, (do.MakeToken(),)),
        Row(At.CODE, on.TokenRedeemed, At.CODE, _VERIFIED, (do.StopClock("token"),)),
        Row(At.CODE, on.PlatformFailed, At.CODE, _FAILED, (do.StartClock("token-retry"),)),
        Row(At.CODE, on.WentBack, At.WALLET, _BLANK),
        Row(At.CODE, on.Finished, Ends(on.CaseClosed())),
    ),
)
