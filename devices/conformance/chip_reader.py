"""What every chip-card reader must do. Verbs: place {card}, lift, pull, vanish, come_back.

`place` takes card = "social-security", "staff", "bank" or "resident"; `pull` lets the next card be pulled out while
it is read. A reader that was lost is opened anew, as the worker does it.
"""

from __future__ import annotations

from devices.conformance.suite import (
    GONE_AND_BACK,
    TWIN_BACK,
    Bench,
    Suite,
    expect,
    of_the_person,
    rule,
)
from devices.conformance.unaided import polled, unaided
from devices.contract import ChipCard, DeviceError, Fault, Kind

_IDLE_POLLS = 3
_AWAY = {Fault.GONE, Fault.CHIP_SERVICE_GONE}


def _polled(bench: Bench) -> tuple[ChipCard | None, int]:
    """One poll: the card, and how often one was said to be there."""
    detected: list[None] = []
    card: ChipCard | None = bench.device.poll(lambda: detected.append(None))
    return card, len(detected)


def _read(bench: Bench) -> tuple[ChipCard, int]:
    detected = 0
    for _ in bench.trying("no card was read"):
        card, more = _polled(bench)
        detected += more
        if card is not None:
            return card, detected
    raise AssertionError  # `trying` ends in Unmet


def _fault(bench: Bench) -> tuple[Fault, int]:
    """Poll until a fault; how often a card was detected until then."""
    detected: list[None] = []
    for _ in bench.trying("no fault was raised"):
        try:
            expect(bench.device.poll(lambda: detected.append(None)) is None, "a card was read where a fault must be")
        except DeviceError as error:
            return error.fault, len(detected)
    raise AssertionError  # `trying` ends in Unmet


def _empty(bench: Bench) -> None:
    """Take the card away, and let the reader notice."""
    bench.do("lift")
    for _ in range(_IDLE_POLLS):
        expect(_polled(bench)[0] is None, "a card was read after it was taken away")


@rule("lift")
def an_empty_reader_gives_nothing(bench: Bench) -> None:
    """Where no card is, a poll returns None within a second or so, and none is said to be detected."""
    bench.do("lift")
    for _ in range(_IDLE_POLLS):
        expect(_polled(bench) == (None, 0), "something was detected or read on an empty reader")


@rule("place", "lift")
def a_card_is_detected_once_and_read_once(bench: Bench) -> None:
    """One presentation: detected once, one card, then nothing while it stays; in again, read again."""
    for _ in range(2):
        bench.do("place", card="social-security")
        card, detected = _read(bench)
        expect(detected == 1, f"detected {detected} times for one presentation")
        expect(card.sort == "social-security", f"sort is {card.sort!r}")
        expect(card.number, "a social-security card without the holder's number")
        for _poll in range(_IDLE_POLLS):
            expect(_polled(bench) == (None, 0), "a card that still was there was seen again")
        _empty(bench)


@rule("place", "lift", "pull")
def a_card_pulled_while_it_is_read_is_a_fault_and_the_next_one_reads(bench: Bench) -> None:
    """A card pulled in the middle raises chip.pulled after it was detected; the next presentation is read."""
    bench.do("pull")
    bench.do("place", card="social-security")
    fault, detected = _fault(bench)
    expect(fault is Fault.CHIP_PULLED, f"{fault.code} instead of {Fault.CHIP_PULLED.code}")
    expect(detected == 1, f"detected {detected} times before the fault")
    _empty(bench)
    bench.do("place", card="social-security")
    _read(bench)


@rule("place", "lift")
def a_resident_card_on_this_reader_is_said_so(bench: Bench) -> None:
    """An identity card (居民身份证) is recognised and refused as such: its chip answers only a SAM."""
    bench.do("place", card="resident")
    fault, _ = _fault(bench)
    expect(fault is Fault.CHIP_WRONG_READER, f"{fault.code} instead of {Fault.CHIP_WRONG_READER.code}")
    _empty(bench)


@rule("place", "lift", "vanish", "come_back")
def a_lost_reader_is_said_and_comes_back(bench: Bench) -> None:
    """While the reader or its service is away polls raise that; once it is back and opened anew, a card is read."""
    bench.do("lift")
    _polled(bench)
    bench.do("vanish")
    fault, _ = _fault(bench)
    expect(fault in _AWAY, f"{fault.code} instead of {Fault.GONE.code} or {Fault.CHIP_SERVICE_GONE.code}")
    bench.do("come_back")
    bench.reopen()
    bench.do("place", card="social-security")
    for _ in bench.trying("no card was read after the reader came back"):
        try:
            if _polled(bench)[0] is not None:
                return
        except DeviceError as error:
            if not of_the_person(error):
                bench.reopen()


@rule("place")
def nothing_of_the_holder_in_what_may_be_logged(bench: Bench) -> None:
    """`repr` of a card shows neither number nor name nor any other field."""
    bench.do("place", card="social-security")
    card, _ = _read(bench)
    values = [card.number, card.name, *card.fields.values()]
    expect(not any(value and value in repr(card) for value in values), "a field stands in repr()")


SUITE = Suite(
    Kind.CHIP_READER,
    (
        an_empty_reader_gives_nothing,
        a_card_is_detected_once_and_read_once,
        a_card_pulled_while_it_is_read_is_a_fault_and_the_next_one_reads,
        a_resident_card_on_this_reader_is_said_so,
        a_lost_reader_is_said_and_comes_back,
        nothing_of_the_holder_in_what_may_be_logged,
        *unaided(polled(ChipCard), "poll"),
    ),
    verbs={
        "place": "Put a card on the reader: {card}.",
        "lift": "Take any card off the reader.",
        "pull": "Be ready to snatch the next card away while it is read (nothing to do now).",
        **GONE_AND_BACK,
    },
    twin=TWIN_BACK,
)
