"""Nothing in the tracked text that has no business there: hosts, machine paths, real-looking numbers, loose ends.

The patterns are written so that this file does not match itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house_rules.tree import name, text, tracked

REGISTRY_HOSTS = re.compile(
    r"pypi[.]org|python[h]osted|npmjs[.]org|deb[.]debian[.]org|debian[.]org/debian", re.IGNORECASE
)
MACHINE_PATHS = re.compile(r"(^|[^A-Za-z.])/(work|farm|root|home/[a-z]+)/")
ID_NUMBERS = re.compile(
    r"\b[1-8][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]\b"
)
PERMITTED_NUMBERS = re.compile(r"(81|82|83)0000(18|190|1910)")
SPECIMENS = {  # printed in GB 11643 and by the immigration authority; taken apart, so that they do not stand here
    "110105" + "19491231002X",
    "810000" + "199408230021",
    "830000" + "199201300022",
}
LOOSE_ENDS = re.compile(
    r"Not[I]mplementedError|pass  # st[u]b|TO[D]O|FIX[M]E|XX[X]|@pytest\.mark\.(skip|xfail)|assert [T]rue"
)
MOCKS = re.compile(r"unittest\.m[o]ck|Magic[M]ock|mocker\.")
WORKPLACE = re.compile(
    r"\bissue #?\d+\b|\bpart \d of \d\b|\bcolleagues?\b|\bsub-?agents?\b|\bthe integrator\b|\bthe brief\b"
    r"|\bCEO\b|\bclosing note\b",
    re.IGNORECASE,
)


def found(pattern: re.Pattern[str], *patterns: str) -> Iterator[str]:
    """`file:line: match` for every line of the tracked files that matches."""
    for path in tracked(*patterns):
        for number, line in enumerate(text(path).splitlines(), start=1):
            match = pattern.search(line)
            if match:
                yield f"{name(path)}:{number}: {match.group(0)}"


def test_no_package_registry_is_named() -> None:
    assert list(found(REGISTRY_HOSTS)) == []


def test_no_path_of_a_machine() -> None:
    assert [line for line in found(MACHINE_PATHS) if ".svg:" not in line] == []


def test_no_identity_number_that_could_be_somebodys() -> None:
    suspicious = [
        f"{name(path)}: {number[:6]}…"
        for path in tracked()
        for number in ID_NUMBERS.findall(text(path))
        if not PERMITTED_NUMBERS.match(number) and number not in SPECIMENS
    ]
    assert suspicious == []


def test_nothing_unfinished_and_nothing_skipped() -> None:
    assert list(found(LOOSE_ENDS, "*.py", "*.qml")) == []


def test_twins_instead_of_mocks() -> None:
    assert list(found(MOCKS, "tests/*.py")) == []


def test_no_word_on_how_the_work_is_organised() -> None:
    assert [line for line in found(WORKPLACE) if not line.startswith("tests/house_rules/test_text_rules.py")] == []


def test_no_large_file_is_tracked() -> None:
    limit = 700 * 1024
    assert [f"{name(path)}: {path.stat().st_size}" for path in tracked() if path.stat().st_size > limit] == []


@pytest.mark.parametrize(
    ("pattern", "bad"),
    [
        (REGISTRY_HOSTS, "https://" + "py" + "pi.org/simple"),
        (MACHINE_PATHS, "see /ho" + "me/someone/file"),
        (ID_NUMBERS, "110101" + "199003" + "070010"),
        (LOOSE_ENDS, "# TO" + "DO later"),
        (MOCKS, "from unittest.m" + "ock import patch"),
        (WORKPLACE, "as issue " + "7 says"),
    ],
)
def test_the_rules_can_bite(pattern: re.Pattern[str], bad: str) -> None:
    assert pattern.search(bad)


def test_the_tree_is_read_at_all() -> None:
    assert Path("README.md").name in {name(path) for path in tracked()}
    assert len(tracked("*.py")) > 20
