from __future__ import annotations

import datetime as dt
import itertools

import msgspec
import numpy as np
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.pdf_raster import rasterise
from kiosk.documents import wording
from kiosk.documents.faults import DocumentError, DocumentFault
from kiosk.documents.fonts import clean
from kiosk.documents.receipt import Receipt, plain_text, qr_payload, render
from kiosk.documents.roll import PAPERS, paper_of
from kiosk.domain.submission import Outcome
from kiosk.domain.text import Language, Text
from tests.qr_reader import qr_codes

LINK = "https://platform.example/q/Zk3xY7mPq2"
POINTS_PER_MM = 72 / 25.4
DOTS = 203 / 72
"""Dots of a thermal head per point."""

RECEIPT = Receipt(
    organisation=Text("示例省示例市政务服务", "示例省示例市政務服務", "Example City Government Services"),
    terminal="A-03 示例大厅一层",
    outcome=Outcome.RECEIVED,
    item=Text("异地就医备案", "異地就醫備案", "Registration for care in another city"),
    masked_name="张*𬱟",
    number="99010020260712000046",
    at=dt.datetime(2026, 7, 12, 9, 41, tzinfo=dt.timezone(dt.timedelta(hours=8))),
    department=Text("示例市医疗保障局", "示例市醫療保障局", "Example City Healthcare Security"),
    link=LINK,
)


def _text(pdf: bytes) -> str:
    """All characters on the slip without white space and hyphens: a long line may be broken anywhere."""
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    return _squeezed(text)


def _squeezed(text: str) -> str:
    # pdfium takes a hyphen at the end of a line for a broken word and reports U+FFFE or nothing.
    return "".join(text.split()).replace("-", "").replace("\ufffe", "").replace("\x02", "")


def _codes(pdf: bytes) -> list[str]:
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=DOTS * 2, grayscale=True).to_numpy()
    return [found.text for found in qr_codes(np.ascontiguousarray(picture.squeeze()))]


def _margins_are_white(pdf: bytes) -> bool:
    scale = 4
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=scale, grayscale=True).to_numpy().squeeze()
    margin = int(3.9 * POINTS_PER_MM * scale)
    return bool((picture[:, :margin] == 255).all() and (picture[:, -margin:] == 255).all())


def _said(receipt: Receipt) -> list[str]:
    said = [
        wording.TITLE[receipt.outcome].zh_hans,
        wording.STATE[receipt.outcome].zh_hans,
        *(step.zh_hans for step in receipt.next_steps or wording.STEPS[receipt.outcome]),
        receipt.organisation.zh_hans,
        receipt.item.zh_hans,
        receipt.department.zh_hans,
        receipt.terminal,
        receipt.masked_name,
        receipt.number,
        receipt.hotline,
    ]
    if receipt.language is Language.EN:
        said += [wording.STATE[receipt.outcome].en or "", receipt.item.en or "", "The Chinese text prevails"]
    return [_squeezed(clean(words)) for words in said]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(("outcome", "language"), list(itertools.product(Outcome, Language)))
def test_every_line_stands_on_the_paper(outcome: Outcome, language: Language, paper: int) -> None:
    receipt = msgspec.structs.replace(RECEIPT, outcome=outcome, language=language, identity_pending=True)
    pdf = render(receipt, PAPERS[paper])
    text = _text(pdf)
    assert [words for words in _said(receipt) if words not in text] == []
    assert _squeezed(wording.PENDING.zh_hans) in text
    assert _margins_are_white(pdf)
    assert _codes(pdf) == [qr_payload(receipt)]


_WORDS = st.text(
    st.one_of(st.characters(min_codepoint=0x20, max_codepoint=0x7E), st.sampled_from("办事项目㛃𬱟𫖯，。（）《》，")),
    min_size=1,
    max_size=60,
)


@settings(deadline=None, max_examples=25)
@given(
    item=_WORDS, department=_WORDS, name=_WORDS, steps=st.lists(_WORDS, max_size=3), outcome=st.sampled_from(Outcome)
)
def test_any_words_fit_the_roll_and_the_code_is_read_back(
    item: str, department: str, name: str, steps: list[str], outcome: Outcome
) -> None:
    receipt = msgspec.structs.replace(
        RECEIPT,
        item=Text(item),
        department=Text(department),
        masked_name=name,
        next_steps=tuple(Text(step) for step in steps),
        outcome=outcome,
    )
    pdf = render(receipt)
    text = _text(pdf)
    assert [words for words in _said(receipt) if words not in text] == []
    assert _margins_are_white(pdf)
    assert _codes(pdf) == [qr_payload(receipt)]


@pytest.mark.parametrize("outcome", Outcome)
def test_narrow_paper_keeps_headings_whole_and_the_code_in_whole_dots(outcome: Outcome) -> None:
    pdf = render(msgspec.structs.replace(RECEIPT, outcome=outcome, link=None), PAPERS[58])
    page = pypdfium2.PdfDocument(pdf)[0]
    assert page.get_size()[0] == pytest.approx(58 * POINTS_PER_MM, abs=0.01)
    lines = page.get_textpage().get_text_range().splitlines()
    assert {wording.TITLE[outcome].zh_hans, wording.STATE[outcome].zh_hans, RECEIPT.number} <= set(lines)
    raster = rasterise(pdf, 384)
    dots = np.unpackbits(np.frombuffer(raster.bits, np.uint8).reshape(raster.height, -1), axis=1)
    picture = np.pad(np.where(dots, 0, 255).astype(np.uint8), 40, constant_values=255)
    assert [found.text for found in qr_codes(np.kron(picture, np.ones((2, 2), np.uint8)))]


def test_paper_is_what_the_printers_driver_was_told() -> None:
    assert paper_of({"paper": 58}) is PAPERS[58]
    assert paper_of({}) is paper_of({"paper": 80}) is paper_of({"paper": "wide"}) is PAPERS[80]


def test_the_paper_is_80_mm_wide_and_as_long_as_its_text() -> None:
    short = pypdfium2.PdfDocument(render(RECEIPT))[0].get_size()
    steps = tuple(Text(f"第 {count} 步") for count in range(9))
    long = pypdfium2.PdfDocument(render(msgspec.structs.replace(RECEIPT, next_steps=steps)))[0].get_size()
    assert short[0] == pytest.approx(80 * POINTS_PER_MM, abs=0.01)
    assert long[0] == short[0]
    assert long[1] > short[1]


@pytest.mark.parametrize("outcome", wording.PROVISIONAL)
def test_a_provisional_slip_says_it_is_not_an_acceptance_on_paper_and_in_the_code(outcome: Outcome) -> None:
    receipt = msgspec.structs.replace(RECEIPT, outcome=outcome)
    text = _text(render(receipt))
    for words in ("不代表受理", "暂存号（不是受理号）"):
        assert words in text
        assert words in qr_payload(receipt)
    assert "办件编号" not in text
    assert LINK not in qr_payload(receipt)
    assert "已受理" not in text


def test_a_queued_slip_carries_the_words_the_platform_contract_asks_for() -> None:
    assert "已收到，尚未上传，不代表受理" in _text(render(msgspec.structs.replace(RECEIPT, outcome=Outcome.QUEUED)))


@pytest.mark.parametrize("outcome", Outcome)
def test_no_slip_is_called_a_notice_of_acceptance(outcome: Outcome) -> None:
    text = _text(render(msgspec.structs.replace(RECEIPT, outcome=outcome)))
    assert "受理通知书" not in text
    assert ("已受理" in text) == (outcome is Outcome.ACCEPTED)


def _pdf_has_dashes(pdf: bytes) -> bool:
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=4, grayscale=True).to_numpy().squeeze() < 128
    # The first dark run down the left edge is the frame round the state: a dash is 3 points long, a side over 20.
    column = page[:, int((4 * POINTS_PER_MM + 1) * 4)]
    first = int(np.argmax(column))
    return int(np.argmin(column[first:])) < 10 * 4


@pytest.mark.parametrize("outcome", Outcome)
def test_only_a_provisional_slip_has_a_dashed_frame(outcome: Outcome) -> None:
    pdf = render(msgspec.structs.replace(RECEIPT, outcome=outcome))
    assert _pdf_has_dashes(pdf) == (outcome in wording.PROVISIONAL)


def test_once_the_platform_has_answered_the_code_is_the_lookup_link() -> None:
    assert qr_payload(RECEIPT) == LINK
    assert qr_payload(msgspec.structs.replace(RECEIPT, link=None)) == plain_text(RECEIPT)


def test_a_failed_slip_names_the_cause() -> None:
    receipt = msgspec.structs.replace(RECEIPT, outcome=Outcome.FAILED, number="", fault=Text("事项刚刚停办"))
    text = _text(render(receipt))
    assert "事项刚刚停办" in text
    assert "办件编号" not in text


def test_the_code_of_a_provisional_slip_holds_no_more_of_the_person_than_the_paper() -> None:
    receipt = msgspec.structs.replace(RECEIPT, outcome=Outcome.QUEUED)
    assert "张*𬱟" in qr_payload(receipt)
    assert qr_payload(receipt).count("\n") <= 10


def test_the_same_receipt_gives_the_same_bytes_and_names_nobody_in_its_metadata() -> None:
    pdf = render(RECEIPT)
    assert pdf == render(RECEIPT)
    facts = pypdfium2.PdfDocument(pdf).get_metadata_dict()
    assert facts["Title"] == "receipt"
    assert not any("张" in value or RECEIPT.number in value for value in facts.values())


def test_repr_shows_nothing_of_the_person() -> None:
    assert repr(RECEIPT) == "Receipt('received')"


@pytest.mark.parametrize(
    ("decision", "outcome", "says", "never"),
    [
        ("approved", Outcome.ACCEPTED, "已批准", "有结果会通知您"),
        ("refused", Outcome.FAILED, "没有批准", "没有办成"),
        ("deciding", Outcome.ACCEPTED, "已受理，正在审", "已批准"),
    ],
)
def test_what_was_decided_while_the_person_waits_is_said(
    decision: str, outcome: Outcome, says: str, never: str
) -> None:
    steps = (wording.DONE_HERE,) if decision == "approved" else ()
    why = Text("不在范围内") if decision == "refused" else None
    slip = msgspec.structs.replace(RECEIPT, decision=decision, outcome=outcome, fault=why, next_steps=steps)
    for text in (_text(render(slip)), plain_text(slip)):
        assert says in text
        assert never not in text
        assert (why is None) or why.zh_hans in text


def test_words_without_end_are_refused_by_name_instead_of_eating_the_roll() -> None:
    with pytest.raises(DocumentError) as caught:
        render(msgspec.structs.replace(RECEIPT, next_steps=(Text("很长" * 9000),)))
    assert caught.value.fault is DocumentFault.RECEIPT_TOO_LONG


def test_a_code_whose_modules_would_be_too_small_is_refused_by_name() -> None:
    with pytest.raises(DocumentError) as caught:
        render(msgspec.structs.replace(RECEIPT, link="https://platform.example/" + "x" * 3000))
    assert caught.value.fault is DocumentFault.QR_TOO_LONG


def test_a_package_names_each_of_its_items_with_its_number() -> None:
    parts = ((Text("就业登记"), "SL1"), (Text("灵活就业参保登记"), "SL2"))
    said = plain_text(msgspec.structs.replace(RECEIPT, parts=parts))
    assert "就业登记：SL1" in said
    assert "灵活就业参保登记：SL2" in said
    none_yet = tuple((name, "") for name, _ in parts)
    said = plain_text(msgspec.structs.replace(RECEIPT, outcome=Outcome.QUEUED, parts=none_yet))
    assert f"{wording.JOINS.zh_hans}：就业登记、灵活就业参保登记" in said
