"""The real `kiosk run`: processes are killed one by one, and the terminal goes on."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.journeys import acts
from kiosk.journeys.report import Report
from kiosk.journeys.stage import Stage
from kiosk.runtime import demo

pytestmark = pytest.mark.timeout(300)
PATIENCE = 90.0


def until(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"never: {what}"
        time.sleep(0.05)


def alive(pid: int) -> bool:
    """Is it there, and no zombie?"""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


class Terminal:
    """`kiosk run` and its children, as the machine sees them."""

    def __init__(self, stage: Stage, log: Path) -> None:
        self.stage, self.hand, self.log = stage, stage.hand, log

    @property
    def pid(self) -> int:
        assert self.stage._kiosk is not None
        return self.stage._kiosk.pid

    def children(self) -> dict[str, int]:
        """Name -> pid; a program that was started (a twin) by its command line."""
        found: dict[str, int] = {}
        for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split():
            try:
                name = Path(f"/proc/{pid}/comm").read_text().strip()
                words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if not name.startswith("kiosk-"):
                at = words.index(b"kiosk") + 1 if b"kiosk" in words else len(words)  # python -P -m kiosk twin sam …
                name = "-".join(word.decode() for word in words[at : at + 2])
            if alive(int(pid)):
                found[name] = int(pid)
        return found

    def screens(self) -> dict[str, int]:
        return {name: pid for name, pid in self.children().items() if name.startswith("kiosk-screen")}

    def front(self) -> int:
        """The screen that is in front, by the link that the probes leave."""
        link = self.stage.folder / "probe" / "active.sock"
        return self.screens().get("kiosk-" + os.readlink(link).removesuffix(".sock"), 0)  # noqa: PTH115  as it stands

    def whole(self) -> None:
        """One screen in front, one behind it, sync beside them."""
        until(lambda: len(self.screens()) == 2 and self.front() != 0, "two screens")
        until(lambda: "kiosk-sync" in self.children(), "sync")

    def behind(self) -> int:
        (pid,) = set(self.screens().values()) - {self.front()}
        return pid


def wanted(folder: Path) -> demo.Demo:
    """A terminal with its devices; the platform is started apart."""
    return demo.Demo(folder=folder, port=demo.free_port(), embedded_sandbox=False)


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    folder = tmp_path_factory.mktemp("t")
    stage = Stage(wanted(folder), Report("test", folder))
    try:
        stage.start_sandbox()
        stage.start_kiosk()
        yield Terminal(stage, folder / "kiosk.log")
    finally:
        stage.close()


def test_home_appears_with_everything_around_it(terminal: Terminal) -> None:
    terminal.whole()
    assert terminal.hand.screen() == "home"
    assert {"twin-sam", "twin-camera", "kiosk-sync"} <= set(terminal.children())
    terminal.hand.wait("the catalogue", lambda: terminal.hand.sees(f"theme-{acts.THEME}"))


def test_the_screen_in_front_is_killed_and_the_one_behind_it_is_shown(terminal: Terminal) -> None:
    terminal.whole()
    front, behind = terminal.front(), terminal.behind()
    os.kill(front, signal.SIGKILL)
    until(lambda: terminal.front() == behind, "the standby in front")
    terminal.hand.wait_page("home")
    terminal.whole()
    assert not alive(front)
    assert terminal.behind() not in {front, behind}


def test_the_screen_behind_is_killed_and_another_one_warmed_up(terminal: Terminal) -> None:
    terminal.whole()
    front, behind = terminal.front(), terminal.behind()
    os.kill(behind, signal.SIGKILL)
    until(lambda: len(terminal.screens()) == 2 and behind not in terminal.screens().values(), "another standby")
    assert terminal.front() == front
    assert terminal.hand.screen() == "home"


def test_both_screens_are_killed_and_one_comes_up_cold(terminal: Terminal) -> None:
    terminal.whole()
    both = set(terminal.screens().values())
    for pid in both:
        os.kill(pid, signal.SIGKILL)
    until(lambda: terminal.front() not in both | {0}, "a new screen in front")
    terminal.hand.wait_page("home")
    terminal.whole()


def test_sync_is_killed_and_started_again(terminal: Terminal) -> None:
    terminal.whole()
    before = terminal.children()["kiosk-sync"]
    os.kill(before, signal.SIGKILL)
    until(lambda: terminal.children().get("kiosk-sync", before) != before, "sync again")
    assert terminal.hand.screen() == "home"


def test_a_session_ends_and_with_it_the_process_that_held_it(terminal: Terminal) -> None:
    terminal.whole()
    hand = terminal.hand
    hand.wait("the wallet open", lambda: bool(hand.ask(do="find", name="walletButton").get("enabled")))
    front, behind = terminal.front(), terminal.behind()
    hand.go("walletButton", "card")
    acts.place_card(terminal.stage, "p01")
    acts.pass_sms(terminal.stage)
    hand.wait_page("wallet")
    assert terminal.front() == front
    hand.tap("backButton")
    hand.wait("the question", lambda: hand.sees("dialog"))
    hand.tap("dialogSecondary")
    until(lambda: not alive(front), "the end of the process that held the session")
    assert terminal.front() == behind
    hand.wait_page("home")
    terminal.whole()
    assert "Traceback" not in terminal.log.read_text(encoding="utf-8", errors="replace")


def test_the_log_of_all_that_names_nobody(terminal: Terminal) -> None:
    """After a whole session: not the name, not the number, not the phone of p01."""
    log = terminal.log.read_text(encoding="utf-8", errors="replace")
    assert "sync begins" in log
    for word in ("林晚舟", "99010119850314002X", "19900000001", "示例区甲子路"):
        assert word not in log


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_it_takes_every_process_along(tmp_path: Path, number: signal.Signals) -> None:
    stage = Stage(wanted(tmp_path), Report("test", tmp_path))
    try:
        stage.start_kiosk()
        one = Terminal(stage, tmp_path / "kiosk.log")
        one.whole()
        pids = [one.pid, *one.children().values()]
        process = stage._kiosk
        assert process is not None
        process.send_signal(number)
        assert process.wait(PATIENCE) == 0
        until(lambda: not any(alive(pid) for pid in pids), f"the end of all of {pids}")
        stage._kiosk = None
    finally:
        stage.close()


def test_the_supervisor_is_killed_and_nothing_outlives_it(tmp_path: Path) -> None:
    stage = Stage(wanted(tmp_path), Report("test", tmp_path))
    try:
        stage.start_kiosk()
        one = Terminal(stage, tmp_path / "kiosk.log")
        one.whole()
        pids = list(one.children().values())
        os.kill(one.pid, signal.SIGKILL)
        until(lambda: not any(alive(pid) for pid in pids), f"the end of all of {pids}")
    finally:
        stage.close()
