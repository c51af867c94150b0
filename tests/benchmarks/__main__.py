"""`make bench`: all figures into one JSON file; a table for people on standard error.

python -m tests.benchmarks --out out/bench.json [--publish] [NAME …]

Everything runs on two cores at most, as on the reference PC. A benchmark that cannot run here is written down with
the reason; a figure above its floor is shown as such and ends nothing: timings are no tests.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import (
    card,
    chip,
    cold_start,
    document_print,
    durable_enqueue,
    escpos,
    every_screen,
    face,
    handwriting,
    idle,
    long_form,
    many_sessions,
    page,
    published,
    queue_catalogue,
    queue_drain,
    queue_speed,
    receipt,
    scroll,
    search,
    taps,
)
from tests.benchmarks.figures import Figure

_CORES = {0, 1}


def main() -> int:
    """Measure what was asked for, all of it by default. 0, or 1 where a benchmark broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--out", type=Path, default=Path("out/bench.json"), help="where the figures go")
    parser.add_argument("--publish", action="store_true", help="print docs/figures.md anew")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these: {', '.join(benchmarks(Path()))}")
    args = parser.parse_args()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    os.sched_setaffinity(0, _CORES & os.sched_getaffinity(0) or os.sched_getaffinity(0))
    chosen = {name: run for name, run in benchmarks(args.out.parent).items() if name in args.names or not args.names}
    measured: dict[str, dict[str, Figure]] = {}
    broken = False
    for name, run in chosen.items():
        sys.stderr.write(f"{name} …\n")
        try:
            found = run()
        except Exception as error:  # noqa: BLE001  one broken benchmark does not take the others' figures away
            broken = True
            found = {name: Figure(value=None, unit="", skipped=f"broke: {type(error).__name__}: {error}")}
        measured[name] = found
        for one, figure in found.items():
            sys.stderr.write(f"  {_line(one, figure)}\n")
    figures = {name: figure.as_json() for found in measured.values() for name, figure in found.items()}
    args.out.write_text(json.dumps(figures, indent=2) + "\n")
    if args.publish:
        published.publish(measured)
    return int(broken)


def benchmarks(out: Path) -> dict[str, Callable[[], dict[str, Figure]]]:
    """All there are, by name; some write below `out`, which is on a disk as a terminal has one."""
    return {
        "start": cold_start.measure,
        "taps": taps.measure,
        "screens": every_screen.measure,
        "form": long_form.measure,
        "handwriting": handwriting.measure,
        "scroll": scroll.measure,
        "search": search.measure,
        "idle": idle.measure,
        "sessions": many_sessions.measure,
        "card": card.measure,
        "chip": chip.measure,
        "face": face.measure,
        "page": page.measure,
        "enqueue": lambda: enqueue(out),
        "queue": lambda: below(out, queue_speed.measure),
        "drain": lambda: below(out, queue_drain.measure),
        "catalogue": lambda: below(out, queue_catalogue.measure),
        "receipt": receipt.measure,
        "escpos": escpos.measure,
        "document": lambda: document_print.measure(out),
    }


def enqueue(out: Path) -> dict[str, Figure]:
    """`enqueue` against a fresh raw file; `enqueue_log_grown` against one that was given its log beforehand."""
    figures = {}
    for name, grown in (("enqueue", False), ("enqueue_log_grown", True)):
        with tempfile.TemporaryDirectory(dir=out) as folder:
            found = durable_enqueue.measure(Path(folder), runs=400, grown=grown)
            figures[name] = Figure(**found, floor="<= 1.3 x, goal 1.15 x")
    return figures


def below(out: Path, measure: Callable[[Path], dict[str, Figure]]) -> dict[str, Figure]:
    """Measured in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(dir=out) as folder:
        return measure(Path(folder))


def _line(name: str, figure: Figure) -> str:
    if figure.skipped is not None:
        return f"{name}: not measured: {figure.skipped}"
    parts = [f"{name}: {figure.value:.2f} {figure.unit}"]
    if figure.p95 is not None:
        parts.append(f"p95 {figure.p95:.2f}")
    if figure.ratio is not None:
        parts.append(f"{figure.ratio:.2f} x {figure.baseline_name} ({figure.baseline:.2f})")
    if figure.floor:
        parts.append(f"held to {figure.floor}")
    return ", ".join(parts)


if __name__ == "__main__":
    sys.exit(main())
