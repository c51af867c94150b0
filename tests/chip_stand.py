"""A real pcscd with a virtual reader, and virtual cards for it, in a network and a /run of the tests' own.

vpcd listens on every address and pcscd's socket has one place: so both run in namespaces (`unshare -n -m`, without
root in a user namespace, `-r`), where /run is empty but for /run/pcscd, which is a folder of ours. libpcsclite
outside finds the socket there through PCSCLITE_CSOCK_NAME; it looks at that once, hence one folder per process.
A pcscd of the system is neither asked nor touched; ours ends with the process that started it.
Debian 12: pcscd, vsmartcard-vpcd, iproute2, util-linux.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from devices.contract import DeviceError
from devices.transports import pcsc
from devices.transports.control import tell

PATIENCE = 60.0
READER = "Virtual PCD 00 00"
SECOND = "Virtual PCD 00 01"
PORTS = {READER: 35963, SECOND: 35964}
PEOPLE = Path(__file__).parents[1] / "kiosk" / "sandbox" / "seed" / "people"
SOCKET = Path(tempfile.gettempdir()) / f"kiosk-pcsc-{os.getpid()}" / "run" / "pcscd.comm"
os.environ["PCSCLITE_CSOCK_NAME"] = str(SOCKET)
_PACKAGED = Path("/etc/reader.conf.d/vpcd")
_PROGRAMS = ("pcscd", "unshare", "nsenter", "setpriv", "ip")
_SEPARATE = """set -e
ip link set lo up
mount -t tmpfs tmpfs /run
mkdir /run/pcscd
mount --bind "$1" /run/pcscd
echo ready
exec cat
"""


class ChipStand:
    """pcscd, and one card twin per slot that is asked for."""

    def __init__(self, *, rootless: bool = False) -> None:
        self.folder = SOCKET.parents[1]
        self._ways = [["-r", "-n", "-m"]] if rootless else [["-n", "-m"], ["-r", "-n", "-m"]]
        self._flags: list[str] = []
        self._holder: subprocess.Popen[bytes] | None = None
        self._service: subprocess.Popen[bytes] | None = None
        self._twins: dict[str, subprocess.Popen[bytes]] = {}

    def open(self) -> str:
        """Make the namespaces; why that is not possible here, or an empty text."""
        missing = [name for name in _PROGRAMS if shutil.which(name, path=_environment()["PATH"]) is None]
        if missing or not _PACKAGED.is_file():
            return f"not installed: {', '.join(missing or ['vsmartcard-vpcd'])}"
        why = ""
        shutil.rmtree(self.folder, ignore_errors=True)
        SOCKET.parent.mkdir(parents=True)
        for flags in self._ways:
            inside = ["setpriv", "--pdeathsig", "KILL", "sh", "-c", _SEPARATE, "sh", str(SOCKET.parent)]
            holder = subprocess.Popen(
                ["unshare", *flags, *inside],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment(),
            )  # fmt: skip
            if holder.stdout and holder.stdout.readline() == b"ready\n":
                self._holder = holder
                self._flags = ["-n", "-m", *(["-U", "--preserve-credentials"] if "-r" in flags else [])]
                return ""
            _out, said = holder.communicate(timeout=PATIENCE)
            why = said.decode(errors="replace").strip()
        return f"no namespaces of our own: {why}"

    def start_service(self, name: str = "Virtual PCD") -> None:
        """Start pcscd with readers of this name, and wait until it knows them."""
        readers = self.folder / "readers"
        readers.mkdir(exist_ok=True)
        (readers / "vpcd").write_text(_PACKAGED.read_text("utf-8").replace("Virtual PCD", name), "utf-8")
        options = ["--foreground", "--info", "--config", str(readers)]
        if b"disable-polkit" in subprocess.run(["pcscd", "--help"], capture_output=True, env=_environment()).stdout:  # noqa: PLW1510
            options.append("--disable-polkit")
        with (self.folder / "pcscd.log").open("ab") as log:
            self._service = subprocess.Popen(
                self.inside("setpriv", "--pdeathsig", "TERM", "pcscd", *options),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=_environment(),
            )  # fmt: skip
        wait_until(lambda: len(_readers()) == len(PORTS), "pcscd")

    def stop_service(self, *, kill: bool = False) -> None:
        """End pcscd as a service manager does; with `kill` as a crash does, its files stay behind."""
        service, self._service = self._service, None
        if service is not None:
            (service.kill if kill else service.terminate)()
            service.wait(PATIENCE)

    def tell(self, verb: str, *, reader: str = READER, **values: Any) -> dict[str, Any]:
        """One request to the card twin of a slot, started where it is not there yet."""
        control = self.folder / f"card-{PORTS[reader]}.control"
        if reader not in self._twins:
            command = [
                sys.executable,
                "-m",
                "devices.drivers.virtual_chip_card",
                "--with-parent",
                "--people",
                str(PEOPLE),
            ]
            command += ["--port", str(PORTS[reader]), "--control", str(control)]
            self._twins[reader] = subprocess.Popen(
                self.inside(*command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment()
            )
            assert self._twins[reader].stdout.readline()  # type: ignore[union-attr]
        answer = tell(control, {"do": verb, **values})
        if not answer["ok"]:
            raise RuntimeError(answer["error"])
        return answer

    def settle(self, *, present: bool, reader: str = READER) -> None:
        """Wait until pcscd has seen that a card is there, or is not."""
        with contextlib.closing(pcsc.Context()) as context:
            wait_until(lambda: (look := context.look(reader)) is not None and look.present is present, "the card")

    def inside(self, *command: str) -> list[str]:
        """The command, to be run in the namespaces."""
        assert self._holder is not None
        return ["nsenter", "-t", str(self._holder.pid), *self._flags, *command]

    @property
    def service_pid(self) -> int:
        """Of pcscd."""
        assert self._service is not None
        return self._service.pid

    def close(self) -> None:
        """Everything down."""
        for twin in self._twins.values():
            _ended(twin)
        self.stop_service()
        if self._holder:
            _ended(self._holder)
        shutil.rmtree(self.folder, ignore_errors=True)


class NotHereError(RuntimeError):
    """No pcscd of our own can be had on this machine; the text says why."""


@contextmanager
def chip_stand(*, rootless: bool = False) -> Iterator[ChipStand]:
    """Up for the length of the block, pcscd running; `rootless` = as for one who is not root. Raises NotHereError."""
    stand = ChipStand(rootless=rootless)
    try:
        why = stand.open()
        if why:
            raise NotHereError(f"chip cards need pcscd, vsmartcard-vpcd and namespaces of their own: {why}")
        stand.start_service()
        yield stand
    finally:
        stand.close()


def chip_stand_or_skip() -> Iterator[ChipStand]:
    """For a fixture: where the stand cannot be had its tests are skipped, which CI takes for a failure."""
    try:
        with chip_stand() as stand:
            yield stand
    except NotHereError as error:
        pytest.skip(str(error))


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Raises TimeoutError after `PATIENCE` seconds."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(what)
        time.sleep(0.02)


def _readers() -> list[str]:
    try:
        with contextlib.closing(pcsc.Context()) as context:
            return context.readers()
    except DeviceError:
        return []


def _ended(process: subprocess.Popen[bytes]) -> None:
    """A process that ends with its standard input."""
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream:
            stream.close()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(PATIENCE)


def _environment() -> dict[str, str]:
    return {**os.environ, "PATH": f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"}
