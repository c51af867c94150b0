"""The twin in this process, driven through its own socket and port: every verb, and lines that are no request."""

from __future__ import annotations

import argparse
import contextlib
import json
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.contract import DeviceError, Fault
from devices.drivers import virtual_sam
from devices.drivers.sam_serial import SamSerialReader
from devices.protocols.idcard_record import CardRecord
from devices.transports.control import Control, tell
from devices.transports.pty_line import PtyLine

PEOPLE = Path(__file__).parents[3] / "kiosk" / "sandbox" / "seed" / "people"
LIMIT = 20.0


def arguments(folder: Path, *more: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    virtual_sam.add_arguments(parser)
    given = ["--link", str(folder / "port"), "--control", str(folder / "control"), "--people", str(PEOPLE), *more]
    return parser.parse_args(given)


Tell = Callable[..., dict[str, Any]]


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Tell]:
    (tmp_path / "astronaut.chip.webp").write_bytes(b"RIFF")
    twin = virtual_sam.Twin(arguments(tmp_path, "--faces", str(tmp_path)))
    control = Control(tmp_path / "control", twin.handle)
    thread = threading.Thread(target=twin.run, daemon=True)
    thread.start()
    yield lambda verb, **values: tell(tmp_path / "control", {"do": verb, **values})
    twin.stop()
    thread.join(LIMIT)
    assert not thread.is_alive()
    control.close()
    twin.close()
    assert not (tmp_path / "port").exists()
    assert not (tmp_path / "control").exists()


@pytest.fixture
def reader(told: Tell, tmp_path: Path) -> Iterator[SamSerialReader]:
    assert told("state")["ok"]
    reader = SamSerialReader({"port": str(tmp_path / "port"), "poll_interval": 0.3})
    yield reader
    reader.close()


def nothing() -> None:
    """A card was detected."""


def until_read(reader: SamSerialReader) -> CardRecord:
    for _ in range(40):
        with contextlib.suppress(DeviceError):
            record = reader.poll(nothing)
            if record is not None:
                return record
    raise AssertionError("no card")


def test_every_verb(told: Tell, reader: SamSerialReader) -> None:
    assert told("place", person="p01")["card"] == "p01"
    assert told("noise", bytes=20)["ok"]
    assert told("garble", how="checksum", times=1, command="read")["ok"]
    assert until_read(reader).photo.startswith(b"VKP1\x00\x04RIFF")
    assert told("lift")["card"] is None
    assert told("answer", command="find", result="66")["ok"]
    with pytest.raises(DeviceError) as caught:
        reader.poll(nothing)
    assert caught.value.fault is Fault.SAM_NOT_AUTHORISED
    assert told("stall", seconds=0.2)["ok"]
    assert reader.poll(nothing) is None
    assert told("vanish")["gone"]
    assert told("vanish")["gone"]
    assert not told("return")["gone"]
    assert told("place", person="p02")["ok"]
    assert until_read(reader).photo.startswith(b"WLf\x00")


def test_a_line_that_is_no_request(told: Tell, tmp_path: Path) -> None:
    assert told("state")["ok"]
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(LIMIT)
        line.connect(str(tmp_path / "control"))
        with line.makefile("rwb") as stream:
            for words in (b"not json\n", b"[1]\n", b'{"do": "state"}\n'):
                stream.write(words)
                stream.flush()
                answer = json.loads(stream.readline())
                assert answer["ok"] is (words == b'{"do": "state"}\n')


def test_a_socket_that_hangs_up_gives_no_answer(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "deaf"))
        listening.listen()

        def hang_up() -> None:
            accepted, _ = listening.accept()
            accepted.recv(100)
            accepted.close()

        threading.Thread(target=hang_up, daemon=True).start()
        with pytest.raises(ValueError, match="no answer"):
            tell(tmp_path / "deaf", {"do": "state"})


def test_a_person_without_a_folder_of_people(tmp_path: Path) -> None:
    args = arguments(tmp_path)
    args.people, args.place = None, "p01"
    with pytest.raises(ValueError, match="no folder of people"):
        virtual_sam.Twin(args)


def test_unusable_arguments_are_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert virtual_sam.main(arguments(tmp_path, "--place", "p99")) == 2
    assert "No such file" in capsys.readouterr().err


def test_a_control_socket_that_cannot_be_made_leaves_no_port_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    args = arguments(tmp_path)
    args.control = tmp_path / "none" / "control"
    assert virtual_sam.main(args) == 2
    assert not (tmp_path / "port").is_symlink()
    assert capsys.readouterr().out == ""


def test_the_program_runs_until_its_parent_is_gone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / "input").open("w+") as ended:
        monkeypatch.setattr(sys, "stdin", ended)
        assert virtual_sam.main(arguments(tmp_path, "--with-parent", "--place", "p01")) == 0
    assert json.loads(capsys.readouterr().out) == {"event": "ready", "port": str(tmp_path / "port")}
    assert not (tmp_path / "port").exists()
    assert not (tmp_path / "control").exists()


def test_a_line_nobody_reads_overflows_and_never_blocks(tmp_path: Path) -> None:
    line = PtyLine(tmp_path / "port", 10_000_000)
    try:
        assert line.write(bytes(200_000), lambda: True) == 200_000
        assert line.write(bytes(100), lambda: False) == 0
        assert line.read() == b""
    finally:
        line.close()
