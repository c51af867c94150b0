"""Clock, network, proxy, self-tests: what the doctor's answer means for setting up."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from kiosk.provisioning import line
from kiosk.provisioning.answers import Answers, Enrolling, Expected, Profile, Who
from kiosk.provisioning.faults import ProvisionError, ProvisionFault
from kiosk.provisioning.place import Place
from kiosk.provisioning.setup import Setup, Standing


def setup_of(tmp_path: Path, way: Enrolling | None = None) -> Setup:
    answers = Answers(tmp_path / "x.toml", Who("TEST-C01", "C01"), way or Enrolling())
    return Setup(Place(tmp_path / "kiosk.toml"), answers, Profile("示例省", {"platform": {}}, Expected(), tmp_path))


class Doctor:
    """In place of the command: says what it is told to, and remembers how it was asked."""

    def __init__(self, verdict: str = "pass", out: str = "") -> None:
        row = {"title": "线路", "fault": None if verdict == "pass" else "platform.no-link", "staff": "查网线"}
        said = {"summary": "共 1 项", "checks": [{"name": "network-route", "verdict": verdict, **row}]}
        self.out, self.asked = out or json.dumps(said), [""]

    def __call__(self, _place: Place, words: list[str], **_streams: Any) -> subprocess.CompletedProcess[str]:
        self.asked = words
        return subprocess.CompletedProcess(words, 0, self.out, "kiosk doctor: broken\n")


def doctor(monkeypatch: pytest.MonkeyPatch, *what: str) -> Doctor:
    one = Doctor(*what)
    monkeypatch.setattr(line, "as_user", one)
    return one


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "ftp_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize(
    ("proxy", "fault"), [("http://proxy.example.invalid:3128", ProvisionFault.PROXY), ("", ProvisionFault.SELF_TEST)]
)
def test_no_way_to_the_platform_but_perhaps_through_a_proxy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proxy: str, fault: ProvisionFault
) -> None:
    doctor(monkeypatch, "fail")
    monkeypatch.setenv("https_proxy", proxy)
    with pytest.raises(ProvisionError, match="no-link") as caught:
        line.network(setup_of(tmp_path))
    assert caught.value.fault is fault


def test_a_proxy_that_is_not_needed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    doctor(monkeypatch)
    assert line.network(setup_of(tmp_path)).standing is Standing.DONE
    monkeypatch.setenv("https_proxy", "http://proxy.example.invalid:3128")
    outcome = line.network(setup_of(tmp_path))
    assert outcome.standing is Standing.NOTED
    assert "https" in outcome.said


def test_without_a_line_nothing_is_asked_that_needs_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = doctor(monkeypatch)
    setup = setup_of(tmp_path, Enrolling("usb"))
    assert line.network(setup).standing is Standing.NOTED
    line.self_tests(setup)
    assert not line.NEEDS_A_LINE & set(asked.asked)
    assert {"data-key", "id-reader", "face-models"} <= set(asked.asked)
    line.self_tests(setup_of(tmp_path))
    assert "--only" not in asked.asked


@pytest.mark.parametrize("out", ["Traceback", '{"fault": "settings.invalid"}', '{"checks": []}'])
def test_a_doctor_that_says_nothing_is_no_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str) -> None:
    doctor(monkeypatch, "pass", out)
    with pytest.raises(ProvisionError, match="broken") as caught:
        line.clock(setup_of(tmp_path))
    assert caught.value.fault is ProvisionFault.SELF_TEST
