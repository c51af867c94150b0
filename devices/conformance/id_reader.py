"""What every identity-card reader must do. Verbs: place {person}, lift, spoil, vanish, come_back.

A card is polled for as the worker does it. `spoil` lets the next read end in a fault; its answer may name it.
"""

from __future__ import annotations

import contextlib

from devices.conformance.suite import (
    GONE_AND_BACK,
    TWIN_BACK,
    Bench,
    Suite,
    Untried,
    expect,
    fault_of,
    of_the_person,
    rule,
)
from devices.conformance.unaided import polled, unaided
from devices.contract import DeviceError, Fault, Kind, Media, MediaSensor
from devices.protocols.idcard_record import CardRecord

_IDLE_POLLS = 3
_SAME = (
    *("kind", "name", "name_latin", "sex", "nation", "nationality", "birth", "address", "number", "authority"),
    *("valid_from", "valid_to", "pass_number", "issues", "renewals", "former_number", "warnings"),
)


def _polled(bench: Bench) -> tuple[CardRecord | None, int]:
    """One poll: the record, and how often a card was said to be there."""
    detected: list[None] = []
    record: CardRecord | None = bench.device.poll(lambda: detected.append(None))
    return record, len(detected)


def _read(bench: Bench) -> tuple[CardRecord, int]:
    """Poll until a card is read; how often it was detected until then."""
    detected = 0
    for _ in bench.trying("no card was read"):
        record, more = _polled(bench)
        detected += more
        if record is not None:
            return record, detected
    raise AssertionError  # `trying` ends in Unmet


def _read_at_last(bench: Bench) -> CardRecord:
    """Poll, putting up with faults, until a card is read."""
    for _ in bench.trying("no card was read"):
        with contextlib.suppress(DeviceError):
            record, _ = _polled(bench)
            if record is not None:
                return record
    raise AssertionError  # `trying` ends in Unmet


def _none(bench: Bench, reason: str, polls: int = _IDLE_POLLS) -> None:
    for _ in range(polls):
        expect(_polled(bench) == (None, 0), reason)


@rule("lift")
def an_empty_reader_gives_nothing(bench: Bench) -> None:
    """Where no card lies, a poll returns None, and no card is said to be detected."""
    bench.do("lift")
    _none(bench, "something was detected or read on an empty reader")


@rule("place", "lift")
def a_card_is_detected_once_and_read_as_it_is(bench: Bench) -> None:
    """A card is said to be detected exactly once, before it is read; every field is what the chip holds."""
    for person in bench.people() or [""]:
        bench.do("place", person=person)
        record, detected = _read(bench)
        expect(detected == 1, f"detected {detected} times for one presentation")
        if person:
            wanted = bench.expected(person)
            wrong = [name for name in _SAME if getattr(record, name) != getattr(wanted, name)]
            expect(not wrong, f"fields differ from the card's: {', '.join(wrong)}")
        bench.do("lift")
        _none(bench, "a card was seen after it was lifted", polls=1)
    if not bench.people():
        raise Untried("it is detected once; what the card holds is not known: --people")


@rule("place", "lift")
def a_card_that_lies_there_is_read_once(bench: Bench) -> None:
    """One presentation is one record; after lift and place there is a new one."""
    bench.do("place", person="p01")
    _read(bench)
    _none(bench, "a card that still lay there was seen again")
    bench.do("lift")
    _none(bench, "a card was seen after it was lifted")
    bench.do("place", person="p01")
    _read(bench)


@rule("place", "lift")
def a_card_that_was_left_is_noticed(bench: Bench) -> None:
    """A reader that tells of cards left on it says so of one not yet read and of one read, until it is lifted.

    One whose module cannot know that says that it does not know, never that nothing is there.
    """
    if not isinstance(bench.device, MediaSensor):
        raise Untried("it does not tell whether a card lies there")
    bench.do("lift")
    _media(bench, Media.ABSENT, "an empty reader is said to hold a card")
    bench.do("place", person="p01")
    _media(bench, Media.PRESENT, "a card that lies there unread is not noticed")
    _read(bench)
    _media(bench, Media.PRESENT, "a card that was read and still lies there is not noticed")
    _none(bench, "a card that still lay there was seen again")
    _media(bench, Media.PRESENT, "a card that was read is forgotten by looking for another")
    bench.do("lift")
    _media(bench, Media.ABSENT, "a card that was lifted is said to lie there")


def _media(bench: Bench, wanted: Media, reason: str) -> None:
    expect(bench.device.media() in {wanted, Media.UNKNOWN}, reason)


@rule("place", "spoil")
def a_failed_read_is_a_fault_after_the_card_was_detected(bench: Bench) -> None:
    """A read that fails says detected once, then raises a fault of the person's doing; then it reads again."""
    known = bench.do("spoil").get("fault")
    bench.do("place", person="p01")
    detected: list[None] = []
    for _ in bench.trying("the spoilt read did not raise"):
        try:
            expect(bench.device.poll(lambda: detected.append(None)) is None, "a spoilt read gave a record")
        except DeviceError as error:
            expect(of_the_person(error), f"{error.fault.code} is no fault of the person's doing")
            expect(known in (None, error.fault.code), f"{error.fault.code} instead of {known}")
            break
    expect(len(detected) == 1, f"detected {len(detected)} times before the fault")
    _read_at_last(bench)


@rule("place", "lift", "spoil")
def a_failed_read_never_gives_an_earlier_card(bench: Bench) -> None:
    """After one card was read and lifted, a spoilt read of another raises; never is the earlier card given again."""
    bench.do("lift")
    bench.do("place", person="p01")
    earlier = _read_at_last(bench)
    bench.do("lift")
    _none(bench, "a card was seen after it was lifted")
    bench.do("spoil")
    bench.do("place", person="p02")
    for _ in bench.trying("the spoilt read did not raise"):
        try:
            expect(_polled(bench)[0] is None, "a spoilt read gave a record")
        except DeviceError as error:
            expect(of_the_person(error), f"{error.fault.code} is no fault of the person's doing")
            break
    expect(_read_at_last(bench).number != earlier.number, "the card before was given for the one that lies there")


@rule("place", "vanish", "come_back")
def a_lost_reader_is_gone_and_comes_back_by_polling(bench: Bench) -> None:
    """While the reader is away every poll raises device.gone; once it is back, polling reads a card again."""
    device = bench.device
    bench.do("vanish")
    for _ in range(_IDLE_POLLS):
        fault = fault_of(lambda: device.poll(lambda: None))
        expect(fault is Fault.GONE, f"{fault.code} instead of {Fault.GONE.code}")
    bench.do("come_back")
    bench.do("place", person="p02")
    _read_at_last(bench)


@rule("place")
def nothing_of_the_person_in_what_may_be_logged(bench: Bench) -> None:
    """`repr` of a record shows neither name nor number nor address nor birth."""
    bench.do("place", person="p01")
    record = _read_at_last(bench)
    for name in ("name", "number", "address", "birth"):
        value = getattr(record, name)
        expect(not value or str(value) not in repr(record), f"{name} stands in repr()")


SUITE = Suite(
    Kind.ID_READER,
    (
        an_empty_reader_gives_nothing,
        a_card_is_detected_once_and_read_as_it_is,
        a_card_that_lies_there_is_read_once,
        a_card_that_was_left_is_noticed,
        a_failed_read_is_a_fault_after_the_card_was_detected,
        a_failed_read_never_gives_an_earlier_card,
        a_lost_reader_is_gone_and_comes_back_by_polling,
        nothing_of_the_person_in_what_may_be_logged,
        *unaided(polled(CardRecord), "poll"),
    ),
    verbs={
        "place": "Put an identity card on the reader [{person}].",
        "lift": "Take any card off the reader.",
        "spoil": "Be ready to snatch the next card away as soon as the reader notices it (nothing to do now).",
        **GONE_AND_BACK,
    },
    twin={"spoil": {"do": "answer", "command": "read", "result": "41", "times": 1}, **TWIN_BACK},
    answers={"spoil": {"fault": Fault.READ_FAILED.code}},
)
