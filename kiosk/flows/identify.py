"""Flow *identify*: the card, then one of several ways of equal rank to confirm who holds it.

Ends with Identified (memory holds person and evidence) or NotIdentified. The face is never the only way: SMS
while the line is up, card and signature (`identity: pending`) while it is down.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec.structs import replace

from kiosk.domain.acting import acting_wrong
from kiosk.domain.submission import Way
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import left
from kiosk.flows.acts import both, put, sets, takes
from kiosk.flows.engine import Act, Ends, Flow, Row, Step
from kiosk.flows.events import Event
from kiosk.flows.memory import Card, Goal, Identity, Memory
from kiosk.flows.screens import Screen

FACE_TRIES = 3
CONSENT_AGE = 14
"""Years; below it a guardian would have to consent to the processing of a face (个人信息保护法 §31). No child's face
is looked at here: the guardian acts for the child (flow *represent*) and is the one who is identified."""


class At(StrEnum):
    """Steps. A power cut at any of them loses the attempt and nothing else."""

    CARD = "card"
    CARD_DONE = "card-done"
    CHOICE = "choice"
    CONSENT = "consent"
    FACE = "face"
    FACE_OPENING = "face-opening"
    SMS = "sms"
    SIGNATURE = "signature"


# --- guards -----------------------------------------------------------------------------------------------
def card_accepted(memory: Memory, event: Event) -> bool:
    """Is it a kind of document the item takes? Who acts for another may have any: the principal's was looked at."""
    acting = memory.acting.principal is not None
    if not isinstance(event, on.CardRead) or memory.goal is Goal.WALLET or memory.item is None or acting:
        return True
    return event.person.kind.value in memory.item.documents


def card_expired(memory: Memory, event: Event) -> bool:
    """Out of date: one may look up, not submit."""
    return (
        isinstance(event, on.CardRead) and memory.goal is Goal.APPLY and event.person.expired_on(memory.around.today)
    )


def cannot_act(memory: Memory, event: Event) -> bool:
    """Somebody acts for another: is it the same card, or a child's?"""
    return isinstance(event, on.CardRead) and _acting_fault(memory, event) is not None


def way_open(memory: Memory, event: Event) -> bool:
    """May the chosen way be used now?"""
    return isinstance(event, on.WayChosen) and way_blocked(memory, Way(event.way)) is None


def chose_face(memory: Memory, event: Event) -> bool:
    """The face, and it may be used."""
    return isinstance(event, on.WayChosen) and event.way == Way.FACE and way_open(memory, event)


def chose_sms(memory: Memory, event: Event) -> bool:
    """The SMS code, and it may be used."""
    return isinstance(event, on.WayChosen) and event.way == Way.SMS and way_open(memory, event)


def chose_signature(memory: Memory, event: Event) -> bool:
    """Card and signature, and it may be used."""
    return isinstance(event, on.WayChosen) and event.way == Way.SIGNATURE and way_open(memory, event)


def face_matched(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Same person, by the thresholds of the settings."""
    return isinstance(event, on.FaceDecided) and event.evidence.decision == "accept"


def offline_face(memory: Memory, event: Event) -> bool:
    """Same person, but the line is down: the terminal's word must do until the platform reviews it."""
    return face_matched(memory, event) and not memory.around.online


def face_tries_used_up(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Was that the last try?"""
    return memory.identity.face_tries + 1 >= FACE_TRIES


def opening(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is the platform being asked already?"""
    return memory.identity.pending


def code_tries_used_up(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Was that the last code?"""
    return isinstance(event, on.CodeRefused) and event.tries_left <= 0


def way_blocked(memory: Memory, way: Way) -> str | None:
    """Why a way cannot be used now (reason code), or None."""
    around, identity = memory.around, memory.identity
    if way is Way.SIGNATURE:
        return None if not around.online and _may_wait(memory) else "online"
    if not around.online:
        return "needs-network"
    if way is Way.SMS:
        if identity.code_tries <= 0:
            return "sms-closed"
        return None if identity.masked_phone else ("no-phone" if identity.asked_ways else "asking")
    if identity.face_tries >= FACE_TRIES:
        return "face-tries"
    if identity.camera_lost or not around.usable("camera"):
        return "camera"
    young = identity.person is not None and identity.person.younger_than(CONSENT_AGE, around.today)
    return around.face_closed or identity.face_closed or ("under-14" if young else None)


def _may_wait(memory: Memory) -> bool:
    """Is this an application that may be taken while the line is down, or does one look what lies here?"""
    if memory.goal is Goal.PROGRESS:
        return True
    return memory.goal is Goal.APPLY and memory.item is not None and memory.item.offline.allowed


def _acting_fault(memory: Memory, event: on.CardRead) -> str | None:
    principal = memory.acting.principal
    return None if principal is None else acting_wrong(principal, event.person, memory.around.today)


# --- acts -------------------------------------------------------------------------------------------------
def _card_read(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, on.CardRead):
        return memory
    before = memory.identity
    identity = Identity(
        person=event.person,
        photo=event.photo,
        sam_id=event.sam_id,
        face_tries=before.face_tries,
        code_tries=before.code_tries,
    )
    card = replace(memory.card, phase="done", fault=None)
    return replace(memory, identity=identity, card=card, card_was_read=True)


def _card_failed(fault: str) -> Act:
    def act(memory: Memory, event: Event) -> Memory:
        ended = event.person.valid_to if isinstance(event, on.CardRead) and fault == "document-expired" else None
        failures = memory.card.failures + 1
        card = replace(memory.card, phase="failed", fault=fault, failures=failures, expired_on=ended or "")
        return replace(memory, card=card, card_was_read=True)

    return act


def _cannot_act(memory: Memory, event: Event) -> Memory:
    fault = _acting_fault(memory, event) if isinstance(event, on.CardRead) else None
    return _card_failed(fault or "")(memory, event)


def _forget(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    """Who it was; tries that were used up stay so: laying the card down again gives none back."""
    before = memory.identity
    identity = Identity(face_tries=before.face_tries, code_tries=before.code_tries)
    return replace(memory, identity=identity, card=Card())


def _fault_of_card(memory: Memory, event: Event) -> Memory:
    fault = event.fault if isinstance(event, on.CardFailed) else None
    return put(memory, "card", phase="failed", fault=fault, failures=memory.card.failures + 1)


def _guided(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, on.FaceGuided):
        return memory
    return put(
        memory,
        "identity",
        guidance=event.guidance,
        challenge=event.challenge,
        challenges_done=event.done,
        challenges_total=event.total,
    )


def _face_tried(memory: Memory, event: Event) -> Memory:
    reason = event.evidence.reason if isinstance(event, on.FaceDecided) else None
    tries = memory.identity.face_tries + 1
    memory = put(memory, "identity", face_tries=tries, face_reason=reason)
    return put(memory, "identity", notice="face-failed", challenge=None, challenges_done=0)


def _face_used_up(memory: Memory, event: Event) -> Memory:
    return put(_face_tried(memory, event), "identity", notice="face-closed")


def _face_left(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    """Going away after the first challenge was shown is a try: nobody chooses challenges by coming again."""
    identity = memory.identity
    tries = identity.face_tries + (identity.challenge is not None)
    return put(memory, "identity", face_tries=tries, challenge=None, challenges_done=0)


def _face_won(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, on.FaceDecided):
        return memory
    return put(memory, "identity", face=event.evidence, way=Way.FACE, pending=True, notice=None, guidance="comparing")


def _face_closed(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, on.FaceClosed):
        return memory
    if event.reason == "camera":  # for the card that lies there; the next time the camera may be back
        return put(memory, "identity", camera_lost=True, notice="face-closed")
    return put(put(memory, "around", face_closed=event.reason), "identity", notice="face-closed")


def _code_refused(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, on.CodeRefused):
        return memory
    error = "late" if event.late else "wrong"
    return put(memory, "identity", code_tries=event.tries_left, code_error=error, pending=False, code="")


_SESSION = both(
    takes("identity", session_id="session_id", token="token", profile="profile"),  # noqa: S106  a field's name
    sets("identity", pending=False),
)
_TO_CHOICE = sets("identity", notice="platform", pending=False)
_SIGNED = both(takes("identity", signature="png"), sets("identity", way=Way.SIGNATURE))

FLOW = Flow(
    name="identify",
    about="Who stands here, confirmed in one of several equal ways.",
    start=At.CARD,
    steps={
        At.CARD: Step(Screen.CARD, enter=(do.StartReading(), do.StartClock("card-wait")), leave=(do.StopReading(),)),
        At.CARD_DONE: Step(Screen.CARD, enter=(do.StartClock("card-done"),)),
        At.CHOICE: Step(Screen.IDENTITY_CHOICE, enter=(do.FindWays(),)),
        At.CONSENT: Step(Screen.FACE_CONSENT),
        At.FACE: Step(Screen.FACE, enter=(do.StartFace(),), leave=(do.StopFace(),)),
        At.FACE_OPENING: Step(Screen.FACE, enter=(do.OpenSession(Way.FACE),)),
        At.SMS: Step(Screen.SMS_CODE, enter=(do.SendCode(),)),
        At.SIGNATURE: Step(Screen.SIGNATURE),
    },
    rows=(
        left.as_soon_as_taken(At.CARD),
        Row(At.CARD, on.CardDetected, At.CARD, sets("card", phase="reading", fault=None)),
        Row(At.CARD, on.CardRead, At.CARD, _card_failed("document-expired"), when=card_expired),
        Row(At.CARD, on.CardRead, At.CARD, _cannot_act, when=cannot_act),
        Row(At.CARD, on.CardRead, At.CARD_DONE, _card_read, when=card_accepted),
        Row(At.CARD, on.CardRead, At.CARD, _card_failed("document-not-accepted")),
        Row(At.CARD, on.CardFailed, At.CARD, _fault_of_card),
        Row(At.CARD, on.MoreTimeAsked, At.CARD, do=(do.StartClock("card-wait"),)),
        Row(
            At.CARD, on.RetryAsked, At.CARD, sets("card", phase="waiting", fault=None), (do.StartClock("card-wait"),)
        ),
        Row(At.CARD, on.TimedOut, Ends(on.NotIdentified()), _forget),
        Row(At.CARD, on.WentBack, Ends(on.NotIdentified()), _forget),
        Row(At.CARD_DONE, on.TimedOut, At.CHOICE),
        Row(At.CARD_DONE, on.WentBack, At.CARD, _forget),
        Row(
            At.CHOICE,
            on.WaysFound,
            At.CHOICE,
            both(takes("identity", masked_phone="masked_phone"), sets("identity", asked_ways=True)),
        ),
        Row(At.CHOICE, on.PlatformFailed, At.CHOICE, sets("identity", asked_ways=True, notice="platform")),
        Row(At.CHOICE, on.WayChosen, At.CONSENT, sets("identity", notice=None), when=chose_face),
        Row(At.CHOICE, on.WayChosen, At.SMS, sets("identity", notice=None, code_error=None), when=chose_sms),
        Row(At.CHOICE, on.WayChosen, At.SIGNATURE, sets("identity", notice=None), when=chose_signature),
        Row(At.CHOICE, on.WayChosen, At.CHOICE),
        Row(At.CHOICE, on.RetryAsked, At.CHOICE, sets("identity", notice=None), (do.FindWays(),)),
        Row(At.CHOICE, on.WentBack, At.CARD, _forget),
        Row(
            At.CONSENT,
            on.Agreed,
            At.FACE,
            sets("identity", guidance="camera", challenge=None, challenges_done=0, face_reason=None),
        ),
        Row(At.CONSENT, on.Declined, At.CHOICE),
        Row(At.CONSENT, on.WentBack, At.CHOICE),
        Row(At.FACE, on.FaceGuided, At.FACE, _guided),
        Row(At.FACE, on.FaceDecided, At.CHOICE, _TO_CHOICE, when=offline_face),
        Row(At.FACE, on.FaceDecided, At.FACE_OPENING, _face_won, when=face_matched),
        Row(At.FACE, on.FaceDecided, At.CHOICE, _face_used_up, when=face_tries_used_up),
        Row(At.FACE, on.FaceDecided, At.FACE, _face_tried),
        Row(At.FACE, on.FaceClosed, At.CHOICE, _face_closed),
        Row(
            At.FACE,
            on.WayChosen,
            At.SMS,
            both(_face_left, sets("identity", notice=None, code_error=None)),
            when=chose_sms,
        ),
        Row(At.FACE, on.WayChosen, At.CHOICE, _face_left),
        Row(At.FACE, on.WentBack, At.CHOICE, _face_left),
        Row(At.FACE, on.HelpOpened, At.CHOICE, _face_left),
        Row(At.FACE_OPENING, on.SessionOpened, Ends(on.Identified()), _SESSION),
        Row(At.FACE_OPENING, on.PlatformFailed, At.CHOICE, _TO_CHOICE),
        Row(
            At.SMS,
            on.CodeSent,
            At.SMS,
            takes("identity", challenge_id="challenge_id", masked_phone="masked_phone"),
            (do.StartClock("code-resend"),),
        ),
        Row(At.SMS, on.CodeEntered, At.SMS, when=opening),
        Row(
            At.SMS,
            on.CodeEntered,
            At.SMS,
            both(takes("identity", code="code"), sets("identity", way=Way.SMS, pending=True, code_error=None)),
            (do.OpenSession(Way.SMS),),
        ),
        Row(
            At.SMS,
            on.CodeRefused,
            At.CHOICE,
            both(_code_refused, sets("identity", notice="sms-closed")),
            when=code_tries_used_up,
        ),
        Row(At.SMS, on.CodeRefused, At.SMS, _code_refused),
        Row(At.SMS, on.CodeResendAsked, At.SMS, sets("identity", code_error=None), (do.SendCode(),)),
        Row(At.SMS, on.TimedOut, At.SMS),
        Row(At.SMS, on.SessionOpened, Ends(on.Identified()), _SESSION),
        Row(At.SMS, on.PlatformFailed, At.CHOICE, _TO_CHOICE),
        Row(At.SMS, on.WentBack, At.CHOICE, sets("identity", pending=False)),
        Row(At.SIGNATURE, on.Signed, Ends(on.Identified()), _SIGNED),
        Row(At.SIGNATURE, on.WentBack, At.CHOICE),
    ),
)
