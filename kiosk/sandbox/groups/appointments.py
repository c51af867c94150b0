"""Appointments (预约). Must never give a slot to more people than there is room for."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from typing import Any

import msgspec

from kiosk.domain.catalogue import Place
from kiosk.domain.text import Text
from kiosk.platform_api.contract import Wrong
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.times import CHINA, to_rfc3339
from kiosk.platform_api.wire import (
    Appointment,
    AppointmentQuestion,
    AppointmentRequest,
    Appointments,
    Slot,
    SlotQuestion,
    Slots,
)
from kiosk.sandbox import made
from kiosk.sandbox.call import Call, Reply, invalid, refuse, said
from kiosk.sandbox.group import Group
from kiosk.sandbox.groups.catalogue import current
from kiosk.sandbox.world import World

ROOM = 3
"""People a slot."""
_HOURS = (9, 10, 11, 14, 15, 16)
_MOST_DAYS = 31
_WEEKEND = 5
_TEXTS = {
    "booked": Text("已约好", "已約好", "Booked"),
    "cancelled": Text("已取消", "已取消", "Cancelled"),
    "kept": Text("已到场", "已到場", "Kept"),
    "missed": Text("没有到场", "沒有到場", "Missed"),
}


class _Kept(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    appointment_id: str


def list_slots(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Times that begin later than now and have room, of halls where the item is done."""
    wanted = call.read(SlotQuestion)
    _bookable(world, db, wanted.item_code)
    first, last = _date(wanted.from_, "/from"), _date(wanted.to, "/to")
    if not dt.timedelta(0) <= last - first <= dt.timedelta(days=_MOST_DAYS):
        raise invalid(Wrong("/to", "maximum"))
    places = [one for one in _halls(world, wanted.item_code) if wanted.place_code in {None, one.code}]
    days = [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]
    slots = [one for day in days for one in _day(world, db, places, day)]
    return said(200, Slots(tuple(one for one in slots if one.free)))


def list_appointments(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """The person's, the next first."""
    wanted, now = call.read(AppointmentQuestion), world.now()
    query = "SELECT * FROM appointments WHERE person_number = ? ORDER BY begins, id"
    rows = db.execute(query, (made.person(call),)).fetchall()
    rows = [row for row in rows if wanted.past or row["ends"] > now]
    return said(200, Appointments(tuple(_state(world, db, row) for row in rows)))


def create_appointment(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Take a slot."""
    wanted = call.read(AppointmentRequest)
    made.identified(call, wanted.appointment_id, "/appointmentId")
    row = made.again(db, "appointments", call, wanted.appointment_id)
    if row is not None:
        return said(200, _state(world, db, row))
    _bookable(world, db, wanted.item_code)
    slot = _slot(world, db, wanted.slot_id, wanted.item_code)
    if slot is None:
        raise invalid(Wrong("/slotId", "enum"))
    begins, ends = (dt.datetime.fromisoformat(one).timestamp() for one in (slot.begins, slot.ends))
    person, live = made.person(call), "slot_id = ? AND state <> 'cancelled'"
    twice = made.one(db, f"SELECT 1 FROM appointments WHERE {live} AND person_number = ?", slot.slot_id, person)  # noqa: S608
    if begins <= world.now() or not slot.free or twice:
        raise refuse(ProblemType.STATE_CONFLICT, 409, "the slot is over, full, or the person's already")
    values = (wanted.appointment_id, call.terminal_id, made.sha256(call.body), made.number(world, db, "YY"), person)
    about = (wanted.item_code, slot.slot_id, begins, ends)
    db.execute("INSERT INTO appointments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'booked')", (*values, *about))
    return said(201, _state(world, db, _of_person(db, call, wanted.appointment_id)))


def get_appointment(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """To its person, at any terminal."""
    return said(200, _state(world, db, _of_person(db, call, call.parts["appointmentId"])))


def cancel_appointment(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Given back, while it has not begun."""
    row = _of_person(db, call, call.parts["appointmentId"])
    if row["state"] == "kept" or (row["state"] == "booked" and row["begins"] <= world.now()):
        raise refuse(ProblemType.STATE_CONFLICT, 409, "it is over")
    db.execute("UPDATE appointments SET state = 'cancelled' WHERE id = ?", (row["id"],))
    return Reply(204)


def _bookable(world: World, db: sqlite3.Connection, code: str) -> None:
    """422 for an item without appointments, 410 for one that is no longer offered."""
    if not any(item.code == code and item.appointment for item in world.seed.items):
        raise invalid(Wrong("/itemCode", "enum"))
    if current(world, db).item(code) is None:
        raise refuse(ProblemType.WITHDRAWN, 410, "this item is no longer offered")


def _halls(world: World, item_code: str) -> list[Place]:
    halls = [one for one in world.seed.places if one.kind == "hall"]
    named = [one for one in halls if item_code in one.items]
    return named or [one for one in halls if not one.items]


def _day(world: World, db: sqlite3.Connection, places: list[Place], day: dt.date) -> Iterator[Slot]:
    if day.weekday() >= _WEEKEND:
        return
    for hour in _HOURS:
        begins = dt.datetime.combine(day, dt.time(hour), CHINA)
        if begins.timestamp() > world.now():
            yield from (_at(db, place, begins) for place in places)


def _at(db: sqlite3.Connection, place: Place, begins: dt.datetime) -> Slot:
    slot_id = f"{place.code}-{begins:%Y%m%d-%H}"
    taken = "SELECT count(*) FROM appointments WHERE slot_id = ? AND state <> 'cancelled'"
    free = max(0, ROOM - db.execute(taken, (slot_id,)).fetchone()[0])
    ends = begins + dt.timedelta(hours=1)
    times = (to_rfc3339(begins.timestamp()), to_rfc3339(ends.timestamp()))
    return Slot(slot_id, place.code, place.name, *times, free)


def _slot(world: World, db: sqlite3.Connection, slot_id: str, item_code: str) -> Slot | None:
    """The slot of that id where the item is done, also one that is over; None where there is no such."""
    code, _, when = slot_id.rpartition("-")
    code, _, day = code.rpartition("-")
    place = next((one for one in _halls(world, item_code) if one.code == code), None)
    try:
        begins = dt.datetime.strptime(f"{day}{when}", "%Y%m%d%H").replace(tzinfo=CHINA)
    except ValueError:
        return None
    right = place is not None and begins.hour in _HOURS and begins.weekday() < _WEEKEND
    found = _at(db, place, begins) if place is not None and right else None
    return found if found is not None and found.slot_id == slot_id else None


def _date(text: str, pointer: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise invalid(Wrong(pointer, "format")) from None


def _of_person(db: sqlite3.Connection, call: Call, appointment_id: str) -> sqlite3.Row:
    query = "SELECT * FROM appointments WHERE id = ? AND person_number = ?"
    row = made.one(db, query, appointment_id, made.person(call))
    if row is None:
        raise refuse(ProblemType.NOT_FOUND, 404, "no such appointment of this person")
    return row


def _state(world: World, db: sqlite3.Connection, row: sqlite3.Row) -> Appointment:
    state = "missed" if row["state"] == "booked" and row["ends"] <= world.now() else row["state"]
    slot = _slot(world, db, row["slot_id"], row["item_code"])
    if slot is None:
        raise refuse(ProblemType.NOT_FOUND, 404, "the place is no more")
    return Appointment(row["id"], row["number"], row["item_code"], slot, state, _TEXTS[state])


def _keep(world: World, db: sqlite3.Connection, body: bytes) -> Any:
    """The person came."""
    del world
    wanted = msgspec.json.decode(body, type=_Kept)
    update = "UPDATE appointments SET state = 'kept' WHERE id = ? AND state = 'booked'"
    if not db.execute(update, (wanted.appointment_id,)).rowcount:
        raise ValueError("no such appointment that waits")
    return {"appointmentId": wanted.appointment_id}


GROUP = Group(
    handlers={
        "listSlots": list_slots,
        "listAppointments": list_appointments,
        "createAppointment": create_appointment,
        "getAppointment": get_appointment,
        "cancelAppointment": cancel_appointment,
    },
    schema=made.SCHEMA
    + """
CREATE TABLE IF NOT EXISTS appointments (
  id TEXT PRIMARY KEY, terminal_id TEXT NOT NULL, sha256 TEXT NOT NULL, number TEXT NOT NULL UNIQUE,
  person_number TEXT NOT NULL, item_code TEXT NOT NULL, slot_id TEXT NOT NULL, begins REAL NOT NULL,
  ends REAL NOT NULL, state TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS appointments_by_slot ON appointments (slot_id);
CREATE INDEX IF NOT EXISTS appointments_by_person ON appointments (person_number, begins);
""",
    unkept=frozenset({"listSlots", "listAppointments", "createAppointment"}),
    deeds={"keep-appointment": _keep},
)
