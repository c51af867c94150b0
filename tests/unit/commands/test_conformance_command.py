"""`kiosk conformance`: rules on a twin, on a third party's module, by hand; what it prints and how it exits."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from devices.drivers.memory_id_reader import MemoryIdReader
from devices.twins.running_sam import RunningSam
from kiosk.__main__ import main

PEOPLE = Path(__file__).parents[3] / "kiosk" / "sandbox" / "seed" / "people"
THIRD_PARTY = '''
"""Somebody else's driver: closes badly."""
from devices.contract import Driver, Kind

class Reader:
    def poll(self, on_detected):
        return None

    def close(self):
        raise OSError("99010119850314002X")

DRIVER = Driver("theirs", Kind.ID_READER, lambda options: Reader())
'''


def test_a_twin_is_driven_through_its_control_socket(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with RunningSam(tmp_path, "--people", str(PEOPLE)) as twin:
        few = tmp_path / "people"
        few.mkdir()
        (few / "p01.json").write_bytes((PEOPLE / "p01.json").read_bytes())
        driven = ["--control", str(tmp_path / "reader.control"), "--people", str(few), "--require-all", "--json"]
        options = ["--options", f"port={twin.port}", "poll_interval=0.3"]
        code = main(["conformance", "sam_serial", *options, *driven])
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (code, told["failed"], told["untried"], told["passed"]) == (0, 0, 0, len(told["rules"]))
    assert told["kind"] == "id-reader"
    assert told["verified_on"] is None
    assert all(rule["says"] for rule in told["rules"])


def test_without_a_hand_most_is_untried_and_nothing_is_claimed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["conformance", "memory_id_reader"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("passed   may_be_closed_twice") for line in lines)
    assert "untried" in lines[0]
    assert lines[-1] == "memory_id_reader (id-reader): 1 passed, 0 failed, 6 untried"
    assert main(["conformance", "memory_id_reader", "--require-all"]) == 1


def test_a_driver_of_a_third_party_that_breaks_a_rule_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    package = tmp_path / "theirs_for_tests"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "reader.py").write_text(THIRD_PARTY)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    assert main(["conformance", "theirs_for_tests.reader"]) == 1
    said = capsys.readouterr().out
    assert "failed   may_be_closed_twice" in said
    assert "OSError, which is no DeviceError" in said
    assert "9901" not in said


def test_a_person_is_told_what_to_do_and_may_say_no(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("\nno\n"))
    rules = ["--rule", "an_empty_reader_gives_nothing", "--rule", "a_card_that_lies_there_is_read_once"]
    code = main(["conformance", "memory_id_reader", "--by-hand", "--patience", "0.1", *rules])
    shown = capsys.readouterr()
    assert code == 0
    assert "Take any card off" in shown.err
    assert "passed   an_empty_reader" in shown.out
    assert "untried  a_card_that_lies_there" in shown.out


def test_the_rules_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["conformance", "memory_camera", "--list"]) == 0
    assert "red_comes_first" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["no_such_driver"],
        ["devices.contract"],
        ["no.such.module"],
        ["memory_id_reader", "--rule", "no_such_rule"],
        ["memory_id_reader", "--options", "novalue"],
        ["memory_id_reader", "--options", "{broken"],
    ],
)
def test_bad_arguments_are_said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["conformance", *arguments]) == 2
    assert "conformance:" in capsys.readouterr().err


def test_options_may_be_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["conformance", "memory_id_reader", "--options", '{"poll_interval": 0.001}']) == 0
    assert MemoryIdReader({"poll_interval": 0.001}).poll(lambda: None) is None
    capsys.readouterr()
