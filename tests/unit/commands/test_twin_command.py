"""`kiosk twin`: started as a process, told what to do, refused in production."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from devices.twins.running_twin import RunningSam
from kiosk.__main__ import main
from kiosk.commands.twin import message

PEOPLE = Path(__file__).parents[3] / "kiosk" / "sandbox" / "seed" / "people"
LIMIT = 20.0


def test_words_become_a_request() -> None:
    assert message("place", ["person=p01", "fingerprint=true"]) == {
        "do": "place",
        "person": "p01",
        "fingerprint": True,
    }
    assert message("answer", ["command=find", "result=41", "times=2"]) == {
        "do": "answer",
        "command": "find",
        "result": "41",
        "times": 2,
    }
    assert message("place", ["address=a=b"])["address"] == "a=b"
    for word in ("person", "=p01"):
        with pytest.raises(ValueError, match="KEY=VALUE"):
            message("place", [word])


def test_a_running_twin_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    control = str(tmp_path / "reader.control")
    with RunningSam(tmp_path, "--people", str(PEOPLE)):
        assert main(["twin", "tell", control, "place", "person=p02"]) == 0
        assert json.loads(capsys.readouterr().out)["card"] == "p02"
        assert main(["twin", "tell", control, "answer", "command=find", "result=41"]) == 0
        capsys.readouterr()
        assert main(["twin", "tell", control, "place", "person=p99"]) == 1
        assert json.loads(capsys.readouterr().out)["ok"] is False
    assert main(["twin", "tell", control, "state"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"] is False
    assert control in answer["error"]


def test_the_reader_is_started_by_its_command_and_ends_with_its_parent(tmp_path: Path) -> None:
    port = tmp_path / "port"
    command = [sys.executable, "-m", "kiosk", "twin", "sam", "--link", str(port), "--with-parent"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        assert json.loads(process.stdout.readline()) == {"event": "ready", "port": str(port)}
        process.stdin.close()
        assert process.wait(LIMIT) == 0


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["sam", "--link", "port", "--people", "nope"], "no folder nope"),
        (["sam", "--link", "port", "--people", "."], "there is no *.json in ."),
        (["sam", "--link", "port", "--faces", "nope"], "no folder nope"),
        (["sam", "--link", "port", "--card-record", "nope"], "no file nope"),
        (["chip", "--control", "control", "--people", "nope"], "no folder nope"),
        (["tell", "socket", "state", "--timeout", "inf"], "'inf' is no time"),
    ],
)
def test_what_a_twin_needs_and_has_not_is_named(
    words: list[str],
    named: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as caught:
        main(["twin", *words])
    assert caught.value.code == 2
    assert named in capsys.readouterr().err


def test_production_refuses_virtual_devices(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSK_DEPLOYMENT", "production")
    assert main(["twin", "sam", "--link", str(tmp_path / "port")]) == 2
    assert capsys.readouterr().err.startswith("production.refused")
