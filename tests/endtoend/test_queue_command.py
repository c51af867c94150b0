"""`kiosk queue` at a real outbox and a real sandbox: one job, sending again, days, and what is carried by hand."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.__main__ import main
from kiosk.domain.ids import uuid7
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import Print
from kiosk.runtime.claim import claim, let_go
from kiosk.runtime.own_entries import business_day
from kiosk.runtime.sending import PRINT
from offline_cache.contract import Attachment, JobState
from offline_cache.outbox import Outbox
from tests.endtoend.test_sync_process import PATIENCE, Terminal, until
from tests.platform_stand import P01, YDJY

DAY = 86_400
YESTERDAY = business_day(time.time() - DAY)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    one = Terminal(tmp_path)
    try:
        one.start_sandbox()
        yield one
    finally:
        one.end()


@pytest.fixture
def queue(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> Queue:
    return Queue(terminal, capsys)


class Queue:
    """The command, as somebody types it."""

    def __init__(self, terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
        self._config, self._capsys = str(terminal.config), capsys

    def __call__(self, *words: str, code: int = 0) -> Any:
        self._capsys.readouterr()
        assert main(["queue", *words, "--config", self._config, "--json"]) == code, self._capsys.readouterr().err
        answer = self._capsys.readouterr().out
        assert P01.name not in answer
        assert P01.number not in answer
        return json.loads(answer)

    def text(self, *words: str) -> str:
        assert main(["queue", *words, "--config", self._config]) == 0
        return self._capsys.readouterr().out


def sent(terminal: Terminal) -> None:
    assert terminal.start_sync("--once").wait(PATIENCE) == 0


def test_day_is_closed_once_the_platform_has_what_was_taken_on_it(terminal: Terminal, queue: Queue) -> None:
    terminal.submit(captured_at=to_rfc3339(time.time() - DAY))
    sent(terminal)
    (day,) = queue("reconcile")["days"]
    assert (day["day"], day["state"], day["classes"]["submissions"]) == (YESTERDAY, "closed", {"A": 1})
    days = terminal.control("days")["days"]
    assert {(one["kind"], one["state"]) for one in days} == {
        ("submissions", "closed"),
        ("ratings", "closed"),
        ("prints", "closed"),
        ("payments", "closed"),
    }
    assert queue("reconcile", "--day", business_day(time.time()), code=1)["days"][0]["state"] == "open"
    assert "closed" in queue.text("reconcile", "--day", YESTERDAY)


def test_sync_process_closes_the_day_by_itself(terminal: Terminal, queue: Queue) -> None:
    terminal.submit(captured_at=to_rfc3339(time.time() - DAY))
    terminal.start_sync()
    until(lambda: len(terminal.control("days")["days"]) == 4, "every ledger of yesterday closed")
    assert {(one["day"], one["state"]) for one in terminal.control("days")["days"]} == {(YESTERDAY, "closed")}
    (day,) = queue("reconcile", "--day", YESTERDAY)["days"]
    assert day["classes"]["submissions"] == {"A": 1}


def test_platform_that_cannot_be_asked_closes_nothing_and_is_named(terminal: Terminal, queue: Queue) -> None:
    terminal.submit()
    sent(terminal)
    terminal.control("trouble", {"status": 503, "statusTimes": 9})
    assert queue("reconcile", "--day", YESTERDAY, code=1)["fault"].startswith("platform.")


def test_one_job_is_shown_and_what_was_set_aside_is_sent_again(terminal: Terminal, queue: Queue) -> None:
    job_id = terminal.submit(form={})
    sent(terminal)
    assert terminal.outbox.get(job_id).state is JobState.SET_ASIDE
    shown = queue("show", job_id)
    assert (shown["state"], shown["fault"], shown["answer"]) == ("set-aside", "platform.refused", None)
    assert shown["cause"]
    assert shown["next"]
    assert queue("show", shown["reference"])["id"] == job_id
    assert queue("retry", shown["reference"])["retried"][0]["state"] == "waiting"
    assert queue("retry", job_id, code=1)["fault"] == "store.step-not-allowed"
    sent(terminal)
    assert [one["id"] for one in queue("retry", "--all")["retried"]] == [job_id]
    assert queue("show", "no-such", code=1)["fault"] == "store.job-unknown"


def test_citizen_is_called_back_and_the_day_is_closed(terminal: Terminal, queue: Queue) -> None:
    sent(terminal)  # enrols
    terminal.control("withdraw", {"itemCode": "yb-ydjy"})
    job_id = terminal.submit(
        captured_at=to_rfc3339(time.time() - DAY),
        form=YDJY | {"start": business_day(time.time() + 30 * DAY), "phone": "19900000077"},
    )
    sent(terminal)
    (task,) = queue("calls")["calls"]
    assert (task["id"], task["state"]) == (job_id, "call-back")
    day = queue("reconcile", "--day", YESTERDAY, code=1)["days"][0]
    assert (day["state"], day["cause"]) == ("escalated", "reconcile.tasks-open")
    assert queue("call", task["reference"], "--by", "S07")["phone"] == "19900000077"
    assert queue("end", job_id, "--by", "S07", "--reason", "called")["ended"][0]["state"] == "ended"
    assert (queue("calls")["calls"], queue("call", job_id, "--by", "S07", code=1)["fault"]) == (
        [],
        "store.step-not-allowed",
    )
    assert queue("reconcile", "--day", YESTERDAY)["days"][0]["state"] == "closed"
    trail = (terminal.files.state_dir / "audit" / "trail.log").read_text("ascii")
    assert '"event":"phone-shown"' in trail
    assert '"staff":"S07","why":"called"' in trail
    assert '"event":"checkpoint"' in trail.splitlines()[-1], "signed: it cannot be cut off unseen"
    assert "19900000077" not in trail


def test_print_that_the_platform_lost_is_looked_at_with_finance_and_the_day_is_closed(
    terminal: Terminal, queue: Queue
) -> None:
    sent(terminal)  # enrols
    assert queue("differences") == {"differences": []}
    paper = Print(uuid7(), "certificate", "printed", 1, to_rfc3339(time.time() - DAY), False)
    terminal.outbox.enqueue(paper.print_id, PRINT, msgspec.json.encode(paper))
    terminal.outbox.claim(time.time())
    terminal.outbox.complete(paper.print_id, b"{}")
    day = queue("reconcile", "--day", YESTERDAY, code=1)["days"][0]
    assert (day["state"], day["cause"]) == ("escalated", "reconcile.finance-differs")
    (one,) = queue("differences", "--day", YESTERDAY)["differences"]
    assert (one["id"], one["class"], one["here"]["state"], one["there"]) == (paper.print_id, "F", "printed", None)
    words = ("checked", one["reference"], "--day", YESTERDAY, "--by", "S07", "--reason", "paper-void")
    assert [done["id"] for done in queue(*words)["checked"]] == [paper.print_id]
    assert queue(*words, code=1)["fault"] == "store.job-unknown"
    assert queue("reconcile", "--day", YESTERDAY)["days"][0]["state"] == "closed"
    trail = (terminal.files.state_dir / "audit" / "trail.log").read_text("ascii")
    assert '"staff":"S07","why":"paper-void"' in trail


def test_what_waits_is_carried_out_handed_in_elsewhere_and_ended_by_the_receipt(
    terminal: Terminal, queue: Queue, tmp_path: Path
) -> None:
    sent(terminal)  # enrols
    job_id = terminal.submit()
    out = queue("export", "--out", str(tmp_path))
    (bundle,) = out["files"]
    assert out["exported"] == [job_id]
    assert Path(bundle).stat().st_mode & 0o077 == 0
    assert P01.number.encode() not in Path(bundle).read_bytes()
    assert queue("show", job_id)["state"] == "queued"
    (receipt,) = queue("deliver", bundle, "--out", str(tmp_path))["files"]
    assert queue("import-receipt", receipt)["results"] == [{"id": job_id, "status": 201, "settled": True}]
    shown = queue("show", job_id)
    assert (shown["state"], shown["answer"]["projectNo"][:2]) == ("done", "SL")
    assert terminal.cases() == [job_id]
    forged = json.loads(Path(receipt).read_bytes()) | {"signature": ""}
    (tmp_path / "forged.json").write_text(json.dumps(forged))
    assert queue("import-receipt", str(tmp_path / "forged.json"), code=1)["fault"] == "carry-out.refused"
    assert queue("import-receipt", str(tmp_path / "absent.json"), code=1)["fault"] == "file"


def test_files_of_a_case_are_shown_by_how_far_they_came(terminal: Terminal, queue: Queue) -> None:
    page = Attachment("019f5b9a-6d40-7c1e-8a35-0c6c4c5f9d10", "image/jpeg", b"\xff\xd8\xff page", "invoice")
    terminal.outbox.enqueue("019f5b9a-6d40-7c1e-8a35-0c6c4c5f9d11", "submission", b"{}", (page,))
    files = queue("show", "019f5b9a-6d40-7c1e-8a35-0c6c4c5f9d11")["files"]
    assert files == [{"id": page.attachment_id, "media_type": "image/jpeg", "size": 8, "arrived": 0}]


def test_change_of_the_data_key_waits_for_the_terminal_to_stand_still(terminal: Terminal, queue: Queue) -> None:
    refused = queue("rotate-key", code=1)
    assert refused["fault"] == "store.locked"
    terminal.outbox.close()
    claim(terminal.files.state_dir)  # as `kiosk run` does
    try:
        assert queue("rotate-key", code=1)["fault"] == "store.locked"
    finally:
        let_go()
    before = terminal.files.data_key.read_bytes()
    assert queue("rotate-key") == {"records": 0}
    assert terminal.files.data_key.read_bytes() != before
    assert '"event":"data-key-changed"' in (terminal.files.state_dir / "audit" / "trail.log").read_text("ascii")


def test_change_of_the_data_key_goes_on_where_it_was_killed(terminal: Terminal, queue: Queue) -> None:
    count = 3000
    with terminal.outbox.together():
        for n in range(count):
            terminal.outbox.enqueue(f"j{n}", "submission", b"payload %d" % n)
    terminal.outbox.close()
    words = ("queue", "rotate-key", "--config", str(terminal.config))
    first = terminal.kiosk(*words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert first.stderr is not None
    assert any("2500 records left" in line for line in first.stderr)
    first.kill()
    first.wait()
    assert queue("list")[-1]["id"] == f"j{count - 1}"  # in between both keys are at hand
    assert queue("show", "j7")["size"] == len(b"payload 7")
    assert 0 < queue("rotate-key")["records"] <= count - 500
    with closing(Outbox.open(terminal.files.outbox, terminal.files.data_key.read_bytes())) as outbox:
        assert all(outbox.peek(f"j{n}").payload == b"payload %d" % n for n in range(count))
