"""A name that turns the line around, a sentence with a bell in it: on screen and paper they lie still."""

from __future__ import annotations

import unicodedata
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.documents.receipt import plain_text
from kiosk.domain.submission import Outcome
from kiosk.domain.text import Text, seen
from kiosk.flows import events as on
from kiosk.flows.acts import put
from kiosk.flows.memory import Case, Memory
from kiosk.flows.screens import Screen
from kiosk.runtime import view as v
from kiosk.runtime.performing.casework import known_of
from kiosk.runtime.plain_view import plain
from kiosk.runtime.present import present
from kiosk.runtime.receipts import receipt_of
from kiosk.runtime.scene import Scene
from tests.runtime_stand import CATALOGUE, NOON, PERSON, answered, form_of, memory_at_form

TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
UNSEEN = TURNS + "\x00\x07\x1b\x7f\x85\u00ad\u200b\u2028\u2029\ufeff\U000e0041"


def texts(value: Any) -> list[str]:
    """Every text of a view but what a code carries."""
    if type(value) is str:
        return [value]
    if isinstance(value, tuple):
        return [text for one in value for text in texts(one)]
    if isinstance(value, msgspec.Struct):
        return [text for name in value.__struct_fields__ if name != "qr" for text in texts(getattr(value, name))]
    return []


def spoilt() -> Memory:
    """A session in which card and platform say what turns lines around."""
    memory = answered(memory_at_form())
    person = replace(PERSON, name=f"\u202e{PERSON.name}\u2066", address="示例\u202e省\x07示市")
    memory = put(memory, "identity", person=person, notice=f"x{TURNS}", masked_phone="199\u202e0001")
    row = on.LicenceRow("L1", "100", f"身份证{TURNS}", "林\u202e*舟", "valid", None, "id")
    case = Case("id-1", "A03-0712-0001", Outcome.FAILED, None, f"不行{UNSEEN}。", stored_at=NOON.timestamp())
    memory = put(memory, "showing", rows=(row,), licence_id="L1", payload=f"BDY1:{TURNS}", verifier="\u202e示例影院")
    return replace(memory, case=case)


def shown(screen: Screen, memory: Memory) -> v.View:
    return present(
        Scene(
            screen=screen, serial=1, memory=memory, catalogue=CATALOGUE, organisation="示例市\u202e政务服务",
            terminal="A-03", hotline="12345", test_environment=True, clocks={}, idle_seconds=30, now=NOON,
            form=form_of(), index=None,
        )
    )  # fmt: skip


@pytest.mark.parametrize("screen", [*Screen])
def test_no_page_shows_what_is_not_seen(screen: Screen) -> None:
    said = "".join(texts(shown(screen, spoilt())))
    assert [f"U+{ord(one):04X}" for one in said if one in UNSEEN] == []


def test_the_words_themselves_stay_and_a_code_carries_what_it_carried() -> None:
    view = shown(Screen.CHECK, spoilt())
    assert any(PERSON.name in text for text in texts(view))
    assert shown(Screen.LICENCE_QR, spoilt()).licences.qr == f"BDY1:{TURNS}"


def test_the_slip_and_its_code_lie_still_too() -> None:
    memory = spoilt()
    assert memory.item is not None
    memory = replace(memory, item=replace(memory.item, department=Text(f"示例市\u202e医保局{UNSEEN}")))
    receipt = receipt_of(memory, _Around())
    assert receipt is not None
    assert [f"U+{ord(one):04X}" for one in plain_text(receipt) if one in UNSEEN] == []
    assert "示例市 医保局" in plain_text(receipt)


def test_what_is_sent_stays_as_it_came() -> None:
    memory = spoilt()
    shown(Screen.CHECK, memory)
    assert known_of(memory)["card.name"] == f"\u202e{PERSON.name}\u2066"
    assert known_of(memory)["card.address"] == "示例\u202e省\x07示市"


@given(st.text())
@settings(deadline=None)
def test_nothing_that_turns_or_controls_is_ever_seen(text: str) -> None:
    left = seen(text)
    assert len(left) == len(text)
    for before, after in zip(text, left, strict=True):
        controls = unicodedata.category(before) == "Cc" and before != "\n"
        turns = unicodedata.bidirectional(before) in {
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
            "BN",
        }
        if controls or turns or before in TURNS:
            assert after == " "
        elif unicodedata.category(before) not in {"Cf", "Zl", "Zp", "Cn"}:
            assert after == before


def test_a_view_with_nothing_to_take_out_is_the_same_view() -> None:
    view = shown(Screen.HOME, memory_at_form())
    still = msgspec.structs.replace(view, chrome=plain(view.chrome))
    assert plain(still) is still
    assert seen(text := "生僻字 𬱟㛃𫖯\n第二行") is text


class _Around:
    catalogue = CATALOGUE
    organisation = "示例市政务服务"
    terminal = "A-03"
    hotline = "12345"
    now = NOON
