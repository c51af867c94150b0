"""The journeys as anybody would run them: the command, its exit code, what it leaves behind."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from kiosk.journeys import fault_cells
from tests.qr_reader import qr_codes

pytestmark = pytest.mark.timeout(400)


def play(name: str, out: Path, *more: str, limit: float = 380) -> dict[str, Any]:
    """Run one; its report. JSON alone on standard output, the same as in report.json; nothing stays elsewhere."""
    scratch = out.with_name(out.name + "-scratch")
    scratch.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "journey", name, "--out", str(out), *more],
        capture_output=True,
        text=True,
        timeout=limit,
        check=False,
        env={**os.environ, "TMPDIR": str(scratch)},
    )
    log = (out / "kiosk.log").read_text(encoding="utf-8", errors="replace")[-3000:]
    assert done.returncode == 0, done.stderr[-2000:] + log
    report = json.loads(done.stdout)
    assert report == json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert "Traceback" not in log, log
    assert report["ok"]
    assert {"submission_id", "project_no", "receipt_pdf"} <= set(report)
    assert not list(scratch.iterdir()), "left behind beside the report"
    for step in report["steps"]:
        assert (out / step["png"]).stat().st_size > 5000, step
        assert step["screen"], step
        for tap in step.get("taps", []):
            assert 0 <= tap["x"] < 1080
            assert 0 <= tap["y"] < 1920
    return dict(report)


def on_paper(receipt: Path) -> tuple[str, list[str]]:
    """Words and codes of the slip, from its raster."""
    page = pypdfium2.PdfDocument(receipt)[0]
    picture = page.render(scale=4).to_pil()
    return page.get_textpage().get_text_range(), [code.text for code in qr_codes(picture)]


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
    assert report["killed_after"] == "printed"


def test_speech_says_the_pages_in_order_and_the_report_has_it(tmp_path: Path) -> None:
    report = play("speech", tmp_path)
    said = report["said"]
    titles = ["您好，今天办什么事？", "医保", "异地就医备案", "请把身份证平放在读卡区", "请选一种方式确认是本人"]
    places = [said.index(title) for title in titles]
    assert places == sorted(places)
    assert not [one for one in said if "99010" in one]
    log = (tmp_path / "kiosk.log").read_text(encoding="utf-8")
    assert not [title for title in titles if title in log]


def test_keypad_only_never_touches_the_screen(tmp_path: Path) -> None:
    report = play("keypad-only", tmp_path)
    assert report["project_no"]
    assert report["keys"] > 50
    assert not [step for step in report["steps"] if step["taps"]]
    assert "[enter]" in report["steps"][1]["keys"]


def test_show_licence(tmp_path: Path) -> None:
    report = play("show-licence", tmp_path)
    assert report["redemptions"] == {"first": "taken", "second": "refused", "late": "refused"}
    assert report["licences"] >= 4


def test_tls_faults_are_told_apart_and_the_case_goes_through_after_them(tmp_path: Path) -> None:
    report = play("tls-faults", tmp_path)
    told = {step["name"]: (step["fault"], step["banner"]) for step in report["steps"] if "fault" in step}
    assert list(told) == ["name", "expired", "early", "unknown"]
    assert len(set(told.values())) == len(told)
    assert report["project_no"]


def test_card_faults(tmp_path: Path) -> None:
    report = play("card-faults", tmp_path)
    assert len(report["told"]) >= 7
    assert all(report["told"].values())


@pytest.mark.timeout(1200)
def test_device_faults(tmp_path: Path) -> None:
    """Each sixth cell, so that every page is visited; the whole matrix takes minutes and is played by hand."""
    report = play("device-faults", tmp_path, "--every", "6", limit=1100)
    cells = report["cells"]
    assert len(cells) == len(list(fault_cells.cells()))
    assert all(cell.keys() & {"elsewhere", "left_out"} or cell["told"] for cell in cells.values())
    told = {name.split()[0] for name, cell in cells.items() if cell.get("told")}
    assert told == {"card", "face", "scan", "result", "receipt"}
    assert report["receipts_printed"] == 1


def test_journey_that_is_told_to_end_takes_everything_down(tmp_path: Path) -> None:
    out, scratch = tmp_path / "out", tmp_path / "scratch"
    scratch.mkdir()
    words = [sys.executable, "-m", "kiosk", "journey", "card-faults", "--out", str(out)]
    with subprocess.Popen(words, stderr=subprocess.PIPE, env={**os.environ, "TMPDIR": str(scratch)}) as process:
        end = time.monotonic() + 120
        while not (out / "report.json").exists() and time.monotonic() < end:
            time.sleep(0.1)
        running = [path.name for path in scratch.iterdir()]
        process.send_signal(signal.SIGTERM)
        process.wait(120)
    assert running, "it had begun"
    assert process.returncode == 128 + signal.SIGTERM
    assert not list(scratch.iterdir())
    assert str(scratch) not in _command_lines()


def _command_lines() -> str:
    """The command lines of all processes, one each line."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            found.append(file.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"))
    return "\n".join(found)


def test_long_outage(tmp_path: Path) -> None:
    report = play("long-outage", tmp_path / "out")
    assert report["writes"] == {"received": 200, "accepted": 200, "ids": 200, "contents": 200}
    assert {one["state"] for one in report["days"]} == {"closed"}


def test_withdrawn_item(tmp_path: Path) -> None:
    report = play("withdrawn-item", tmp_path / "out")
    assert report["fault"] == "platform.gone"
    assert report["next"]
    assert report["writes"]["accepted"] == 0


def test_resume_elsewhere(tmp_path: Path) -> None:
    report = play("resume-elsewhere", tmp_path / "out")
    assert (report["begun_at"], report["handed_in_at"]) == ("A-03", "TEST-B07")
    assert report["submission_id"] == report["draft"]
    assert report["project_no"]


@pytest.mark.parametrize(("name", "begins"), [("handover", ["help-asked"]), ("desk-assisted", [])])
def test_staff_help_and_the_person_hands_it_in(tmp_path: Path, name: str, begins: list[str]) -> None:
    report = play(name, tmp_path / "out")
    helped = ["help-begun", "help-handed-back", "help-taken-up", "helped-case"]
    assert [one["event"] for one in report["trail"]] == [*begins, *helped]
    assert {one["staff"] for one in report["trail"][len(begins) :]} == {"s-02"}
    assert report["project_no"]
    desk = (tmp_path / "out" / "desk.log").read_text("utf-8")
    assert "Traceback" not in desk, desk


def test_provision(tmp_path: Path) -> None:
    report = play("provision", tmp_path / "out")
    assert [step["screen"] for step in report["steps"]] == ["readiness-report", "home", "readiness-report"]
    for terminal in report["provisioned"]:
        with pypdfium2.PdfDocument(tmp_path / "out" / f"readiness-{terminal}.pdf") as document:
            words = document[0].get_textpage().get_text_range()
        assert terminal in words
        assert "没有故障" in words
    assert "密钥" in {one["what"] for one in report["wiped"]}


def test_progress(tmp_path: Path) -> None:
    report = play("progress", tmp_path / "out")
    assert report["states"] == ["WITHDRAWN"]
    assert report["queue"] == ["done", "withdrawn"]
    assert (tmp_path / "out" / str(report["receipt_pdf"])).exists(), "the slip was printed again"


def test_correction(tmp_path: Path) -> None:
    report = play("correction", tmp_path / "out")
    assert report["state"] == "SUBMITTED"
    assert report["answer"] == {
        "submissionId": report["submission_id"],
        "fields": ["amount"],
        "materials": ["invoice"],
    }
