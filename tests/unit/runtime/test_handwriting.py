"""The recogniser itself, in its process: fast; bad input or a damaged model ends it without a word of that."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kiosk.runtime.checks import handwriting as check
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.diagnostics import DoctorFault, Surroundings, Verdict
from kiosk.runtime.handwriting import helper, packages, traditional, zinnia
from tests.runtime_stand import NOON, settings
from tests.written import CHARACTERS, STROKES

COMMAND = [sys.executable, "-P", "-m", "kiosk.runtime.handwriting.helper"]
LIMIT = 0.1
"""Seconds for one recognition."""
NEVER = 987_123
"""A coordinate that must not come back in any word."""


def asked(lines: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(COMMAND, input=lines, capture_output=True, check=False, timeout=20)


def test_what_is_written_is_among_the_first_nine_within_a_tenth_of_a_second() -> None:
    with zinnia.opened() as engine:
        for character in CHARACTERS:
            times = []
            for _ in range(3):
                began = time.perf_counter()
                found = engine.recognise(STROKES[character], helper.SIDE, helper.MOST)
                times.append(time.perf_counter() - began)
            assert character in found[:9]
            assert len(found) == helper.MOST
            assert min(times) < LIMIT


def test_the_process_answers_line_by_line_and_ends_with_its_input() -> None:
    lines = [json.dumps({"number": n, "strokes": STROKES[one]}) for n, one in enumerate(CHARACTERS)]
    lines.append('{"number":99,"strokes":[]}')
    done = asked("\n".join(lines).encode())
    first, *answers = (json.loads(line) for line in done.stdout.splitlines())
    assert (done.returncode, first) == (0, {"ready": True})
    assert [answer["number"] for answer in answers] == [*range(len(CHARACTERS)), 99]
    assert all(one in answer["characters"][:9] for one, answer in zip(CHARACTERS, answers, strict=False))
    assert answers[-1]["characters"] == []


@pytest.mark.parametrize(
    "request_",
    [
        {"number": 1, "strokes": [[[NEVER, 3]]]},
        {"number": 1, "strokes": [[[-1, 3]]]},
        {"number": 1, "strokes": [[[NEVER]]]},
        {"number": 1, "strokes": [[[1, 2]] * (helper.MOST_POINTS + 1)]},
        {"number": 1, "strokes": [[[1, 2]]] * (helper.MOST_STROKES + 1)},
        {"number": 1, "strokes": [], "name": str(NEVER)},
        [],
    ],
)
def test_what_is_no_request_ends_it_and_is_not_named(request_: object) -> None:
    done = asked(json.dumps(request_).encode())
    assert (done.returncode, done.stderr) == (helper.BAD_REQUEST, b"")
    assert done.stdout == b'{"ready":true}\n'


def test_strokes_are_neither_said_nor_kept(tmp_path: Path) -> None:
    line = json.dumps({"number": 1, "strokes": STROKES["大"]}).encode()
    done = subprocess.run(
        COMMAND,
        input=line,
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env={"HOME": str(tmp_path), "PYTHONPATH": str(Path.cwd())},
        timeout=20,
    )
    assert done.stderr == b""
    assert b"strokes" not in done.stdout
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.parametrize("content", [None, b"", b"no model", b"\0" * 4096])
def test_a_model_that_is_missing_or_none_is_a_named_error(content: bytes | None, tmp_path: Path) -> None:
    model = tmp_path / "model"
    if content is not None:
        model.write_bytes(content)
    with pytest.raises(zinnia.NoModelError):
        zinnia.Zinnia(model)


def test_traditional_forms_stand_before_the_simplified_one_and_each_once() -> None:
    assert traditional.available()
    assert traditional.before_simplified("门一门") == ["門", "门", "一"]
    assert traditional.before_simplified("发") == ["發", "髮", "发"]


def test_the_doctor_says_which_package_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "NEEDED", (("libzinnia0", ("usr/lib/no-such-library",)),))
    finding = check.recognised(Surroundings(settings(tmp_path), ManualClock(NOON)))
    assert (finding.verdict, finding.fault) == (Verdict.WARN, DoctorFault.NO_HANDWRITING.code)
    assert finding.facts == {"missing": "libzinnia0"}


def test_the_doctor_writes_a_character_itself(tmp_path: Path) -> None:
    finding = check.recognised(Surroundings(settings(tmp_path), ManualClock(NOON)))
    assert (finding.verdict, finding.facts["read"]) == (Verdict.PASS, "一")
