"""Characters written with a finger: from the stroke's end to the characters on offer, stroke by stroke.

The real process, asked over its pipe as the sheet on the screen asks it, after every stroke of seven characters.
Beside it the same library with the same strokes in this process: what keeping it out of the session costs. Starting
is done once, when the sheet is opened, and goes on while the first stroke is written.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import msgspec

from kiosk.runtime.handwriting import helper, packages, zinnia
from tests.benchmarks.figures import Figure, of_samples, skipped
from tests.written import STROKES

_COMMAND = (sys.executable, "-P", "-m", "kiosk.runtime.handwriting.helper")
_RUNS = 40
_STARTS = 10
_Written = tuple[tuple[tuple[int, int], ...], ...]


def measure() -> dict[str, Figure]:
    """`handwriting_stroke`, with traditional forms `handwriting_traditional`, and `handwriting_start`."""
    names = ("handwriting_stroke", "handwriting_traditional", "handwriting_start")
    if missing := packages.missing():
        return {name: skipped(f"not here: {', '.join(missing)}", "ms") for name in names}
    sheets: list[_Written] = [written[:count] for written in STROKES.values() for count in range(1, len(written) + 1)]
    asked, traditional, plain = list[float](), list[float](), list[float]()
    with _process() as process, zinnia.opened() as engine:
        _ask(process, sheets[0], traditional=True)  # reads the table of traditional forms
        for _ in range(_RUNS):
            for sheet in sheets:
                asked.append(_taken(partial(_ask, process, sheet, traditional=False)))
                plain.append(_taken(partial(engine.recognise, sheet, helper.SIDE, helper.MOST)))
                traditional.append(_taken(partial(_ask, process, sheet, traditional=True)))
    name, floor = "the library without a process of its own", "p95 <= 100 ms"
    figures = zip(names, (asked, traditional), strict=False)
    measured = {one: of_samples(taken, "ms", baseline=plain, name=name, floor=floor) for one, taken in figures}
    return {**measured, names[2]: of_samples([_taken(_start) for _ in range(_STARTS)], "ms")}


@contextmanager
def _process() -> Iterator[subprocess.Popen[bytes]]:
    """Ready, and ended with its input."""
    with subprocess.Popen(_COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        if process.stdout.readline() != b'{"ready":true}\n':
            raise RuntimeError("the recogniser did not start")
        yield process


def _ask(process: subprocess.Popen[bytes], sheet: _Written, *, traditional: bool) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    words = {"number": 1, "strokes": sheet, "traditional": traditional}
    process.stdin.write(msgspec.json.encode(words) + b"\n")
    process.stdin.flush()
    answer = msgspec.json.decode(process.stdout.readline(), type=helper.Answer)
    if len(answer.characters) < helper.MOST:
        raise RuntimeError("the recogniser did not answer")


def _start() -> None:
    with _process():
        pass


def _taken(act: Callable[[], object]) -> float:
    """Milliseconds."""
    begin = time.perf_counter()
    act()
    return (time.perf_counter() - begin) * 1000
