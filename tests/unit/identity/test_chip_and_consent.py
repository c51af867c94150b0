from __future__ import annotations

from pathlib import Path

import pytest

from devices.protocols import idcard_record
from devices.protocols.idcard_record import CardFields
from kiosk.domain.person import DocumentKind
from kiosk.identity.chip import person_of
from kiosk.identity.consent import AUTHORISE, FACE, GUARDIAN, TEXTS, ConsentText

ROOT = Path(__file__).resolve().parents[3]
RESIDENT = {
    "kind": "resident",
    "name": "测试甲",
    "sex": "2",
    "nation": "01",
    "birth": "1985-03-14",
    "address": "示例省示例市示例路一百号",
    "number": "990101198503140029",
    "authority": "示例市公安局",
    "valid_from": "2020-01-01",
    "valid_to": "长期",
}


def test_a_card_becomes_a_person_in_words() -> None:
    record = idcard_record.decode(idcard_record.encode(CardFields.from_json(RESIDENT)))
    person = person_of(record)
    assert person.kind is DocumentKind.RESIDENT
    assert (person.name, person.sex, person.nation) == ("测试甲", "女", "汉")
    assert (person.valid_from, person.valid_to) == ("2020-01-01", "长期")
    assert person.warnings == record.warnings
    assert "测试甲" not in repr(person)


def test_a_foreigner_without_a_chinese_name_keeps_the_latin_one() -> None:
    fields = {
        "kind": "foreigner-2017",
        "name": None,
        "name_latin": "SAMPLE, TEST",
        "sex": "1",
        "nationality": "CAN",
        "birth": "1990-01-01",
        "number": "CAN110190010101",
        "authority": "1500",
        "valid_from": "2020-01-01",
        "valid_to": "2030-01-01",
        "card_version": "01",
    }
    person = person_of(idcard_record.decode(idcard_record.encode(CardFields.from_json(fields))))
    assert person.kind is DocumentKind.FOREIGNER_2017
    assert person.name == person.name_latin
    assert person.name


def test_the_consent_page_shows_the_very_words_that_are_digested() -> None:
    page = (ROOT / "ui" / "qml" / "Kiosk" / "Screens" / "FaceConsentScreen.qml").read_text(encoding="utf-8")
    for line in FACE.lines:
        assert f'qsTr("{line}")' in page, line


def test_the_digest_belongs_to_the_version() -> None:
    """Whoever changes a word changes the version, and this pair with it."""
    assert (FACE.version, FACE.sha256) == (
        "2026-1",
        "c5ab965d7b9f731ab8f2b520fa0ed6edef41084ecb27c75556cff24352dde666",
    )


@pytest.mark.parametrize("text", [AUTHORISE, GUARDIAN])
def test_authorisation_page_shows_the_very_words_that_are_digested(text: ConsentText) -> None:
    page = (ROOT / "ui" / "qml" / "Kiosk" / "Screens" / "AuthoriseScreen.qml").read_text(encoding="utf-8")
    for line in text.lines:
        assert f'qsTr("{line}")' in page, line
    assert TEXTS[text.purpose] is text


def test_digests_of_authorisations_belong_to_their_version() -> None:
    assert [(text.version, text.sha256[:16]) for text in (AUTHORISE, GUARDIAN)] == [
        ("2026-1", "33eab324305d9cd6"),
        ("2026-1", "f3210cd31de4e18f"),
    ]


def test_an_unknown_kind_of_document_is_no_person() -> None:
    record = idcard_record.decode(idcard_record.encode(CardFields.from_json(RESIDENT)))
    object.__setattr__(record, "kind", "passport")
    with pytest.raises(ValueError, match="passport"):
        person_of(record)
