"""What waits is laid over what the platform says, and the platform wins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offline_cache.contract import Job, JobState
from offline_cache.memory import MemoryOutbox
from offline_cache.projection import Standing, project


def job(name: str, state: JobState, at: float = 0.0, kind: str = "submission") -> Job:
    return Job(name, kind, state, f"A03-{name}", at, 0, 0.0, None)


@pytest.mark.parametrize(
    ("state", "standing"),
    [
        (JobState.QUEUED, Standing.STORED),
        (JobState.SENDING, Standing.SENT),
        (JobState.WAITING, Standing.SENT),
        (JobState.DONE, Standing.SENT),
        (JobState.CALL_BACK, Standing.ATTENTION),
        (JobState.SET_ASIDE, Standing.ATTENTION),
    ],
)
def test_what_only_this_terminal_has_says_how_far_it_is(state: JobState, standing: Standing) -> None:
    nothing: dict[str, str] = {}
    (entry,) = project(nothing, [job("j1", state)], "submission")
    assert (entry.identifier, entry.standing, entry.platform) == ("j1", standing, None)


def test_the_platform_wins_wherever_it_has_spoken() -> None:
    here = [job(state.value, state) for state in JobState]
    there = {state.value: "ACCEPTED" for state in JobState}
    entries = project(there, here, "submission")
    assert [entry.standing for entry in entries] == [Standing.KNOWN] * len(JobState)
    assert [(entry.platform, entry.job) for entry in entries] == [("ACCEPTED", one) for one in here]


def test_what_was_withdrawn_or_ended_here_and_what_is_of_another_kind_is_not_shown() -> None:
    jobs = [job("j1", JobState.WITHDRAWN), job("j2", JobState.QUEUED, kind="rating"), job("j3", JobState.ENDED)]
    assert project({}, jobs, "submission") == ()


def test_pending_work_comes_first_and_newest_first() -> None:
    jobs = [job("old", JobState.QUEUED, 1.0), job("new", JobState.QUEUED, 2.0)]
    entries = project({"b": 1, "a": 2}, jobs, "submission")
    assert [entry.identifier for entry in entries] == ["new", "old", "b", "a"]


@given(st.sets(st.sampled_from("abcdef")), st.sets(st.sampled_from("abcdef")))
def test_everything_is_there_once(here: set[str], there: set[str]) -> None:
    jobs = [job(name, JobState.WAITING) for name in sorted(here)]
    names = [entry.identifier for entry in project(dict.fromkeys(sorted(there), 0), jobs, "submission")]
    assert sorted(names) == sorted(here | there)


def test_a_case_goes_over_into_the_platforms_list_by_itself() -> None:
    outbox = MemoryOutbox()
    outbox.enqueue("j1", "submission", b"")

    def seen(known: dict[str, str]) -> list[Standing]:
        return [entry.standing for entry in project(known, outbox.jobs(), "submission")]

    assert seen({}) == [Standing.STORED]
    outbox.claim(1e12)
    assert seen({}) == [Standing.SENT]
    assert seen({"j1": "SUBMITTED"}) == [Standing.KNOWN], "its answer got lost, its list did not"
    outbox.complete("j1", b"")
    assert seen({"j1": "ACCEPTED"}) == [Standing.KNOWN]
