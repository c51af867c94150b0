"""The acts of the tables, one by one: a foreign event changes nothing, and memory is replaced, never altered."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType

import pytest
from msgspec.structs import replace

from kiosk.domain.catalogue import OfflinePolicy
from kiosk.domain.submission import Way
from kiosk.flows import apply, browse, identify, show_licence
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.acts import both, put, sets, takes
from kiosk.flows.engine import Act, Ends, Flow, Frame, Row, Step, advance, begin, keep, mermaid, screen_of
from kiosk.flows.memory import Goal, Identity, Memory, Surroundings
from kiosk.flows.screens import Screen
from kiosk.flows.supply_effects import WatchPlace
from kiosk.flows.tables import FLOWS
from tests.runtime_stand import PERSON, item


@pytest.mark.parametrize(
    "act",
    [
        apply._prepared,
        apply._answered,
        apply._jump,
        apply._invalid,
        apply._case,
        browse._opened,
        identify._card_read,
        identify._guided,
        identify._face_won,
        identify._face_closed,
        identify._code_refused,
        show_licence._made,
        keep,
    ],
)
def test_an_act_keeps_its_hands_off_what_is_not_its_event(act: Act) -> None:
    memory = Memory()
    assert act(memory, on.Touched()) is memory


@pytest.mark.parametrize("act", [apply._broken, apply._not_stored])
def test_a_case_that_failed_without_a_word_has_failed_all_the_same(act: Act) -> None:
    failed = act(Memory(), on.Touched()).case
    assert (failed.outcome, failed.fault) == ("failed", None)


def test_a_form_that_is_broken_ends_in_a_result_that_says_so() -> None:
    broken = apply._broken(Memory(), on.FormBroken("form.malformed"))
    assert broken.case.fault == "form.malformed"


def test_a_card_is_accepted_where_no_item_asks() -> None:
    assert identify.card_accepted(Memory(), on.Touched())
    assert identify.card_accepted(Memory(goal=Goal.WALLET), on.CardDetected())


def test_words_of_the_tables() -> None:
    memory = Memory()
    act = both(sets("card", phase="reading"), takes("card", fault="fault"))
    changed = act(memory, on.CardFailed("reader.sam-41-read-failed"))
    assert (changed.card.phase, changed.card.fault) == ("reading", "reader.sam-41-read-failed")
    assert memory.card.phase == "waiting"
    assert put(changed, "card", failures=3).card.failures == 3


def test_what_has_no_screen_of_its_own_shows_home() -> None:
    assert screen_of(FLOWS, ()) is Screen.HOME
    assert screen_of(FLOWS, (Frame("apply", apply.Begin.IDENTIFY),)) is Screen.HOME


class _At(StrEnum):
    ONE = "step-one"
    TWO = "two"


def test_the_diagram_says_each_thing_once_and_names_ends_and_guards() -> None:
    def _it_rains(memory: Memory, event: on.Event) -> bool:
        del event
        return memory.personal

    rows = (
        Row(_At.ONE, on.Accepted, _At.TWO, when=_it_rains),
        Row(_At.ONE, on.Accepted, _At.TWO),
        Row(_At.ONE, on.Accepted, _At.TWO, keep, (do.StoreCase(),)),
        Row(_At.TWO, on.WentBack, Ends(on.CaseClosed())),
        Row(_At.TWO, on.Finished, Ends()),
    )
    flow = Flow("rain", _At.ONE, MappingProxyType({one: Step(Screen.HOME) for one in _At}), rows)
    assert mermaid(flow).splitlines() == [
        "stateDiagram-v2",
        "    [*] --> step_one",
        "    step_one --> two: Accepted [it rains]",
        "    step_one --> two: Accepted",
        "    two --> [*]: WentBack / CaseClosed",
        "    two --> [*]: Finished",
    ]


def test_a_flow_may_begin_elsewhere_than_at_its_start() -> None:
    assert begin(FLOWS, "browse", Memory(), browse.At.CLEARED).effects == (do.StartClock("cleared"), WatchPlace())


def test_a_slip_of_a_case_that_was_stored_anew_is_not_the_one_printed_before() -> None:
    printed = put(Memory(), "case", print_phase="done", print_fault="printer.paper-out")
    stored = apply._STORED(printed, on.Enqueued("id", "A03-0712-0001", 5.0)).case
    assert (stored.print_phase, stored.print_fault, stored.stored_at) == ("idle", None, 5.0)


def test_a_called_flow_is_abandoned_by_an_event_its_caller_takes_where_it_stands() -> None:
    outer = Flow("outer", _At.ONE, {_At.ONE: Step(calls="inner")}, (Row(_At.ONE, on.Touched, _At.ONE),))
    inner = Flow("inner", _At.TWO, {_At.TWO: Step(Screen.HELP, leave=(do.StopReading(),))}, ())
    flows = {flow.name: flow for flow in (outer, inner)}
    started = begin(flows, "outer", Memory())
    assert [frame.flow for frame in started.frames] == ["outer", "inner"]
    left = advance(flows, started.frames, started.memory, on.Touched())
    assert [frame.flow for frame in left.frames] == ["outer"]
    assert left.effects == (do.StopReading(),)


@pytest.mark.parametrize(
    ("around", "item_reason", "wallet_reason"),
    [
        (Surroundings(), None, None),
        (Surroundings(online=False), "not-offline", "needs-network"),
        (Surroundings(offline_allowed=False), None, None),
        (Surroundings(store_fault="store.full"), "store", None),
        (Surroundings(device_faults={"id-reader": "device.gone"}), "reader-out", "reader-out"),
    ],
)
def test_why_nothing_can_be_begun(around: Surroundings, item_reason: str | None, wallet_reason: str | None) -> None:
    memory = Memory(item=replace(item(), offline=OfflinePolicy(allowed=False)), around=around)
    assert browse.item_blocked(memory) == item_reason
    assert browse.wallet_blocked(memory) == wallet_reason


@pytest.mark.parametrize(
    ("around", "who", "way", "reason"),
    [
        (Surroundings(), Identity(), Way.SIGNATURE, "online"),
        (Surroundings(online=False), Identity(), Way.SIGNATURE, None),
        (Surroundings(online=False), Identity(), Way.SMS, "needs-network"),
        (Surroundings(), Identity(), Way.SMS, "asking"),
        (Surroundings(), Identity(asked_ways=True), Way.SMS, "no-phone"),
        (Surroundings(), Identity(masked_phone="199****0001", code_tries=0), Way.SMS, "sms-closed"),
        (Surroundings(), Identity(masked_phone="199****0001"), Way.SMS, None),
        (Surroundings(), Identity(face_tries=3), Way.FACE, "face-tries"),
        (Surroundings(device_faults={"camera": "camera.stopped"}), Identity(), Way.FACE, "camera"),
        (Surroundings(face_closed="models-missing"), Identity(), Way.FACE, "models-missing"),
        (Surroundings(), Identity(face_closed="decoder-missing"), Way.FACE, "decoder-missing"),
        (Surroundings(), Identity(), Way.FACE, None),
    ],
)
def test_why_a_way_is_closed(around: Surroundings, who: Identity, way: Way, reason: str | None) -> None:
    memory = Memory(goal=Goal.APPLY, item=item(), around=around, identity=who)
    assert identify.way_blocked(memory, way) == reason


def test_a_code_that_was_late_is_called_late_and_costs_no_try() -> None:
    late = identify._code_refused(Memory(), on.CodeRefused(2, late=True)).identity
    assert (late.code_error, late.code_tries, late.code) == ("late", 2, "")
    assert identify._code_refused(Memory(), on.CodeRefused(1)).identity.code_error == "wrong"


def test_a_memory_with_a_person_is_personal() -> None:
    assert not Memory().personal
    assert Memory(identity=Identity(person=PERSON)).personal
    assert repr(Memory(identity=Identity(person=PERSON)).identity) == "Identity(…)"


def test_a_card_that_cannot_be_read_counts_and_says_why() -> None:
    failed = identify._fault_of_card(Memory(), on.CardFailed("reader.sam-41-read-failed")).card
    assert (failed.phase, failed.fault, failed.failures) == ("failed", "reader.sam-41-read-failed", 1)
    assert identify._fault_of_card(Memory(), on.Touched()).card.fault is None
