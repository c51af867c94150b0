"""Appointments: room for so many, given back, their person's alone."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.platform_api.wire import PersonRef
from kiosk.sandbox.groups.appointments import ROOM
from tests.platform_stand import P03
from tests.unit.sandbox.conftest import SEED, Bench, kind
from tests.unit.sandbox.services import new_id, put, told
from tests.unit.sandbox.test_submissions import pointers

ITEM = "mz-hydjyy"
MONDAY = {"itemCode": ITEM, "from": "2026-07-13", "to": "2026-07-13"}


def slots(bench: Bench, **changes: Any) -> list[dict[str, Any]]:
    return list(told(bench.ask("POST", "/v1/slot-queries", {**MONDAY, **changes}))["slots"])


def wanted(bench: Bench, slot: str, item: str = ITEM) -> dict[str, Any]:
    return {"appointmentId": new_id(bench), "slotId": slot, "itemCode": item}


def person(place: int) -> PersonRef:
    one = list(SEED.people.values())[place]
    return PersonRef(one.kind, one.names[0], one.number)


def test_slots_are_of_working_days_to_come_where_the_item_is_done(bench: Bench) -> None:
    found = slots(bench, to="2026-07-20")
    assert {one["placeCode"] for one in found} == {"hydj"}
    assert {one["begins"][:10] for one in found} == {f"2026-07-{day}" for day in (13, 14, 15, 16, 17, 20)}
    assert [one["begins"] for one in found] == sorted(one["begins"] for one in found)
    anywhere = slots(bench, itemCode="ga-sfzbl")
    assert {one["placeCode"] for one in anywhere} == {"hall-city", "hall-shili", "hall-xinshili", "hall-county"}
    assert {one["placeCode"] for one in slots(bench, itemCode="ga-sfzbl", placeCode="hall-shili")} == {"hall-shili"}
    bench.time += 86400 + 3 * 3600
    assert slots(bench)[0]["begins"][11:13] == "14", "what has begun is no longer free"


@pytest.mark.parametrize(
    ("changes", "pointer", "detail"),
    [
        ({"itemCode": "yb-ydjy"}, "/itemCode", "enum"),
        ({"itemCode": "no-such"}, "/itemCode", "enum"),
        ({"to": "2026-07-12"}, "/to", "maximum"),
        ({"to": "2026-09-30"}, "/to", "maximum"),
    ],
)
def test_wrong_question_is_pointed_at(bench: Bench, changes: dict[str, Any], pointer: str, detail: str) -> None:
    assert pointers(bench.ask("POST", "/v1/slot-queries", {**MONDAY, **changes})) == {pointer: detail}


def test_day_that_does_not_exist_is_pointed_at(bench: Bench) -> None:
    wrong = bench.ask("POST", "/v1/slot-queries", {**MONDAY, "from": "2026-02-30"})
    assert pointers(wrong) == {"/from": "format"}


def test_slot_has_room_for_so_many_and_is_free_again_when_given_back(bench: Bench) -> None:
    slot = slots(bench)[0]["slotId"]
    sessions = [bench.open(person(place)) for place in range(ROOM + 1)]
    made = [put(bench, "appointments", wanted(bench, slot), **one) for one in sessions]
    assert [one.status_code for one in made] == [201] * ROOM + [409]
    assert kind(made[-1]) == "state-conflict"
    assert slot not in {one["slotId"] for one in slots(bench)}
    path = f"/v1/appointments/{told(made[0], 201)['appointmentId']}"
    assert bench.ask("DELETE", path, **sessions[0]).status_code == 204
    assert bench.ask("DELETE", path, **sessions[0]).status_code == 204
    told(put(bench, "appointments", wanted(bench, slot), **sessions[-1]), 201)


def test_one_person_takes_a_slot_once_and_the_same_act_again_is_the_same(bench: Bench) -> None:
    session, slot = bench.open(), slots(bench)[0]["slotId"]
    document = wanted(bench, slot)
    first = told(put(bench, "appointments", document, **session), 201)
    assert told(put(bench, "appointments", document, **session))["number"] == first["number"]
    assert kind(put(bench, "appointments", wanted(bench, slot), **session)) == "state-conflict"
    assert kind(put(bench, "appointments", {**document, "itemCode": "ga-sfzbl"}, **session)) == "conflict"
    assert slots(bench)[0]["free"] == ROOM - 1


NOWHERE = ("nowhere-20260713-09", "hall-city-20260713-09")
NEVER = ("hydj-20260718-09", "hydj-20260713-12", "hydj-20260713-9", "hydj-aaaaaaaa-bb")


@pytest.mark.parametrize("slot", NOWHERE + NEVER)
def test_slot_that_does_not_exist_is_pointed_at(bench: Bench, slot: str) -> None:
    wrong = put(bench, "appointments", wanted(bench, slot), **bench.open())
    assert pointers(wrong) == {"/slotId": "enum"}


def test_slot_that_is_over_is_a_conflict_and_item_without_appointments_is_pointed_at(bench: Bench) -> None:
    session = bench.open()
    assert kind(put(bench, "appointments", wanted(bench, "hydj-20260710-09"), **session)) == "state-conflict"
    wrong = put(bench, "appointments", wanted(bench, "hydj-20260713-09", "yb-ydjy"), **session)
    assert pointers(wrong) == {"/itemCode": "enum"}


def test_it_is_its_persons_alone(bench: Bench) -> None:
    document = wanted(bench, slots(bench)[0]["slotId"])
    put(bench, "appointments", document, **bench.open())
    path, other = f"/v1/appointments/{document['appointmentId']}", bench.open(P03)
    assert kind(bench.ask("GET", path, **other)) == "not-found"
    assert kind(bench.ask("DELETE", path, **other)) == "not-found"
    assert told(bench.ask("POST", "/v1/appointment-queries", {}, **other))["appointments"] == []
    assert kind(bench.ask("GET", path)) == "session-invalid"


def test_it_is_kept_or_missed_and_then_over(bench: Bench) -> None:
    session = bench.open()
    kept, missed = (wanted(bench, one["slotId"]) for one in slots(bench)[:2])
    for document in (kept, missed):
        told(put(bench, "appointments", document, **session), 201)
    assert bench.control("keep-appointment", {"appointmentId": kept["appointmentId"]}).status_code == 200
    bench.time += 2 * 86400
    session = bench.open()
    asked = bench.ask("POST", "/v1/appointment-queries", {"past": True}, **session)
    assert [one["state"] for one in told(asked)["appointments"]] == ["kept", "missed"]
    assert told(bench.ask("POST", "/v1/appointment-queries", {}, **session))["appointments"] == []
    for document in (kept, missed):
        late = bench.ask("DELETE", f"/v1/appointments/{document['appointmentId']}", **session)
        assert (late.status_code, kind(late)) == (409, "state-conflict")
    assert bench.control("keep-appointment", {"appointmentId": "none"}).status_code == 400


def test_item_that_was_withdrawn_is_gone_and_what_was_booked_stays(bench: Bench) -> None:
    session, (first, second) = bench.open(), slots(bench)[:2]
    document = wanted(bench, first["slotId"])
    told(put(bench, "appointments", document, **session), 201)
    bench.control("withdraw", {"itemCode": ITEM})
    asked = bench.ask("POST", "/v1/slot-queries", MONDAY)
    for gone in (asked, put(bench, "appointments", wanted(bench, second["slotId"]), **session)):
        assert (gone.status_code, kind(gone)) == (410, "item-withdrawn")
    path = f"/v1/appointments/{document['appointmentId']}"
    assert told(bench.ask("GET", path, **session))["state"] == "booked"
