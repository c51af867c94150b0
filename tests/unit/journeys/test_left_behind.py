"""A journey whose people left something in the terminal's files did not go as it should."""

from __future__ import annotations

import base64
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.journeys import stage as module
from kiosk.journeys.left_behind import digests, left_behind, person, sought
from kiosk.journeys.leftover_search import Sought
from kiosk.journeys.report import Report
from kiosk.journeys.stage import staged

NOWHERE = Path("nowhere.db")
TYPED = "19955512345"


def of(*people: str) -> Sought:
    return sought(people, [], NOWHERE)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "out" / "kiosk.log"
    path.parent.mkdir()
    path.write_bytes(b"nothing of anybody")
    return path


def marker(kind: str) -> str:
    said = person("p02")[kind][0]
    assert isinstance(said, str)
    return said


def photo() -> bytes:
    piece = person("p02")["photo"][0]
    assert isinstance(piece, bytes)
    return piece


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("name", marker("name").encode("utf-16-le")),
        ("name", marker("name").encode("gb18030")),
        ("name", json.dumps({"name": marker("name")}).encode()),
        ("number", marker("number").encode()),
        ("number", marker("number").encode().hex().encode()),
        ("address", marker("address").encode("utf-32-le")),
        ("address", base64.b64encode(marker("address").encode())),
        ("phone", marker("phone").encode()),
        ("photo", photo()),
        ("photo", b"x" + base64.b64encode(b"12" + photo() + b"3")),
    ],
)
def test_what_a_card_says_is_found_in_every_spelling(tmp_path: Path, log: Path, kind: str, content: bytes) -> None:
    folder = tmp_path / "stage" / "state"
    folder.mkdir(parents=True)
    (folder / "spool").write_bytes(b"\0" + content + b"\0")
    assert left_behind(folder.parent, log, of("p01", "p02")) == [f"{kind} of p02 in spool"]
    assert left_behind(folder.parent, log, of("p01")) == []
    assert left_behind(folder.parent, log, of()) == []


def test_names_of_files_and_the_log_are_looked_at_and_what_is_not_the_terminals_is_not(
    tmp_path: Path, log: Path
) -> None:
    folder = tmp_path / "stage"
    for beside in ("twins", "printed"):
        (folder / beside).mkdir(parents=True)
        (folder / beside / "page.pdf").write_text(marker("name"))
    (folder / "platform.db").write_text(marker("name"))
    assert left_behind(folder, log, of("p02")) == []
    (folder / f"{marker('number')}.tmp").touch()
    log.write_text(f"somebody said {marker('phone')} and {TYPED}")
    wanted = sought(["p02"], [TYPED], NOWHERE)
    assert left_behind(folder, log, wanted) == [
        "number of p02 in the name of a file",
        "phone of p02 in kiosk.log",
        "what was typed or shown in kiosk.log",
    ]


def test_secrets_are_known_by_the_digests_that_the_platform_keeps(tmp_path: Path) -> None:
    path = tmp_path / "platform.db"
    with closing(sqlite3.connect(path)) as database, database:
        for table, name in (
            ("sessions", "token_digest"),
            ("tokens", "payload_digest"),
            ("phone_pages", "token_digest"),
        ):
            database.execute(f"CREATE TABLE {table} ({name})")
            database.execute(f"INSERT INTO {table} VALUES (?)", (table,))  # noqa: S608  constants
        database.execute("CREATE TABLE phone_codes (digest)")
    assert digests(path) == {"sessions", "tokens", "phone_pages"}
    assert digests(tmp_path / "other.db") == set()


def test_journey_is_not_well_when_its_people_left_something(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "tell", lambda *_: {"ok": True})
    report = Report("card-faults", tmp_path)
    with staged(report) as stage:
        stage.reader(do="place", person="p02")
        report.ok = True
    assert report.ok, "nothing was left"
    with staged(report) as stage:
        stage.reader(do="place", person="p02")
        (stage.folder / "left.log").write_text(marker("number"))
    assert (report.ok, report.error) == (False, "left behind of people: number of p02 in left.log")
