"""Any order of steps with a crash anywhere: nothing acknowledged is lost, nothing is finished twice."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

from offline_cache.contract import (
    Attachment,
    Blame,
    DayState,
    Handling,
    Job,
    JobState,
    Priority,
    StoreError,
    StoreFault,
)
from offline_cache.memory import MemoryOutbox
from offline_cache.outbox import Outbox
from offline_cache.rotation import rotate

KEY = bytes(range(32))
ONE = ("withdraw", "retry", "reopen", "end")
TWO = {"complete": b"late", "set_aside": "x", "settle": b"receipt", "freeze": "x", "call_back": "x"}


class OutboxLife(RuleBasedStateMachine):
    """The outbox on disk beside the one in memory: whatever is done to both, they agree, also after every crash."""

    acknowledged = Bundle("acknowledged")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.now = 1_752_292_800.0
        self.key = KEY
        self.model = MemoryOutbox(clock=lambda: self.now)
        self.payloads: dict[str, bytes] = {}
        self.files: dict[str, list[Attachment]] = {}
        self.sending: list[str] = []
        self.finished: list[str] = []
        self.disk = self.opened()

    def opened(self) -> Outbox:
        return Outbox.open(self.folder / "outbox.db", self.key, clock=lambda: self.now)

    @rule(
        target=acknowledged,
        payload=st.binary(max_size=3000),
        files=st.lists(
            st.builds(Attachment, st.just("u"), st.just("image/jpeg"), st.binary(max_size=200)), max_size=2
        ),
        handling=st.builds(Handling, st.sampled_from(Priority), st.sampled_from(["", "", "a", "b"])),
    )
    def enqueue(self, payload: bytes, files: list[Attachment], handling: Handling) -> str:
        job_id = f"j{len(self.payloads)}"
        jobs = [queue.enqueue(job_id, "submission", payload, files, handling) for queue in (self.disk, self.model)]
        assert jobs[0] == jobs[1]
        self.payloads[job_id] = payload
        self.files[job_id] = files
        return job_id

    @rule(job_id=acknowledged, same=st.booleans())
    def enqueue_again(self, job_id: str, same: bool) -> None:  # noqa: FBT001
        payload = self.payloads[job_id] if same else self.payloads[job_id] + b"!"
        outcomes: list[Job | StoreFault] = []
        for queue in (self.disk, self.model):
            try:
                outcomes.append(queue.enqueue(job_id, "submission", payload, self.files[job_id]))
            except StoreError as error:
                outcomes.append(error.fault)
        assert outcomes[0] == outcomes[1]
        assert same or outcomes[0] is StoreFault.JOB_EXISTS

    @rule(job_id=acknowledged, offset=st.integers(0, 200))
    def upload(self, job_id: str, offset: int) -> None:
        outcomes = [self.outcome(queue, "uploaded", job_id, 0, offset) for queue in (self.disk, self.model)]
        assert outcomes[0] == outcomes[1]

    @rule(job_id=acknowledged, number=st.integers(0, 2), offset=st.integers(0, 201))
    def read(self, job_id: str, number: int, offset: int) -> None:
        assert self.disk.content(job_id, number, offset) == self.model.content(job_id, number, offset)
        assert self.disk.peek(job_id) == self.model.peek(job_id)

    @rule(age=st.sampled_from([0.0, 60.0, 86_400.0]))
    def expire(self, age: float) -> None:
        assert self.disk.expire(self.now - age) == self.model.expire(self.now - age)

    @rule(data=st.data(), state=st.sampled_from(DayState))
    def mark_day(self, data: st.DataObject, state: DayState) -> None:
        if days := self.model.days():
            day = data.draw(st.sampled_from(days)).day
            assert self.disk.mark_day(day, state, "x") == self.model.mark_day(day, state, "x")

    @rule(age=st.sampled_from([-1.0, 30.0]))
    def purge(self, age: float) -> None:
        assert self.disk.purge(self.now - age) == self.model.purge(self.now - age)

    def outcome(self, queue: Outbox | MemoryOutbox, step: str, *arguments: object) -> object:
        try:
            return getattr(queue, step)(*arguments)
        except StoreError as error:
            return error.fault

    @rule(seconds=st.sampled_from([0.0, 30.0, 86_400.0, -86_400.0]))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @rule()
    def claim(self) -> None:
        claimed, expected = self.disk.claim(self.now), self.model.claim(self.now)
        assert claimed == expected
        if claimed is not None:
            assert claimed.payload == self.payloads[claimed.job.job_id]
            assert len(claimed.attachments) == len(self.files[claimed.job.job_id])
            assert claimed.job.job_id not in self.finished
            self.sending.append(claimed.job.job_id)

    @rule()
    def look_ahead(self) -> None:
        before, found = self.disk.jobs(), self.disk.next_up()
        assert self.disk.jobs() == before
        if found is not None:
            assert found.payload == self.payloads[found.job.job_id]
            assert found.job.job_id not in self.sending + self.finished

    @precondition(lambda self: self.sending)
    @rule(
        data=st.data(),
        step=st.sampled_from(["complete", "set_aside", "call_back", *Blame]),
        wait=st.sampled_from([0.0, 60.0, 1e6]),
    )
    def end_a_try(self, data: st.DataObject, step: str, wait: float) -> None:
        job_id = self.sending.pop(data.draw(st.integers(0, len(self.sending) - 1)))
        for queue in (self.disk, self.model):
            if step == "complete":
                queue.complete(job_id, b"answer " + job_id.encode())
            elif step == "set_aside":
                queue.set_aside(job_id, "platform.refused")
            elif step == "call_back":
                queue.call_back(job_id, "platform.gone")
            else:
                queue.postpone(job_id, "platform.timeout", self.now + wait, Blame(step))
        if step in {"complete", "call_back"}:
            self.finished.append(job_id)

    @rule(job_id=acknowledged, step=st.sampled_from([*ONE, *TWO]))
    def try_any_step(self, job_id: str, step: str) -> None:
        """Most of these the table does not list: both refuse, and nothing changes."""
        if job_id in self.sending:
            return
        arguments = (job_id, TWO[step]) if step in TWO else (job_id,)
        outcomes = [self.outcome(queue, step, *arguments) for queue in (self.disk, self.model)]
        assert outcomes[0] == outcomes[1]
        if isinstance(outcomes[0], Job):
            self.steps_by_hand(outcomes[0], step)

    def steps_by_hand(self, job: Job, step: str) -> None:
        """A person, or reconciliation, may finish a job and may open it again."""
        if job.job_id in self.finished:
            self.finished.remove(job.job_id)
        if step in {"settle", "end"}:
            self.finished.append(job.job_id)

    @rule(clean=st.booleans(), recover=st.booleans())
    def crash(self, clean: bool, recover: bool) -> None:  # noqa: FBT001
        """Start again on what lies on disk; without `clean` from a copy taken while everything was open."""
        if clean:
            self.disk.close()
        else:
            copy = Path(tempfile.mkdtemp())
            for file in self.folder.iterdir():
                shutil.copy(file, copy / file.name)
            (copy / "outbox.db-shm").unlink(missing_ok=True)
            self.disk.close()
            shutil.rmtree(self.folder)
            self.folder = copy
        self.disk = self.opened()
        if recover:
            assert self.disk.recover() == self.model.recover() == len(self.sending)
            self.sending.clear()

    @rule()
    def change_the_key(self) -> None:
        self.key = self.key[1:] + self.key[:1]
        rotate(self.disk.store, self.key)

    @invariant()
    def nothing_is_lost_and_both_agree(self) -> None:
        jobs = self.disk.jobs()
        assert jobs == self.model.jobs()
        assert [job.job_id for job in jobs] == list(self.payloads)
        assert self.disk.stats() == self.model.stats()
        assert self.disk.next_due() == self.model.next_due()
        assert self.disk.days() == self.model.days()
        assert len({job.reference for job in jobs}) == len(jobs)

    @invariant()
    def what_is_finished_stays_finished(self) -> None:
        assert len(set(self.finished)) == len(self.finished)
        for job_id in self.finished:
            assert self.disk.get(job_id).state in {JobState.DONE, JobState.CALL_BACK, JobState.ENDED}
        for job_id in self.payloads:
            assert self.disk.answer(job_id) == self.model.answer(job_id)

    def teardown(self) -> None:
        self.disk.close()
        shutil.rmtree(self.folder)


OutboxLife.TestCase.settings = settings(max_examples=30, stateful_step_count=30, deadline=None)
TestOutboxLife = OutboxLife.TestCase
