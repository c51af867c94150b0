"""docs/figures.md: every figure with its method, baseline, machine and day, so that a reader can repeat it.

What was measured is kept in docs/generated/figures.json, a record a benchmark; one that is run anew replaces its own.
Must never round a figure up to look better, nor leave one out: what could not be measured says why.
"""

from __future__ import annotations

import datetime as dt
import importlib
import json
import os
import platform
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.benchmarks.figures import Figure

ROOT = Path(__file__).resolve().parents[2]
RECORDS, PAGE = ROOT / "docs" / "generated" / "figures.json", ROOT / "docs" / "figures.md"
MODULES = {
    "start": "cold_start",
    "screens": "every_screen",
    "form": "long_form",
    "sessions": "many_sessions",
    "enqueue": "durable_enqueue",
    "queue": "queue_speed",
    "drain": "queue_drain",
    "catalogue": "queue_catalogue",
    "document": "document_print",
}
"""Where a benchmark's method stands, unless in the file of its own name."""
_HEAD = """<!-- Printed by `make bench`; do not edit. -->
# Figures

Every figure of this program, as the last run of its benchmark gave it. `make bench` measures all of them on this
machine and prints this page anew (about an hour on two cores). Let the machine do nothing else: the load (average of
15 minutes) is told with each. `.venv/bin/python -m tests.benchmarks --publish NAME` does one. The value is the median
of all runs, none left out; p95 the 95th percentile; the ratio is to the baseline, which ran in turn on the same
machine in the same run: below 1 means less time or less memory than the baseline. No test fails on a figure.
"""


def publish(measured: Mapping[str, Mapping[str, Figure]], records: Path = RECORDS, page: Path = PAGE) -> None:
    """Keep what was measured, by benchmark, with today's date and this machine; print the page. Raises OSError."""
    kept = json.loads(records.read_text("utf-8")) if records.is_file() else {}
    load = round(os.getloadavg()[2], 1)
    of_now = {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "machine": machine(),
        "commit": _commit(),
        "load": load,
    }
    for name, figures in measured.items():
        rows = {one: {**figure.as_json(), "floor": figure.floor} for one, figure in figures.items()}
        kept[name] = {**of_now, "figures": rows}
    kept = {name: kept[name] for name in sorted(kept)}
    records.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    page.write_text(printed(kept), encoding="utf-8")


def printed(kept: Mapping[str, Any]) -> str:
    """The page of these records."""
    parts = [_HEAD]
    for name in sorted(kept):
        record = kept[name]
        rows = [_row(one, figure) for one, figure in record["figures"].items()]
        parts += [
            f"## {name}\n",
            method(name) + "\n",
            f"{record['date']}, commit {record['commit']}, {record['machine']}; load {record['load']}.\n",
            "| figure | value | p95 | runs | baseline | ratio | held to |\n|---|---|---|---|---|---|---|\n"
            + "\n".join(rows)
            + "\n",
        ]
    return "\n".join(parts)


def method(name: str) -> str:
    """How it is measured: what its file says of itself."""
    return (importlib.import_module(f"tests.benchmarks.{MODULES.get(name, name)}").__doc__ or "").strip()


def machine() -> str:
    """Processor, cores that were used, memory, kernel."""
    info = Path("/proc/cpuinfo").read_text("utf-8")
    model = next((line.partition(":")[2].strip() for line in info.splitlines() if line.startswith("model name")), "?")
    gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    cores = len(os.sched_getaffinity(0))
    return f"{model}, {cores} cores, {gib:.0f} GiB, Linux {platform.release()}, Python {platform.python_version()}"


def _commit() -> str:
    words = ["git", "describe", "--always", "--dirty"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "?"


def _row(name: str, figure: Mapping[str, Any]) -> str:
    if figure.get("skipped"):
        return f"| {name} | not measured: {_cell(figure['skipped'])} | | | | | |"
    baseline = f"{_number(figure['baseline'])} ({figure['baseline_name']})" if figure["baseline"] is not None else ""
    cells = [
        f"{_number(figure['value'])} {figure['unit']}",
        _number(figure["p95"]),
        str(figure["runs"] or ""),
        baseline,
        _number(figure["ratio"]),
        figure["floor"] or "",
    ]
    return f"| {name} | " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"
