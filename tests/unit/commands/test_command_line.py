"""The command line from outside: what stands on which stream, whatever the locale, the pipe and the arguments."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from kiosk.__main__ import main

KIOSK = [sys.executable, "-m", "kiosk"]
RECORD = Path(__file__).parents[3] / "kiosk" / "sandbox" / "seed" / "people" / "p01.json"


@pytest.fixture(autouse=True)
def _development(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KIOSK_DEPLOYMENT", raising=False)
    monkeypatch.delenv("KIOSK_CONFIG", raising=False)


def test_json_is_utf8_where_the_locale_is_not() -> None:
    done = subprocess.run(
        [*KIOSK, "card", "decode", str(RECORD), "--json"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert "256" in json.loads(done.stdout.decode("utf-8"))["message"]


def test_reader_of_the_answer_that_has_gone_is_no_program_fault() -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    with os.fdopen(theirs, "wb") as nobody:
        words = [*KIOSK, "card", "decode", str(RECORD), "--json"]
        done = subprocess.run(words, stdout=nobody, stderr=subprocess.PIPE, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["doctor", "--list"], ["docs", "--help"]])
def test_a_full_disk_under_the_answer_is_said_once_and_is_no_traceback(words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*KIOSK, *words], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert done.returncode == 74
    assert done.stderr == b"kiosk: standard output cannot be written: No space left on device\n"


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "nonsense"])
def test_time_is_chinas_in_whatever_zone_the_machine_stands(zone: str) -> None:
    script = "import time; from kiosk.__main__ import main; main(['doctor', '--list']); print(time.strftime('%z'))"
    words, where = [sys.executable, "-c", script], {**os.environ, "TZ": zone}
    done = subprocess.run(words, capture_output=True, text=True, env=where, timeout=60, check=True)
    assert done.stdout.splitlines()[-1] == "+0800"


def test_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8"))["project"]
    assert capsys.readouterr().out == f"kiosk {project['version']}\n"


def test_settings_that_are_not_there_are_no_production(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a real terminal must not offer stays shut, and it is said why."""
    monkeypatch.setenv("KIOSK_CONFIG", str(tmp_path / "typo.toml"))
    assert main(["twin", "tell", str(tmp_path / "socket"), "{}"]) == 2
    said = capsys.readouterr().err
    assert f"settings.not-readable: {tmp_path / 'typo.toml'}: No such file" in said
    assert "production" not in said
    (tmp_path / "typo.toml").write_text("deployment = development\n")
    assert main(["twin", "tell", str(tmp_path / "socket"), "{}"]) == 2
    assert "settings.not-toml" in capsys.readouterr().err
    (tmp_path / "typo.toml").write_text('deployment = "production"\n')
    assert main(["twin", "tell", str(tmp_path / "socket"), "{}"]) == 2
    assert "production.refused" in capsys.readouterr().err


@pytest.mark.parametrize("speed", ["0", "-5", "fast"])
def test_line_speed_that_is_none_is_refused(speed: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["card", "read", "--port", "reader", "--baud", speed])
    assert "--baud" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_sandbox_on_a_port_that_is_none(port: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["sandbox", "--port", port, "--db", str(tmp_path / "platform.db")])
    assert "--port" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_sandbox_on_a_file_that_is_no_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "platform.db"
    file.write_bytes(b"no database" * 500)
    assert main(["sandbox", "--port", "0", "--db", str(file)]) == 1
    said = capsys.readouterr()
    assert (said.out, "cannot start" in said.err) == ("", True)


def test_queue_without_settings_says_so_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["queue", "stats", "--json", "--config", str(tmp_path / "absent.toml")]) == 2
    said = capsys.readouterr()
    assert json.loads(said.out)["fault"] == "settings.not-readable"
    assert "absent.toml" in said.err
