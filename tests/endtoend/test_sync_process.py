"""The real `kiosk sync` between a real outbox and a real sandbox, each in a process of its own."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.domain.ids import uuid7
from kiosk.domain.submission import UploadRef
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import SubmissionAnswer
from kiosk.runtime import demo
from kiosk.runtime.connections import Files, open_store
from kiosk.runtime.sync_process import AlreadyRunningError, alone
from kiosk.runtime.told import configuration
from offline_cache.attachments import PIECE
from offline_cache.catalogue import SnapshotStore
from offline_cache.contract import Attachment, JobState
from offline_cache.link import LinkStore
from offline_cache.outbox import Outbox
from offline_cache.states import FINAL
from offline_cache.wakeup import wake
from tests.platform_stand import YDJY, case, encoded, signature_evidence

PATIENCE = 90.0


def until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"never: {what}"
        time.sleep(0.05)


class Terminal:
    """A terminal's state directory, and the processes around it, started and killed one by one."""

    def __init__(self, folder: Path) -> None:
        self.port = demo.free_port()
        wanted = demo.Demo(folder, port=self.port, embedded_sandbox=False, reader=False, camera=False)
        self.folder, self.demo = folder, wanted
        self.config = demo.write(folder, wanted)
        self.files = Files(folder / "state")
        self.outbox = Outbox(open_store(self.files))
        self.link = LinkStore(self.outbox.store)
        self._running: list[subprocess.Popen[str]] = []

    def kiosk(self, *words: str, **options: Any) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "kiosk", *words]
        process = subprocess.Popen(command, text=True, stdin=subprocess.PIPE, **options)
        self._running.append(process)
        return process

    def start_sandbox(self) -> subprocess.Popen[str]:
        process = self.kiosk(*demo.sandbox_words(self.demo, self.port), stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["event"] == "ready"
        return process

    def start_sync(self, *words: str) -> subprocess.Popen[str]:
        return self.kiosk("sync", "--config", str(self.config), *words)

    def submit(self, **changes: Any) -> str:
        now = time.time()
        right = {"form": YDJY | {"start": to_rfc3339(now + 30 * 86_400)[:10]}, "captured_offline": True}
        wanted = right | {"submission_id": uuid7(), "captured_at": to_rfc3339(now)} | changes
        submission = case(signature_evidence(), **wanted)
        self.outbox.enqueue(submission.submission_id, "submission", encoded(submission))
        wake(self.files.sync_socket)
        return submission.submission_id

    def submit_with_a_scan(self, scan: bytes) -> str:
        """A reimbursement with its invoice, which travels ahead of it."""
        file = Attachment(uuid7(), "image/jpeg", scan, "invoice")
        announced = UploadRef(
            file.attachment_id, "invoice", "image/jpeg", hashlib.sha256(scan).hexdigest(), len(scan)
        )
        form = {"visited": "2026-07-01", "amount": 120.5, "phone": "19900000001"}
        about = {
            "service_item_code": "yb-mzbx",
            "item_version": "2",
            "form_version": "2",
            "form": form,
            "materials": (),
        }
        submission = case(
            signature_evidence(),
            **about,
            submission_id=uuid7(),
            captured_at=to_rfc3339(time.time()),
            captured_offline=True,
            uploads=(announced,),
        )
        self.outbox.enqueue(submission.submission_id, "submission", encoded(submission), [file])
        wake(self.files.sync_socket)
        return submission.submission_id

    def control(self, name: str, body: dict[str, Any] | None = None) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        url = f"http://127.0.0.1:{self.port}/_sandbox/{name}"
        with urllib.request.urlopen(url, data, timeout=PATIENCE) as answer:
            return json.loads(answer.read())

    def cases(self) -> list[str]:
        return [one["submissionId"] for one in self.control("submissions")["submissions"]]

    def until_state(self, job_id: str, state: JobState) -> None:
        until(
            lambda: self.outbox.get(job_id).state in FINAL | {state}, f"{state.value}, but {self.outbox.get(job_id)}"
        )
        assert self.outbox.get(job_id).state is state

    def until_link(self, *, online: bool) -> None:
        until(lambda: bool(self.link.read().checked_at) and self.link.read().online is online, f"online {online}")

    def end(self) -> None:
        self.outbox.close()
        for process in self._running:
            process.kill()
        for process in self._running:
            with process:
                process.wait(PATIENCE)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    one = Terminal(tmp_path)
    # The platform's key is made by its first start; a terminal is given it before it goes into service.
    stop(one.start_sandbox())
    yield one
    one.end()


def stop(process: subprocess.Popen[str], how: signal.Signals = signal.SIGTERM) -> int:
    process.send_signal(how)
    return process.wait(PATIENCE)


def test_submitted_while_the_platform_is_down_arrives_once_when_it_is_back(terminal: Terminal) -> None:
    sync = terminal.start_sync()
    terminal.until_link(online=False)
    job_id = terminal.submit()
    assert terminal.outbox.get(job_id).state is JobState.QUEUED
    stop(sync, signal.SIGKILL)
    terminal.start_sync()
    terminal.start_sandbox()
    terminal.until_state(job_id, JobState.DONE)
    answer = msgspec.json.decode(terminal.outbox.answer(job_id) or b"", type=SubmissionAnswer)
    assert answer.project_no
    assert terminal.cases() == [job_id]


def test_killed_in_the_middle_of_an_upload_it_goes_on_where_it_was(terminal: Terminal) -> None:
    terminal.start_sandbox()
    sync = terminal.start_sync()
    terminal.until_link(online=True)
    terminal.control("trouble", {"latencyMs": 700, "path": "/v1/uploads"})
    job_id = terminal.submit_with_a_scan(b"\xff\xd8\xff" + os.urandom(6 * PIECE))
    until(lambda: terminal.outbox.peek(job_id).attachments[0].offset >= PIECE, "a first piece")
    stop(sync, signal.SIGKILL)
    before = terminal.outbox.peek(job_id).attachments[0]
    assert PIECE <= before.offset < before.size
    terminal.control("trouble", {"latencyMs": 0, "path": "/v1/uploads"})
    terminal.start_sync()
    terminal.until_state(job_id, JobState.DONE)
    assert terminal.cases() == [job_id]
    assert terminal.outbox.peek(job_id).attachments[0].offset == before.size


def test_an_answer_that_got_lost_makes_no_second_case(terminal: Terminal) -> None:
    terminal.start_sandbox()
    terminal.start_sync()
    terminal.until_link(online=True)
    terminal.control("trouble", {"dropAnswers": 1, "path": "/v1/submissions"})
    job_id = terminal.submit()
    terminal.until_state(job_id, JobState.DONE)
    assert terminal.cases() == [job_id]
    assert terminal.outbox.get(job_id).attempts == 2


def test_killed_while_the_platform_answers_the_case_is_there_once(terminal: Terminal) -> None:
    terminal.start_sandbox()
    sync = terminal.start_sync()
    terminal.until_link(online=True)
    terminal.control("trouble", {"latencyMs": 3000, "path": "/v1/submissions"})
    job_id = terminal.submit()
    terminal.until_state(job_id, JobState.SENDING)
    stop(sync, signal.SIGKILL)
    terminal.control("trouble", {})
    terminal.start_sync()
    terminal.until_state(job_id, JobState.DONE)
    assert terminal.cases() == [job_id]


def test_an_item_withdrawn_meanwhile_is_called_back_and_the_rest_goes(terminal: Terminal) -> None:
    withdrawn = terminal.submit()
    terminal.start_sandbox()
    terminal.control("withdraw", {"itemCode": "yb-ydjy"})
    terminal.start_sync()
    terminal.until_state(withdrawn, JobState.CALL_BACK)
    assert terminal.cases() == []


def test_a_case_that_is_refused_blocks_nobody(terminal: Terminal) -> None:
    refused = terminal.submit(form={"kind": "nonsense"})
    good = terminal.submit()
    terminal.start_sandbox()
    terminal.start_sync()
    terminal.until_state(good, JobState.DONE)
    assert terminal.outbox.get(refused).state is JobState.SET_ASIDE
    assert terminal.cases() == [good]


def test_asked_to_end_it_finishes_the_case_at_hand(terminal: Terminal) -> None:
    terminal.start_sandbox()
    sync = terminal.start_sync()
    terminal.until_link(online=True)
    terminal.control("trouble", {"latencyMs": 1000, "path": "/v1/submissions"})
    job_id = terminal.submit()
    terminal.until_state(job_id, JobState.SENDING)
    assert stop(sync) == 0
    assert terminal.outbox.get(job_id).state is JobState.DONE
    assert not terminal.files.sync_socket.exists()


def test_it_ends_with_the_program_that_started_it(terminal: Terminal) -> None:
    sync = terminal.start_sync()
    terminal.until_link(online=False)
    assert sync.stdin is not None
    sync.stdin.close()
    assert sync.wait(PATIENCE) == 0


def test_once_sends_what_is_due_and_ends(terminal: Terminal) -> None:
    job_id = terminal.submit()
    assert terminal.start_sync("--once").wait(PATIENCE) == 1
    terminal.start_sandbox()
    assert terminal.start_sync("--once").wait(PATIENCE) == 0
    assert terminal.cases() == [job_id]
    told = configuration(SnapshotStore(terminal.outbox.store))
    assert told is not None, "what the platform tells the terminal is fetched, verified and kept"
    assert told.offline.max_cases > 0


def test_two_never_send_at_once(terminal: Terminal) -> None:
    with alone(terminal.files.sync_socket):
        with pytest.raises(AlreadyRunningError), alone(terminal.files.sync_socket):
            pass
        assert terminal.start_sync("--once").wait(PATIENCE) == 1
        waiting = terminal.start_sync()
        with contextlib.suppress(subprocess.TimeoutExpired):
            waiting.wait(3)
        assert waiting.poll() is None
        assert stop(waiting) == 0
    assert not terminal.link.read().checked_at


def test_queue_shows_how_it_stands_without_a_word_of_any_person(terminal: Terminal) -> None:
    terminal.submit()
    state = str(terminal.files.state_dir)

    def asked(*words: str) -> tuple[int, str]:
        process = terminal.kiosk("queue", *words, stdout=subprocess.PIPE)
        return process.wait(PATIENCE), process.communicate()[0]

    code, text = asked("stats", "--json", "--config", str(terminal.config))
    stats = json.loads(text)
    assert (code, stats["queued"], stats["done"]) == (0, 1, 0)
    assert stats["oldest"][:2] == "20"
    code, text = asked("list", "--json", "--state", state)
    (row,) = json.loads(text)
    assert (code, row["state"], row["kind"], row["attempts"]) == (0, "queued", "submission", 0)
    assert row["reference"].startswith("A03-")
    assert set(row) == {
        *("id", "kind", "state", "reference", "attempts", "fault", "created_at", "not_before", "finished_at")
    }
    assert asked("stats", "--state", state)[0] == 0
    assert "queued" in asked("list", "--state", state)[1]
    code, text = asked("stats", "--json", "--state", str(terminal.folder / "nowhere"))
    assert (code, json.loads(text)["fault"]) == (1, "store.absent")
    with closing(Outbox(open_store(terminal.files))) as again:
        assert len(again.jobs()) == 1
