"""A real terminal and the dock beside it: what a word does can be seen on the page, and closing it harms nobody."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kiosk.journeys.hand import Hand
from kiosk.journeys.report import Report
from kiosk.runtime.processes import kiosk_command
from tests.dock_stand import surrounded

pytestmark = pytest.mark.timeout(300)
PATIENCE = 90.0
WHOLE = {"ui.app", "kiosk.runtime.performer", "kiosk.runtime.session"}
"""Imported once a session is behind the window. (Of `import_module` Python tells only what it leads to.)"""


def until(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"never: {what}"
        time.sleep(0.05)


def environment(folder: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(folder), **more}


def dock(folder: Path, *words: str) -> dict[str, Any]:
    """`kiosk dock --demo FOLDER --json WORDS`."""
    command = kiosk_command("dock", "--demo", str(folder), "--json", *words)
    done = subprocess.run(command, check=True, capture_output=True, timeout=60)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


class Demo(NamedTuple):
    """`kiosk run --demo FOLDER --dock`."""

    folder: Path
    pid: int
    hand: Hand

    def panel(self) -> int:
        """The panel's process, or 0."""
        return self.child(b"--panel")

    def child(self, *words: bytes) -> int:
        """The process with these words in its command line, or 0."""
        for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split():
            with contextlib.suppress(FileNotFoundError):  # it has ended meanwhile
                if {*words} <= {*Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")}:
                    return int(pid)
        return 0


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("k")
    words = ["run", "--demo", str(folder), "--dock", "--probe-dir", str(folder / "probe")]
    with (folder / "kiosk.log").open("wb") as log:
        kiosk = subprocess.Popen(
            kiosk_command(*words),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=environment(folder),
            start_new_session=True,
        )
        try:
            yield Demo(folder, kiosk.pid, Hand(folder / "probe" / "active.sock", Report("test", folder)))
        finally:
            kiosk.terminate()
            try:
                kiosk.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(kiosk.pid, signal.SIGKILL)
                kiosk.wait(20)


def test_a_card_is_laid_there_by_a_word_and_the_page_reads_it(demo: Demo) -> None:
    hand = demo.hand
    hand.wait_page("home")
    hand.wait("the wallet open", lambda: bool(hand.ask(do="find", name="walletButton").get("enabled")))
    hand.go("walletButton", "card")
    assert dock(demo.folder, "card", "p01")["answer"]["card"] == "p01"
    hand.wait_page("identity-choice")
    dock(demo.folder, "card", "lift")
    assert dock(demo.folder, "state")["reader"]["card"] is None


def test_a_reader_that_is_killed_comes_back_by_itself_and_reads(demo: Demo) -> None:
    hand = demo.hand
    hand.go("backButton", "card")
    killed = demo.child(b"twin", b"sam")
    os.kill(killed, signal.SIGKILL)
    until(lambda: demo.child(b"twin", b"sam") not in {0, killed}, "another reader in its place")
    until(lambda: dock(demo.folder, "state")["reader"] is not None, "a reader that can be told")
    dock(demo.folder, "card", "p02")
    hand.wait_page("identity-choice")
    dock(demo.folder, "card", "lift")


def test_the_network_is_cut_and_the_page_says_so_until_it_is_mended(demo: Demo) -> None:
    hand = demo.hand
    hand.wait_page("home", "identity-choice")
    assert not hand.sees("banner")
    dock(demo.folder, "network", "cut")
    hand.wait("the offline banner", lambda: hand.sees("banner"))
    assert dock(demo.folder, "state")["network"] == "cut"
    dock(demo.folder, "network", "restore")
    hand.wait("no banner", lambda: not hand.sees("banner"))


def test_the_panel_is_a_process_of_its_own_that_can_be_closed(demo: Demo) -> None:
    demo.hand.wait_page("home", "identity-choice")
    until(lambda: demo.panel() != 0, "the panel's process")
    os.kill(demo.panel(), signal.SIGTERM)
    until(lambda: demo.panel() == 0, "the end of the panel")
    before = demo.hand.screen()
    time.sleep(1.0)  # nobody starts it again, nor the page
    assert demo.panel() == 0
    assert demo.hand.screen() == before


def test_the_panel_ends_with_its_parent_and_without_a_complaint(tmp_path: Path) -> None:
    with surrounded(tmp_path, "camera", "document", "printer", "pages", "sandbox") as config:
        panel = subprocess.Popen(
            kiosk_command("dock", "--panel", "--with-parent", "--config", str(config)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(tmp_path),
        )
        time.sleep(2.0)  # so that a window is there to be taken down, on a quick machine
        out, err = panel.communicate(b"", timeout=PATIENCE)
    assert (panel.returncode, out, err.decode()) == (0, b"", "")


def test_a_citizens_process_imports_nothing_of_the_dock(tmp_path: Path) -> None:
    probe, log = tmp_path / "probe.sock", tmp_path / "imports.log"
    with surrounded(tmp_path, "document", "pages") as config, log.open("wb") as heard:
        command = [sys.executable, "-X", "importtime", "-m", "kiosk", "screen"]
        command += ["--config", str(config), "--alone", "--probe", str(probe)]
        screen = subprocess.Popen(command, stderr=heard, env=environment(tmp_path), start_new_session=True)
        try:
            hand = Hand(probe, Report("test", tmp_path))
            hand.wait_page("home")
            until(lambda: imported(log) >= WHOLE, "a session in a window")
        finally:
            screen.terminate()
            screen.wait(30)
    assert {name for name in imported(log) if "dock" in name.split(".")} == set()


def imported(log: Path) -> set[str]:
    """Modules named by `python -X importtime`."""
    lines = log.read_text("utf-8", "replace").splitlines()
    return {line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:")}
