"""`kiosk sandbox`: what it cannot start with, said with the name of what is wrong."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.sandbox.store import FileUnusableError, Store


@pytest.fixture(autouse=True)
def _development(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KIOSK_DEPLOYMENT", raising=False)
    monkeypatch.delenv("KIOSK_CONFIG", raising=False)


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    assert main(["sandbox", *map(str, words)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    return said.err


@pytest.mark.parametrize("port", ["70000", "-1", "http", "८०"])
def test_a_port_that_is_none_is_said(port: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["sandbox", f"--port={port}", "--db", str(tmp_path / "db")])
    assert caught.value.code == 2
    assert f"'{port}' is no port: 0 to 65535" in capsys.readouterr().err


def test_a_certificate_that_is_not_there_or_none_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--port", 0, "--db", tmp_path / "db", "--key", tmp_path / "key.pem", "--cert"]
    assert "nope.pem" in refused(capsys, *words, tmp_path / "nope.pem")
    for name in ("cert.pem", "key.pem"):
        (tmp_path / name).write_text("no PEM")
    said = refused(capsys, *words, tmp_path / "cert.pem")
    assert f"{tmp_path}/cert.pem and {tmp_path}/key.pem are no certificate and its key" in said


def test_a_second_sandbox_on_a_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "db"
    first = Store(path)
    assert f"another sandbox works on {path}" in refused(capsys, "--port", 0, "--db", path)
    first.close()
    Store(path).close()


def test_a_file_of_another_program_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE precious (it)")
    assert "is no sandbox's file" in refused(capsys, "--port", 0, "--db", path)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM precious").fetchone() == (0,)
    path.write_bytes(b"no database at all" * 100)
    assert "not a database" in refused(capsys, "--port", 0, "--db", path)


@pytest.mark.parametrize("what", ["writes", "ledger"])
def test_the_log_of_an_older_or_missing_file_is_said(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "db"
    assert f"{path} cannot be read" in refused(capsys, "--show", what, "--db", path)
    with closing(sqlite3.connect(path)) as db:
        db.execute(
            "CREATE TABLE writes (number INTEGER PRIMARY KEY, at REAL, method TEXT, path TEXT, status INTEGER)"
        )
        db.execute("INSERT INTO writes VALUES (1, 1.0, 'PUT', '/v1/x', 200)")
        db.commit()
    assert str(path) in refused(capsys, "--show", what, "--db", path)


def test_the_claim_ends_with_the_store(tmp_path: Path) -> None:
    store = Store(tmp_path / "db")
    with pytest.raises(FileUnusableError):
        Store(tmp_path / "db")
    store.close()
    store.close()
    Store(tmp_path / "db").close()
