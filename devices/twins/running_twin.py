"""Any twin in a process of its own, for as long as a block lasts: what tests and benchmarks start.

Must never be used on a real terminal; the process ends with the one that started it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from devices.transports.control import tell

_PATIENCE = 20.0


class RunningTwin:
    """`python -m devices.drivers.MODULE` with its device and control socket in `folder`; `more` = its arguments.

    `place`: the argument that says where the device appears; `name`: of the device in the folder, the module's if
    left out. `ready` is what the twin said. Raises RuntimeError where it does not start.
    """

    def __init__(self, module: str, folder: Path, *more: str, place: str = "--link", name: str = "") -> None:
        self.path = str(folder / (name or module))
        self.control = folder / f"{name or module}.control"
        command = [sys.executable, "-P", "-m", f"devices.drivers.{module}", "--with-parent", place, self.path]
        self._process = subprocess.Popen(
            [*command, "--control", str(self.control), *more], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        line = self._process.stdout.readline() if self._process.stdout else b""
        if not line:
            self.stop()
            raise RuntimeError(f"{module} did not start")
        self.ready: dict[str, Any] = json.loads(line)

    def tell(self, verb: str, **values: Any) -> dict[str, Any]:
        """One request to the control socket. Raises RuntimeError where the twin refuses it."""
        answer = tell(self.control, {"do": verb, **values})
        if not answer["ok"]:
            raise RuntimeError(answer["error"])
        return answer

    def stop(self) -> int:
        """End it as its parent's death would; the exit code."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()
        try:
            return self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait(_PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class RunningSam(RunningTwin):
    """A virtual identity-card reader."""

    def __init__(self, folder: Path, *more: str) -> None:
        super().__init__("virtual_sam", folder, *more, name="reader")
        self.port = self.path


class RunningEscpos(RunningTwin):
    """A virtual ESC/POS printer, on a pty and on TCP."""

    def __init__(self, folder: Path, *more: str) -> None:
        self.slips = folder / "slips"
        ways = ["--tcp", "0", "--slips", str(self.slips)]
        super().__init__("virtual_escpos", folder, *ways, *more, name="printer")
        self.port = self.path
        self.tcp_port = int(self.ready["tcp"])

    def pictures(self) -> list[Path]:
        """The slips so far."""
        return sorted(self.slips.glob("*.png"))
