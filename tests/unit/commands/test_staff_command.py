"""`kiosk staff` as an administrator calls it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from kiosk.__main__ import main
from kiosk.platform_api.signing import keys
from kiosk.runtime.audit.trail import Places, audit_folder
from kiosk.runtime.files import Files

LONG = "27461385"
SETTINGS = """
deployment = "production"
[terminal]
id = "TEST-A03"
label = "A03"
[platform]
base_url = "https://platform.invalid"
platform_key = "platform.pem"
[storage]
state_dir = "state"
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "kiosk.toml"
    path.write_text(SETTINGS, "utf-8")
    keys.save(Files(tmp_path / "state").terminal_key, keys.new_key("sm2-sm3"))
    return path


@pytest.fixture
def asked(config: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    def ask(*words: str, secret: str = "") -> tuple[int, Any]:
        monkeypatch.setattr("sys.stdin", io.StringIO(secret + "\n"))
        code = main(["staff", *words, "--config", str(config), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return ask


def told(config: Path) -> list[dict[str, Any]]:
    lines = Places(audit_folder(config.parent / "state")).lines.read_bytes().splitlines()
    return [json.loads(line.split(b" ", 1)[1]) for line in lines]


def test_an_account_is_made_listed_given_a_secret_and_disabled_and_the_signed_trail_says_so(
    asked: Any, config: Path
) -> None:
    row = {
        "number": "7",
        "name": "示例甲",
        "roles": ["clerk", "head"],
        "card": False,
        "until": None,
        "disabled": False,
    }
    added = asked("add", "7", "--name", "示例甲", "--role", "clerk", "--role", "head", secret=LONG)
    assert added == (0, [row])
    assert asked("passwd", "7", secret=LONG + "0") == (0, [row])
    assert asked("disable", "7") == (0, [row | {"disabled": True}])
    assert asked("list") == (0, [row | {"disabled": True}])
    events = [(one["by"], one["event"], one.get("staff")) for one in told(config)]
    assert [one for one in events if one[1] != "checkpoint"] == [
        ("staff", "staff-added", "7"),
        ("staff", "staff-secret-changed", "7"),
        ("staff", "staff-disabled", "7"),
    ]
    assert events[-1][1] == "checkpoint"


def test_what_cannot_be_says_why_and_the_trail_hears_nothing(asked: Any, config: Path) -> None:
    for words, secret, fault in (
        (("add", "7", "--name", "示例甲", "--role", "clerk"), "1234", "staff.weak-secret"),
        (("add", "7", "--name", "示例甲", "--role", "vendor"), LONG, "staff.not-valid"),
        (("add", "7", "--name", "示例甲", "--role", "clerk", "--card"), LONG, "device.not-configured"),
        (("passwd", "7"), LONG, "staff.unknown"),
        (("disable", "7"), "", "staff.unknown"),
    ):
        code, said = asked(*words, secret=secret)
        assert (code, said["fault"]) == (1, fault)
        assert not secret or secret not in json.dumps(said)
    assert not Places(audit_folder(config.parent / "state")).lines.exists()
