"""Codes of standards and feeds that count the same things differently: both directions, and never a guess."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.catalogue import RatingLevel
from kiosk.platform_api import codes, licence_identifier
from kiosk.platform_api.codes import CodeUnknownError, ProjectType, RatingChannel, ServiceObject, TimeForm
from kiosk.platform_api.licence_identifier import CheckDigit

TABLES = [table for table in vars(codes).values() if isinstance(table, codes.Codes)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_there_and_back(table: codes.Codes[StrEnum]) -> None:
    for word, code in table.of_word.items():
        assert table.code(word) == code
        assert table.word(code) is word


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_an_unknown_code_is_not_guessed(table: codes.Codes[StrEnum]) -> None:
    for strange in ("", "0", "99", " 1", "１"):
        with pytest.raises(CodeUnknownError) as caught:
            table.word(strange)
        assert str(caught.value) == table.name


def test_satisfaction_runs_both_ways() -> None:
    """Trap 18: 1 is the best in GB/T 39046, 5 in the national feed."""
    assert codes.SATISFACTION_GBT_39046.code(RatingLevel.VERY_SATISFIED) == "1"
    assert codes.SATISFACTION_FEED.code(RatingLevel.VERY_SATISFIED) == "5"
    assert codes.SATISFACTION_GBT_39046.word("5") is RatingLevel.VERY_DISSATISFIED
    assert codes.SATISFACTION_FEED.word("5") is RatingLevel.VERY_SATISFIED
    assert codes.SATISFACTION_FEED.word("3") is codes.SATISFACTION_GBT_39046.word("3")


def test_promise_is_swapped_between_provinces() -> None:
    assert codes.PROMISE_SHANDONG.word("1") is ProjectType.IMMEDIATE
    assert codes.PROMISE_ZHEJIANG.word("1") is ProjectType.PROMISED
    assert codes.PROMISE_ZHEJIANG.code(ProjectType.IMMEDIATE) == codes.PROJECT_GBT_39046.code(ProjectType.PROMISED)


def test_service_objects_five_and_six_differ() -> None:
    assert codes.OBJECT_GBT_39046.word("5") is ServiceObject.AUTHORITY
    assert codes.OBJECT_REPORTING.word("5") is ServiceObject.UNINCORPORATED
    assert codes.OBJECT_REPORTING.word("6") is ServiceObject.AUTHORITY
    assert codes.OBJECT_REPORTING.code(ServiceObject.OTHER) == "9"
    with pytest.raises(CodeUnknownError):
        codes.OBJECT_GBT_39046.code(ServiceObject.UNINCORPORATED)


def test_channels_six_and_seven_differ_and_a_terminal_is_five() -> None:
    assert codes.CHANNEL_SOCIAL_SECURITY.word("6") is RatingChannel.TELEPHONE
    assert codes.CHANNEL_ZHEJIANG.word("6") is RatingChannel.SMS
    for table in (codes.CHANNEL_SOCIAL_SECURITY, codes.CHANNEL_ZHEJIANG):
        assert table.code(RatingChannel.TERMINAL) == "5"


def test_a_table_that_could_not_be_read_back_is_refused() -> None:
    swapped = MappingProxyType({ProjectType.IMMEDIATE: "1", ProjectType.PROMISED: "1"})
    with pytest.raises(ValueError, match="twice"):
        codes.Codes("wrong", swapped)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (TimeForm.SECONDS, "1783820460"),
        (TimeForm.MILLISECONDS, "1783820460000"),
        (TimeForm.GMT, "Sun, 12 Jul 2026 01:41:00 GMT"),
        (TimeForm.DIGITS, "20260712094100"),
    ],
)
def test_one_moment_in_four_forms(form: TimeForm, text: str) -> None:
    assert codes.written(1_783_820_460.0, form) == text
    assert codes.read(text, form) == 1_783_820_460.0
    for other in set(TimeForm) - {form}:
        with pytest.raises(CodeUnknownError):
            codes.read(text, other)


@settings(deadline=None)
@given(st.text(max_size=40), st.sampled_from(list(TimeForm)))
def test_any_text_is_a_time_or_named(text: str, form: TimeForm) -> None:
    try:
        codes.read(text, form)
    except CodeUnknownError as error:
        assert str(error) == form.value  # noqa: PT017  the time itself is right, too


IDENTIFIER = "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U"


def test_a_published_identifier_is_right() -> None:
    found = licence_identifier.parse(IDENTIFIER)
    assert found is not None
    assert (found.issuer, found.version, found.check_is_right) == ("11430000006122244L", "001", True)
    assert licence_identifier.check_digit(IDENTIFIER) is CheckDigit.RIGHT


def test_a_wrong_check_character_is_a_warning_and_still_read() -> None:
    """Trap 20: such identifiers are in use."""
    wrong = IDENTIFIER[:-1] + "V"
    assert licence_identifier.parse(wrong) is not None
    assert licence_identifier.check_digit(wrong) is CheckDigit.WRONG


def test_an_issuer_may_be_a_division_code() -> None:
    body = "11100000000013338W011", "990100", "0000001", "001"
    check = licence_identifier.check_character("".join(body))
    assert licence_identifier.check_digit(".".join(("1.2.156.3005.2", *body, check))) is CheckDigit.RIGHT


@settings(deadline=None)
@given(st.text(max_size=90))
def test_anything_else_is_no_identifier(text: str) -> None:
    assert licence_identifier.check_digit(text) is CheckDigit.NONE


@settings(deadline=None)
@given(st.integers(0, 45), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUVWXYZ"))
def test_one_wrong_character_is_seen(at: int, other: str) -> None:
    body = IDENTIFIER.removeprefix("1.2.156.3005.2.")[:-2].replace(".", "")
    changed = body[:at] + other + body[at + 1 :]
    assert (licence_identifier.check_character(changed) == "U") == (changed == body)
