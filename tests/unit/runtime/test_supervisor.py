"""Who is started again, when, and who is not: the supervisor with children that do as the script says."""

from __future__ import annotations

import os
import re
import signal
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import fields, replace

from kiosk.platform_api.signing.keys import new_key, save
from kiosk.runtime import demo, imports_ahead, service_manager
from kiosk.runtime import settings as toml
from kiosk.runtime import supervisor as module
from kiosk.runtime import surroundings as around_module
from kiosk.runtime.audit.trail import Places, audit_folder
from kiosk.runtime.delays import SCREEN_SILENT
from kiosk.runtime.files import Files
from kiosk.runtime.processes import Family, Message
from kiosk.runtime.supervisor import Roles, Supervisor
from tests.runtime_stand import settings

ROLES: Roles = Roles(**{one.name: lambda *_: 0 for one in fields(Roles)})
Step = tuple[str, dict[str, Any]] | Callable[[], None]


class ScriptedFamily(Family):
    """Keeps what it was asked; says what the script says, one step a time."""

    def __init__(self, script: Iterator[Step]) -> None:
        super().__init__()
        self.script = script
        self.alive: list[str] = []
        self.done: list[str] = []
        self.on_end: Callable[[], None] = lambda: None

    def __contains__(self, name: object) -> bool:
        return name in self.alive

    def names(self) -> list[str]:
        return list(self.alive)

    def spawn(self, name: str, command: Sequence[str]) -> None:
        del command
        self._began(f"spawn {name}", name)

    def fork(self, name: str, run: Callable[[], int]) -> None:
        del run
        self._began(f"fork {name}", name)

    def tell(self, name: str, **message: object) -> bool:
        self.done.append(f"tell {name} cleared={message['cleared']}")
        return name in self.alive

    def stop(self, name: str, patience: float = 5.0) -> int | None:
        del patience
        self.done.append(f"stop {name}")
        if name in self.alive:
            self.alive.remove(name)
        return 0

    def hear(self, timeout: float) -> list[tuple[str, Message]]:
        del timeout
        step = next(self.script, None)
        if step is None:
            self.on_end()
            return []
        if callable(step):
            step()
            return []
        name, message = step
        if message.get("event") == "exited":
            self.alive.remove(name)
        return [(name, message)]

    def _began(self, what: str, name: str) -> None:
        self.done.append(what)
        self.alive.append(name)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No imports ahead of forks, no waiting; signals as they were."""
    monkeypatch.setattr(module, "load", lambda _modules: None)
    monkeypatch.setattr(module, "RESTART_DELAYS", (0.0, 0.0))
    monkeypatch.setattr(module, "START_LIMIT", 0.3)
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def said(name: str, event: str, **more: object) -> Step:
    return name, {"event": event, **more}


def gone(name: str, code: int | None) -> Step:
    return said(name, "exited", code=code)


UP = (said("screen-1", "painted"), said("screen-1", "began"), said("screen-2", "ready"))


def terminal(folder: Path, script: Iterator[Step], *, standby: bool = True, probes: Path | None = None) -> Supervisor:
    """One that is told to end when the script is over."""
    family = ScriptedFamily(script)
    wanted = replace(settings(folder), screen=toml.Screen(standby=standby))
    one = Supervisor(wanted, ROLES, probes, family)
    family.on_end = lambda: one._end(signal.SIGTERM, None)
    return one


def played(folder: Path, *script: Step, standby: bool = True, probes: Path | None = None) -> list[str]:
    """What a terminal did."""
    one = terminal(folder, iter(script), standby=standby, probes=probes)
    assert one.run() == 0
    assert isinstance(one.family, ScriptedFamily)
    assert one.family.alive == [], "nothing is left behind"
    return one.family.done


def test_a_thousand_citizens_leave_nothing_in_the_process_that_lives_for_months(tmp_path: Path) -> None:
    def sessions() -> Iterator[Step]:
        yield from UP
        for number in range(1, 1001):
            yield said(f"screen-{number}", "busy")
            yield said(f"screen-{number}", "ended")
            yield said(f"screen-{number + 1}", "painted")
            yield said(f"screen-{number + 2}", "ready")

    one = terminal(tmp_path, sessions())
    assert one.run() == 0
    assert isinstance(one.family, ScriptedFamily)
    assert one.family.done.count("stop screen-1000") == 1
    assert (one._said, one._heard) == ({}, {})


def test_first_a_screen_then_one_behind_it_then_sync(tmp_path: Path) -> None:
    assert played(tmp_path, *UP) == [
        "fork screen-1", "tell screen-1 cleared=False", "fork screen-2", "fork sync",
        "stop screen-1", "stop screen-2", "stop sync",
    ]  # fmt: skip


def test_the_service_manager_hears_of_the_first_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as hears:
        hears.bind(f"\0kiosk-supervisor-{os.getpid()}")
        hears.settimeout(20)
        monkeypatch.setenv("NOTIFY_SOCKET", f"@kiosk-supervisor-{os.getpid()}")
        played(tmp_path, *UP)
        assert {hears.recv(64) for _ in range(3)} == {b"READY=1", b"WATCHDOG=1", b"STOPPING=1"}


def test_while_a_person_is_beyond_the_home_page_nobody_upgrades_the_terminal(tmp_path: Path) -> None:
    seen: list[bool] = []
    script = (
        said("screen-1", "busy"), lambda: seen.append(bool(service_manager._held)),
        said("screen-1", "ended"), lambda: seen.append(bool(service_manager._held)), said("screen-2", "painted"),
        said("screen-2", "busy"), said("screen-2", "free"), lambda: seen.append(bool(service_manager._held)),
    )  # fmt: skip
    (settings(tmp_path).storage.state_dir).mkdir(parents=True, exist_ok=True)
    played(tmp_path, *UP, *script)
    assert seen == [True, False, False]


def test_audit_trail_is_signed_at_the_very_end(tmp_path: Path) -> None:
    state = settings(tmp_path).storage.state_dir
    save(Files(state).terminal_key, new_key("sm2-sm3"))
    played(tmp_path, *UP)
    lines, head = Places(audit_folder(state)).read()
    assert re.findall(rb'"event":"([a-z-]+)"', lines) == [b"terminal-started", b"terminal-stopped", b"checkpoint"]
    assert head is not None
    assert lines.endswith(head)


def test_without_a_standby_there_is_one_screen(tmp_path: Path) -> None:
    assert "fork screen-2" not in played(tmp_path, *UP[:2], standby=False)


def test_a_session_ends_and_the_old_process_goes_once_it_is_covered(tmp_path: Path) -> None:
    done = played(tmp_path, *UP, said("screen-1", "ended"), said("screen-2", "painted"), said("screen-3", "ready"))
    begun = done.index("tell screen-2 cleared=True")
    assert done[begun:][:3] == ["tell screen-2 cleared=True", "fork screen-3", "stop screen-1"]


def test_without_a_standby_the_next_screen_comes_up_cold(tmp_path: Path) -> None:
    done = played(tmp_path, *UP[:2], said("screen-1", "ended"), said("screen-2", "painted"), standby=False)
    assert done[3:6] == ["fork screen-2", "tell screen-2 cleared=True", "stop screen-1"]


@pytest.mark.expects_warnings
def test_a_screen_that_dies_is_replaced_by_the_one_behind_it_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RESTART_DELAYS", (3600.0,))
    done = played(tmp_path, *UP, gone("screen-1", -9), said("screen-2", "painted"))
    assert done[4:6] == ["tell screen-2 cleared=True", "fork screen-3"]
    assert "stop screen-1" not in done


class Hours:
    """A clock that goes on when it is told."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def pass_by(self, seconds: float) -> Step:
        return lambda: self.sleep(seconds)


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Hours:
    clock = Hours()
    monkeypatch.setattr(module, "time", clock)
    return clock


@pytest.mark.expects_warnings
def test_a_screen_that_hangs_is_covered_by_the_one_behind_it_and_ended(tmp_path: Path, hours: Hours) -> None:
    half = SCREEN_SILENT * 0.6
    waiting = (hours.pass_by(half), said("screen-2", "alive"), hours.pass_by(half), said("screen-2", "painted"))
    done = played(tmp_path, *UP, *waiting)
    assert done[4:7] == ["tell screen-2 cleared=True", "fork screen-3", "stop screen-1"]


@pytest.mark.expects_warnings
def test_one_that_hangs_behind_is_replaced_unseen(tmp_path: Path, hours: Hours) -> None:
    half = SCREEN_SILENT * 0.6
    done = played(tmp_path, *UP, hours.pass_by(half), said("screen-1", "alive"), hours.pass_by(half))
    assert done[4:6] == ["stop screen-2", "fork screen-3"]
    assert "stop screen-1" not in done[:6]


def test_a_screen_that_says_that_it_lives_is_left_alone(tmp_path: Path, hours: Hours) -> None:
    half = SCREEN_SILENT * 0.6
    alive = (hours.pass_by(half), said("screen-1", "alive"), said("screen-2", "alive")) * 4
    assert "fork screen-3" not in played(tmp_path, *UP, *alive)


@pytest.mark.expects_warnings
def test_the_one_behind_dies_and_another_is_warmed_up(tmp_path: Path) -> None:
    done = played(tmp_path, *UP, gone("screen-2", 70))
    assert done.count("fork screen-3") == 1
    assert "tell screen-3 cleared=True" not in done


def test_an_old_screen_that_ends_by_itself_is_no_fault(tmp_path: Path) -> None:
    ended = (said("screen-1", "ended"), gone("screen-1", 0), said("screen-2", "painted"))
    done = played(tmp_path, *UP, *ended)
    assert (done.count("fork screen-3"), done.count("fork screen-4")) == (1, 0)


@pytest.mark.expects_warnings
def test_sync_is_started_again(tmp_path: Path) -> None:
    assert played(tmp_path, *UP, gone("sync", 1)).count("fork sync") == 2


def test_sync_that_ended_well_is_started_again_without_a_word(tmp_path: Path) -> None:
    assert played(tmp_path, *UP, gone("sync", 0)).count("fork sync") == 2


def surrounded(folder: Path, *script: Step) -> tuple[Supervisor, ScriptedFamily]:
    """A demonstration with a reader, up and told to end when the script is over."""
    wanted = toml.load(demo.write(folder, demo.Demo(folder=folder, camera=False)))
    family = ScriptedFamily(iter((said("sandbox", "ready"), said("reader", "ready"), *UP, *script)))
    one = Supervisor(wanted, ROLES, None, family)
    family.on_end = lambda: one._end(signal.SIGTERM, None)
    return one, family


def nothing_said() -> None:
    """A turn in which nobody says anything."""


@pytest.mark.expects_warnings
@pytest.mark.parametrize(("name", "code"), [("reader", -9), ("reader", 0), ("sandbox", 1)])
def test_a_twin_that_dies_is_told_and_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, name: str, code: int
) -> None:
    monkeypatch.setattr(around_module, "RESTART_DELAYS", (0.0,))
    one, family = surrounded(tmp_path, gone(name, code), nothing_said)
    assert one.run() == 0
    assert f"{name} ended with code {code}" in caplog.text
    assert family.done.count(f"spawn {name}") == 2
    assert one._crashes == 0, "no screen waits longer for it"


@pytest.mark.expects_warnings
def test_a_twin_that_died_is_not_started_while_everything_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Hours()
    monkeypatch.setattr(around_module, "time", clock)

    def end() -> None:
        clock.sleep(3600.0)
        signal.raise_signal(signal.SIGTERM)

    one, family = surrounded(tmp_path, gone("reader", -15), end)
    assert one.run() == 0
    assert family.done.count("spawn reader") == 1


@pytest.mark.expects_warnings
def test_deaths_in_a_row_are_waited_longer_for_until_a_session_ends_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[int] = []

    class Watched(Supervisor):
        def _held_back(self) -> bool:
            waits.append(self._crashes)
            return super()._held_back()

    monkeypatch.setattr(module, "Supervisor", Watched)
    script = (*UP, gone("sync", 1), gone("sync", 1), said("screen-1", "ended"), said("screen-2", "painted"))
    family = ScriptedFamily(iter((*script, gone("sync", 1))))
    one = Watched(settings(tmp_path), ROLES, None, family)
    family.on_end = lambda: one._end(signal.SIGTERM, None)
    one.run()
    assert waits == [0, 1, 0]


@pytest.mark.expects_warnings
def test_told_to_end_while_it_waits_it_starts_nothing_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RESTART_DELAYS", (3600.0,))
    monkeypatch.setattr(time, "sleep", lambda _seconds: signal.raise_signal(signal.SIGTERM))
    assert played(tmp_path, *UP, gone("sync", 1)).count("fork sync") == 1


def test_deaths_while_everything_ends_are_no_faults(tmp_path: Path) -> None:
    def end() -> None:
        signal.raise_signal(signal.SIGINT)

    assert played(tmp_path, *UP, end, gone("sync", -15)).count("fork sync") == 1


@pytest.mark.expects_warnings
def test_a_screen_that_never_comes_up_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def nothing() -> None:
        time.sleep(0.01)

    played(tmp_path, *(nothing for _ in range(60)))
    assert "screen-1 did not come up" in caplog.text


def test_the_probe_in_front_can_be_found_by_one_name(tmp_path: Path) -> None:
    probes = tmp_path / "probe"
    probes.mkdir()
    played(tmp_path, *UP, probes=probes)
    assert (probes / "active.sock").readlink() == Path("screen-1.sock")


def test_surroundings_are_there_before_the_first_screen_is_shown(tmp_path: Path) -> None:
    wanted = toml.load(demo.write(tmp_path, demo.Demo(folder=tmp_path, camera=False)))
    ready = (said("sandbox", "ready"), said("reader", "ready"))
    family = ScriptedFamily(iter((*ready, *UP)))
    one = Supervisor(wanted, ROLES, None, family)
    family.on_end = lambda: one._end(signal.SIGTERM, None)
    one.run()
    assert family.done[:4] == ["fork screen-1", "spawn sandbox", "spawn reader", "tell screen-1 cleared=False"]


@pytest.mark.parametrize("code", [0, 1, -15])
def test_a_panel_beside_is_started_last_and_whoever_closes_it_misses_nothing(tmp_path: Path, code: int) -> None:
    family = ScriptedFamily(iter((*UP, gone("beside", code), said("screen-1", "alive"))))
    one = Supervisor(settings(tmp_path), ROLES, None, family, beside=("dock", "--panel"))
    family.on_end = lambda: one._end(signal.SIGTERM, None)
    assert one.run() == 0
    assert family.done.count("spawn beside") == 1
    assert family.done.index("spawn beside") > family.done.index("fork sync")
    assert {word for word in family.done if word.startswith("fork ")} == {
        "fork screen-1",
        "fork screen-2",
        "fork sync",
    }


def test_what_a_fork_shares_is_imported_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    imports_ahead.load(("kiosk.runtime.delays",))
