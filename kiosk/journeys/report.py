"""What a journey leaves behind: report.json, a PNG of every screen, the receipt."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


class JourneyError(Exception):
    """The journey cannot go on: something is not as a person would expect it."""


@dataclass
class Report:
    """Written after every step, so that a journey that hangs or fails leaves what it has seen."""

    journey: str
    folder: Path
    steps: list[dict[str, Any]] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    ok: bool = False
    error: str | None = None
    _mark: float = field(default_factory=time.monotonic)

    def begin_step(self) -> None:
        """The person's next action begins now."""
        self._mark = time.monotonic()

    def step(self, name: str, screen: str, png: str | None, **more: object) -> None:
        """A step is done: milliseconds since the action."""
        spent = round((time.monotonic() - self._mark) * 1000)
        self.steps.append({"name": name, "screen": screen, "ms": spent, "png": png, **more})
        self.write()

    def picture(self, name: str) -> Path:
        """Where the picture of the next step belongs."""
        return self.folder / f"{len(self.steps) + 1:02d}-{name}.png"

    def write(self) -> dict[str, Any]:
        """Write report.json; returns what was written."""
        content = {"journey": self.journey, "ok": self.ok, "error": self.error, **self.facts, "steps": self.steps}
        fresh = self.folder / ".report.json"
        fresh.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        fresh.replace(self.folder / "report.json")
        return content
