"""The doctor at the folder for USB sticks: not there, open to others, a stick that is mounted as it must not be."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from devices.contract import DeviceError, Fault
from devices.transports import stick_folder
from kiosk.runtime.checks import sticks
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.diagnostics import Surroundings, failed
from kiosk.runtime.settings import Deployment, Stick
from tests.runtime_stand import NOON, settings


def around(folder: Path | None, deployment: Deployment = Deployment.DEVELOPMENT) -> Surroundings:
    wanted = settings(Path("state"))
    stick = Stick(folder) if folder is not None else None
    return Surroundings(replace(wanted, stick=stick, deployment=deployment), ManualClock(NOON))


def test_a_terminal_without_it_says_so() -> None:
    assert sticks.folder(around(None)).verdict == "not-fitted"


def test_a_folder_that_is_not_there_fails(tmp_path: Path) -> None:
    with pytest.raises(DeviceError) as wrong:
        sticks.folder(around(tmp_path / "none"))
    finding = failed(wrong.value)
    assert finding is not None
    assert (finding.verdict, finding.fault) == ("fail", Fault.NOT_CONFIGURED.code)


def test_a_folder_of_ours_passes_and_one_that_others_may_write_into_does_not(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    finding = sticks.folder(around(tmp_path))
    assert (finding.verdict, finding.facts["stick"]) == ("pass", "-")
    tmp_path.chmod(0o777)
    assert sticks.folder(around(tmp_path)).verdict == "warn"
    assert sticks.folder(around(tmp_path, Deployment.PRODUCTION)).verdict == "fail"


def test_a_stick_that_is_mounted_otherwise_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stick_folder, "_SAFE", -1)  # what is mounted below / is as it is
    with pytest.raises(DeviceError) as wrong:
        sticks.folder(around(Path("/"), Deployment.PRODUCTION))
    assert wrong.value.fault is Fault.STICK_UNSAFE
