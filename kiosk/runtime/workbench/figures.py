"""The figures of a business day at the desk: cases by hour, item, outcome, and how long they waited for the platform.

Must never hold more than counts: no name, no number of a case, nothing crossed with anything else.
"""

from __future__ import annotations

import datetime as dt
import os
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from kiosk.documents import day_figures
from kiosk.platform_api.times import CHINA
from kiosk.runtime.own_entries import business_day
from kiosk.runtime.sending import SUBMISSION
from kiosk.runtime.workbench.pages import Labels
from kiosk.runtime.workbench.view import Bar, Figures
from offline_cache.contract import Job, JobQueue, JobState
from offline_cache.files import sync_directory

OTHERS = "*"
"""Everything that is not among the items named."""
UNNAMED = ""
"""Items of cases that are erased here: what they were is not known any more."""
NOT_YET = "not-yet"
LONGER = "longer"
STEPS = (10, 60, 600, 3600)
"""Seconds: a wait belongs to the first step that is no shorter."""
_MOST_ITEMS = 5
_OPENS, _CLOSES = 8, 18
"""Hours that are shown also when nobody came."""
_OUTCOMES = (
    (JobState.DONE, "平台已收到"),
    (JobState.QUEUED, "待上传"),
    (JobState.SENDING, "正在上传"),
    (JobState.WAITING, "等待重试"),
    (JobState.SET_ASIDE, "要处理"),
    (JobState.CALL_BACK, "要回电"),
    (JobState.WITHDRAWN, "已撤回"),
    (JobState.ENDED, "已了结"),
)
_WAITS = {"10": "10 秒以内", "60": "1 分钟以内", "600": "10 分钟以内", "3600": "1 小时以内"}
_WAITS |= {LONGER: "1 小时以上", NOT_YET: "还没有收到"}
_SAID_ITEMS = {OTHERS: "其他事项", UNNAMED: "内容已清除"}


def days(queue: JobQueue, now: float) -> tuple[str, ...]:
    """Business days with a case, and today; the newest first."""
    found = {business_day(job.created_at) for job in queue.jobs() if job.kind == SUBMISSION}
    return tuple(sorted(found | {business_day(now)}, reverse=True))


def of_day(queue: JobQueue, labels: Labels, day: str) -> Figures:
    """What was taken on that day (YYYY-MM-DD, China) at this terminal. Raises StoreError."""
    jobs = [job for job in queue.jobs() if job.kind == SUBMISSION and business_day(job.created_at) == day]
    waits = [max(0.0, job.finished_at - job.created_at) for job in jobs if _answered(job) and job.finished_at]
    return Figures(
        day=day,
        total=len(jobs),
        median=statistics.median(waits) if waits else -1.0,
        hours=_by_hour(jobs),
        items=_by_item(labels.of(queue, job)[1] for job in jobs),
        outcomes=_by_outcome(jobs),
        waits=_by_wait(jobs, waits),
    )


def save(folder: Path, figures: Figures, terminal: str, at: dt.datetime) -> Path:
    """As PDF, over that of the same day. Returns where it lies. Raises OSError, DocumentError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"figures-{dt.date.fromisoformat(figures.day).isoformat()}.pdf"
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("xb") as file:
            file.write(day_figures.render(_sheet(figures, terminal, at)))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    sync_directory(folder)
    return path


def _sheet(figures: Figures, terminal: str, at: dt.datetime) -> day_figures.Sheet:
    outcomes = {state.value: said for state, said in _OUTCOMES}
    return day_figures.Sheet(
        terminal=terminal,
        day=figures.day,
        at=at,
        total=figures.total,
        median=None if figures.median < 0 else figures.median,
        hours=tuple((bar.name, bar.count) for bar in figures.hours),
        items=tuple((_SAID_ITEMS.get(bar.name, bar.name), bar.count) for bar in figures.items),
        outcomes=tuple((outcomes[bar.name], bar.count) for bar in figures.outcomes),
        waits=tuple((_WAITS[bar.name], bar.count) for bar in figures.waits),
    )


def _answered(job: Job) -> bool:
    return job.state is JobState.DONE and job.finished_at is not None


def _by_hour(jobs: Sequence[Job]) -> tuple[Bar, ...]:
    found = Counter(dt.datetime.fromtimestamp(job.created_at, CHINA).hour for job in jobs)
    first, last = min(_OPENS, *found, _OPENS), max(_CLOSES, *found, _CLOSES)
    return tuple(Bar(str(hour), found[hour]) for hour in range(first, last + 1))


def _by_item(items: Iterable[str]) -> tuple[Bar, ...]:
    found = sorted(Counter(items).items(), key=lambda one: (-one[1], one[0]))
    named = [one for one in found if one[0] != UNNAMED]
    rest = sum(count for _, count in named[_MOST_ITEMS:])
    more = [(OTHERS, rest), (UNNAMED, sum(count for name, count in found if name == UNNAMED))]
    return tuple(Bar(name, count) for name, count in [*named[:_MOST_ITEMS], *(one for one in more if one[1])])


def _by_outcome(jobs: Sequence[Job]) -> tuple[Bar, ...]:
    found = Counter(job.state for job in jobs)
    return tuple(Bar(state.value, found[state]) for state, _ in _OUTCOMES if found[state])


def _by_wait(jobs: Sequence[Job], waits: Iterable[float]) -> tuple[Bar, ...]:
    found = Counter(next((str(step) for step in STEPS if wait <= step), LONGER) for wait in waits)
    open_still = sum(not _answered(job) and job.state not in {JobState.WITHDRAWN, JobState.ENDED} for job in jobs)
    names = (*(str(step) for step in STEPS), LONGER)
    return (*(Bar(name, found[name]) for name in names), Bar(NOT_YET, open_still))
