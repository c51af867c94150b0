"""The terminals of a run: their settings, the commands that serve them, and what is left in their queues."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kiosk.platform_api.wire import SubmissionAnswer
from kiosk.runtime import delays, sync_policy
from kiosk.runtime.connections import Files, open_store
from kiosk.runtime.enrolling import EnrollingLine
from kiosk.runtime.settings import Settings, load
from offline_cache.contract import JobState
from offline_cache.looking import glance
from offline_cache.outbox import Outbox
from offline_cache.states import OPEN
from tests.chaos.screen import say

_HURRIED = {
    (delays, "SYNC_INTERVAL"): 1.0,
    (delays, "SYNC_OFFLINE_INTERVAL"): 0.1,
    (delays, "SYNC_PROBE_GAP"): 0.05,
    (delays, "SYNC_STORE_PAUSE"): 0.2,
    (delays, "RETRY_AFTER_CAP"): 0.3,
    (sync_policy, "JOB_BACKOFF"): 0.02,
    (sync_policy, "JOB_BACKOFF_CAP"): 0.5,
}
"""Pauses of the sync process, seconds: some hundred times shorter than in service, so that minutes show what hours
would. Which wait follows which fault stays as it is."""


def hurry() -> None:
    """Shorten the pauses in this process and in those it forks."""
    for (module, name), seconds in _HURRIED.items():
        getattr(module, name)  # must be there, else this would shorten nothing
        setattr(module, name, seconds)


def tell_of_uploads() -> None:
    """Let every sender forked from here say when it begins to send a case, so that it can be killed over it."""
    put = EnrollingLine.put_submission

    def told(line: EnrollingLine, submission_id: str, body: bytes) -> SubmissionAnswer:
        say(event="sending")
        return put(line, submission_id, body)

    setattr(EnrollingLine, "put_submission", told)  # noqa: B010


@dataclass(frozen=True)
class Terminal:
    """One terminal, all of whose state lies below `folder`."""

    name: str
    folder: Path
    config: Path
    settings: Settings

    @property
    def files(self) -> Files:
        """Its state directory."""
        return Files(self.settings.storage.state_dir)

    def unfinished(self) -> tuple[int, int]:
        """How many wait or are being sent, and how many were set aside."""
        with glance(self.files.outbox) as look:
            counts, _ = look.waiting()
        return sum(counts[state.value] for state in OPEN), counts[JobState.SET_ASIDE.value]

    def retry_set_aside(self) -> None:
        """What staff do with a case over which too many senders died."""
        with closing(Outbox(open_store(self.files))) as outbox:
            for job in outbox.jobs():
                if job.state is JobState.SET_ASIDE:
                    outbox.retry(job.job_id)


def set_up(name: str, folder: Path, url: str, platform_key: Path) -> Terminal:
    """Write the settings of a terminal; its enrolment code is its name."""
    folder.mkdir(parents=True, exist_ok=True)
    text: Callable[[object], str] = lambda value: json.dumps(str(value))  # noqa: E731  a JSON string is a TOML one
    config = folder / "kiosk.toml"
    config.write_text(
        'deployment = "development"\n'
        f"[terminal]\nid = {text(name)}\nlabel = {text(name[-3:])}\n"
        f"[platform]\nbase_url = {text(url)}\nplatform_key = {text(platform_key)}\n"
        f"enrol_code = {text(code_of(name))}\ntimeout = 1.5\n"
        f"[storage]\nstate_dir = {text(folder / 'state')}\n"
        "disk_floor_mib = 0\n",  # the disk of a run is to be filled to the last byte
        encoding="utf-8",
    )
    return Terminal(name, folder, config, load(config))


def code_of(name: str) -> str:
    """The one-time code of that terminal."""
    return f"CODE-{name}"
