"""What comes from outside cannot make up a line of the log, nor steer the terminal of whoever reads it."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.commands import OneRecord
from kiosk.runtime import redaction

FORM = "%(asctime)s %(levelname)s %(name)s %(message)s"
FORGED = "2026-01-01 00:00:00,000 CRITICAL kiosk.staff.door signed in"


def written(message: str, *values: object) -> str:
    record = logging.LogRecord("kiosk.sandbox.server", logging.INFO, "x.py", 1, message, values, None)
    return OneRecord(FORM).format(record)


@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_a_name_with_a_line_break_makes_up_no_line(breaks: str) -> None:
    lines = written("refused %s", f"a stick{breaks}{FORGED}").splitlines()
    assert FORGED not in lines
    assert len(list(redaction.log_lines(lines))) == 1


def test_nothing_steers_the_screen_of_whoever_reads_it_or_turns_the_text() -> None:
    line = written("%s", "\x1b[2J\x1b]0;x\x07 \u202ekcab\u2069 \x9b31m")
    assert "\\u001b[2J" in line
    assert line.isprintable()


def test_an_exception_whose_words_came_from_outside_stays_below_its_record() -> None:
    error = ValueError(f"no\n{FORGED}")
    record = logging.LogRecord("kiosk", logging.ERROR, "x.py", 1, "failed", (), (type(error), error, None))
    first, *rest = OneRecord(FORM).format(record).splitlines()
    assert first.endswith(" failed")
    assert rest
    assert all(line.startswith("\t") for line in rest)


@given(st.text())
def test_whatever_is_logged_only_the_first_line_begins_a_record(text: str) -> None:
    _, *rest = written("%s", text).splitlines()
    assert all(line.startswith("\t") for line in rest)
