"""`kiosk provision` and `kiosk decommission` at a real sandbox: by code over the line, and by files on a stick."""

from __future__ import annotations

import base64
import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from kiosk.domain.ids import uuid7
from kiosk.runtime.connections import Files, open_store
from offline_cache.outbox import Outbox
from tests.platform_stand import case, encoded, signature_evidence
from tests.provision_stand import Province, kiosk, standings

pytestmark = pytest.mark.timeout(400)


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Province]:
    one = Province(tmp_path / "province", {"devices": [{"kind": "receipt_printer", "driver": "printer_folder"}]})
    try:
        one.start()
        yield one
    finally:
        one.end()


def words_of(report: Path) -> str:
    with pypdfium2.PdfDocument(report) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def test_by_a_code_online_then_by_files_on_a_stick_then_out_of_service(province: Province, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    online(province, tmp_path / "report.pdf")
    by_files(province, stick)
    out_of_service(province, stick)


def online(province: Province, report: Path) -> None:
    """A wrong code stops it, the right one is used once, and the second run finds everything done."""
    answers, config = province.answers("TEST-B01", enrolment={"code": "WRONG-CODE"}), province.config("TEST-B01")
    refused = kiosk("provision", "--config", config, "--answers", answers, code=1)
    assert faults(refused) == ["provision.code"]
    assert standings(refused)["devices"] == "not-run"

    code = province.code("ONCE-1")
    answers = province.answers("TEST-B01", enrolment={"code": code})
    made = kiosk("provision", "--config", config, "--answers", answers, "--report", report)
    assert made["ready"]
    assert standings(made)["enrolment"] == "done"
    assert code not in config.read_text(encoding="utf-8")
    words = words_of(report)
    assert "终端开通报告" in words
    assert made["as_built"]["keys"]["terminal"] in words
    assert code not in words
    assert stat.S_IMODE(config.stat().st_mode) == 0o640

    again = kiosk("provision", "--config", config, "--answers", province.answers("TEST-B01"))
    assert {standings(again)[name] for name in ("machine", "profile", "enrolment", "devices")} == {"already"}
    assert again["as_built"]["keys"] == made["as_built"]["keys"]


def by_files(province: Province, stick: Path) -> None:
    """The terminal above carries the request of another one."""
    config, code = province.config("TEST-B02"), province.code("ONCE-2")
    answers = province.answers("TEST-B02", enrolment={"way": "usb", "folder": str(stick), "code": code})
    waits = kiosk("provision", "--config", config, "--answers", answers, code=3)
    assert standings(waits)["enrolment"] == "waiting"
    assert not waits["ready"]
    request = stick / "enrol-request-TEST-B02.json"
    assert code not in request.read_text(encoding="utf-8")

    kiosk("queue", "deliver", "--config", province.config("TEST-B01"), "--out", stick, request)
    (receipt,) = stick.glob("receipt-*.json")
    signed = receipt.read_bytes()
    receipt.write_bytes(signed.replace(b'"signature":"', b'"signature":"AAAA'))
    refused = kiosk("provision", "--config", config, "--answers", answers, code=1)
    assert faults(refused) == ["provision.answer-file"]

    receipt.write_bytes(signed)
    assert kiosk("provision", "--config", config, "--answers", answers)["ready"]
    (check,) = kiosk("doctor", "--config", config, "--yes", "--only", "platform-sign-in")["checks"]
    assert check["fault"] is None
    receipt.unlink()


def out_of_service(province: Province, stick: Path) -> None:
    """What waits goes onto the stick and through another terminal to the platform; nothing stays."""
    config = province.config("TEST-B02")
    files, waiting = Files(config.parent / "state"), case(signature_evidence(), submission_id=uuid7())
    outbox = Outbox(open_store(files))
    outbox.enqueue(waiting.submission_id, "submission", encoded(waiting))
    outbox.close()
    wiped = kiosk("decommission", "--config", config, "--out", stick, "--yes-wipe", "TEST-B02")
    assert wiped["key_id"]
    assert {"密钥", "数据 outbox.db", "配置 kiosk.toml"} <= {one["what"] for one in wiped["wiped"]}
    assert list(files.state_dir.iterdir()) == []

    (sealed,) = stick.glob("carry-out-*.json")
    kiosk("queue", "deliver", "--config", province.config("TEST-B01"), "--out", stick, sealed)
    (receipt,) = stick.glob("receipt-*.json")
    results = json.loads(base64.b64decode(json.loads(receipt.read_bytes())["receipt"]))["results"]
    assert [one["id"] for one in results] == [waiting.submission_id]


def faults(answer: Any) -> list[str]:
    return [step["fault"] for step in answer["steps"] if step["fault"]]
