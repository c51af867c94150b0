"""A virtual ESC/POS printer in a process of its own, for as long as a block lasts: what tests and benchmarks start.

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


class RunningEscpos:
    """`python -m devices.drivers.virtual_escpos` on a pty and on TCP, all in `folder`; `more` = its arguments."""

    def __init__(self, folder: Path, *more: str) -> None:
        self.port = str(folder / "printer")
        self.slips = folder / "slips"
        self.control = folder / "printer.control"
        command = [sys.executable, "-m", "devices.drivers.virtual_escpos", "--with-parent", "--link", self.port]
        command += ["--tcp", "0", "--slips", str(self.slips), "--control", str(self.control), *more]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        line = self._process.stdout.readline() if self._process.stdout else b""
        if not line:
            self.stop()
            raise RuntimeError("the virtual printer did not start")
        self.tcp_port = int(json.loads(line)["tcp"])

    def tell(self, verb: str, **values: Any) -> dict[str, Any]:
        """One request to the control socket. Raises RuntimeError where the twin refuses it."""
        answer = tell(self.control, {"do": verb, **values})
        if not answer["ok"]:
            raise RuntimeError(answer["error"])
        return answer

    def pictures(self) -> list[Path]:
        """The slips so far."""
        return sorted(self.slips.glob("*.png"))

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
