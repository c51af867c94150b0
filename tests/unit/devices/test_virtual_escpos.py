"""The virtual printer as a program: told over its socket, started by its command, ended with its parent."""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import serial

from devices.drivers import virtual_escpos
from devices.twins.running_twin import RunningEscpos

LIMIT = 20.0
BAND = bytes.fromhex("1D 76 30 00 01 00 02 00 FF 81")
CUT = b"\x1dV\x00"


def test_it_answers_on_both_ways_and_a_new_host_takes_the_place_of_the_old(tmp_path: Path) -> None:
    with RunningEscpos(tmp_path) as twin:
        with serial.Serial(twin.port, 115200, timeout=LIMIT) as line:
            line.write(b"\x10\x04\x01")
            assert line.read(1) == b"\x12"
        first = socket.create_connection(("127.0.0.1", twin.tcp_port), LIMIT)
        second = socket.create_connection(("127.0.0.1", twin.tcp_port), LIMIT)
        second.sendall(b"\x10\x04\x04")
        assert second.recv(1) == b"\x12"
        assert first.recv(1) == b""
        for one in (first, second):
            one.close()
        assert twin.tell("state")["lost"] == 0


def test_slips_become_pictures_and_blank_ones_are_counted(tmp_path: Path) -> None:
    with RunningEscpos(tmp_path) as twin, serial.Serial(twin.port, 115200, timeout=LIMIT) as line:
        line.write(BAND + CUT + b"\n" + CUT + BAND + b"\x1dr\x01")
        assert line.read(1) == b"\x00"
        state = twin.tell("tear")
        assert (state["slips"], state["blank"]) == (2, 1)
        assert [png.name for png in twin.pictures()] == ["0001.png", "0002.png"]
        with pytest.raises(RuntimeError, match="process-id"):
            twin.tell("sheets", job_id="whatever")


def test_speed_is_that_of_the_line_and_of_the_paper(tmp_path: Path) -> None:
    with RunningEscpos(tmp_path, "--speed", "2000", "--rows", "200") as twin:
        with serial.Serial(twin.port, 115200, timeout=LIMIT) as line:
            line.write(BAND * 200 + b"\x1dr\x01")
            assert line.read(1) == b"\x00"
        assert twin.tell("state")["rows"] == 400


@pytest.mark.parametrize(
    ("verb", "values"),
    [("dance", {}), ("overheat", {"seconds": "long"}), ("garble", {"times": "x"}), ("cover", {"opened": "true"})],
)
def test_what_it_cannot_do_it_says(tmp_path: Path, verb: str, values: dict[str, str]) -> None:
    with (
        RunningEscpos(tmp_path) as twin,
        pytest.raises(RuntimeError, match=r"do: one of|seconds: a number|times: a whole|it takes open"),
    ):
        twin.tell(verb, **values)


def test_vanish_takes_port_and_socket_and_return_brings_them(tmp_path: Path) -> None:
    with RunningEscpos(tmp_path) as twin:
        assert twin.tell("vanish")["gone"]
        assert not os.path.lexists(twin.port)
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", twin.tcp_port), LIMIT)
        assert not twin.tell("return")["gone"]
        socket.create_connection(("127.0.0.1", twin.tcp_port), LIMIT).close()
        assert Path(twin.port).exists()


def test_it_ends_with_its_parent_and_leaves_only_slips(tmp_path: Path) -> None:
    twin = RunningEscpos(tmp_path)
    assert twin.stop() == 0
    assert [one.name for one in tmp_path.iterdir()] == ["slips"]


def test_it_is_started_by_its_command(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kiosk", "twin", "escpos", "--link", str(tmp_path / "port"), "--with-parent"]
    command += ["--slips", str(tmp_path / "slips")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        ready = {"event": "ready", "port": str(tmp_path / "port"), "tcp": 0}
        assert json.loads(process.stdout.readline()) == ready
        process.terminate()
        assert process.wait(LIMIT) == 0


def test_unusable_arguments_are_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RuntimeError, match="did not start"):
        RunningEscpos(tmp_path, "--slips", str(tmp_path / "file" / "slips"))


def arguments(folder: Path, *words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    virtual_escpos.add_arguments(parser)
    return parser.parse_args(["--slips", str(folder / "slips"), *words])


def test_a_port_that_is_taken_leaves_no_link_behind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        words = ["--link", str(tmp_path / "port"), "--tcp", str(taken.getsockname()[1])]
        assert virtual_escpos.main(arguments(tmp_path, *words)) == 2
    assert "in use" in capsys.readouterr().err
    assert not (tmp_path / "port").is_symlink()


def test_a_printer_that_is_nowhere_does_not_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert virtual_escpos.main(arguments(tmp_path)) == 2
    assert "--link or --tcp" in capsys.readouterr().err


@pytest.mark.parametrize("words", [("--tcp", "99999"), ("--tcp", "-1"), ("--tcp", "0", "--buffer", "0")])
def test_numbers_that_make_no_sense_are_refused(
    tmp_path: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        arguments(tmp_path, *words)
    assert caught.value.code == 2
    assert words[-2] in capsys.readouterr().err
