"""The search proves itself: what is planted in bytes, a command line, an environment or a memory is found there."""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.journeys.leftover_search import Sought, held, living, memory_of, shuts_its_memory, spellings

NUMBER = "990101199001011234"
NAME = "样样样"
SECRET = "Az09_-" * 7 + "x"
WANTED = Sought({"number": [NUMBER], "name": [NAME]}, [hashlib.sha256(SECRET.encode()).hexdigest()])
TURNED = f"''.join(reversed({NUMBER[::-1]!r}))"
"""An expression whose source does not hold the number: it comes to be in memory alone."""


@contextmanager
def child(program: str, *words: str, **environment: str) -> Iterator[int]:
    """A terminal of one process, which runs until its input closes."""
    with subprocess.Popen(
        [sys.executable, "-c", f"{program}; print(flush=True); input()", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **environment},
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"\n"
        yield process.pid
        process.communicate(b"\n")


@settings(deadline=None)
@given(before=st.binary(max_size=40), after=st.binary(max_size=40), which=st.sampled_from(sorted(spellings(NAME))))
def test_a_name_is_found_wherever_it_stands(before: bytes, after: bytes, which: bytes) -> None:
    assert "name" in WANTED.kinds_in(before + which + after)


@settings(deadline=None)
@given(content=st.binary(max_size=200))
def test_bytes_hold_what_they_hold_and_nothing_else(content: bytes) -> None:
    short = Sought({"short": [b"abcdef"]})
    assert short.kinds_in(content) == ({"short"} if b"abcdef" in content else set())
    assert WANTED.kinds_in(content) == set()


@pytest.mark.parametrize("digits", [NUMBER, "19900000001"])
def test_digits_are_found_in_base64_whatever_is_around_them(digits: str) -> None:
    sought = Sought({"number": [digits]})
    for before in range(4):
        assert sought.kinds_in(base64.b64encode(b"x" * before + digits.encode() + b"yz")) == {"number"}
    assert sought.kinds_in(base64.b64encode(digits[::-1].encode())) == set()


@settings(deadline=None)
@given(before=st.binary(max_size=40), scheme=st.sampled_from(["", "Bearer ", "BDY1:"]))
def test_a_token_is_known_by_its_digest(before: bytes, scheme: str) -> None:
    content = before + b"\0" + scheme.encode() + SECRET.encode() + b'"}'
    assert WANTED.kinds_in(content) == {"token"}
    assert WANTED.kinds_in(content.replace(b"Az09", b"Az08")) == set()


def test_a_code_is_known_by_the_digest_of_it_with_its_scheme() -> None:
    code = "BDY1:" + "A2" * 16
    sought = Sought({}, [hashlib.sha256(code.encode()).hexdigest()])
    for before in range(24):
        assert sought.kinds_in(b" " * before + code.encode() + b" " * 40) == {"token"}


def test_nothing_is_sought_where_nobody_was() -> None:
    assert not Sought({})
    assert Sought({}).kinds_in(NUMBER.encode()) == set()


def test_a_number_that_is_in_memory_alone_is_found_there() -> None:
    with child(f"kept = {TURNED}") as pid:
        assert held(pid, WANTED) == ["number in memory of kiosk-run"]


def test_a_token_in_an_environment_is_found_there() -> None:
    with child("pass", KIOSK_TOKEN=SECRET) as pid:
        assert {"token in environ of kiosk-run", "token in memory of kiosk-run"} <= set(held(pid, WANTED))


def test_a_name_on_a_command_line_is_found_there_also_of_a_child() -> None:
    sleeper = f"import subprocess; one = subprocess.Popen({[sys.executable, '-c', 'input()', NAME]!r}, stdin=-1)"
    with child(sleeper) as pid:
        assert len(living(pid)) == 2
        assert any(found.startswith("name in cmdline of ") for found in held(pid, WANTED))


def test_nothing_planted_nothing_found() -> None:
    with child("pass") as pid:
        assert held(pid, WANTED) == []


def test_a_process_that_has_gone_holds_nothing() -> None:
    with child("pass") as pid:
        assert living(pid) == {"kiosk-run": pid}
    assert living(pid) == {}
    assert held(pid, WANTED) == []
    assert not shuts_its_memory(os.getpid())
    assert sum(map(len, memory_of(os.getpid()))) > 1 << 20
