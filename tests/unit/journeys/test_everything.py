"""All journeys in a row: what each asked of a person; one that fails or leaves nothing stops none of the others."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from kiosk.commands.journey import FAULTS, JOURNEYS, PLACES, SERVICES, STAFF
from kiosk.journeys import everything, words
from kiosk.journeys.everything import MAIN, MODES, Task, tasks
from kiosk.journeys.report import Report

STEPS = [
    {"name": "home", "screen": "home", "ms": 1200, "taps": []},
    {"name": "item", "screen": "item", "ms": 300, "taps": [{"target": "a"}, {"target": "b"}]},
    {"name": "again", "screen": "home", "ms": 500},
]
PROGRAM = """
import json, pathlib, sys
name, folder = sys.argv[1], pathlib.Path(sys.argv[2])
if name == "gone":
    sys.exit(3)
folder.mkdir(parents=True)
(folder / "report.json").write_text(json.dumps({"steps": %s, "error": None if name == "fine" else "no paper"}))
sys.exit(0 if name == "fine" else 1)
"""


def test_every_service_is_played_and_the_main_ones_in_every_dress() -> None:
    planned = tasks(SERVICES)
    assert {one.journey for one in planned} == set(SERVICES)
    assert set(SERVICES) | FAULTS | STAFF | PLACES == set(JOURNEYS)
    for name in MAIN:
        dresses = {(one.language, one.mode) for one in planned if one.journey == name}
        assert dresses == {("zh-Hans", ""), ("zh-Hant", ""), ("en", ""), *(("zh-Hans", mode) for mode in MODES)}
    assert len({one.folder for one in planned}) == len(planned)


def test_what_fails_is_told_and_the_rest_is_played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(everything, "tasks", lambda _services: [Task("gone"), Task("torn", "en"), Task("fine")])
    monkeypatch.setattr(
        everything,
        "kiosk_command",
        lambda _journey, name, _out, folder, *_: [sys.executable, "-c", PROGRAM % json.dumps(STEPS), name, folder],
    )
    report = Report("all", tmp_path)
    everything.play((), report)
    written = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert not report.ok
    assert written["error"] == "not as it should: gone, torn-en"
    rows = {row["folder"]: row for row in written["tasks"]}
    assert (rows["gone"]["ok"], rows["gone"]["taps"]) == (False, None)
    assert (rows["torn-en"]["ok"], rows["torn-en"]["error"]) == (False, "no paper")
    fine = rows["fine"]
    assert (fine["ok"], fine["taps"], fine["screens"], fine["seconds"]) == (True, 2, 2, 2.0)


def test_taps_are_counted_from_the_card_to_the_result() -> None:
    pages = ("card", "identity-choice", "form", "check", "result", "result", "home")
    steps = [{"screen": page, "taps": [{}] * number} for number, page in enumerate(pages)]
    assert everything.after_card(steps) == 2 + 3 + 4
    assert everything.after_card(steps[:4]) is None


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_a_page_is_read_in_its_language(language: str) -> None:
    (first, *_) = words.translations("看下一屏", language)
    assert first != "看下一屏"
    assert words.said(f"… {first} …", "看下一屏", language)
    assert not words.said("something else", "看下一屏", language)


def test_a_value_within_a_text_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_texts", lambda _language: (("还有 %1 天到期", "%1 days until it ends"),))
    words.translations.cache_clear()
    try:
        assert words.said("12 days until it ends", "天到期", "en")
    finally:
        words.translations.cache_clear()
