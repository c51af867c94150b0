"""The desk at a real outbox on disk: who signed in retries and ends, and the trail says who."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from argon2 import PasswordHasher

from kiosk.__main__ import main
from kiosk.domain.ids import uuid7
from kiosk.platform_api.signing import keys
from kiosk.runtime.audit.trail import Places, audit_folder
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.connections import open_store
from kiosk.runtime.files import Files
from kiosk.runtime.sending import SUBMISSION
from kiosk.runtime.staff_accounts import AuditedDoor, people_of, trail_of
from kiosk.runtime.workbench.bench import Bench
from kiosk.runtime.workbench.counter import counter_of
from kiosk.runtime.workbench.store import TerminalStore
from kiosk.runtime.workbench.view import Act, Page
from kiosk.staff.people import Newcomer
from kiosk.staff.roles import Role
from offline_cache.contract import JobState
from offline_cache.outbox import Outbox
from tests.runtime_stand import settings, until

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
CASE = {"serviceItemCode": "jg-lxfs", "applicant": {"name": "林晚舟"}, "form": {"phone": "19900000001"}}
LONG = "27461385"


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "state")


@pytest.fixture
def job(files: Files) -> str:
    """A case that was set aside, in the outbox of a terminal that is not running."""
    keys.save(files.terminal_key, keys.new_key("sm2-sm3"))
    job_id = uuid7()
    with closing(Outbox(open_store(files), terminal_label="A03")) as outbox:
        outbox.enqueue(job_id, SUBMISSION, msgspec.json.encode(CASE))
        assert outbox.claim(outbox.get(job_id).created_at + 1) is not None
        outbox.set_aside(job_id, "platform.gone")
    return job_id


@pytest.fixture
def bench(files: Files, tmp_path: Path, job: str) -> Iterator[Bench]:
    assert job
    clock = SystemClock()
    people = people_of(files, clock, CHEAP)
    people.add(Newcomer("7", "示例甲", (Role.CLERK,)), LONG, clock.wall().date())
    made = Bench(
        AuditedDoor(people, trail_of(files, clock)),
        TerminalStore(settings(tmp_path)),
        counter_of(settings(tmp_path), clock),
        clock,
    )
    yield made
    made.close()


def state(files: Files, job: str) -> JobState:
    with closing(Outbox(open_store(files), terminal_label="A03")) as outbox:
        return outbox.get(job).state


def test_a_clerk_retries_and_ends_and_the_signed_trail_says_who(bench: Bench, files: Files, job: str) -> None:
    bench.enter("7", LONG)
    until(lambda: bool(bench.view.counts), "signed in", bench.view)
    assert [(row.standing, row.name) for row in bench.view.rows] == [("set-aside", "林*舟")]
    bench.turn_to(Page.OUTBOX)
    until(lambda: not bench.view.busy, "outbox", bench.view)
    bench.choose(job)
    assert list(bench.view.acts) == [Act.RETRY, Act.END]
    bench.act(Act.RETRY)
    until(lambda: bench.view.said == "retry" and bench.view.rows[0].standing == "waiting", "retried", bench.view)
    assert state(files, job) is JobState.WAITING
    assert not bench.view.acts
    bench.lock()
    lines = Places(audit_folder(files.state_dir)).lines.read_bytes().splitlines()
    said = [json.loads(line.split(b" ", 1)[1]) for line in lines]
    events = [(one["event"], one.get("staff")) for one in said]
    assert ("staff-in", "7") in events
    assert ("submission-retried", "7") in events
    assert events[-2:] == [("checkpoint", None), ("staff-out", "7")]


def test_a_terminal_that_took_no_case_yet_says_so(files: Files, tmp_path: Path) -> None:
    clock = SystemClock()
    people = people_of(files, clock, CHEAP)
    people.add(Newcomer("7", "示例甲", (Role.CLERK,)), LONG, clock.wall().date())
    bench = Bench(
        AuditedDoor(people, trail_of(files, clock)),
        TerminalStore(settings(tmp_path)),
        counter_of(settings(tmp_path), clock),
        clock,
    )
    bench.enter("7", LONG)
    until(lambda: bench.view.problem == "store.absent", "said", bench.view)
    assert bench.view.stage == "open"
    bench.close()


def test_a_day_that_was_chosen_is_not_said_to_be_compared_where_there_is_no_platform(
    bench: Bench, files: Files, job: str
) -> None:
    clock = SystemClock()
    people_of(files, clock, CHEAP).add(Newcomer("8", "示例乙", (Role.HEAD,)), LONG, clock.wall().date())
    with closing(Outbox(open_store(files), terminal_label="A03")) as outbox:
        (day,) = outbox.days()
        assert outbox.get(job)
    bench.enter("8", LONG)
    until(lambda: bool(bench.view.counts), "signed in", bench.view)
    bench.turn_to(Page.DAYS)
    until(lambda: not bench.view.busy and [row.row_id for row in bench.view.rows] == [day.day], "days", bench.view)
    bench.choose(day.day)
    bench.act(Act.COMPARE)
    until(lambda: bench.view.problem == "key.platform", "why not", bench.view)  # the platform was never known here
    assert (bench.view.said, [row.standing for row in bench.view.rows]) == ("", ["open"])


def test_without_an_account_there_is_no_desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text(
        'deployment = "development"\n[terminal]\nid = "T"\nlabel = "A03"\n[platform]\nbase_url = "http://127.0.0.1:9"\n'
        'platform_key = "p.pem"\n[storage]\nstate_dir = "state"\n',
        "utf-8",
    )
    assert main(["desk", "--config", str(config)]) == 1
    assert "kiosk staff add" in capsys.readouterr().err
    assert main(["desk", "--config", str(tmp_path / "none.toml")]) == 2
