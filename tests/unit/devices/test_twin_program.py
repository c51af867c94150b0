"""What every twin has in common: how an order names what it wants, and what is refused."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import pytest

from devices.twins.program import (
    Verbs,
    above_zero,
    code,
    count,
    file,
    folder,
    folder_of,
    ordered,
    port_number,
    zero_or_more,
)

HEARD: list[Any] = []
VERBS: Verbs = {
    "stall": lambda seconds=1.0: HEARD.append(float(seconds)),
    "press": lambda key: HEARD.append(str(key)),
    "lay": lambda **how: HEARD.append(how),
    "state": lambda: None,
}


def test_an_order_takes_its_keys_by_name() -> None:
    HEARD.clear()
    for message in (
        {"do": "stall"},
        {"do": "stall", "seconds": 2},
        {"do": "press", "key": "5"},
        {"do": "lay", "any": 1},
    ):
        ordered(VERBS, message)()
    assert HEARD == [1.0, 2.0, "5", {"any": 1}]


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ({}, "do: one of lay, press, stall, state"),
        ({"do": "dance"}, "do: one of"),
        ({"do": "stall", "second": 1}, "stall knows no second; it takes seconds"),
        ({"do": "state", "now": True}, "state knows no now; it takes nothing"),
        ({"do": "press"}, "press: key is missing"),
        ({"do": "stall", "seconds": [1]}, "stall: a value of the wrong kind"),
        ({"do": "stall", "seconds": "long"}, "could not convert"),
    ],
)
def test_an_order_that_cannot_be_done_is_refused(message: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        ordered(VERBS, message)()


@pytest.mark.parametrize(("hexed", "text"), [(None, ""), ("", "x"), ("0", ""), (None, "x" * 8193)])
def test_a_code_is_something(hexed: str | None, text: str) -> None:
    assert code("41", "") == code(None, "A") == b"A"
    with pytest.raises(ValueError, match=r"text or hex|hexadecimal"):
        code(hexed, text)


def test_numbers_of_the_command_line() -> None:
    assert (port_number("0"), count("9600"), above_zero("0.5")) == (0, 9600, 0.5)
    assert (zero_or_more("0"), zero_or_more("1.5")) == (0.0, 1.5)
    refused = (
        (port_number, "65536 -1 x"),
        (count, "0 -2 x"),
        (above_zero, "nan inf 0 x"),
        (zero_or_more, "-1 nan x"),
    )
    for reads, texts in refused:
        for text in texts.split():
            with pytest.raises(argparse.ArgumentTypeError, match=text):
                reads(text)


def test_a_folder_or_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "p01.json").touch()
    path = str(tmp_path)
    assert folder(path) == folder_of("*.png", "*.json")(path) == tmp_path
    assert file(f"{path}/p01.json") == tmp_path / "p01.json"
    for reads, text in (
        (folder, f"{path}/nope"), (file, f"{path}/nope"), (file, path), (folder_of("*.json"), f"{path}/nope")
    ):  # fmt: skip
        with pytest.raises(argparse.ArgumentTypeError, match=text):
            reads(text)
    with pytest.raises(argparse.ArgumentTypeError, match=r"there is no \*\.png in"):
        folder_of("*.png")(path)
