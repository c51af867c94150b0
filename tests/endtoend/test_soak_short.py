"""The short form of `make soak`, and the proof that its bounds find what they are there to find."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from tests.soak.drawing import draw
from tests.soak.growth import BOUNDS, LEAST, VISITS, findings
from tests.soak.sampling import SCREEN, SUPERVISOR, SYNC, TERMINAL, Sample

ROOT = Path(__file__).resolve().parents[2]
LOOKS = 4 * LEAST


@pytest.mark.timeout(600)
def test_people_come_things_go_wrong_and_nothing_grows(tmp_path: Path) -> None:
    words = ["--visits", "3", "--seed", "221", "--out", str(tmp_path)]
    done = subprocess.run([sys.executable, "-m", "tests.soak", *words], cwd=ROOT, check=False, timeout=550)
    report = json.loads((tmp_path / "soak.json").read_text("utf-8"))
    assert report["error"] is None
    assert [bound for bound in report["bounds"] if not bound["held"]] == []
    assert done.returncode == 0
    assert sum(report["visits"].values()) + sum(report["broken_off"].values()) == 3
    seen = {sample["role"] for sample in report["samples"]}
    assert seen == {SUPERVISOR, SYNC, SCREEN, TERMINAL}
    for role in seen:  # one that is just dying has nothing any more
        assert max(sample["memory"] for sample in report["samples"] if sample["role"] == role) > 1
    assert (tmp_path / "soak.pdf").read_bytes().startswith(b"%PDF")


# --- the bounds themselves ----------------------------------------------------------------------------------
def run_of(role: str, **grows: Callable[[int], float]) -> list[Sample]:
    """A run in which everything stands still but what is named."""
    still: dict[str, float] = {"memory": 80.0, "handles": 20, "threads": 4, "cpu": 1.0, "database": 5.0}

    def at(number: int) -> dict[str, float]:
        return {name: grows[name](number) if name in grows else value for name, value in still.items()}

    return [msgspec.convert({"seconds": 2.0 * number, "role": role, **at(number)}, Sample) for number in range(LOOKS)]


def broken(samples: list[Sample], cases: int = 0, visits: int = VISITS) -> list[tuple[str, str]]:
    return [(one.role, one.what) for one in findings(samples, cases, visits) if not one.held]


@pytest.mark.parametrize(("role", "what"), BOUNDS)
def test_what_grows_beyond_its_bound_is_found(role: str, what: str) -> None:
    step = (BOUNDS[role, what] + 1) / (LOOKS // 4)
    start = 0 if what == "database" else 20
    assert broken(run_of(role)) == []
    assert broken(run_of(role, **{what: lambda number: start + round(step * number)})) == [(role, what)]


def test_what_grows_in_the_warm_up_alone_is_fine() -> None:
    assert broken(run_of(SUPERVISOR, memory=lambda number: 500.0 if number > LOOKS // 5 else 50.0)) == []


def test_a_process_that_turns_in_circles_is_found_also_where_it_is_replaced() -> None:
    assert broken(run_of(SYNC, cpu=lambda number: 2.0 * (number % 10))) == [(SYNC, "processors")]


def test_a_store_that_grows_without_cases_is_found() -> None:
    grows = run_of(TERMINAL, database=lambda number: 5.0 + number)
    assert broken(grows) == [(TERMINAL, "database")]
    assert broken(grows, cases=1000) == []


def test_too_short_a_run_says_nothing() -> None:
    assert findings(run_of(SUPERVISOR)[:LEAST], 0, VISITS) == []
    assert findings([], 0, VISITS) == []
    assert broken(run_of(SCREEN, memory=lambda number: 80.0 + 5 * number), visits=3) == []


def test_a_sheet_is_drawn_of_whatever_there_is(tmp_path: Path) -> None:
    for name, samples in (("none", []), ("one", run_of(SCREEN)[:1]), ("many", run_of(TERMINAL) * 40)):
        draw(tmp_path / name, samples, findings(samples, 0, VISITS), ["示例", "x"])
        assert (tmp_path / name).read_bytes().startswith(b"%PDF")
