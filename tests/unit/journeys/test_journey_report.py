"""What a journey writes and takes away: its own files, and nothing of anybody else's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.journeys.report import Report


@pytest.fixture(autouse=True)
def _development(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KIOSK_DEPLOYMENT", raising=False)
    monkeypatch.delenv("KIOSK_CONFIG", raising=False)


def test_earlier_run_is_taken_away_and_nothing_else(tmp_path: Path) -> None:
    kept = {"thesis.pdf", "holiday.png", "app.log", "notes"}
    for name in (*kept, "01-home.png", "18-home-again.png", "failed.png", "receipt.pdf", "kiosk.log", "report.json"):
        (tmp_path / name).touch()
    Report("apply-online", tmp_path).clear()
    assert {file.name for file in tmp_path.iterdir()} == kept


def test_promised_keys_are_there_where_a_journey_has_none(tmp_path: Path) -> None:
    report = Report("card-faults", tmp_path / "new" / "folder")
    report.clear()
    report.step("home", "home", "01-home.png")
    written = json.loads((report.folder / "report.json").read_text(encoding="utf-8"))
    assert written == report.content()
    assert list(written)[:2] == ["journey", "ok"]
    assert {name: written[name] for name in ("submission_id", "project_no", "receipt_pdf")} == {
        "submission_id": None,
        "project_no": None,
        "receipt_pdf": None,
    }
    assert [set(step) for step in written["steps"]] == [{"name", "screen", "ms", "png"}]


def test_folder_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert main(["journey", "card-faults", "--out", str(tmp_path / "file")]) == 2
    said = capsys.readouterr()
    assert (said.out, "cannot write" in said.err) == ("", True)
