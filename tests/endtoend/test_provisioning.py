"""`kiosk provision` and `kiosk decommission` at a real sandbox; by files on a stick: `kiosk journey provision`."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import closing
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


def test_set_up_by_a_code_again_and_out_of_service(province: Province, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    online(province, tmp_path / "report.pdf")
    out_of_service(province, stick)


def online(province: Province, report: Path) -> None:
    """A wrong code stops it, the right one is used once, and the second run finds everything done."""
    answers, config = province.answers("TEST-B01", enrolment={"code": "WRONG-CODE"}), province.config("TEST-B01")
    refused = kiosk("provision", "--config", config, "--answers", answers, code=1)
    assert faults(refused) == ["provision.code"]
    assert standings(refused)["devices"] == "not-run"

    code, secret = province.code("ONCE-1"), province.medium / "secret"
    secret.write_text("a long enough one\n", encoding="utf-8")
    first = {"number": "7", "name": "某某", "secret_file": "secret"}
    answers = province.answers("TEST-B01", enrolment={"code": code}, staff=first)
    made = kiosk("provision", "--config", config, "--answers", answers, "--report", report)
    assert made["ready"]
    assert standings(made)["enrolment"] == "done"
    assert code not in config.read_text(encoding="utf-8")
    words = words_of(report)
    assert "终端开通报告" in words
    assert made["as_built"]["keys"]["terminal"] in words
    assert code not in words
    assert [one["number"] for one in kiosk("staff", "list", "--config", config)] == ["7"]
    assert stat.S_IMODE(config.stat().st_mode) == 0o640

    again = kiosk("provision", "--config", config, "--answers", province.answers("TEST-B01"))
    assert {standings(again)[name] for name in ("machine", "profile", "enrolment", "first-person")} == {"already"}
    assert again["as_built"]["keys"] == made["as_built"]["keys"]


def out_of_service(province: Province, stick: Path) -> None:
    """What waits goes onto the stick, sealed, and a copy of the audit trail that is whole; nothing stays."""
    config = province.config("TEST-B01")
    files, waiting = Files(config.parent / "state"), case(signature_evidence(), submission_id=uuid7())
    with closing(Outbox(open_store(files))) as outbox:
        outbox.enqueue(waiting.submission_id, "submission", encoded(waiting))
    refused = kiosk("decommission", "--config", config, "--out", stick, "--yes-wipe", "TEST-B02", code=2)
    assert refused["fault"] == "provision.confirm"
    assert files.data_key.exists()
    assert not list(stick.iterdir())

    wiped = kiosk("decommission", "--config", config, "--out", stick, "--yes-wipe", "TEST-B01")
    assert wiped["key_id"]
    assert {"密钥", "数据 outbox.db", "数据 staff", "配置 kiosk.toml"} <= {one["what"] for one in wiped["wiped"]}
    assert list(files.state_dir.iterdir()) == []
    (sealed,) = stick.glob("carry-out-*.json")
    (audit,) = stick.glob("audit-TEST-B01-*")
    assert wiped["carried_out"] == [sealed.name, audit.name]
    assert waiting.submission_id not in sealed.read_text(encoding="utf-8")
    kiosk("audit", "verify", "--from", audit)


def faults(answer: Any) -> list[str]:
    return [step["fault"] for step in answer["steps"] if step["fault"]]
