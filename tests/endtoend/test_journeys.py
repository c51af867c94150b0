"""The four journeys as anybody would run them: the command, its exit code, what it leaves behind."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp

pytestmark = pytest.mark.timeout(400)


def play(name: str, out: Path) -> dict[str, Any]:
    """Run one; its report. JSON alone on standard output, the same as in report.json."""
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "journey", name, "--out", str(out)],
        capture_output=True,
        text=True,
        timeout=380,
        check=False,
    )
    log = (out / "kiosk.log").read_text(encoding="utf-8", errors="replace")[-3000:]
    assert done.returncode == 0, done.stderr[-2000:] + log
    report = json.loads(done.stdout)
    assert report == json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert "Traceback" not in log, log
    assert report["ok"]
    for step in report["steps"]:
        assert step["png"] is None or (out / step["png"]).stat().st_size > 5000, step
        for tap in step.get("taps", []):
            assert 0 <= tap["x"] < 1080
            assert 0 <= tap["y"] < 1920
    return dict(report)


def on_paper(receipt: Path) -> tuple[str, list[str]]:
    """Words and codes of the slip, from its raster."""
    page = pypdfium2.PdfDocument(receipt)[0]
    picture = page.render(scale=4).to_pil()
    return page.get_textpage().get_text_range(), [code.text for code in zxingcpp.read_barcodes(picture)]


def test_apply_online(tmp_path: Path) -> None:
    report = play("apply-online", tmp_path)
    words, codes = on_paper(tmp_path / report["receipt_pdf"])
    assert report["project_no"] in words
    assert "已收件，等部门受理" in words
    assert "受理通知书" not in words
    assert codes
    assert codes[0].startswith("http")


def test_apply_offline_survives_the_plug_and_arrives_once(tmp_path: Path) -> None:
    report = play("apply-offline", tmp_path)
    words, codes = on_paper(tmp_path / report["receipt_pdf"])
    assert report["reference"] in words
    assert report["project_no"] not in words
    assert "不代表受理" in words.replace("\r\n", "")
    assert codes
    assert report["reference"] in codes[0], "the provisional code carries the slip itself"
    assert report["queue"]["done"] == 1


def test_show_licence(tmp_path: Path) -> None:
    report = play("show-licence", tmp_path)
    assert report["redemptions"] == {"first": "taken", "second": "refused", "late": "refused"}
    assert report["licences"] >= 4


def test_card_faults(tmp_path: Path) -> None:
    report = play("card-faults", tmp_path)
    assert len(report["told"]) >= 7
    assert all(report["told"].values())
