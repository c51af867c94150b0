"""Whoever moves the world for a suite: twins that refuse, people who count and say no; the leaf that is printed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
import zxingcpp

from devices.conformance.hands import PersonHand, TwinHand
from devices.conformance.leaf import leaf
from devices.conformance.suite import Untried, suite
from devices.contract import Fault, Kind
from devices.transports.control import Control


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_suite_whose_rules_say_what_must_hold(kind: Kind) -> None:
    rules = suite(kind)
    assert rules.kind is kind
    assert len({one.name for one in rules.rules}) == len(rules.rules) >= 3
    assert all(len(one.says) > 30 for one in rules.rules)


def test_a_person_counts_and_says_no() -> None:
    answers = iter(["2", "", "no"])
    asked: list[str] = []

    def ask(words: str) -> str:
        asked.append(words)
        return next(answers)

    hand = PersonHand(suite(Kind.RECEIPT_PRINTER), ask)
    assert hand.do("sheets", job_id="x") == {"count": 2}
    assert hand.do("empty") == {}
    with pytest.raises(Untried, match="could not"):
        hand.do("refill")
    with pytest.raises(Untried, match="no person can"):
        hand.do("fly")
    assert len(asked) == 3


@pytest.mark.parametrize("data", [b"SECOND-0002", bytes(range(0x20, 0x100))], ids=["text", "bytes"])
def test_a_person_is_shown_the_code_to_scan(data: bytes) -> None:
    asked: list[str] = []

    def ask(words: str) -> str:
        asked.append(words)
        return ""

    PersonHand(suite(Kind.SCANNER), ask).do("scan", hex=data.hex())
    upper, lower = {"\u2580", "\u2588"}, {"\u2584", "\u2588"}  # lit, on a dark screen
    rows = [[character in lit for character in line] for line in asked[0].splitlines()[1:] for lit in (upper, lower)]
    picture = np.array([row + [False] * (len(rows[0]) - len(row)) for row in rows], np.uint8) * 255
    found = zxingcpp.read_barcode(np.kron(picture, np.ones((4, 4), np.uint8)))
    assert found is not None
    assert found.bytes == data


def test_a_twin_that_refuses_or_is_not_there_leaves_a_rule_untried(tmp_path: Path) -> None:
    heard: list[Mapping[str, Any]] = []

    def handle(message: Mapping[str, Any]) -> dict[str, Any]:
        heard.append(message)
        if message["do"] == "lift":
            raise ValueError("not now")
        return {"fine": True}

    hand = TwinHand(tmp_path / "control", suite(Kind.ID_READER))
    with pytest.raises(Untried, match="does not answer"):
        hand.do("lift")
    control = Control(tmp_path / "control", handle)
    with pytest.raises(Untried, match="not now"):
        hand.do("lift")
    assert hand.do("come_back")["fine"]
    assert hand.do("spoil")["fault"] == Fault.READ_FAILED.code
    assert [message["do"] for message in heard] == ["lift", "return", "answer"]
    control.close()


def test_the_leaf_is_a_pdf_that_others_read() -> None:
    document = pypdfium2.PdfDocument(leaf(3))
    assert len(document) == 3
    assert document[0].render().to_numpy().min() == 0
    document.close()


def test_a_twin_is_put_back_and_nothing_stays_ordered_also_where_it_knows_only_some_of_the_words(
    tmp_path: Path,
) -> None:
    told: list[Any] = []

    def handle(message: Mapping[str, Any]) -> dict[str, Any]:
        if message["do"] == "lift":
            raise ValueError("do: one of refill, return")
        told.append({**message})
        return {}

    control = Control(tmp_path / "control", handle)
    TwinHand(tmp_path / "control", suite(Kind.ID_READER)).rest()
    control.close()
    assert told == [
        *({"do": word} for word in ("return", "refill", "resume")),
        {"do": "answer", "command": "read", "result": "41", "times": 0},
    ]
    TwinHand(tmp_path / "control", suite(Kind.ID_READER)).rest()  # nobody answers: that is said by the rule
