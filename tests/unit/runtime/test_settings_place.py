"""Where a terminal stands: profile, proxy, opening hours; what cannot be is refused before anything starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.domain.opening import spans
from kiosk.runtime.settings import PlaceProfile, SettingsError, SettingsFault, load

HEAD = """
deployment = "production"
[terminal]
id = "YH-B01"
label = "B01"
[platform]
base_url = "https://platform.example"
platform_key = "platform.pub.pem"
[storage]
state_dir = "state"
"""
PROXY = '[platform.proxy]\nhost = "proxy.bank.example"\nport = 3128\n'
BRANCH = '[place]\nprofile = "bank-branch"\n'
HOURS = '[place.hours]\nmonday = ["09:00-17:00"]\n'


def settings(tmp_path: Path, *parts: str) -> Path:
    path = tmp_path / "kiosk.toml"
    path.write_text(HEAD + "".join(parts), encoding="utf-8")
    return path


def refused(tmp_path: Path, *parts: str) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        load(settings(tmp_path, *parts))
    return caught.value


def test_a_branch_with_its_proxy_and_hours(tmp_path: Path) -> None:
    more = 'workday = []\n[place.hours.dates]\n"2026-10-08" = ["10:00-12:00"]\n'
    loaded = load(settings(tmp_path, PROXY, BRANCH, 'code = "bank-jiazi"\n', HOURS, more))
    place, proxy = loaded.place, loaded.platform.proxy
    assert (place.profile, place.profile.kind, place.code) == (PlaceProfile.BANK_BRANCH, "bank", "bank-jiazi")
    assert proxy is not None
    assert (proxy.host, proxy.port, proxy.account) == ("proxy.bank.example", 3128, None)
    assert place.hours is not None
    rules = place.hours.rules()
    assert (rules.week[0], rules.week[1], rules.workday) == (spans(("09:00-17:00",)), (), ())
    assert list(rules.dates.values()) == [spans(("10:00-12:00",))]


def test_days_of_a_weekend_that_are_worked_are_as_monday(tmp_path: Path) -> None:
    hours = load(settings(tmp_path, HOURS)).place.hours
    assert hours is not None
    assert hours.rules().workday == spans(("09:00-17:00",))


def test_unless_it_says_so_it_is_a_hall_open_day_and_night(tmp_path: Path) -> None:
    loaded = load(settings(tmp_path))
    assert (loaded.place.profile.kind, loaded.place.hours, loaded.platform.proxy) == ("hall", None, None)


def test_a_branch_without_a_proxy_is_refused_there_would_be_a_way_around(tmp_path: Path) -> None:
    error = refused(tmp_path, BRANCH)
    assert error.fault is SettingsFault.INVALID
    assert "platform.proxy" in error.detail


@pytest.mark.parametrize(
    "proxy",
    [
        'host = ""\nport = 3128\n',
        'host = "http://proxy"\nport = 3128\n',
        'host = "user:pw@proxy"\nport = 3128\n',
        'host = "proxy"\nport = 0\n',
        'host = "proxy"\nport = 65536\n',
        'host = "proxy"\nport = 3128\naccount = "a:b"\n',
        'host = "proxy"\nport = 3128\naccount = "a\\nb"\n',
    ],
)
def test_a_proxy_that_can_be_none_is_refused(tmp_path: Path, proxy: str) -> None:
    assert refused(tmp_path, "[platform.proxy]\n", proxy).fault is SettingsFault.INVALID


def test_a_password_does_not_belong_into_the_settings(tmp_path: Path) -> None:
    assert refused(tmp_path, PROXY, 'password = "sesame"\n').fault is SettingsFault.UNKNOWN_KEY


@pytest.mark.parametrize(
    "hours",
    [
        "[place.hours]\n",
        '[place.hours]\nmonday = ["9-17"]\n',
        '[place.hours]\nmonday = ["09:00-12:00", "11:00-17:00"]\n',
        HOURS + "warn_minutes = -1\n",
        HOURS + '[place.hours.dates]\n"2026-02-30" = []\n',
        HOURS + '[place.hours.dates]\n"tomorrow" = []\n',
    ],
)
def test_hours_that_can_be_none_are_refused(tmp_path: Path, hours: str) -> None:
    error = refused(tmp_path, hours)
    assert error.fault is SettingsFault.INVALID
    assert "place.hours" in error.detail
