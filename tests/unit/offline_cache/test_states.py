from __future__ import annotations

from itertools import product

import pytest

from offline_cache.contract import JobState, StoreError, StoreFault
from offline_cache.states import FINAL, JOB_TABLE, MEANING, OPEN, JobEvent, after, mermaid


@pytest.mark.parametrize(("state", "event"), list(product(JobState, JobEvent)))
def test_the_table_decides_and_what_it_does_not_list_raises(state: JobState, event: JobEvent) -> None:
    if (state, event) in JOB_TABLE:
        assert after(state, event) is JOB_TABLE[state, event]
    else:
        with pytest.raises(StoreError) as caught:
            after(state, event)
        assert caught.value.fault is StoreFault.STEP_NOT_ALLOWED


def test_every_state_is_reached_documented_and_says_what_a_power_cut_does() -> None:
    reached = {JobState.QUEUED, *JOB_TABLE.values()}
    assert reached == set(JobState) == set(MEANING)
    assert all("power cut" in text.lower() for text in MEANING.values())


def test_every_event_happens_somewhere() -> None:
    assert {event for _, event in JOB_TABLE} == set(JobEvent)


def test_no_way_leads_out_of_the_queue_but_an_answer_a_cause_with_a_name_or_a_person() -> None:
    leaving = {event for (old, event), new in JOB_TABLE.items() if old in OPEN and new not in OPEN}
    answers = {JobEvent.ANSWERED, JobEvent.REFUSED, JobEvent.GONE, JobEvent.SETTLED, JobEvent.FROZEN}
    assert leaving == answers | {JobEvent.WITHDREW, JobEvent.EXPIRED}
    assert {JobState.DONE, JobState.CALL_BACK, JobState.WITHDRAWN, JobState.ENDED} == FINAL


def test_what_may_have_been_sent_cannot_be_withdrawn() -> None:
    assert [old for (old, event) in JOB_TABLE if event is JobEvent.WITHDREW] == [JobState.QUEUED]


def test_mermaid_prints_the_whole_table() -> None:
    lines = mermaid().splitlines()
    assert lines[0] == "stateDiagram-v2"
    assert "    sending --> call_back: gone" in lines
    assert "    call_back --> [*]" in lines
    assert len(lines) == 2 + len(JOB_TABLE) + len(FINAL)
