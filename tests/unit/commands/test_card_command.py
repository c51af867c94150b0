"""`kiosk card`: the answer the issue promises, masked, and never more on a real terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from devices.drivers import sam_usb
from devices.protocols.idcard_record import CardFields, encode
from devices.protocols.sdt_usb import Scheme
from devices.twins.running_twin import RunningSam
from devices.twins.sam_desk import Stock
from devices.twins.usb_bus import UsbBus
from devices.twins.usb_sam import UsbSam
from kiosk.__main__ import main
from kiosk.commands.card import ADVICE, LABELS, MESSAGES, NAMED_MESSAGES, mask_birth

PEOPLE = Path(__file__).parents[3] / "kiosk" / "sandbox" / "seed" / "people"
FIELDS = [
    *("kind", "name", "name_latin", "sex", "nation", "nationality", "birth", "address", "number", "authority"),
    *("valid_from", "valid_to", "pass_number", "warnings", "photo"),
]


@pytest.fixture(autouse=True)
def _development(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KIOSK_DEPLOYMENT", raising=False)
    monkeypatch.delenv("KIOSK_CONFIG", raising=False)


@pytest.fixture
def twin(tmp_path: Path) -> Iterator[RunningSam]:
    (tmp_path / "astronaut.chip.webp").write_bytes(b"RIFF")
    with RunningSam(tmp_path, "--people", str(PEOPLE), "--faces", str(tmp_path)) as running:
        yield running


@pytest.fixture
def record(tmp_path: Path) -> Path:
    card = json.loads((PEOPLE / "p01.json").read_text(encoding="utf-8"))["card"]
    file = tmp_path / "p01.bin"
    file.write_bytes(encode(CardFields.from_json(card)))
    return file


def said(capsys: pytest.CaptureFixture[str], *words: object, code: int = 0) -> Any:
    assert main([str(word) for word in words]) == code
    return json.loads(capsys.readouterr().out)


def config(folder: Path, text: str) -> Path:
    file = folder / "settings.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("timeout", ["inf", "nan", "-1", "0", "1e9", "soon"])
@pytest.mark.parametrize("verb", ["read", "chip"])
def test_a_time_that_is_none_is_refused(verb: str, timeout: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["card", verb, f"--timeout={timeout}"])
    assert caught.value.code == 2
    assert f"'{timeout}' is no time in seconds" in capsys.readouterr().err


@pytest.mark.parametrize("baud", ["0", "-9600", "fast", "9" * 5000])
def test_a_speed_that_is_none_is_refused(baud: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["card", "read", f"--baud={baud}"])
    assert "is no whole number above 0" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("birth", "masked"), [("1985-03-14", "1985-**-**"), ("1985", "1985"), ("19850314", "1985****")]
)
def test_of_a_birth_the_year_stays(birth: str, masked: str) -> None:
    assert mask_birth(birth) == masked


def test_read_masks_unless_asked(twin: RunningSam, capsys: pytest.CaptureFixture[str]) -> None:
    twin.tell("place", person="p01")
    masked = said(capsys, "card", "read", "--port", twin.port, "--json")
    assert list(masked) == FIELDS
    assert masked == {
        **dict.fromkeys(FIELDS),
        "kind": "resident",
        "name": "林*舟",
        "sex": "女",
        "nation": "汉",
        "birth": "1985-**-**",
        "address": "示例省" + "*" * 11,
        "number": "9901************2X",
        "authority": "示例市公安局示例区分局",
        "valid_from": "2020-01-01",
        "valid_to": "2040-01-01",
        "warnings": [],
        "photo": "decoded",
    }
    twin.tell("place", person="p01")
    full = said(capsys, "card", "read", "--port", twin.port, "--json", "--full")
    assert (full["name"], full["number"]) == ("林晚舟", "99010119850314002X")
    assert full["address"] == "示例省示例市示例区甲子路1号"


def test_every_kind_of_document(twin: RunningSam, capsys: pytest.CaptureFixture[str]) -> None:
    for person, kind, photo in (
        ("p03", "resident", "undecodable"),
        ("p09", "hmt", "undecodable"),
        ("p12", "foreigner-2017", "undecodable"),
        ("p14", "foreigner-2023", "undecodable"),
    ):
        twin.tell("place", person=person)
        found = said(capsys, "card", "read", "--port", twin.port, "--json", "--full")
        card = json.loads((PEOPLE / f"{person}.json").read_text(encoding="utf-8"))["card"]
        assert (found["kind"], found["photo"], found["warnings"]) == (kind, photo, [])
        for name in ("name", "name_latin", "nationality", "number", "address", "pass_number", "valid_to"):
            assert found[name] == card[name], name


def test_decode_does_the_same_without_a_photo(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = said(capsys, "card", "decode", record, "--json")
    assert list(found) == FIELDS
    assert (found["name"], found["photo"]) == ("林*舟", None)


def test_a_listing_for_people(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["card", "decode", str(record)]) == 0
    assert capsys.readouterr().out.splitlines()[:3] == ["证件：居民身份证", "姓名：林*舟", "性别：女"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "reader.record-malformed"),
        (bytes(255), "reader.record-malformed"),
        (bytes(10_000), "reader.record-malformed"),
        (bytes(256), "reader.record-blank"),
        (b"\x20\x00" * 124 + b"Q\x00" + b"\x20\x00" * 3, "reader.document-unsupported"),
    ],
)
def test_a_file_that_is_no_record(tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, code: str) -> None:
    file = tmp_path / "card.bin"
    file.write_bytes(data)
    answer = said(capsys, "card", "decode", file, "--json", code=1)
    assert answer["fault"] == code
    assert answer["message"]


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "card", "decode", tmp_path / "none", "--json", code=1)["fault"] == "file.unreadable"
    assert main(["card", "decode", str(tmp_path / "none")]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("file.unreadable: ")


def test_no_card_in_time(twin: RunningSam, capsys: pytest.CaptureFixture[str]) -> None:
    answer = said(capsys, "card", "read", "--port", twin.port, "--timeout", "0.5", "--json", code=1)
    assert answer == {"fault": "reader.no-card", "message": MESSAGES["reader.no-card"]}


def test_no_reader_at_the_port(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = said(capsys, "card", "read", "--port", tmp_path / "none", "--json", code=1)
    assert answer["fault"] == "device.gone"


def test_a_card_the_module_cannot_read(twin: RunningSam, capsys: pytest.CaptureFixture[str]) -> None:
    twin.tell("place", person="p01")
    twin.tell("answer", command="read", result="41", times=1)
    answer = said(capsys, "card", "read", "--port", twin.port, "--json", code=1)
    assert answer == {"fault": "reader.sam-41-read-failed", "message": ADVICE["lift-and-place"]}


def test_passing_trouble_is_put_up_with_and_lasting_trouble_is_named(
    twin: RunningSam, capsys: pytest.CaptureFixture[str]
) -> None:
    twin.tell("place", person="p01")
    twin.tell("garble", how="checksum", times=4, command="find")
    assert said(capsys, "card", "read", "--port", twin.port, "--baud", "115200", "--json")["kind"] == "resident"
    twin.tell("garble", how="oversize", times=99, command="find")
    answer = said(capsys, "card", "read", "--port", twin.port, "--json", code=1)
    assert answer == {"fault": "reader.frame-oversized", "message": ADVICE["retry"]}


def test_production_refuses_full(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    full = ("card", "decode", record, "--json", "--full")
    real = config(tmp_path, 'deployment = "production"\n')
    assert said(capsys, *full, "--config", real, code=1)["fault"] == "production.refused"
    monkeypatch.setenv("KIOSK_CONFIG", str(real))
    assert said(capsys, *full, code=1)["fault"] == "production.refused"
    monkeypatch.delenv("KIOSK_CONFIG")
    monkeypatch.setenv("KIOSK_DEPLOYMENT", "production")
    assert said(capsys, *full, code=1)["fault"] == "production.refused"
    assert said(capsys, "card", "decode", record, "--json")["name"] == "林*舟"


def test_development_allows_full(record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = config(tmp_path, 'deployment = "development"\n[terminal]\nid = "T1"\n')
    assert said(capsys, "card", "decode", record, "--json", "--full", "--config", file)["name"] == "林晚舟"


@pytest.mark.parametrize("text", [None, "deployment = ", "\x00"])
def test_settings_that_cannot_tell_count_as_production(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None
) -> None:
    file = tmp_path / "none.toml" if text is None else config(tmp_path, text)
    answer = said(capsys, "card", "decode", record, "--json", "--full", "--config", file, code=1)
    assert answer["fault"] == "production.refused"


def test_production_refuses_a_virtual_reader(
    twin: RunningSam, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSK_DEPLOYMENT", "production")
    answer = said(capsys, "card", "read", "--port", twin.port, "--json", code=1)
    assert answer["fault"] == "device.not-permitted"


def test_nothing_of_the_person_on_standard_error(
    twin: RunningSam, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    twin.tell("place", person="p01")
    main(["card", "read", "--port", twin.port, "--json", "--full"])
    logged = capsys.readouterr().err + caplog.text
    assert not [secret for secret in ("林晚舟", "99010119850314002X", "甲子路") if secret in logged]


def test_labels_are_the_fields_of_the_answer() -> None:
    assert list(LABELS) == FIELDS


def test_a_reader_on_usb_is_read_like_any_other(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    twin = UsbSam(Scheme.SPLIT, Stock(PEOPLE))
    twin.tell("place", person="p01")
    on_the_bus = replace(sam_usb.DRIVER, open=lambda options: sam_usb.SamUsbReader(options, backend=UsbBus(twin)))
    monkeypatch.setattr(sam_usb, "DRIVER", on_the_bus)
    shown = said(capsys, "card", "read", "--driver", "sam_usb", "--serial", "T0001", "--json")
    assert shown["kind"] == "resident"
    answer = said(capsys, "card", "read", "--driver", "sam_usb", "--serial", "no", "--json", code=1)
    assert answer["fault"] == "device.gone"


def test_a_reader_nobody_has_named(capsys: pytest.CaptureFixture[str]) -> None:
    answer = said(capsys, "card", "read", "--json", code=1)
    assert answer == {"fault": "device.not-configured", "message": MESSAGES["device.not-configured"]}


def test_what_was_named_is_no_port(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    answer = said(capsys, "card", "read", "--port", str(tmp_path / "file"), "--json", code=1)
    assert answer == {"fault": "device.not-configured", "message": NAMED_MESSAGES["device.not-configured"]}
