"""`kiosk conformance`: rules on a twin, on a third party's module, by hand; what it prints and how it exits."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pytest

from devices.drivers.memory_id_reader import MemoryIdReader
from devices.transports.control import Control
from devices.twins.running_twin import RunningSam
from kiosk.__main__ import main

PEOPLE = Path(__file__).parents[3] / "kiosk" / "sandbox" / "seed" / "people"
LIMIT = 30.0
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
        driven = ["--control", str(tmp_path / "reader.control"), "--people", str(few), "--json"]
        options = ["--options", f"port={twin.port}", "poll_interval=0.3"]
        code = main(["conformance", "sam_serial", *options, *driven])
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (code, told["failed"], told["untried"], told["passed"]) == (0, 0, 0, len(told["rules"]))
    assert told["kind"] == "id-reader"
    assert told["verified_on"] is None
    assert all(rule["says"] for rule in told["rules"])


def test_without_a_hand_most_is_untried_and_nothing_is_claimed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["conformance", "memory_id_reader"]) == 1
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert any(line.startswith("passed   may_be_closed_twice") for line in lines)
    assert "untried" in lines[0]
    assert lines[-1] == "memory_id_reader (id-reader): 6 passed, 0 failed, 8 untried"
    assert "--by-hand" in said.err
    assert main(["conformance", "memory_id_reader", "--optional", "all"]) == 0
    capsys.readouterr()
    assert main(["conformance", "memory_id_reader", "--optional", "vanish", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    named = [rule["rule"] for rule in told["rules"] if rule["optional"]]
    assert named == ["a_lost_reader_is_gone_and_comes_back_by_polling"]
    assert told["kept"] is False


def test_a_driver_of_a_third_party_that_breaks_a_rule_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    package = tmp_path / "theirs_for_tests"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "reader.py").write_text(THIRD_PARTY)
    monkeypatch.chdir(tmp_path)
    assert main(["conformance", "theirs_for_tests.reader"]) == 1
    said = capsys.readouterr().out
    assert "failed   may_be_closed_twice" in said
    assert "OSError, which is no DeviceError (reader.py:10)" in said
    assert "9901" not in said


def test_a_person_is_told_what_to_do_takes_their_time_and_may_say_no() -> None:
    rules = ["--rule", "an_empty_reader_gives_nothing", "--rule", "a_card_that_lies_there_is_read_once"]
    patience = ["--patience", "0.1", "--limit", "1"]
    command = [sys.executable, "-m", "kiosk", "conformance", "memory_id_reader", "--by-hand", *patience, *rules]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True) as process:
        time.sleep(1.5)  # longer than a rule may take: a person's time does not count
        said, asked = process.communicate("\nno\n", LIMIT)
    assert process.returncode == 1
    assert "Take any card off" in asked
    assert "passed   an_empty_reader" in said
    assert "untried  a_card_that_lies_there" in said


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
        ["memory_id_reader", "--options", "pole_interval=1"],
        ["sam_serial"],
        ["memory_id_reader", "--optional", "dance"],
        ["memory_id_reader", "--optional", "used_by_nobody_it_answers_in_time"],
        ["memory_id_reader", "--control", "no/such/socket"],
        ["memory_id_reader", "--people", "no/such/folder"],
    ],
)
def test_bad_arguments_are_said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["conformance", *arguments]) == 2
    shown = capsys.readouterr()
    assert "conformance:" in shown.err
    assert shown.out == ""


@pytest.mark.parametrize("arguments", [["--patience", "0"], ["--limit", "nan"], ["--by-hand", "--control", "x"]])
def test_arguments_that_make_no_sense_are_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["conformance", "memory_id_reader", *arguments])
    assert caught.value.code == 2
    capsys.readouterr()


def test_options_may_be_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["conformance", "memory_id_reader", "--options", '{"poll_interval": 0.001}', "--optional", "all"]) == 0
    )
    assert MemoryIdReader({"poll_interval": 0.001}).poll(lambda: None) is None
    capsys.readouterr()


HANGS = """
import time
from devices.contract import Driver, Kind
class Reader:
    def __init__(self, options): pass
    def poll(self, on_detected): time.sleep(600)
    def close(self): pass
DRIVER = Driver("hangs", Kind.ID_READER, Reader)
"""
EXITS = """
import os, sys
from devices.contract import Driver, Kind
class Reader:
    def poll(self, on_detected): return None
    def close(self): {how}
class Once(Reader):
    opened = 0
    def __init__(self, options):
        Once.opened += 1
    def close(self):
        if Once.opened > 1: {how}
DRIVER = Driver("exits", Kind.ID_READER, Once)
"""


def tried(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    """The exit code, and all of standard output as the one JSON document that it is."""
    code = main(["conformance", *arguments, "--json"])
    return code, json.loads(capfd.readouterr().out)


def test_a_driver_that_hangs_is_named_and_the_next_rule_is_tried(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hangs.py").write_text(HANGS)
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as nobody:
        nobody.bind("control")
    control = Control(tmp_path / "control", lambda _message: {})
    rules = ["--rule", "an_empty_reader_gives_nothing", "--rule", "may_be_closed_twice"]
    code, told = tried(capfd, "hangs.py", "--control", "control", "--limit", "2", *rules)
    control.close()
    assert code == 1
    assert [rule["verdict"] for rule in told["rules"]] == ["failed", "passed"]
    assert told["rules"][0]["reason"].startswith("hung: poll() did not return within")


def test_a_rule_that_takes_too_long_by_many_short_calls_is_not_said_to_hang_in_one(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    control = Control(tmp_path / "control", lambda _message: {})
    path = clumsy(tmp_path, polls="time.sleep(0.1)")
    rule = ["--rule", "a_card_that_lies_there_is_read_once"]
    code, told = tried(capfd, path, "--control", str(tmp_path / "control"), "--limit", "2", *rule)
    control.close()
    assert code == 1
    assert told["rules"][0]["reason"] == "hung: the rule took longer than --limit 2 s"


@pytest.mark.parametrize(("how", "said"), [("sys.exit(0)", "raised SystemExit"), ("os._exit(0)", "exit code 0"),
                                           ("os.kill(os.getpid(), 9)", "signal 9")])  # fmt: skip
def test_a_driver_that_ends_its_process_has_failed(
    how: str, said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "exits.py").write_text(EXITS.format(how=how))
    monkeypatch.chdir(tmp_path)
    code, told = tried(capfd, "exits", "--rule", "may_be_closed_twice")
    assert code == 1
    assert told["rules"][0]["verdict"] == "failed"
    assert said in told["rules"][0]["reason"]


CLUMSY = """
import logging, os, signal, subprocess, sys, time
from devices.contract import Driver, Kind
class Reader:
    def __init__(self, options): {opens}
    def poll(self, on_detected): {polls}
    def close(self): {closes}
{module}
DRIVER = Driver("clumsy", Kind.ID_READER, Reader, {declares})
"""
PROPER = {"declares": "", "opens": "pass", "polls": "time.sleep(0.01)", "closes": "pass", "module": ""}
USED = "used_by_nobody_it_answers_in_time"


def clumsy(folder: Path, **does: str) -> str:
    path = folder / "clumsy.py"
    path.write_text(CLUMSY.format(**PROPER | does))
    return str(path)


@pytest.mark.parametrize(
    ("does", "rule", "said"),
    [
        ({"polls": "time.sleep(600)"}, USED, "hung: poll() did not return within"),
        ({"opens": "time.sleep(600)"}, "it_opens", "hung: open() did not return within"),
        ({"closes": "time.sleep(600)"}, "it_opens", "hung: close() did not return within"),
        ({"polls": "os._exit(0)"}, USED, "ended the process (exit code 0) in poll()"),
        ({"polls": "os.fork()"}, "opened_and_closed_it_leaves_nothing_behind", "the driver forked"),
        ({"polls": "sys.exit(0)"}, USED, "poll() raised SystemExit, which ends the thread (clumsy.py:6)"),
        ({"polls": "print('9901')"}, USED, "wrote 15 bytes on standard output"),
        ({"polls": "os.write(1, b'9901')"}, USED, "wrote 12 bytes on standard output"),
        ({"module": "print('9901')"}, "it_opens", "wrote 5 bytes on standard output"),
        ({"module": "logging.basicConfig(level=0)"}, "it_opens", "level of the root logger"),
        ({"opens": "os.chdir('/')"}, "it_opens", "changed the current folder"),
        ({"polls": "signal.signal(14, print)"}, USED, "raised ValueError, which is no DeviceError"),
        ({"module": "Reader = lambda options: None"}, "it_opens", "open() gave None"),
        ({"module": "del Reader.close"}, "it_opens", "no close()"),
    ],
)
def test_what_needs_no_hand_is_tried_and_never_optional(
    does: dict[str, str], rule: str, said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code, told = tried(capfd, clumsy(tmp_path, **does), "--optional", "all", "--limit", "2")
    assert code == 1
    assert told["kept"] is False
    failed = {one["rule"]: one["reason"] for one in told["rules"] if one["verdict"] == "failed"}
    assert said in failed[rule]
    assert "9901" not in failed[rule]


def test_a_driver_that_does_as_it_must_is_kept_without_a_hand(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code, told = tried(capfd, clumsy(tmp_path), "--optional", "all")
    assert (code, told["kept"], told["failed"]) == (0, True, 0)


def test_a_process_that_the_driver_left_behind_ends_with_the_trial(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    starts = f"open({str(tmp_path / 'pid')!r}, 'w').write(str(subprocess.Popen(['sleep', '600']).pid))"
    tried(capfd, clumsy(tmp_path, opens=starts), "--rule", "may_be_closed_twice")
    process = Path("/proc") / (tmp_path / "pid").read_text() / "cmdline"
    until = time.monotonic() + LIMIT
    while process.exists() and process.read_bytes().startswith(b"sleep"):
        assert time.monotonic() < until, "it still runs"
        time.sleep(0.05)


DECLARED = "options={'port': 'where it is'}"


@pytest.mark.parametrize(
    ("does", "given", "said"),
    [
        ({"declares": DECLARED}, ["prot=1"], "no option 'prot' (did you mean 'port'?)"),
        ({"declares": DECLARED, "opens": "dict(options)"}, ["prot=1"], "no option 'prot' (did you mean 'port'?)"),
        ({"opens": "options['port']"}, ["port=1"], "no option 'port' (its driver declares none)"),
        ({"declares": DECLARED, "opens": "options['port']"}, [], "port is missing"),
        ({"declares": "options={'port'}"}, [], "options as a mapping"),
    ],
)
def test_options_that_cannot_be_are_said(
    does: dict[str, str], given: list[str], said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["conformance", clumsy(tmp_path, **does), *(["--options", *given] if given else [])]) == 2
    assert said in capfd.readouterr().err


@pytest.mark.parametrize(
    ("reads", "verdict"),
    [
        ("options.get('port')", "passed"),
        ("dict(options)", "passed"),
        ("options.get('production')", "passed"),
        ("options.get('spede', 9600)", "failed"),
    ],
)
def test_a_driver_that_reads_an_option_it_does_not_declare_fails(
    reads: str, verdict: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = clumsy(tmp_path, opens=reads, declares=DECLARED)
    rule = ["--rule", "every_option_that_it_reads_is_declared"]
    _code, told = tried(capfd, path, "--options", "port=1", *rule)
    assert told["rules"][0]["verdict"] == verdict
    assert ("'spede'" in told["rules"][0]["reason"]) == (verdict == "failed")


def test_a_driver_whose_import_hangs_is_said(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.commands.conformance._LONG", 0.1)
    path = clumsy(tmp_path, module="time.sleep(600)")
    assert main(["conformance", path, "--list", "--limit", "2"]) == 2
    said = capfd.readouterr().err
    assert "takes its time" in said
    assert "hung: nothing came for 2 s" in said


def test_a_driver_that_does_not_open_as_it_must_leaves_all_untried(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "opens.py"
    path.write_text(HANGS.replace("options): pass", "options): raise OSError"))
    code, told = tried(capfd, str(path))
    assert code == 1
    assert told["rules"][0]["rule"] == "it_opens"
    assert "OSError" in told["rules"][0]["reason"]
    assert "opens.py:" in told["rules"][0]["reason"]
    assert {rule["verdict"] for rule in told["rules"][1:]} == {"untried"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("def broken(:", "SyntaxError"),
        ("import no_such_vendor_library", "no_such_vendor_library"),
        ("raise RuntimeError('no licence')", "no licence (bad.py:1)"),
        ("import sys; sys.exit(3)", "ended the process (exit code 3)"),
        ("DRIVER = 1", "exports no DRIVER"),
        ("from devices.contract import Driver; DRIVER = Driver('a', 'id-reader', print)", "a kind of Kind"),
    ],
)
def test_a_driver_that_cannot_be_imported_is_said_without_a_traceback(
    text: str, said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.py").write_text(text)
    code = main(["conformance", str(tmp_path / "bad.py"), "--json"])
    shown = capfd.readouterr()
    assert code == 2
    assert said in json.loads(shown.out)["detail"]
    assert said in shown.err
    assert "Traceback" not in shown.err
