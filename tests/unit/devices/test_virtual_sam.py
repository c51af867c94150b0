"""The twin as seen from outside: a process on a pty that answers byte for byte, at line speed, and obeys."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import serial

from devices.drivers import virtual_sam
from devices.protocols import sam, virtual_photo
from devices.protocols.sam import Command, FrameParser, Response
from devices.transports.control import tell
from devices.twins import program
from devices.twins.running_twin import RunningSam

PEOPLE = Path(__file__).parents[3] / "kiosk" / "sandbox" / "seed" / "people"
LIMIT = 20.0


@pytest.fixture
def twin(tmp_path: Path) -> Iterator[RunningSam]:
    with RunningSam(tmp_path, "--people", str(PEOPLE), "--faces", str(tmp_path)) as running:
        yield running


@pytest.fixture
def port(twin: RunningSam) -> Iterator[serial.Serial]:
    with serial.Serial(twin.port, 115200, timeout=LIMIT, exclusive=True) as line:
        yield line


def asked(port: serial.Serial, command: Command, size: int) -> bytes:
    port.write(sam.request(command))
    return port.read(size)


def frame(text: str) -> bytes:
    return sam.PREAMBLE + bytes.fromhex(text)


def test_golden_frames_without_a_card(port: serial.Serial) -> None:
    assert asked(port, Command.STATUS, 11) == frame("00 04 00 00 90 94")
    assert asked(port, Command.FIND, 11) == frame("00 04 00 00 80 84")
    assert asked(port, Command.SELECT, 11) == frame("00 04 00 00 81 85")
    assert asked(port, Command.READ, 11) == frame("00 04 00 00 41 45")


def until(look: Callable[[], dict[str, Any]], true: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Look until it is so."""
    end = time.monotonic() + LIMIT
    while not true(seen := look()):
        assert time.monotonic() < end, seen
        time.sleep(0.01)
    return seen


def test_golden_frames_with_a_card(twin: RunningSam, port: serial.Serial) -> None:
    twin.tell("place", person="p01")
    assert asked(port, Command.FIND, 15) == frame("00 08 00 00 9F 00 00 00 00 97")
    assert asked(port, Command.SELECT, 19) == frame("00 0C 00 00 90 00 00 00 00 00 00 00 00 9C")
    assert asked(port, Command.READ, 1295).startswith(frame("05 08 00 00 90 01 00 04 00"))
    assert asked(port, Command.READ_ADDRESS, 11) == frame("00 04 00 00 91 95")
    assert asked(port, Command.FIND, 11) == frame("00 04 00 00 80 84")
    whole = 15 + 19 + 1295 + 11 + 11
    state = until(lambda: twin.tell("state"), lambda state: state["sent"] == whole)  # counted once it is on its way
    assert (state["card"], state["spent"]) == ("p01", True)


@pytest.mark.parametrize(("baud", "size"), [(115200, 2321), (9600, 27)])
def test_never_faster_than_the_line(tmp_path: Path, baud: int, size: int) -> None:
    with (
        RunningSam(tmp_path, "--people", str(PEOPLE), "--baud", str(baud)) as twin,
        serial.Serial(twin.port, baud, timeout=LIMIT) as port,
    ):
        twin.tell("place", person="p01", fingerprint=True)
        asked(port, Command.FIND, 15)
        asked(port, Command.SELECT, 19)
        begun = time.monotonic()
        data = asked(port, Command.READ_WITH_FINGER if size > 27 else Command.READ_SAM_ID, size)
        spent = time.monotonic() - begun
    assert len(data) == size
    assert spent >= (10 + size) * 10 / baud


def test_another_speed_is_not_understood(twin: RunningSam) -> None:
    with serial.Serial(twin.port, 9600, timeout=0.3) as port:
        assert asked(port, Command.STATUS, 11) == b""
        port.baudrate = 115200
        port.timeout = LIMIT
        assert asked(port, Command.STATUS, 11) == frame("00 04 00 00 90 94")


def test_the_photo_is_the_test_face_where_it_lies_there_else_undecodable(
    twin: RunningSam, port: serial.Serial, tmp_path: Path
) -> None:
    (tmp_path / "astronaut.chip.webp").write_bytes(b"RIFF-not-a-picture")
    photos = []
    for person in ("p01", "p02", "p03"):
        twin.tell("place", person=person)
        asked(port, Command.FIND, 15)
        asked(port, Command.SELECT, 19)
        (answer,) = FrameParser().feed(asked(port, Command.READ, 1295))
        assert isinstance(answer, Response)
        photos.append(sam.card_data(answer.data).photo)
    assert [virtual_photo.unpack(photo) for photo in photos] == [b"RIFF-not-a-picture", None, None]


def test_a_raw_record_is_served_from_the_start(tmp_path: Path) -> None:
    record = tmp_path / "card.bin"
    record.write_bytes(bytes(range(256)))
    with (
        RunningSam(tmp_path, "--card-record", str(record)) as twin,
        serial.Serial(twin.port, 115200, timeout=LIMIT) as port,
    ):
        asked(port, Command.FIND, 15)
        asked(port, Command.SELECT, 19)
        assert asked(port, Command.READ, 1295)[14:270] == bytes(range(256))
        twin.tell("lift")
        assert twin.tell("place")["card"] == "record"


@pytest.mark.parametrize(
    ("verb", "values", "reason"),
    [
        ("dance", {}, "do: one of"),
        ("place", {"person": "p99"}, "No such file"),
        ("place", {"person": "../people/p01"}, "person: the id of a person"),
        ("place", {}, "which one"),
        ("answer", {"command": "find", "result": "zz"}, "result: hex digits of 1 byte"),
        ("answer", {"command": "dance", "result": "41"}, "command: one of"),
        ("garble", {"how": "gently"}, "how: one of checksum"),
    ],
)
def test_what_it_cannot_do_it_says(twin: RunningSam, verb: str, values: dict[str, str], reason: str) -> None:
    with pytest.raises(RuntimeError, match=reason):
        twin.tell(verb, **values)


def test_lines_that_are_no_request(twin: RunningSam, tmp_path: Path) -> None:
    assert twin.tell("state")["card"] is None
    control = tmp_path / "reader.control"
    assert control.stat().st_mode & 0o777 == 0o600
    answer = tell(control, {})
    assert not answer["ok"]


def test_vanish_takes_the_port_and_return_brings_it(twin: RunningSam, port: serial.Serial) -> None:
    assert twin.tell("vanish")["gone"]
    assert not Path(twin.port).exists()
    with pytest.raises(OSError, match=r".*"):
        asked(port, Command.STATUS, 11)
    assert not twin.tell("return")["gone"]
    with serial.Serial(twin.port, 115200, timeout=LIMIT) as again:
        assert asked(again, Command.STATUS, 11) == frame("00 04 00 00 90 94")


def test_it_ends_with_its_parent_and_leaves_nothing(tmp_path: Path) -> None:
    twin = RunningSam(tmp_path, "--people", str(PEOPLE), "--place", "p01")
    assert twin.ready == {"event": "ready", "port": twin.port}
    assert twin.tell("state")["card"] == "p01"
    assert twin.stop() == 0
    assert list(tmp_path.iterdir()) == []


def test_sigterm_ends_it_too(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "devices.drivers.virtual_sam", "--link", str(tmp_path / "port")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert json.loads(process.stdout.readline())["event"] == "ready"
        process.terminate()
        assert process.wait(LIMIT) == 0
    assert not os.path.lexists(tmp_path / "port")


def test_unusable_arguments_are_said(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="did not start"):
        RunningSam(tmp_path, "--people", str(PEOPLE), "--place", "p99")


@pytest.mark.parametrize("taken", ["reader", "reader.control"])
def test_a_second_one_at_the_same_place_is_refused_and_harms_nobody(
    twin: RunningSam, tmp_path: Path, taken: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "_ENDING", 0.0)
    parser = argparse.ArgumentParser()
    virtual_sam.add_arguments(parser)
    places = {"reader": tmp_path / "free", "reader.control": tmp_path / "free.control", taken: tmp_path / taken}
    second = ["--link", str(places["reader"]), "--control", str(places["reader.control"])]
    before = Path(twin.port).readlink()
    assert virtual_sam.main(parser.parse_args(second)) == 2
    said = capsys.readouterr()
    assert (said.out, f"{tmp_path / taken}: belongs to a twin that is running" in said.err) == ("", True)
    assert Path(twin.port).readlink() == before
    assert twin.tell("place", person="p01")["card"] == "p01"
    assert not list(tmp_path.glob("free*"))
