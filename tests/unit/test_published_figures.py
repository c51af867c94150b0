"""docs/figures.md tells what was measured, how, on what and when; what is run anew takes nothing else away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.benchmarks import published
from tests.benchmarks.__main__ import benchmarks
from tests.benchmarks.figures import Figure, of_samples, skipped


@pytest.mark.parametrize("name", benchmarks(Path()))
def test_every_benchmark_says_how_it_measures(name: str) -> None:
    assert len(published.method(name)) > 60


def test_the_page_is_that_of_the_records() -> None:
    kept = json.loads(published.RECORDS.read_text("utf-8"))
    assert set(kept) <= set(benchmarks(Path()))
    assert published.PAGE.read_text("utf-8") == published.printed(kept)


def test_what_is_run_anew_replaces_its_own_and_the_rest_stays(tmp_path: Path) -> None:
    records, page = tmp_path / "figures.json", tmp_path / "figures.md"
    first = {"card": {"card_read": of_samples([3.0, 1.0, 2.0], "s", baseline=[1.0], name="the wire", floor="<= 3 x")}}
    published.publish(first, records, page)
    published.publish({"page": {"page_found": skipped("no camera | here", "ms")}}, records, page)
    published.publish({"page": {"page_taken": Figure(7.0, "ms")}}, records, page)
    text = page.read_text("utf-8")
    assert "| card_read | 2 s | 3 | 3 | 1 (the wire) | 2 | <= 3 x |" in text
    assert "| page_taken | 7 ms |" in text
    assert "page_found" not in text
    assert published.machine() in text


def test_what_could_not_be_measured_says_why(tmp_path: Path) -> None:
    page = tmp_path / "figures.md"
    published.publish({"page": {"page_found": skipped("no camera | here", "ms")}}, tmp_path / "f.json", page)
    assert "| page_found | not measured: no camera \\| here |" in page.read_text("utf-8")
