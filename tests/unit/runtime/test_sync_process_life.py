"""The life of the sync process around its rounds: signals, parent, taking turns."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.runtime.clock import SystemClock
from kiosk.runtime.sync import Places, Synchroniser
from kiosk.runtime.sync_process import AlreadyRunningError, alone, serve
from offline_cache.contract import JobState
from offline_cache.memory import MemoryLinkBoard, MemoryOutbox, MemorySnapshots
from offline_cache.wakeup import wake
from tests.unit.runtime.scripted_line import ScriptedLine


class Life:
    """A synchroniser on real time, and a hand that acts while it serves."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "sync.sock"
        self.outbox, self.line = MemoryOutbox(), ScriptedLine()
        places = Places(self.outbox, MemorySnapshots(), MemoryLinkBoard())
        self.synchroniser = Synchroniser(self.line, places, clock=SystemClock(), rng=random.SystemRandom())

    def meanwhile(self, *acts: object) -> threading.Thread:
        """Once it serves: put a case in and knock; once that is sent: do the acts."""

        def act() -> None:
            while "time" not in self.line.calls:
                time.sleep(0.01)
            self.outbox.enqueue("j1", "submission", b"payload")
            while not self.line.received:
                wake(self.socket)
                time.sleep(0.01)
            for one in acts:
                if callable(one):
                    one()

        thread = threading.Thread(target=act)
        thread.start()
        return thread


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    """With a standard input that is no pipe, and the signals as they were afterwards."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    stdin, nothing = os.dup(0), os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    yield Life(tmp_path)
    os.dup2(stdin, 0)
    os.close(stdin)
    for number, handler in before.items():
        signal.signal(number, handler)


def test_it_serves_until_it_is_told_to_end(life: Life) -> None:
    acting = life.meanwhile(lambda: os.kill(os.getpid(), signal.SIGTERM))
    serve(life.synchroniser, life.socket)
    acting.join()
    assert life.outbox.get("j1").state is JobState.DONE
    assert not life.socket.exists()


def test_it_ends_when_its_parent_is_gone(life: Life) -> None:
    reading, writing = os.pipe()
    os.dup2(reading, 0)
    os.close(reading)
    os.write(writing, b"anything")
    acting = life.meanwhile(lambda: os.close(writing))
    serve(life.synchroniser, life.socket)
    acting.join()
    assert life.outbox.get("j1").state is JobState.DONE


def test_without_a_standard_input_it_serves_all_the_same(life: Life) -> None:
    os.close(0)
    acting = life.meanwhile(lambda: os.kill(os.getpid(), signal.SIGINT))
    serve(life.synchroniser, life.socket)
    acting.join()
    assert life.line.received


def test_the_second_waits_until_the_first_is_gone(life: Life) -> None:
    first = threading.Event()

    def hold() -> None:
        with alone(life.socket):
            first.set()
            time.sleep(0.5)

    holding = threading.Thread(target=hold)
    holding.start()
    assert first.wait(20)
    with pytest.raises(AlreadyRunningError), alone(life.socket):
        pass
    acting = life.meanwhile(lambda: os.kill(os.getpid(), signal.SIGTERM))
    serve(life.synchroniser, life.socket)
    acting.join()
    holding.join()


def test_told_to_end_while_it_waits_for_the_first_it_does_nothing(life: Life) -> None:
    with alone(life.socket):
        threading.Timer(0.3, os.kill, [os.getpid(), signal.SIGTERM]).start()
        serve(life.synchroniser, life.socket)
    assert life.line.calls == []
