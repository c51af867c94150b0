"""A key that is old is changed while the terminal works; the power may fail anywhere in between."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.platform_api.client import PlatformClient
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.signing import keys
from kiosk.platform_api.signing.ring import KeyRing
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import Heartbeat
from kiosk.runtime.enrolling import EnrollingLine, Renewal
from tests.platform_stand import NOW, SandboxStand, sandbox_stand

BEAT = Heartbeat(to_rfc3339(NOW), "0.1.0")
DAYS = 365.0


class Terminal:
    """A terminal whose key lies in a file, before a sandbox that knows it."""

    def __init__(self, stand: SandboxStand, folder: Path) -> None:
        self.stand = stand
        self.path = folder / "state-keys" / "terminal.pem"
        keys.save(self.path, stand.key)
        self.ring = KeyRing(self.path)
        self.clients: list[PlatformClient] = []

    def started(self, suite: str = "sm2-sm3") -> tuple[EnrollingLine, PlatformClient]:
        """As after a start of the program: what is known is what lies on disk."""
        self.stand.key = keys.load(self.path)
        client = self.stand.client(key_file=self.path)
        self.clients.append(client)
        renewal = Renewal(self.ring, suite, DAYS, lambda: self.stand.time)
        return EnrollingLine(client, None, self.path.with_name("enrolled"), renewal), client

    def grow_old(self) -> None:
        then = self.stand.time - (DAYS + 1) * 86400
        os.utime(self.path, (then, then))


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    with sandbox_stand(tmp_path) as stand:
        made = Terminal(stand, tmp_path)
        yield made
        for client in made.clients:
            client.close()


def stamp(terminal: Terminal) -> str:
    return keys.load(terminal.path).key_id


def test_a_young_key_stays(terminal: Terminal) -> None:
    before = stamp(terminal)
    os.utime(terminal.path, (NOW, NOW))
    terminal.started()[0].heartbeat(BEAT)
    assert (stamp(terminal), terminal.ring.changing) == (before, False)


@pytest.mark.parametrize("suite", ["sm2-sm3", "ecdsa-p256-sha256"])
def test_an_old_key_is_changed_once_and_the_terminal_goes_on(terminal: Terminal, suite: str) -> None:
    before = stamp(terminal)
    terminal.grow_old()
    line, client = terminal.started(suite)
    line.heartbeat(BEAT)
    after = stamp(terminal)
    assert after != before
    assert client.key.key_id == after
    assert keys.load(terminal.path).suite == suite
    former = terminal.path.with_name(f"former-{before}.pub.pem")
    assert keys.parse_public(former.read_text("ascii")).key_id == before
    assert not terminal.ring.changing
    os.utime(terminal.path, (terminal.stand.time, terminal.stand.time))
    line.heartbeat(BEAT)
    assert stamp(terminal) == after
    terminal.started()[0].heartbeat(BEAT)


def test_a_screen_that_still_holds_the_old_key_finds_the_new_one(terminal: Terminal) -> None:
    _, screen = terminal.started()
    terminal.grow_old()
    terminal.started()[0].heartbeat(BEAT)
    old = screen.key.key_id
    screen.heartbeat(BEAT)
    assert screen.key.key_id == old  # the platform takes both for a while
    terminal.stand.shift(2 * 86400)
    screen.heartbeat(BEAT)
    assert screen.key.key_id == stamp(terminal) != old


class Power(BaseException):
    """It fails here."""


@pytest.mark.parametrize("late", [0.0, 2 * 86400.0])
@pytest.mark.parametrize(
    "where", ["before announcing", "after announcing", "before trying", "after trying", "before promoting"]
)
def test_the_power_fails_in_the_middle_of_a_change(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, where: str, late: float
) -> None:
    """Whenever it fails and however late it comes back: one of the keys is good, and the change is finished."""
    before = stamp(terminal)
    terminal.grow_old()
    line, client = terminal.started()
    line.server_time()
    when, what = where.split()
    owner, name = {
        "announcing": (client, "renew_key"),
        "trying": (client, "heartbeat"),
        "promoting": (terminal.ring, "promote"),
    }[what]
    real = getattr(owner, name)
    calls: list[None] = []

    def cut(*words: object) -> object:
        calls.append(None)
        if name == "heartbeat" and len(calls) == 1:
            return real(*words)  # the one before the change
        if when == "after":
            real(*words)
        raise Power

    with monkeypatch.context() as patched:
        patched.setattr(owner, name, cut)
        with pytest.raises(Power):
            line.heartbeat(BEAT)
    assert stamp(terminal) == before
    terminal.stand.shift(late)
    again, restarted = terminal.started()
    again.heartbeat(BEAT)
    assert not terminal.ring.changing
    assert restarted.key.key_id == stamp(terminal) != before
    terminal.stand.shift(2 * 86400)
    terminal.started()[0].heartbeat(BEAT)


@pytest.mark.expects_warnings
def test_a_platform_that_refuses_the_change_leaves_the_old_key_at_work(terminal: Terminal) -> None:
    before = stamp(terminal)
    terminal.grow_old()
    line, client = terminal.started()
    terminal.stand.control("trouble", {"status": 503, "statusTimes": 9, "path": "/v1/terminals/keys"})
    line.heartbeat(BEAT)
    assert (client.key.key_id, stamp(terminal)) == (before, before)
    waiting = terminal.ring.prepare("sm2-sm3").key_id
    terminal.stand.control("trouble", {})
    line.heartbeat(BEAT)
    assert stamp(terminal) == before  # not at every heartbeat
    terminal.stand.shift(3601)
    line.heartbeat(BEAT)
    assert stamp(terminal) == waiting


def test_a_key_of_the_service_manager_is_renewed_where_it_was_issued(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(terminal.path.parent))
    before = stamp(terminal)
    terminal.grow_old()
    terminal.started()[0].heartbeat(BEAT)
    assert (stamp(terminal), terminal.ring.changing) == (before, False)


def test_a_stranger_stays_a_stranger(terminal: Terminal) -> None:
    terminal.stand.key = keys.new_key("sm2-sm3")
    client = terminal.stand.client()
    terminal.clients.append(client)
    with pytest.raises(PlatformError) as caught:
        client.heartbeat(BEAT)
    assert caught.value.fault is PlatformFault.AUTHENTICATION
