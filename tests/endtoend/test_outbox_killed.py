"""The outbox through SIGKILL. What a power cut does is in tests/faults/test_power_cut.py."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from offline_cache.contract import JobState
from offline_cache.outbox import Outbox

KEY = bytes(range(32))
SEEDED = random.Random(20260712)  # noqa: S311  chooses moments, hides nothing

WRITER = """
import sys
from pathlib import Path
from offline_cache.outbox import Outbox
outbox = Outbox.open(Path(sys.argv[1]), bytes(range(32)))
first = int(sys.argv[2])
for n in range(first, first + 100_000):
    outbox.enqueue(f"job-{n}", "submission", b"payload %d " % n * 40)
    print(n, flush=True)
"""


def test_killed_while_taking_cases_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "state" / "outbox.db"
    acknowledged: list[int] = []
    for _ in range(12):
        first = (acknowledged[-1] if acknowledged else 0) + 1000
        acknowledged += acknowledged_before_a_kill(path, first, SEEDED.randint(1, 60))
    with closing(Outbox.open(path, KEY)) as outbox:
        found = {job.job_id: job for job in outbox.jobs()}
        assert {f"job-{n}" for n in acknowledged} <= set(found)
        assert len(found) <= len(acknowledged) + 12
        assert len({job.reference for job in found.values()}) == len(found)
        assert outbox.store.rows("PRAGMA integrity_check") == [("ok",)]


def acknowledged_before_a_kill(path: Path, first: int, enough: int) -> list[int]:
    """Let it acknowledge some cases, kill it in the middle of the next, and read what it still managed to say."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(first)], stdout=subprocess.PIPE, text=True
    )
    with writer:
        assert writer.stdout is not None
        said = [int(writer.stdout.readline()) for _ in range(enough)]
        writer.send_signal(signal.SIGKILL)
        rest = writer.stdout.read()
    assert writer.returncode == -signal.SIGKILL
    return said + [int(line) for line in rest.splitlines(keepends=True) if line.endswith("\n")]


def test_killed_while_sending_the_job_waits_again(tmp_path: Path) -> None:
    path = tmp_path / "state" / "outbox.db"
    claim_and_die = (
        "import os, sys, signal\nfrom pathlib import Path\nfrom offline_cache.outbox import Outbox\n"
        "outbox = Outbox.open(Path(sys.argv[1]), bytes(range(32)))\noutbox.enqueue('j1', 'submission', b'payload')\n"
        "outbox.claim(1e12)\nos.kill(os.getpid(), signal.SIGKILL)\n"
    )
    died = subprocess.run([sys.executable, "-c", claim_and_die, str(path)], check=False)
    assert died.returncode == -signal.SIGKILL
    with closing(Outbox.open(path, KEY)) as outbox:
        assert outbox.get("j1").state is JobState.SENDING
        assert outbox.recover() == 1
        claimed = outbox.claim(1e12)
    assert claimed is not None
    assert (claimed.payload, claimed.job.attempts) == (b"payload", 2)
