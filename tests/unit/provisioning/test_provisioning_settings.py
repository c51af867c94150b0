"""Settings out of profile and answers."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.provisioning import settings_file
from kiosk.provisioning.answers import Answers, Expected, Profile, Who, read_answers, read_profile
from kiosk.provisioning.faults import ProvisionError, ProvisionFault
from kiosk.provisioning.place import Place
from kiosk.runtime.settings import SettingsError

VALUES = st.recursive(
    st.booleans() | st.integers(-(2**62), 2**62) | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
PROFILE = {"platform": {"base_url": "https://platform.example.invalid", "platform_key": "keys/p.pem"}}


def made(folder: Path, **settings: Any) -> Profile:
    return Profile("示例省", PROFILE | settings, Expected(), folder)


def answers(folder: Path) -> Answers:
    return Answers(folder / "profile.toml", Who("SF-A03", "A03"))


@given(st.dictionaries(st.text(), VALUES, max_size=4))
def test_toml_is_read_back_as_it_was_written(tables: dict[str, Any]) -> None:
    assert tomllib.loads(settings_file.text(tables)) == tables


def test_what_stands_there_stays_and_the_code_goes(tmp_path: Path) -> None:
    before = {"face": {"far": 0.001}, "platform": {"enrol_code": "OLD-CODE", "timeout": 5.0}}
    tables = settings_file.wanted(before, made(tmp_path), answers(tmp_path))
    assert tables["face"] == {"far": 0.001}
    assert tables["platform"] == {
        "base_url": "https://platform.example.invalid",
        "platform_key": "p.pem",
        "timeout": 5.0,
    }
    assert tables["deployment"] == "production"
    assert tables["terminal"] == {"id": "SF-A03", "label": "A03"}


def test_settings_with_which_it_would_not_start_never_take_the_place(tmp_path: Path) -> None:
    place = Place(tmp_path / "kiosk.toml")
    good = settings_file.wanted({}, made(tmp_path), answers(tmp_path))
    settings_file.write(place, good)
    kept = place.config.read_bytes()
    with pytest.raises(SettingsError):
        settings_file.write(place, {**good, "screen": {"widht": 1}})
    assert place.config.read_bytes() == kept
    assert [path.name for path in tmp_path.iterdir() if ".new" in path.name] == []


def test_the_settings_before_are_kept_beside_them(tmp_path: Path) -> None:
    place = Place(tmp_path / "kiosk.toml")
    first = settings_file.wanted({}, made(tmp_path), answers(tmp_path))
    settings_file.write(place, first)
    settings_file.write(place, {**first, "screen": {"width": 1920}})
    assert tomllib.loads((tmp_path / "kiosk.toml.former").read_text(encoding="utf-8")) == first


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ('profile = "p.toml"\n[terminal]\nid = "A"\nlable = "A"', "lable"),
        ('profile = "p.toml"\n[terminal]\nid = "A"\nlabel = "A"\n[keys]\nseal = "none"', "keys.seal"),
        ("profile = ", "Invalid value"),
    ],
)
def test_a_slip_in_the_answers_is_named(tmp_path: Path, wrong: str, named: str) -> None:
    path = tmp_path / "answers.toml"
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(ProvisionError, match=named) as caught:
        read_answers(path)
    assert caught.value.fault is ProvisionFault.ANSWERS


def test_paths_count_from_the_answers_own_folder(tmp_path: Path) -> None:
    path = tmp_path / "answers.toml"
    path.write_text(
        'profile = "p.toml"\n[terminal]\nid = "A"\nlabel = "A"\n[enrolment]\nway = "usb"\nfolder = "stick"\n',
        encoding="utf-8",
    )
    read = read_answers(path)
    assert (read.profile, read.enrolment.folder) == (tmp_path / "p.toml", tmp_path / "stick")


@pytest.mark.parametrize("wrong", ["", 'name = "示例省"', 'name = "示例省"\n[platform]\n[expected]\ndevice = []'])
def test_a_profile_without_what_it_must_say_is_refused(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "profile.toml"
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(ProvisionError):
        read_profile(path)
