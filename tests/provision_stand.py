"""A province's medium and the answers of a terminal that is set up from it, beside a real sandbox."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.provisioning.settings_file import text
from kiosk.runtime import demo
from kiosk.runtime.processes import kiosk_command

LIMIT = 240.0


@dataclass
class Province:
    """A sandbox in a process of its own, its profile, and what terminals are given."""

    folder: Path
    expected: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.port = demo.free_port()
        self.demo = demo.Demo(self.folder, port=self.port, embedded_sandbox=False, reader=False, camera=False)
        self.medium = self.folder / "medium"
        self.medium.mkdir(parents=True)
        self._sandbox: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Until it answers."""
        words = kiosk_command(*demo.sandbox_words(self.demo, self.port))
        self._sandbox = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._sandbox.stdout is not None
        ready = json.loads(self._sandbox.stdout.readline())
        (self.medium / "platform.pub.pem").write_text(ready["platform_key"], encoding="ascii")

    def end(self) -> None:
        """Take it down."""
        if self._sandbox is not None:
            with self._sandbox as process:
                process.kill()

    def code(self, code: str) -> str:
        """A one-time code that the platform knows."""
        url = f"http://127.0.0.1:{self.port}/_sandbox/code"
        with urllib.request.urlopen(url, json.dumps({"code": code}).encode(), timeout=LIMIT) as answer:
            answer.read()
        return code

    def answers(self, terminal: str, **more: Any) -> Path:
        """The profile, and answers of a terminal whose state lies beside its settings."""
        home = self.folder / terminal
        whole = tomllib.loads(demo.write(self.folder, self.demo).read_text(encoding="utf-8"))
        tables = {
            "name": "示例省",
            "deployment": "development",
            "platform": {"base_url": whole["platform"]["base_url"], "platform_key": "platform.pub.pem"},
            "storage": {"state_dir": str(home / "state")},
            "devices": whole["devices"],
            "expected": self.expected,
        }
        (self.medium / "profile.toml").write_text(text(tables), encoding="utf-8")
        path = self.medium / f"{terminal}.toml"
        label = terminal.rsplit("-", 1)[-1]
        who = {"profile": "profile.toml", "terminal": {"id": terminal, "label": label}, "keys": {"seal": "file"}}
        path.write_text(text(who | more), encoding="utf-8")
        return path

    def config(self, terminal: str) -> Path:
        """Where its settings get written."""
        return self.folder / terminal / "kiosk.toml"


def kiosk(*words: str | Path, code: int = 0) -> Any:
    """A command as somebody types it; its JSON."""
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", *map(str, words), "--json"],
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == code, (done.returncode, done.stderr[-2000:], done.stdout[-2000:])
    return json.loads(done.stdout)


def standings(answer: Any) -> dict[str, str]:
    """How each step ended."""
    return {step["name"]: step["standing"] for step in answer["steps"]}
