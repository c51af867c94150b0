"""What a twin can be told: an order takes its keys by name, and a value that is nonsense changes nothing.

The words and what they take are asked of the twins themselves: a new one is tried like the others.
"""

from __future__ import annotations

import argparse
import json
import math
import socket
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from devices.drivers import (
    virtual_camera,
    virtual_chip_card,
    virtual_document_camera,
    virtual_document_printer,
    virtual_escpos,
    virtual_input,
    virtual_sam,
    virtual_scanner,
    virtual_stick,
)
from devices.protocols.sdt_usb import Scheme
from devices.transports.control import Control
from devices.twins.sam_desk import Stock
from devices.twins.usb_sam import UsbSam
from devices.twins.words import (
    CODE,
    SECONDS,
    STATE,
    TIMES,
    Bytes,
    Choice,
    Flag,
    Number,
    Takes,
    Text,
    Whole,
    Word,
    Words,
    code,
    ordered,
    word,
)

PEOPLE = Path(__file__).parents[3] / "kiosk" / "sandbox" / "seed" / "people"
DRIVERS = Path(virtual_sam.__file__).parent


# --- an order ---------------------------------------------------------------------------------------------
HEARD: list[Any] = []


def _heard(**values: Any) -> None:
    HEARD.extend(values.values())


def _busy() -> None:
    raise ValueError("not now")


WORDS: Words = {
    "stall": word(_heard, seconds=SECONDS),
    "press": word(_heard, key=Choice(names=("5", "6"))),
    "garble": word(_heard, times=TIMES),
    "jump": word(_busy),
    "state": STATE,
}


def test_an_order_takes_its_keys_by_name() -> None:
    HEARD.clear()
    for message in (
        {"do": "stall"},
        {"do": "stall", "seconds": 2},
        {"do": "press", "key": "5"},
        {"do": "garble", "times": 0},
        {"do": "state"},
    ):
        ordered(WORDS, message)()
    assert HEARD == [1.0, 2.0, "5", 0]


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ({}, "do: one of garble, jump, press, stall, state"),
        ({"do": "dance"}, "do: one of"),
        ({"do": ["stall"]}, "do: one of"),
        ({"do": "stall", "second": 1}, "stall knows no second; it takes seconds"),
        ({"do": "state", "now": True}, "state knows no now; it takes nothing"),
        ({"do": "press"}, "press: key is missing: one of 5, 6"),
        ({"do": "stall", "seconds": "long"}, "stall: seconds: a number from 0 to 3600"),
        ({"do": "garble", "times": 1.0}, "garble: times: a whole number from 0 to 10000"),
        ({"do": "jump"}, "jump: not now"),
    ],
)
def test_an_order_that_cannot_be_done_is_refused(message: dict[str, Any], said: str) -> None:
    HEARD.clear()
    with pytest.raises(ValueError, match=said):
        ordered(WORDS, message)()
    assert HEARD == []


def test_a_code_is_hex_or_text() -> None:
    assert code(b"A", None) == code(None, "A") == CODE["hex"].read("41") == b"A"
    for neither_nor_both in ((None, None), (b"A", "A")):
        with pytest.raises(ValueError, match="text or hex"):
            code(*neither_nor_both)


# --- every twin -------------------------------------------------------------------------------------------
def _args(module: ModuleType, *words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)
    return parser.parse_args(words)


def _at(module: Any, *more: str) -> Callable[[Path], Any]:
    return lambda folder: module.Twin(_args(module, "--link", str(folder / "link"), *more))


TWINS: Mapping[str, Callable[[Path], Any]] = {
    "virtual_sam": _at(virtual_sam, "--people", str(PEOPLE), "--place", "p01"),
    "virtual_scanner": _at(virtual_scanner),
    **{f"virtual_input {kind}": _at(virtual_input, "--as", kind) for kind in virtual_input.KINDS},
    "virtual_escpos": lambda folder: virtual_escpos.Twin(
        _args(virtual_escpos, "--tcp", "0", "--slips", str(folder / "slips"))
    ),
    "virtual_document_printer": lambda folder: virtual_document_printer.Twin(folder / "link", folder / "out"),
    "virtual_chip_card": lambda _folder: virtual_chip_card.VirtualChipCard(1, PEOPLE),
    "virtual_stick": lambda folder: virtual_stick.Twin(folder / "sticks"),
    "virtual_camera": lambda folder: virtual_camera.Twin(_args(virtual_camera, "--folder", str(folder / "pictures"))),
    "virtual_document_camera": lambda folder: virtual_document_camera.Twin(
        _args(virtual_document_camera, "--folder", str(folder / "p"), "--width", "320", "--height", "240")
    ),
    "usb_sam": lambda _folder: UsbSam(Scheme.SPLIT, Stock(PEOPLE)),
}
_HUGE = 10**400
_ANYWHERE: tuple[Any, ...] = (None, [], {}, [1], {"a": 1}, math.nan)
NONSENSE: Mapping[type[Takes], Callable[[Any], tuple[Any, ...]]] = {
    Number: lambda one: (True, "1", "long", math.inf, -math.inf, _HUGE, -_HUGE, one.least - 1, one.most + 1),
    Whole: lambda one: (True, 0.5, "1", math.inf, _HUGE, one.least - 1, one.most + 1),
    Flag: lambda _one: ("maybe", "true", 0, 1),
    Choice: lambda _one: ("no such", "", 1, True),
    Text: lambda one: (1, True, "\ud800", "x" * (one.most + 1)),
    Bytes: lambda one: ("zz", "0", "", 41, True, "\u4e00", "00" * (one.most + 1)),
}
SAMPLE: Mapping[type[Takes], Callable[[Any], Any]] = {
    Number: lambda one: one.most,
    Whole: lambda one: one.least,
    Flag: lambda _one: False,
    Choice: lambda one: one.names[-1],
    Text: lambda _one: "p02",
    Bytes: lambda one: "00" * one.least,
}


@pytest.fixture(params=TWINS)
def twin(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    made = TWINS[request.param](tmp_path)
    yield made
    if hasattr(made, "close"):
        made.close()


def snapshot(thing: Any, known: set[int]) -> Any:
    """All that a twin keeps, down to plain values; of what is not ours the type alone."""
    if isinstance(thing, str | bytes | int | float | Enum | Path | None):
        return thing
    if id(thing) in known:
        return "seen"
    known.add(id(thing))
    if isinstance(thing, Mapping):
        return {str(key): snapshot(value, known) for key, value in thing.items()}
    if isinstance(thing, list | tuple | set | frozenset | deque):
        return [snapshot(one, known) for one in thing]
    if type(thing).__module__.startswith("devices."):
        return {key: snapshot(value, known) for key, value in getattr(thing, "__dict__", {}).items()}
    return type(thing).__name__


def _orders(words: Words) -> Iterator[tuple[str, str, Takes, dict[str, Any]]]:
    """(word, key, what the key takes, the order without that key)."""
    for name, one in words.items():
        for key, takes in one.takes.items():
            yield name, key, takes, {"do": name, **_sound(one, without=key)}


def _sound(one: Word, without: str = "") -> dict[str, Any]:
    return {
        key: SAMPLE[type(takes)](takes)
        for key, takes in one.takes.items()
        if key != without and not (isinstance(takes, Bytes) and takes.base64)
    }


def test_every_twin_is_tried() -> None:
    assert {name.split()[0] for name in TWINS} - {"usb_sam"} == {path.stem for path in DRIVERS.glob("virtual_*.py")}


def test_nonsense_is_refused_in_words_and_changes_nothing(twin: Any) -> None:
    before = snapshot(twin, set())
    tried = 0
    for name, key, takes, order in _orders(twin.words()):
        for value in (*_ANYWHERE, *NONSENSE[type(takes)](takes)):
            with pytest.raises(ValueError, match=f"^{name}: {key}: ") as refused:
                twin.handle({**order, key: value})
            assert takes.allowed in str(refused.value)
            tried += 1
    assert snapshot(twin, set()) == before
    assert tried > 0


def test_what_is_allowed_is_taken(twin: Any) -> None:
    for name, one in twin.words().items():
        ordered(twin.words(), {"do": name, **_sound(one)})


def test_what_was_ordered_for_some_times_is_taken_back_by_none(twin: Any) -> None:
    for name, key, _, order in _orders(twin.words()):
        if key in {"times", "bytes"}:
            before = snapshot(twin, set())
            twin.handle({**order, key: 3})
            assert snapshot(twin, set()) != before, name
            twin.handle({**order, key: 0})
            assert snapshot(twin, set()) == before, name


# --- over the socket --------------------------------------------------------------------------------------
@pytest.fixture
def line(tmp_path: Path) -> Iterator[Any]:
    """Asks a scanner over its control socket: bytes in, answer out."""
    with (
        closing(TWINS["virtual_scanner"](tmp_path)) as twin,
        closing(Control(tmp_path / "c", twin.handle)),
        socket.socket(socket.AF_UNIX) as client,
    ):
        client.settimeout(20)
        client.connect(str(tmp_path / "c"))
        with client.makefile("rwb") as stream:

            def asked(message: bytes) -> dict[str, Any]:
                stream.write(message + b"\n")
                stream.flush()
                found: dict[str, Any] = json.loads(stream.readline())
                return found

            yield asked


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (b'{"do": "stall", "seconds": 1e999}', "stall: seconds: a number"),
        (b'{"do": "stall", "seconds": NaN}', "stall: seconds: a number"),
        (b'{"do": "garble", "times": 1' + b"0" * 4000 + b"}", "garble: times: a whole number"),
        (b'{"do": "garble", "times": 1' + b"0" * 5000 + b"}", "digits"),
        (b'{"do": "scan", "hex": "zz"}', "scan: hex: hex digits"),
        (b'{"do": "scan", "text": "\\ud800"}', "scan: text: a text"),
        (b'{"do": "state", "\\ud800": 1}', "state knows no \ud800"),
    ],
)
def test_nonsense_on_the_line_is_answered_and_the_twin_goes_on(line: Any, message: bytes, said: str) -> None:
    answer = line(message)
    assert answer["ok"] is False
    assert said in answer["error"]
    assert line(b'{"do": "state"}') == {
        "ok": True,
        "gone": False,
        "sent": 0,
        "shown": 0,
        "aim": False,
        "looking": True,
    }
