"""What a journey leaves behind: report.json, a PNG of every screen, the receipt."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PROMISED = ("submission_id", "project_no", "receipt_pdf")
"""Always in the report; None where a journey has none."""
_LEFT = ("report.json", ".report.json", "kiosk.log", "failed.png", "receipt.pdf")


class JourneyError(Exception):
    """The journey cannot go on: something is not as a person would expect it."""


@dataclass
class Report:
    """Written after every step, so that a journey that hangs or fails leaves what it has seen."""

    journey: str
    folder: Path
    steps: list[dict[str, Any]] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=lambda: dict.fromkeys(PROMISED))
    ok: bool = False
    error: str | None = None
    _mark: float = field(default_factory=time.monotonic)

    def begin_step(self) -> None:
        """The person's next action begins now."""
        self._mark = time.monotonic()

    def step(self, name: str, screen: str, png: str, **more: object) -> None:
        """A step is done: milliseconds since the action."""
        spent = round((time.monotonic() - self._mark) * 1000)
        self.steps.append({"name": name, "screen": screen, "ms": spent, "png": png, **more})
        self.write()

    def picture(self, name: str) -> Path:
        """Where the picture of the next step belongs."""
        return self.folder / f"{len(self.steps) + 1:02d}-{name}.png"

    def content(self) -> dict[str, Any]:
        """What report.json says."""
        return {"journey": self.journey, "ok": self.ok, "error": self.error, "steps": self.steps, **self.facts}

    def clear(self) -> None:
        """Make the folder, and take away what an earlier run left in it: nothing else. Raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in (
            *self.folder.glob("[0-9][0-9]-*.png"),
            *self.folder.glob("readiness-*.pdf"),
            *(self.folder / name for name in _LEFT),
        ):
            old.unlink(missing_ok=True)

    def write(self) -> dict[str, Any]:
        """Write report.json; returns what was written. Raises OSError."""
        content = self.content()
        fresh = self.folder / ".report.json"
        fresh.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        fresh.replace(self.folder / "report.json")
        return content
