"""The figures of a day: counts alone, right to the hour, and the same on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pypdfium2
import pytest

from kiosk.documents import day_figures
from kiosk.domain.ids import uuid7
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.sending import PRINT, SUBMISSION
from kiosk.runtime.workbench import figures
from kiosk.runtime.workbench.bench import Bench
from kiosk.runtime.workbench.pages import Labels
from kiosk.runtime.workbench.view import Act, Bar, Figures, Page
from kiosk.staff.roles import Role
from offline_cache.contract import JobFault
from offline_cache.memory import MemoryOutbox
from tests.counter_stand import counter
from tests.desk_stand import OneDoor, Shelf, signed_in
from tests.runtime_stand import NOON, until

DAY = NOON.date().isoformat()


class Station:
    """An outbox whose clock is set by hand."""

    def __init__(self) -> None:
        self.now = NOON.timestamp()
        self.queue = MemoryOutbox(clock=lambda: self.now)

    def case(self, item: str = "jg-lxfs", kind: str = SUBMISSION) -> str:
        job_id = uuid7()
        case = {"serviceItemCode": item, "applicant": {"name": "林晚舟"}, "form": {"phone": "19900000001"}}
        self.queue.enqueue(job_id, kind, msgspec.json.encode(case))
        return job_id

    def answered(self, seconds: float, item: str = "jg-lxfs") -> None:
        job_id, taken = self.case(item), self.now
        self.queue.claim(self.now)
        self.now += seconds
        self.queue.complete(job_id, b"{}")
        self.now = taken

    def counted(self, day: str = DAY) -> Figures:
        return figures.of_day(self.queue, Labels(), day)


def as_said(bars: tuple[Bar, ...]) -> dict[str, int]:
    return {bar.name: bar.count for bar in bars if bar.count}


def test_cases_are_counted_by_hour_item_outcome_and_wait() -> None:
    station = Station()
    for seconds in (3.0, 10.0, 11.0, 4000.0):
        station.answered(seconds)
    station.now += 3 * 3600
    called = station.case("yb-mzbx")
    station.queue.claim(station.now)
    station.queue.call_back(called, JobFault.EXPIRED.code)
    station.case(kind=PRINT)
    found = station.counted()
    assert (found.day, found.total, found.median) == (DAY, 5, 10.5)
    assert as_said(found.hours) == {str(NOON.hour): 4, str(NOON.hour + 3): 1}
    assert as_said(found.items) == {"jg-lxfs": 4, "yb-mzbx": 1}
    assert as_said(found.outcomes) == {"done": 4, "call-back": 1}
    assert as_said(found.waits) == {"10": 2, "60": 1, figures.LONGER: 1, figures.NOT_YET: 1}


def test_every_hour_that_somebody_came_is_there_and_a_day_ends_at_midnight() -> None:
    station = Station()
    station.now = NOON.replace(hour=0, minute=0, second=0).timestamp()
    station.case()
    station.now = NOON.replace(hour=23, minute=59, second=59).timestamp()
    station.case()
    station.now += 1
    station.case()
    found = station.counted()
    assert [bar.name for bar in found.hours] == [str(hour) for hour in range(24)]
    assert found.total == 2
    tomorrow = (NOON.date() + dt.timedelta(days=1)).isoformat()
    assert station.counted(tomorrow).total == 1
    assert figures.days(station.queue, station.now) == (tomorrow, DAY)


def test_a_day_without_a_case_has_figures_too() -> None:
    found = Station().counted()
    assert (found.total, found.median, found.items, found.outcomes) == (0, -1.0, (), ())
    assert sum(bar.count for bar in (*found.hours, *found.waits)) == 0


def test_many_items_end_in_the_others_and_nothing_is_lost() -> None:
    station = Station()
    for n in range(9):
        for _ in range(n + 1):
            station.case(f"item-{n}")
    found = station.counted().items
    assert [bar.count for bar in found] == [9, 8, 7, 6, 5, 10]
    assert found[-1].name == figures.OTHERS


def test_no_name_and_no_number_is_in_the_figures() -> None:
    station = Station()
    job_id = station.case()
    said = msgspec.json.encode(station.counted()).decode()
    assert job_id not in said
    assert station.queue.get(job_id).reference not in said
    assert not any(letter in said for letter in "林晚舟")


# --- on paper ---------------------------------------------------------------------------------------------
def words(path: Path) -> str:
    (page,) = pypdfium2.PdfDocument(path)
    return str(page.get_textpage().get_text_range())


def test_the_paper_says_the_same_on_one_page(tmp_path: Path) -> None:
    station = Station()
    for n in range(9):
        station.answered(float(n), f"门诊费用报销{'长' * 30}{n}")
    path = figures.save(tmp_path / "figures", station.counted(), "A03", NOON)
    assert path.name == f"figures-{DAY}.pdf"
    assert path.parent.stat().st_mode & 0o077 == 0
    said = words(path)
    assert all(
        part in said for part in (DAY, "A03", "办件 9 件", "按时段", "平台已收到", "10 秒以内", "其他事项", "…")
    )
    assert path.read_bytes() == figures.save(path.parent, station.counted(), "A03", NOON).read_bytes()
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_what_is_drawn_stays_on_the_page(tmp_path: Path) -> None:
    station = Station()
    for n in range(9):
        station.answered(5000.0, f"item-{n}")
    for state in ("set-aside", "call-back"):
        job_id = station.case()
        station.queue.claim(station.now)
        (station.queue.set_aside if state == "set-aside" else station.queue.call_back)(job_id, "platform.gone")
    (page,) = pypdfium2.PdfDocument(figures.save(tmp_path, station.counted(), "A03", NOON))
    width, height = page.get_size()
    for thing in page.get_objects():
        left, bottom, right, top = thing.get_pos() if hasattr(thing, "get_pos") else thing.get_bounds()
        assert 0 <= left <= right <= width
        assert 0 <= bottom <= top <= height


@pytest.mark.parametrize("day", ["../x", "", "2026-13-01"])
def test_a_day_that_is_none_makes_no_file(tmp_path: Path, day: str) -> None:
    with pytest.raises(ValueError, match=r"isoformat|month"):
        figures.save(tmp_path / "figures", Figures(day), "A03", NOON)
    assert list(tmp_path.rglob("*.pdf")) == []


@pytest.mark.parametrize(
    ("seconds", "said"), [(None, "还没有"), (0.4, "0 秒"), (59.0, "59 秒"), (90.0, "2 分钟"), (5400.0, "1.5 小时")]
)
def test_a_time_is_said_for_people(seconds: float | None, said: str) -> None:
    assert day_figures.lasted(seconds) == said


# --- at the desk ------------------------------------------------------------------------------------------
@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


@pytest.fixture
def bench(shelf: Shelf) -> Iterator[Bench]:
    made = Bench(OneDoor(Role.REVIEWER), shelf, counter(), ManualClock(NOON))
    yield made
    made.close()


def test_anybody_at_the_desk_turns_to_them_and_saves_them(bench: Bench, shelf: Shelf) -> None:
    shelf.put()
    signed_in(bench)
    bench.turn_to(Page.FIGURES)
    until(lambda: bench.view.figures.day == DAY and not bench.view.busy, "counted", bench.view)
    assert bench.view.figures.days == (DAY,)
    assert bench.view.acts == (Act.SAVE,)
    bench.act(Act.SAVE)
    until(lambda: bench.view.said == "save", "saved", bench.view)
    assert "办件 1 件" in words(Path(bench.view.saved))
    bench.lock()
    assert (bench.view.saved, bench.view.figures) == ("", Figures())


def test_another_day_is_chosen_and_one_that_is_not_there_is_not(bench: Bench, shelf: Shelf) -> None:
    shelf.put()
    yesterday = (NOON - dt.timedelta(days=1)).date().isoformat()
    shelf.queue._clock = lambda: NOON.timestamp() - 86400
    shelf.put()
    signed_in(bench)
    bench.turn_to(Page.FIGURES)
    until(lambda: bench.view.figures.days == (DAY, yesterday), "days", bench.view)
    bench.choose(yesterday)
    until(lambda: bench.view.figures.day == yesterday, "yesterday", bench.view)
    bench.choose("../../etc")
    until(lambda: bench.view.figures.day == DAY, "today", bench.view)


def test_a_disk_that_takes_nothing_is_said(bench: Bench, shelf: Shelf) -> None:
    (shelf.folder / "figures").write_text("in the way", "utf-8")
    signed_in(bench)
    bench.turn_to(Page.FIGURES)
    until(lambda: bench.view.acts == (Act.SAVE,), "counted", bench.view)
    bench.act(Act.SAVE)
    until(lambda: bench.view.problem != "", "said", bench.view)
    assert (bench.view.problem, bench.view.saved) == ("file", "")
