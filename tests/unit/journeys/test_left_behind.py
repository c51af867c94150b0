"""A journey whose people left something in the terminal's files did not go as it should."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from kiosk.journeys import stage as module
from kiosk.journeys.left_behind import left_behind, person
from kiosk.journeys.report import Report
from kiosk.journeys.stage import staged


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "out" / "kiosk.log"
    path.parent.mkdir()
    path.write_bytes(b"nothing of anybody")
    return path


def marker(place: int) -> str:
    said = person("p02")[place]
    assert isinstance(said, str)
    return said


def photo() -> bytes:
    return next(one for one in person("p02") if isinstance(one, bytes))


@pytest.mark.parametrize(
    "content",
    [
        marker(0).encode("utf-16-le"),
        marker(0).encode("gb18030"),
        json.dumps({"name": marker(0)}).encode(),
        marker(1).encode(),
        marker(2).encode("utf-32-le"),
        marker(3).encode(),
        photo(),
        b"x" + base64.b64encode(b"12" + photo() + b"3"),
    ],
)
def test_what_a_card_says_is_found_in_every_spelling(tmp_path: Path, log: Path, content: bytes) -> None:
    folder = tmp_path / "stage" / "state"
    folder.mkdir(parents=True)
    (folder / "spool").write_bytes(b"\0" + content + b"\0")
    assert left_behind(folder.parent, log, ["p01", "p02"]) == ["spool: p02"]
    assert left_behind(folder.parent, log, ["p01"]) == []
    assert left_behind(folder.parent, log, []) == []


def test_names_of_files_and_the_log_are_looked_at_and_what_is_not_the_terminals_is_not(
    tmp_path: Path, log: Path
) -> None:
    folder = tmp_path / "stage"
    for beside in ("twins", "printed"):
        (folder / beside).mkdir(parents=True)
        (folder / beside / "page.pdf").write_text(marker(0))
    (folder / "platform.db").write_text(marker(0))
    assert left_behind(folder, log, ["p02"]) == []
    (folder / f"{marker(1)}.tmp").touch()
    log.write_text(f"somebody said {marker(3)}")
    assert left_behind(folder, log, ["p02"]) == [f"{marker(1)}.tmp: p02", "kiosk.log: p02"]


def test_journey_is_not_well_when_its_people_left_something(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "tell", lambda *_: {"ok": True})
    report = Report("card-faults", tmp_path)
    with staged(report) as stage:
        stage.reader(do="place", person="p02")
        report.ok = True
    assert report.ok, "nothing was left"
    with staged(report) as stage:
        stage.reader(do="place", person="p02")
        (stage.folder / "left.log").write_text(marker(1))
    assert (report.ok, report.error) == (False, "left behind of people: left.log: p02")
