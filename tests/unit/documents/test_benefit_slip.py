"""The slip of a confirmed policy: what, the number, and that nothing was paid yet."""

from __future__ import annotations

import pypdfium2
import pytest

from kiosk.documents import benefit_slip
from kiosk.domain.text import Language, Text
from kiosk.flows.acts import put
from kiosk.flows.events.benefits import MatchRow
from kiosk.flows.memory import Memory
from kiosk.runtime.present_informing import benefit_slip_of
from tests.runtime_stand import NOON


class Around:
    """A terminal without a catalogue."""

    catalogue = None
    organisation = "示例市政务服务"
    terminal = "A-03"
    hotline = "12345"
    now = NOON


AROUND = Around()


def chosen(number: str) -> Memory:
    about = (Text("高龄津贴"), Text("示例市民政局"), Text("每月 60 元"), Text("满 70 岁"))
    return put(Memory(), "benefits", chosen=MatchRow("p1", *about, "confirmed", Text("已确认"), number=number))


@pytest.mark.parametrize("language", Language)
def test_it_says_what_was_confirmed_and_that_it_is_not_paid_yet(language: Language) -> None:
    memory = put(chosen("ZC20260712000001"), "around", language=language)
    slip = benefit_slip_of(memory, AROUND, test=True)
    assert slip is not None
    pdf = benefit_slip.render(slip)
    assert pdf == benefit_slip.render(slip)
    words = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    for said in ("已确认", "测试，不会发放", "每月 60 元", "ZC20260712000001", "不等于已发放", "12345"):
        assert said in words
    assert "ZC2026" not in repr(slip)


def test_there_is_no_slip_before_the_platform_has_confirmed_it() -> None:
    assert benefit_slip_of(chosen(""), AROUND, test=False) is None
