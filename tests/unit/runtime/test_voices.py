"""Whether pages can be read aloud here, and what is missing where they cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.runtime import voices
from kiosk.runtime.checks import fonts
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.diagnostics import DoctorFault, Surroundings, Verdict
from tests.runtime_stand import NOON, settings

FILES = [places[0].replace("*", "some-linux-gnu") for _, places in voices.NEEDED]


def put(root: Path, file: str) -> None:
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).touch()


def test_nothing_is_installed(tmp_path: Path) -> None:
    assert voices.missing(tmp_path) == tuple(package for package, _ in voices.NEEDED)


@pytest.mark.parametrize("number", range(len(FILES)))
def test_one_package_is_missing(number: int, tmp_path: Path) -> None:
    for n, file in enumerate(FILES):
        if n != number:
            put(tmp_path, file)
    assert voices.missing(tmp_path) == (voices.NEEDED[number][0],)


def test_everything_is_there(tmp_path: Path) -> None:
    for file in FILES:
        put(tmp_path, file)
    assert voices.missing(tmp_path) == ()


def test_doctor_names_the_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voices, "missing", lambda: ("speech-dispatcher", "libspeechd2"))
    finding = fonts.voices(Surroundings(settings(tmp_path), ManualClock(NOON)))
    assert finding.verdict is Verdict.WARN
    assert finding.fault == DoctorFault.NO_VOICE.code
    assert finding.facts == {"missing": "speech-dispatcher, libspeechd2"}


def test_doctor_finds_a_voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voices, "missing", lambda: ())
    assert fonts.voices(Surroundings(settings(tmp_path), ManualClock(NOON))).verdict is Verdict.PASS
