"""`kiosk card chip`: what a card says, masked; never more on a real terminal; every fault in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.__main__ import main
from kiosk.commands.card import CHIP_LABELS, CHIP_MESSAGES, MESSAGES
from tests.chip_stand import READER, ChipStand, chip_stand_or_skip


@pytest.fixture(scope="module")
def service() -> Iterator[ChipStand]:
    yield from chip_stand_or_skip()


@pytest.fixture
def stand(service: ChipStand, monkeypatch: pytest.MonkeyPatch) -> Iterator[ChipStand]:
    monkeypatch.delenv("KIOSK_DEPLOYMENT", raising=False)
    monkeypatch.delenv("KIOSK_CONFIG", raising=False)
    service.tell("lift")
    service.settle(present=False)
    yield service
    assert "20" not in service.tell("state")["asked"], "a VERIFY was sent"


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> Any:
    assert main(["card", "chip", "--json", "--reader", READER, *words]) == code
    return json.loads(capsys.readouterr().out)


def test_a_social_security_card_is_masked_unless_asked(stand: ChipStand, capsys: pytest.CaptureFixture[str]) -> None:
    stand.tell("place", person="p01", version="2.00")
    masked = said(capsys)
    assert masked == {
        "sort": "social-security",
        "name": "林*舟",
        "number": "9901************2X",
        "sex": "女",
        "nation": "汉",
        "birth": "1985-**-**",
        "birthplace": "990100",
        "card_number": "S990***01",
        "version": "2.00",
        "class": "1",
        "region": "990100",
        "issuer": "99" * 12,
        "issued": "2026-01-05",
        "valid_to": "2036-01-05",
        "identifier": "9901" + "*" * 26 + "00",
        "warnings": [],
    }
    assert list(masked) == list(CHIP_LABELS)
    full = said(capsys, "--full")
    assert (full["name"], full["number"], full["card_number"]) == ("林晚舟", "99010119850314002X", "S99000001")


def test_a_staff_card(stand: ChipStand, capsys: pytest.CaptureFixture[str]) -> None:
    stand.tell("place", card="staff")
    masked = said(capsys)
    assert (masked["sort"], masked["number"], masked["name"]) == ("staff", "99A0**C3", None)
    assert said(capsys, "--full")["number"] == "99A001C3"


def test_a_bank_card_has_no_number(stand: ChipStand, capsys: pytest.CaptureFixture[str]) -> None:
    stand.tell("place", card="bank")
    assert said(capsys, "--full") == {**dict.fromkeys(CHIP_LABELS), "sort": "bank", "warnings": []}


def test_a_listing_for_people(stand: ChipStand, capsys: pytest.CaptureFixture[str]) -> None:
    stand.tell("place", person="p01")
    assert main(["card", "chip", "--reader", READER]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["卡：社会保障卡", "姓名：林*舟", "号码：9901************2X"]
    assert "提示" not in "".join(lines)


@pytest.mark.parametrize(
    ("card", "code"),
    [
        ({"card": "resident"}, "chip.resident-card"),
        ({"locked": True}, "chip.not-permitted"),
        ({"card": "other"}, "chip.unknown-card"),
        ({"card": "mute"}, "chip.mute"),
    ],
)
def test_cards_that_cannot_be_read(
    stand: ChipStand, capsys: pytest.CaptureFixture[str], card: dict[str, Any], code: str
) -> None:
    stand.tell("place", **card)
    assert said(capsys, code=1) == {"fault": code, "message": MESSAGES[code]}


def test_no_card_in_time(stand: ChipStand, capsys: pytest.CaptureFixture[str]) -> None:
    assert stand
    assert said(capsys, "--timeout", "0.2", code=1)["fault"] == "chip.no-card"


def test_which_reader(stand: ChipStand, capsys: pytest.CaptureFixture[str]) -> None:
    assert stand
    assert main(["card", "chip", "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer == {"fault": "device.not-configured", "message": CHIP_MESSAGES["device.not-configured"]}
    assert said(capsys, "--reader", "none", code=1)["fault"] == "device.gone"


def test_a_real_terminal(
    stand: ChipStand, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stand.tell("place")
    real = tmp_path / "settings.toml"
    real.write_text('deployment = "production"\n', encoding="utf-8")
    assert said(capsys, "--full", "--config", str(real), code=1)["fault"] == "production.refused"
    monkeypatch.setenv("KIOSK_DEPLOYMENT", "production")
    assert said(capsys, "--full", code=1)["fault"] == "production.refused"
    refused = said(capsys, code=1)
    assert refused == {"fault": "device.not-permitted", "message": CHIP_MESSAGES["device.not-permitted"]}


def test_nothing_of_the_holder_on_standard_error(
    stand: ChipStand, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    stand.tell("place", person="p01")
    assert main(["card", "chip", "--json", "--full", "--reader", READER]) == 0
    logged = capsys.readouterr().err + caplog.text
    assert not [secret for secret in ("林晚舟", "99010119850314002X", "S99000001") if secret in logged]


def test_the_service_is_not_there(service: ChipStand, capsys: pytest.CaptureFixture[str]) -> None:
    service.stop_service()
    answer = said(capsys, code=1)
    service.start_service()
    assert answer == {"fault": "chip.service-gone", "message": MESSAGES["chip.service-gone"]}
