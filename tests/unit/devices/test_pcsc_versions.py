"""The real client library before a daemon of another version: a named fault, never a reader that is silently gone.

What the daemon says is written out here after pcsc-lite's `winscard_msg.h`: a header (size, command, each 4 bytes in
the machine's order), then for CMD_VERSION (0x11) major, minor and result.
"""

from __future__ import annotations

import os
import socket
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

HEADER = struct.Struct("=II")
VERSION = struct.Struct("=iiI")
ESTABLISH = struct.Struct("=IIi")
CMD_ESTABLISH, CMD_VERSION = 0x01, 0x11
NO_SERVICE = 0x8010001D
"""What a daemon answers whose protocol is not the client's."""
ASK = """
from devices.contract import DeviceError
from devices.transports.pcsc import Context
try:
    Context()
except DeviceError as error:
    print(error.fault.code)
else:
    print("understood")
"""
Says = Callable[[socket.socket, int, bytes], None]


@contextmanager
def daemon(says: Says) -> Iterator[Path]:
    """One that answers like this, on a socket of its own."""
    with tempfile.TemporaryDirectory(prefix="pc") as folder, socket.socket(socket.AF_UNIX) as listening:
        place = Path(folder) / "s"
        listening.bind(str(place))
        listening.listen()
        thread = threading.Thread(target=_serve, args=(listening, says), daemon=True)
        thread.start()
        yield place
        listening.shutdown(socket.SHUT_RDWR)
        thread.join(20)


def _serve(listening: socket.socket, says: Says) -> None:
    with suppress(OSError):
        while True:
            line, _ = listening.accept()
            with line, suppress(OSError):
                while head := line.recv(HEADER.size, socket.MSG_WAITALL):
                    size, command = HEADER.unpack(head)
                    says(line, command, line.recv(size, socket.MSG_WAITALL))


def same_version(line: socket.socket, command: int, body: bytes) -> None:
    """The version that the client has, and a context."""
    if command == CMD_VERSION:
        major, minor, _ = VERSION.unpack(body)
        line.sendall(VERSION.pack(major, minor, 0))
    elif command == CMD_ESTABLISH:
        line.sendall(ESTABLISH.pack(0, 7, 0))


def refuses(line: socket.socket, _command: int, _body: bytes) -> None:
    """An older daemon: it names its own version, and that it serves no other."""
    line.sendall(VERSION.pack(4, 2, NO_SERVICE))


def hangs_up(line: socket.socket, _command: int, _body: bytes) -> None:
    """It does not even know the question."""
    line.shutdown(socket.SHUT_RDWR)


def another_layout(line: socket.socket, _command: int, _body: bytes) -> None:
    """Its answer is shorter than the client's, and ends."""
    line.sendall(b"\x04\x00")
    line.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize(
    ("says", "said"),
    [
        (same_version, "understood"),
        (refuses, "chip.service-gone"),
        (hangs_up, "chip.service-gone"),
        (another_layout, "chip.service-gone"),
    ],
)
def test_a_daemon_of_another_version_is_a_named_fault(says: Says, said: str) -> None:
    with daemon(says) as place:
        done = subprocess.run(
            [sys.executable, "-P", "-c", ASK],
            env={**os.environ, "PCSCLITE_CSOCK_NAME": str(place), "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert (done.stdout.strip(), done.returncode) == (said, 0), done.stderr
