"""The scanner's and the input device's twins from inside: verbs they refuse, commands they obey, arguments."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import select
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.drivers import virtual_input, virtual_scanner
from devices.protocols import gm65
from devices.protocols.input_event import EV_KEY, EV_SW, SIZE, SW_HEADPHONE_INSERT, EventParser
from devices.transports.control import tell

LIMIT = 30.0


def until(condition: Any) -> None:
    deadline = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.005)


def arguments(module: Any, *words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)
    return parser.parse_args(words)


@contextlib.contextmanager
def running(module: Any, *words: str) -> Iterator[Any]:
    twin = module.Twin(arguments(module, *words))
    thread = threading.Thread(target=twin.run)
    thread.start()
    try:
        yield twin
    finally:
        twin.stop()
        thread.join(LIMIT)
        assert not thread.is_alive()
        twin.close()


@contextlib.contextmanager
def opened(path: Path) -> Iterator[int]:
    file = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
    try:
        yield file
    finally:
        os.close(file)


def received(file: int, size: int) -> bytes:
    data = b""
    deadline = time.monotonic() + LIMIT
    while len(data) < size:
        assert time.monotonic() < deadline, data
        if select.select([file], [], [], 0.1)[0]:
            data += os.read(file, 4096)
    return data


# --- scanner ----------------------------------------------------------------------------------------------
def test_the_scanner_sends_prefix_aim_id_code_and_suffix(tmp_path: Path) -> None:
    words = ["--link", str(tmp_path / "port"), "--baud", "115200", "--prefix", "\x02", "--aim", "--suffix", "tab"]
    with running(virtual_scanner, *words) as twin, opened(tmp_path / "port") as port:
        twin.handle({"do": "scan", "text": "市"})
        assert received(port, 8) == b"\x02]Q1" + "市".encode() + b"\t"
        twin.handle({"do": "garble", "times": 1})
        twin.handle({"do": "scan", "hex": "41424344"})
        assert received(port, 4) == b"\x02]Q1"
        assert twin.handle({"do": "state"})["looking"]


def test_the_scanner_obeys_its_familys_commands(tmp_path: Path) -> None:
    words = ["--link", str(tmp_path / "port"), "--baud", "38400", "--family", "gm65", "--suffix", "gap"]
    with running(virtual_scanner, *words) as twin, opened(tmp_path / "port") as port:
        for command in (gm65.AIM_ON, gm65.BY_COMMAND, gm65.READ_BAUD):
            os.write(port, command)
            assert received(port, 7) == gm65.answer()
        twin.handle({"do": "scan", "text": "x"})
        assert twin.handle({"do": "state"}) == {"gone": False, "sent": 0, "shown": 1, "aim": True, "looking": False}
        os.write(port, gm65.TRIGGER)
        assert received(port, 11) == gm65.answer() + b"]Q1x"
        os.write(port, gm65.TRIGGER)
        until(lambda: twin.handle({"do": "state"})["looking"])
        os.write(port, gm65.STOP)
        until(lambda: not twin.handle({"do": "state"})["looking"])
        os.write(port, gm65.CONTINUOUS)
        until(lambda: twin.handle({"do": "state"})["looking"])


def test_the_scanner_stalls_vanishes_and_is_back(tmp_path: Path) -> None:
    link = tmp_path / "port"
    with running(virtual_scanner, "--link", str(link), "--baud", "115200") as twin:
        twin.handle({"do": "stall", "seconds": LIMIT})
        twin.handle({"do": "too_long"})
        assert twin.handle({"do": "vanish"})["gone"]
        assert not link.is_symlink()
        assert not twin.handle({"do": "return"})["gone"]
        assert link.is_symlink()


@pytest.mark.parametrize("message", [{}, {"do": "fly"}, {"do": "scan"}, {"do": "scan", "hex": "zz"}])
def test_what_the_scanner_refuses(message: dict[str, Any], tmp_path: Path) -> None:
    with running(virtual_scanner, "--link", str(tmp_path / "port")) as twin, pytest.raises(ValueError, match=r"."):
        twin.handle(message)


# --- input device -----------------------------------------------------------------------------------------
def events(file: int, count: int) -> list[tuple[int, int, int]]:
    return [(one.kind, one.code, one.value) for one in EventParser().feed(received(file, count * SIZE)) if one.kind]


def test_a_jack_tells_how_it_stands_to_whoever_opens_it(tmp_path: Path) -> None:
    link = tmp_path / "event0"
    with running(virtual_input, "--as", "headphones", "--link", str(link)) as twin:
        twin.handle({"do": "plug"})
        for _ in range(2):
            file = os.open(link, os.O_RDONLY | os.O_NONBLOCK)
            assert events(file, 2) == [(EV_SW, SW_HEADPHONE_INSERT, 1)]
            os.close(file)
            until(lambda: twin._pipe is None)


def test_a_key_is_for_whoever_listens_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(virtual_input, "_PATIENCE", 0.05)
    link = tmp_path / "event0"
    with running(virtual_input, "--as", "keypad", "--link", str(link)) as twin:
        with pytest.raises(ValueError, match="nobody listens"):
            twin.handle({"do": "press", "key": "5"})
        file = os.open(link, os.O_RDONLY | os.O_NONBLOCK)
        until(lambda: twin._pipe is not None)
        twin.handle({"do": "press", "key": "5"})
        assert events(file, 4) == [(EV_KEY, 76, 1), (EV_KEY, 76, 0)]
        os.close(file)


def test_a_full_pipe_and_a_stall_hold_keys_back(tmp_path: Path) -> None:
    link = tmp_path / "event0"
    with running(virtual_input, "--as", "scanner", "--link", str(link)) as twin:
        file = os.open(link, os.O_RDONLY | os.O_NONBLOCK)
        until(lambda: twin._pipe is not None)
        twin.handle({"do": "stall", "seconds": 0.2})
        twin.handle({"do": "too_long"})
        assert twin.handle({"do": "state"})["waiting"] > 0
        assert len(events(file, 5001 * 4)) == 5001 * 2
        twin.handle({"do": "garble"})
        twin.handle({"do": "scan", "text": "ab"})
        assert (EV_KEY, 59, 1) in events(file, 14)
        assert twin.handle({"do": "vanish"})["gone"]
        assert not link.exists()
        with pytest.raises(ValueError, match="nobody listens"):
            twin.handle({"do": "scan", "text": "ab"})
        os.close(file)
        twin.handle({"do": "return"})
        assert link.is_fifo()


@pytest.mark.parametrize(
    "message", [{"do": "fly"}, {"do": "open"}, {"do": "press", "key": "fire"}, {"do": "scan", "text": "市"}]
)
def test_what_an_input_device_refuses(message: dict[str, Any], tmp_path: Path) -> None:
    link = tmp_path / "event0"
    with running(virtual_input, "--as", "keypad", "--link", str(link)) as twin, pytest.raises(ValueError, match=r"."):
        twin.handle(message)


# --- both -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("module", "words"), [(virtual_scanner, ()), (virtual_input, ("--as", "door"))], ids=["scanner", "input"]
)
def test_it_runs_until_its_parent_is_gone(
    module: Any, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    control = tmp_path / "control"
    ours, theirs = os.pipe()
    with os.fdopen(ours, "rb") as standard_input, os.fdopen(theirs, "wb") as parent:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(standard_input))

        def goes() -> None:
            until(control.exists)
            assert tell(control, {"do": "state"})["ok"]
            parent.close()

        gone = threading.Thread(target=goes)
        gone.start()
        given = arguments(module, *words, "--link", str(tmp_path / "it"), "--control", str(control), "--with-parent")
        assert module.main(given) == 0
        gone.join()
    assert '"event": "ready"' in capsys.readouterr().out
    assert not control.exists()


@pytest.mark.parametrize(
    ("module", "words"), [(virtual_scanner, ()), (virtual_input, ("--as", "door"))], ids=["scanner", "input"]
)
def test_a_place_that_is_not_there(
    module: Any, words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert module.main(arguments(module, *words, "--link", str(tmp_path / "none" / "it"))) == 2
    assert "virtual_" in capsys.readouterr().err
