"""Flow *represent*: for whom, that person's card, that person's word. Then *identify* asks who acts.

Ends with Represented (memory holds principal, relation and consent) or CaseAbandoned. The principal's photo is not
kept: the face that is checked is that of the one who acts.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec.structs import replace

from kiosk.domain.acting import Relation, principal_wrong
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import left
from kiosk.flows.acts import put, sets
from kiosk.flows.engine import Ends, Flow, Row, Step
from kiosk.flows.events import Event
from kiosk.flows.memory import Acting, Card, Memory
from kiosk.flows.screens import Screen


class At(StrEnum):
    """Steps. A power cut at any of them loses the authorisation and nothing else."""

    WHOSE = "whose"
    PRINCIPAL_CARD = "principal-card"
    PRINCIPAL_DONE = "principal-done"
    AUTHORISE = "authorise"


def known_relation(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is it one of the relations?"""
    return isinstance(event, on.RelationChosen) and event.relation in set(Relation)


def principal_refused(memory: Memory, event: Event) -> bool:
    """Can this card not be acted for?"""
    return isinstance(event, on.CardRead) and _refusal(memory, event) is not None


def signed_or_child(memory: Memory, event: Event) -> bool:
    """Has the principal signed, or is it a child's matter, for whom the guardian declares?"""
    return isinstance(event, on.Authorised) and (memory.acting.relation is Relation.GUARDIAN or bool(event.png))


def _refusal(memory: Memory, event: on.CardRead) -> str | None:
    person, relation, item = event.person, memory.acting.relation, memory.item
    if person.expired_on(memory.around.today):
        return "document-expired"
    if item is not None and person.kind.value not in item.documents:
        return "document-not-accepted"
    return principal_wrong(relation, person, memory.around.today) if relation else "document-not-accepted"


def _chosen(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, on.RelationChosen):
        return memory
    return replace(memory, acting=Acting(relation=Relation(event.relation)), card=Card())


def _read(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, on.CardRead):
        return memory
    memory = put(memory, "acting", principal=event.person, sam_id=event.sam_id)
    return replace(memory, card=replace(memory.card, phase="done", fault=None), card_was_read=True)


def _refused(memory: Memory, event: Event) -> Memory:
    fault = _refusal(memory, event) if isinstance(event, on.CardRead) else None
    ended = event.person.valid_to if isinstance(event, on.CardRead) and fault == "document-expired" else None
    card = replace(
        memory.card, phase="failed", fault=fault, failures=memory.card.failures + 1, expired_on=ended or ""
    )
    return replace(memory, card=card, card_was_read=True)


def _failed(memory: Memory, event: Event) -> Memory:
    fault = event.fault if isinstance(event, on.CardFailed) else None
    return put(memory, "card", phase="failed", fault=fault, failures=memory.card.failures + 1)


def _authorised(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, on.Authorised):
        return memory
    memory = put(memory, "acting", signature=b"" if memory.acting.relation is Relation.GUARDIAN else event.png)
    return replace(memory, card=Card())


def _forget(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    """Whose matter it was, and their word."""
    return replace(memory, acting=Acting(relation=memory.acting.relation), card=Card())


def _for_oneself(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    return replace(memory, acting=Acting(), card=Card())


FLOW = Flow(
    name="represent",
    about="Acting for another: whose matter it is, and that they want it.",
    start=At.WHOSE,
    steps={
        At.WHOSE: Step(Screen.WHOSE),
        At.PRINCIPAL_CARD: Step(
            Screen.CARD, enter=(do.StartReading(), do.StartClock("card-wait")), leave=(do.StopReading(),)
        ),
        At.PRINCIPAL_DONE: Step(Screen.CARD, enter=(do.StartClock("card-done"),)),
        At.AUTHORISE: Step(Screen.AUTHORISE),
    },
    rows=(
        Row(At.WHOSE, on.RelationChosen, At.PRINCIPAL_CARD, _chosen, when=known_relation),
        Row(At.WHOSE, on.RelationChosen, At.WHOSE),
        Row(At.WHOSE, on.WentBack, Ends(on.CaseAbandoned()), _for_oneself),
        left.as_soon_as_taken(At.PRINCIPAL_CARD),
        Row(At.PRINCIPAL_CARD, on.CardDetected, At.PRINCIPAL_CARD, sets("card", phase="reading", fault=None)),
        Row(At.PRINCIPAL_CARD, on.CardRead, At.PRINCIPAL_CARD, _refused, when=principal_refused),
        Row(At.PRINCIPAL_CARD, on.CardRead, At.PRINCIPAL_DONE, _read),
        Row(At.PRINCIPAL_CARD, on.CardFailed, At.PRINCIPAL_CARD, _failed),
        Row(At.PRINCIPAL_CARD, on.MoreTimeAsked, At.PRINCIPAL_CARD, do=(do.StartClock("card-wait"),)),
        Row(
            At.PRINCIPAL_CARD,
            on.RetryAsked,
            At.PRINCIPAL_CARD,
            sets("card", phase="waiting", fault=None),
            (do.StartClock("card-wait"),),
        ),
        Row(At.PRINCIPAL_CARD, on.TimedOut, Ends(on.CaseAbandoned()), _for_oneself),
        Row(At.PRINCIPAL_CARD, on.WentBack, At.WHOSE, _for_oneself),
        Row(At.PRINCIPAL_DONE, on.TimedOut, At.AUTHORISE),
        Row(At.PRINCIPAL_DONE, on.WentBack, At.PRINCIPAL_CARD, _forget),
        Row(At.AUTHORISE, on.Authorised, Ends(on.Represented()), _authorised, when=signed_or_child),
        Row(At.AUTHORISE, on.Authorised, At.AUTHORISE),
        Row(At.AUTHORISE, on.WentBack, At.PRINCIPAL_CARD, _forget),
    ),
)
