"""`kiosk twin scanner|input`: started by the command, told by the command, ended with the parent."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.commands.twin import message

LIMIT = 30.0


@pytest.mark.parametrize(
    ("words", "told"),
    [(["scanner"], ["scan", "hex=1e31"]), (["input", "--as", "door"], ["open"])],
    ids=["scanner", "door"],
)
def test_a_twin_is_started_told_and_ends_with_its_parent(
    words: list[str], told: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    control = str(tmp_path / "control")
    places = ["--link", str(tmp_path / "it"), "--control", control, "--with-parent"]
    with subprocess.Popen(
        [sys.executable, "-m", "kiosk", "twin", *words, *places], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as twin:
        assert twin.stdout is not None
        assert twin.stdin is not None
        assert json.loads(twin.stdout.readline())["event"] == "ready"
        assert main(["twin", "tell", control, *told]) == 0
        assert json.loads(capsys.readouterr().out)["ok"]
        twin.stdin.close()
        assert twin.wait(LIMIT) == 0


def test_a_code_stays_as_it_was_typed() -> None:
    assert message("scan", ["hex=1e31"]) == {"do": "scan", "hex": "1e31"}
    assert message("scan", ["text=0012"]) == {"do": "scan", "text": "0012"}
    assert message("scan", ["text=true"])["text"] == "true"
