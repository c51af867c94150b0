"""All services one after the other, each as a journey of its own, and what each asks of a person: taps, pages, time.

Every journey runs in a process of its own; must never stop at one that fails.
"""

from __future__ import annotations

import json
import logging
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kiosk.journeys.report import Report
from kiosk.journeys.words import CHINESE, LANGUAGES
from kiosk.runtime.processes import kiosk_command

_log = logging.getLogger(__name__)
MAIN = ("apply-online", "show-licence")
"""Played in every language and in every mode, too."""
MODES = ("contrast", "elder", "low-reach", "large", "largest", "landscape")


@dataclass(frozen=True)
class Task:
    """One journey in one dress."""

    journey: str
    language: str = CHINESE
    mode: str = ""

    @property
    def folder(self) -> str:
        """Name of its folder."""
        language = self.language if self.language != CHINESE else ""
        return "-".join(filter(None, (self.journey, language, self.mode)))

    @property
    def words(self) -> list[str]:
        """Its options on the command line."""
        return ["--language", self.language, *(("--mode", self.mode) if self.mode else ())]


def tasks(services: Sequence[str]) -> list[Task]:
    """Every service in 简体; the main ones in every other language, and in every mode."""
    other = [Task(name, language) for name in MAIN for language in LANGUAGES if language != CHINESE]
    return [*(Task(name) for name in services), *other, *(Task(name, mode=mode) for name in MAIN for mode in MODES)]


def play(services: Sequence[str], report: Report) -> None:
    """Play them all; the report is written after each."""
    rows: list[dict[str, Any]] = []
    report.facts["tasks"] = rows
    for task in tasks(services):
        _log.info("%s …", task.folder)
        folder = report.folder / task.folder
        words = kiosk_command("journey", task.journey, "--out", str(folder), *task.words)
        done = subprocess.run(words, stdout=subprocess.DEVNULL, check=False)
        rows.append(asdict(task) | {"folder": task.folder, "ok": done.returncode == 0} | asked_of_a_person(folder))
        report.write()
    report.ok = all(row["ok"] for row in rows)
    report.error = None if report.ok else "not as it should: " + ", ".join(r["folder"] for r in rows if not r["ok"])
    report.write()


def asked_of_a_person(folder: Path) -> dict[str, Any]:
    """{"taps", "taps_after_card", "screens": numbers or None, "seconds", "error": words or None} of that folder."""
    try:
        content = json.loads((folder / "report.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        return {
            "taps": None,
            "taps_after_card": None,
            "screens": None,
            "seconds": None,
            "error": f"no report: {type(error).__name__}",
        }
    steps = content["steps"]
    return {
        "taps": _taps(steps),
        "taps_after_card": after_card(steps),
        "screens": len({step["screen"] for step in steps}),
        "seconds": round(sum(step["ms"] for step in steps) / 1000, 1),
        "error": content["error"],
    }


def after_card(steps: Sequence[Mapping[str, Any]]) -> int | None:
    """Taps from the card having been read to the first result; None where a journey has not both."""
    pages = [step["screen"] for step in steps]
    if "identity-choice" not in pages or "result" not in pages:
        return None
    return _taps(steps[pages.index("identity-choice") + 1 : pages.index("result") + 1])


def _taps(steps: Sequence[Mapping[str, Any]]) -> int:
    return sum(len(step.get("taps", ())) for step in steps)
