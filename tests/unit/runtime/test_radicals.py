"""Rare characters by radical and strokes."""

from __future__ import annotations

import bz2
from pathlib import Path

import pytest

from kiosk.runtime.checks import fonts
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.diagnostics import DoctorFault, Surroundings, Verdict
from kiosk.runtime.searching import radicals
from tests.runtime_stand import NOON, settings


def test_all_radicals_have_characters_and_stand_by_their_own_strokes() -> None:
    shown = radicals.radicals()
    assert len(shown) == radicals.COUNT == len(set(shown))
    assert (shown[0], shown[84], shown[213]) == ("一", "水氵", "龠")
    assert all(radicals.strokes(number) for number in range(1, radicals.COUNT + 1))


@pytest.mark.parametrize(
    ("radical", "besides", "character"),
    [(85, 4, "汶"), (120, 6, "给"), (181, 6, "𬱟"), (38, 6, "㛃"), (30, 9, "喆"), (154, 4, "贤")],
)
def test_found_by_radical_and_what_is_left(radical: int, besides: int, character: str) -> None:
    assert character in radicals.find(radical, besides)
    assert besides in radicals.strokes(radical)


def test_the_rare_ones_come_first() -> None:
    found = radicals.find(85, 4)
    assert found.index("汧") < found.index("沃")


@pytest.mark.parametrize(("radical", "besides"), [(0, 4), (215, 4), (-1, 0), (85, 99), (85, -1)])
def test_what_no_dictionary_has_finds_nothing(radical: int, besides: int) -> None:
    assert radicals.find(radical, besides) == ()


def test_a_character_stands_under_each_of_its_radicals_and_second_codes_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = "kRSUnicode"
    lines = f"# {field}\nU+4E59\t{field}\t5.0 4'.2\nU+F972\t{field}\t85.4\nU+4E5A\t{field}\t5.-1\nU+4E5B\tkCihaiT\t1"
    written(tmp_path, monkeypatch, bz2.compress(lines.encode()))
    assert (radicals.find(4, 2), radicals.find(85, 4)) == (("乙",), ())
    assert set(radicals.find(5, 0)) == {"乙", "\u4e5a"}


@pytest.mark.parametrize("content", [None, b"", b"no archive", bz2.compress(b"U+4E59\tkRSUnicode\t5.0\n")[:-6]])
def test_a_file_that_is_missing_or_damaged_is_a_finding_and_nothing_is_shown(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, monkeypatch, content)
    assert radicals.available() is (content is not None)
    assert radicals.strokes(5) == ()
    finding = fonts.by_radical(Surroundings(settings(tmp_path), ManualClock(NOON)))
    assert (finding.verdict, finding.fault) == (Verdict.WARN, DoctorFault.NO_RADICALS.code)
    assert finding.facts == {"missing": "unicode-data", "radicals": "0"}


def test_doctor_finds_all_of_them(tmp_path: Path) -> None:
    finding = fonts.by_radical(Surroundings(settings(tmp_path), ManualClock(NOON)))
    assert (finding.verdict, finding.facts) == (Verdict.PASS, {"radicals": "214"})


def written(folder: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None) -> None:
    source = folder / "unihan.bz2"
    if content is not None:
        source.write_bytes(content)
    monkeypatch.setattr(radicals, "SOURCE", source)
