"""A terminal that was offline for weeks works with what it has, and says how old that is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.flows import events as on
from kiosk.flows.acts import put
from kiosk.flows.memory import Memory
from kiosk.flows.screens import Screen
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.interface import CatalogueAnswer
from kiosk.platform_api.transport import AnswerTooLarge
from kiosk.runtime.background import fold
from kiosk.runtime.checks.catalogue import age
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.desk import Desk
from kiosk.runtime.diagnostics import Surroundings, Verdict
from kiosk.runtime.performing.watching import CATALOGUE as KIND
from kiosk.runtime.performing.watching import Watching
from kiosk.runtime.present import OLD_DAYS, present
from kiosk.runtime.scene import Scene
from kiosk.runtime.sync_faults import SyncFault
from kiosk.runtime.view import Banner
from offline_cache.contract import Link, Snapshot
from tests import runtime_stand
from tests.unit.runtime.scripted_line import Desk as SyncDesk
from tests.unit.runtime.scripted_line import catalogue_body

DAY = 86400.0


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(runtime_stand.NOON)


@pytest.fixture
def desk(tmp_path: Path, clock: ManualClock) -> Iterator[Desk]:
    with runtime_stand.desk(runtime_stand.settings(tmp_path), clock) as made:
        yield made


def told(desk: Desk, watching: Watching) -> list[on.CatalogueChanged]:
    now = desk.clock.wall().timestamp()
    desk.links.write(Link(online=False, fault="platform.dns", changed_at=now, checked_at=now, clock_offset=0.0))
    heard: list[object] = []
    watching.look(heard.append)
    return [event for event in heard if isinstance(event, on.CatalogueChanged)]


def test_the_catalogue_grows_old_while_the_line_is_down(desk: Desk, clock: ManualClock) -> None:
    body = catalogue_body("7")
    desk.snapshots.put(Snapshot(KIND, "7", '"7"', clock.wall().timestamp(), body))
    watching = Watching(desk)
    assert told(desk, watching) == [on.CatalogueChanged("7", 0)]
    assert told(desk, watching) == []
    clock.pass_time(21 * DAY + 60)
    assert told(desk, watching) == [on.CatalogueChanged("7", 21)]
    assert desk.catalogue is not None
    assert desk.catalogue.version == "7"
    desk.snapshots.confirm(KIND, "7", clock.wall().timestamp())
    assert told(desk, watching) == [on.CatalogueChanged("7", 0)]


@pytest.mark.parametrize("at", [5 * DAY, -3 * 365 * DAY])
def test_an_age_that_no_clock_could_mean_is_not_shown(desk: Desk, clock: ManualClock, at: float) -> None:
    """Written down by a clock that was days ahead, or in the first seconds of 1970."""
    desk.snapshots.put(Snapshot(KIND, "7", '"7"', clock.wall().timestamp() + at, catalogue_body("7")))
    assert told(desk, Watching(desk)) == [on.CatalogueChanged("7", 0)]


def test_the_age_is_kept_in_mind() -> None:
    memory = fold(Memory(), on.CatalogueChanged("7", 21))
    assert memory is not None
    assert memory.around.catalogue_days == 21


# --- the sync process --------------------------------------------------------------------------------------
@pytest.fixture
def sync() -> SyncDesk:
    return SyncDesk()


def test_a_catalogue_that_did_not_change_is_confirmed_now_and_then(sync: SyncDesk) -> None:
    sync.line.catalogue_answer = CatalogueAnswer(catalogue_body("7"), '"e7"', "7")
    sync.round()
    first = sync.snapshots.fetched_at(KIND)
    sync.round(after=120)
    assert sync.snapshots.fetched_at(KIND) == first
    sync.round(after=3600)
    assert sync.snapshots.fetched_at(KIND) == pytest.approx(sync.clock.wall().timestamp(), abs=1)


@pytest.mark.expects_warnings
def test_a_catalogue_that_cannot_be_fetched_is_not_confirmed(sync: SyncDesk) -> None:
    sync.line.catalogue_answer = CatalogueAnswer(catalogue_body("7"), '"e7"', "7")
    sync.round()
    first = sync.snapshots.fetched_at(KIND)
    sync.line.faults["catalogue"] = PlatformError(PlatformFault.BAD_ANSWER)
    sync.round(after=7200)
    assert sync.snapshots.fetched_at(KIND) == first


@pytest.mark.expects_warnings
def test_a_catalogue_that_is_too_large_leaves_the_one_before_and_says_so(
    sync: SyncDesk, caplog: pytest.LogCaptureFixture
) -> None:
    sync.line.catalogue_answer = CatalogueAnswer(catalogue_body("7"), '"e7"', "7")
    sync.round()
    sync.line.faults["catalogue"] = AnswerTooLarge(PlatformFault.BAD_ANSWER)
    sync.round(after=120)
    assert SyncFault.CATALOGUE_TOO_LARGE.code in caplog.text
    assert sync.snapshots.version(KIND) == "7"
    calls = len(sync.line.asked_etags)
    sync.round(after=10)
    assert len(sync.line.asked_etags) == calls  # not again at once: it would be the same


@pytest.mark.parametrize(
    ("online", "days", "banner"),
    [
        (True, 0, Banner.NONE),
        (True, OLD_DAYS - 1, Banner.NONE),
        (True, OLD_DAYS, Banner.CATALOGUE_OLD),
        (False, 21, Banner.OFFLINE),
    ],
)
def test_the_banner_says_it_where_the_line_is_up_and_still_nothing_came(
    online: bool,  # noqa: FBT001
    days: int,
    banner: Banner,
) -> None:
    memory = put(Memory(), "around", online=online, catalogue_days=days)
    scene = Scene(
        screen=Screen.HOME,
        serial=1,
        memory=memory,
        catalogue=runtime_stand.CATALOGUE,
        organisation="示例市政务服务",
        terminal="A-03",
        hotline="12345",
        test_environment=True,
        clocks={},
        idle_seconds=0,
        now=runtime_stand.NOON,
    )
    chrome = present(scene).chrome
    assert (chrome.banner, chrome.catalogue_days) == (banner, days)


# --- the doctor --------------------------------------------------------------------------------------------
def test_the_doctor_says_how_old_it_is(desk: Desk, clock: ManualClock) -> None:
    around = Surroundings(desk.settings, clock)
    assert age(around).verdict is Verdict.NOT_RUN
    told(desk, Watching(desk))
    assert (age(around).fault, age(around).facts["confirmed"]) == ("doctor.catalogue-old", "never")
    desk.snapshots.put(Snapshot(KIND, "7", '"7"', clock.wall().timestamp(), catalogue_body("7")))
    assert (age(around).verdict, age(around).facts["days"]) == (Verdict.PASS, "0.0")
    clock.pass_time(21 * DAY)
    found = age(around)
    assert (found.verdict, found.fault) == (Verdict.WARN, "doctor.catalogue-old")
    assert (found.facts["version"], found.facts["days"]) == ("7", "21.0")
