"""A device that is plugged in again is looked for at once: kernel messages, looking where there are none, storms."""

from __future__ import annotations

import errno
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices.contract import Driver, Kind, Roots, State, StateChanged
from devices.drivers.memory_id_reader import MemoryIdReader
from devices.hotplug import HotPlug
from devices.link import Link
from devices.protocols.uevent import Uevent, packed
from devices.transports.uevents import KernelSource, LookingSource, source_for
from devices.watchdog import Watchdog
from devices.worker import Event, Patience
from devices.workers import IdReaderWorker

LIMIT = 30.0
PLUGGED = packed(Uevent("add", "/devices/usb1/1-2", "usb"))


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.005)


@pytest.fixture
def kernel() -> Iterator[tuple[socket.socket, KernelSource]]:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with ours, theirs:
        yield ours, KernelSource(theirs)


@pytest.mark.expects_warnings
def test_a_reader_plugged_in_again_is_back_long_before_the_next_attempt(
    kernel: tuple[socket.socket, KernelSource],
) -> None:
    reader, events, watchdog = MemoryIdReader(), list[Event](), Watchdog()
    driver = Driver("bench", Kind.ID_READER, lambda _options: reader, virtual=True)
    never = Patience(misses=1, retry=10 * LIMIT, check=0.01)
    worker = IdReaderWorker(driver, {}, events.append, never, watchdog)
    hotplug = HotPlug(watchdog.plugged, kernel[1])
    hotplug.start()
    worker.start()
    until(lambda: worker.link is Link.UP)
    reader.unplug()
    until(lambda: worker.link is Link.DOWN and len(events) == 2)
    reader.unplug(gone=False)
    kernel[0].send(PLUGGED)
    until(lambda: len(events) == 3)
    assert events[2] == StateChanged(Kind.ID_READER, State.ONLINE)
    assert worker.stop(LIMIT)
    hotplug.stop()


def test_messages_are_gathered_and_followed_by_one_more_look(kernel: tuple[socket.socket, KernelSource]) -> None:
    woken: list[float] = []
    hotplug = HotPlug(lambda: woken.append(time.monotonic()), kernel[1])
    hotplug.start()
    for _ in range(20):
        kernel[0].send(PLUGGED)
    until(lambda: len(woken) == 2)
    assert not hotplug._due
    hotplug.stop()
    assert len(woken) == 2


def test_a_storm_of_messages_does_not_put_it_off_for_ever(kernel: tuple[socket.socket, KernelSource]) -> None:
    woken, ceased = list[bool](), threading.Event()
    hotplug = HotPlug(lambda: woken.append(True), kernel[1])
    hotplug.start()

    def storm() -> None:
        while not ceased.wait(0.01):
            kernel[0].send(PLUGGED)

    thread = threading.Thread(target=storm)
    thread.start()
    until(lambda: woken)
    ceased.set()
    thread.join()
    hotplug.stop()


@pytest.mark.parametrize(
    "datagram", [b"noise", packed(Uevent("add", "/devices/x", "net")), b"libudev\0", b"\xff" * 9000]
)
def test_what_does_not_concern_us_wakes_nobody(kernel: tuple[socket.socket, KernelSource], datagram: bytes) -> None:
    kernel[0].send(datagram)
    assert not kernel[1].wait(LIMIT)
    kernel[0].send(PLUGGED)
    assert kernel[1].wait(LIMIT)
    kernel[1].interrupt()
    assert not kernel[1].wait(LIMIT)
    kernel[1].close()


class Wire(socket.socket):
    """A socket that says what it is told to."""

    said: list[OSError | tuple[bytes, tuple[int, int]]]

    def recvfrom(self, *_: object) -> tuple[bytes, tuple[int, int]]:
        one = self.said.pop(0) if self.said else BlockingIOError()
        if isinstance(one, OSError):
            raise one
        return one


@pytest.fixture
def wire(kernel: tuple[socket.socket, KernelSource]) -> Iterator[tuple[Wire, KernelSource]]:
    kernel[0].send(PLUGGED)  # something is there to be read
    made = Wire(fileno=os.dup(kernel[1]._socket.fileno()))
    yield made, KernelSource(made)
    made.close()


def test_messages_that_were_lost_are_a_change_too(wire: tuple[Wire, KernelSource]) -> None:
    wire[0].said = [OSError(errno.ENOBUFS, "lost")]
    assert wire[1].wait(LIMIT)


def test_a_socket_that_breaks_is_said(wire: tuple[Wire, KernelSource]) -> None:
    wire[0].said = [OSError(errno.EIO, "broken")]
    with pytest.raises(OSError, match="broken"):
        wire[1].wait(LIMIT)


def test_only_the_kernel_itself_is_believed(wire: tuple[Wire, KernelSource]) -> None:
    wire[1]._from_kernel = True
    wire[0].said = [(PLUGGED, (4711, 1))]
    assert not wire[1].wait(LIMIT)
    wire[0].said = [(PLUGGED, (0, 1))]
    assert wire[1].wait(LIMIT)


class Broken:
    """A source that breaks at its first wait."""

    def __init__(self) -> None:
        self.closed = False

    def wait(self, timeout: float | None) -> bool:
        raise OSError(errno.EIO, f"after {timeout}")

    def interrupt(self) -> None:
        """Nobody waits."""

    def close(self) -> None:
        self.closed = True


@pytest.mark.expects_warnings
def test_where_the_kernel_says_nothing_more_names_are_looked_at(tmp_path: Path) -> None:
    woken, broken = list[bool](), Broken()
    hotplug = HotPlug(lambda: woken.append(True), broken, Roots(tmp_path / "dev", tmp_path / "sys"))
    hotplug.start()
    until(lambda: len(woken) == 2)
    assert broken.closed
    (tmp_path / "dev" / "serial" / "by-id").mkdir(parents=True)
    (tmp_path / "dev" / "serial" / "by-id" / "usb-Example_Scanner").touch()
    until(lambda: len(woken) == 4)
    hotplug.stop()


def test_looking_is_never_done_more_often_than_once_a_second(tmp_path: Path) -> None:
    source = LookingSource(Roots(tmp_path, tmp_path), every=0.001)
    (tmp_path / "class" / "tty").mkdir(parents=True)
    (tmp_path / "class" / "tty" / "ttyACM0").touch()
    looks = [source.wait(0.01) for _ in range(5)]
    assert looks.count(True) <= 1
    begun = time.monotonic()
    while not source.wait(None) and time.monotonic() < begun + LIMIT and True not in looks:
        continue
    source.interrupt()
    assert not source.wait(LIMIT)
    source.close()


def test_other_roots_are_looked_at_and_the_machines_own_are_listened_to(tmp_path: Path) -> None:
    assert isinstance(source_for(Roots(tmp_path, tmp_path)), LookingSource)
    own = source_for(Roots())
    assert isinstance(own, KernelSource if Path("/sys/kernel/uevent_seqnum").exists() else LookingSource)
    own.close()
