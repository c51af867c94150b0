"""A form of 40 fields filled in by hand, and the language changed over it and on home: the real terminal on Xvfb.

One question on the first page, 39 on the second, which is the worst that a platform can ask for. Timed inside the
screen process from the release to the first frame that shows the new page, the digit in its field, the other
language; session thread, presenting and back included. Beside it the same in the form that the sandbox has, of five.
"""

from __future__ import annotations

import json
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from devices.transports.control import tell
from kiosk.domain.catalogue import Catalogue
from kiosk.journeys.hand import Hand
from kiosk.journeys.report import Report
from kiosk.runtime.processes import kiosk_command
from kiosk.runtime.settings import load
from kiosk.sandbox.seed import Seed
from tests.benchmarks.figures import Figure, of_samples
from tests.benchmarks.large import keep
from tests.benchmarks.screen import Terminal, display, start, stop, terminal

_ITEM, _THEME, _PERSON = "yb-ydjy", "yb", "p01"
_FIELDS, _FEW = 40, 5
_TIMES = 4
"""Forth and back between the two pages, and round all languages."""
_BETWEEN = 0.4
"""Seconds: buttons take a quicker second touch for a slip."""
_LANGUAGES = ("zh-Hant", "en", "zh-Hans")
_NUMBER = "12345678"


def measure() -> dict[str, Figure]:
    """`form_page`, `form_key`, `form_language`: with 40 fields against five; `home_language` beside the latter."""
    long, few = _measured(_FIELDS), _measured(_FEW)
    name, floor = f"a form of {_FEW}", "p95 <= 33 ms"
    figures = {
        f"form_{what}": of_samples(long[what], "ms", baseline=few[what], name=name, floor=floor)
        for what in ("page", "key", "language")
    }
    home = long["home"] + few["home"]
    return {**figures, "home_language": of_samples(home, "ms", baseline=few["language"], name=name, floor=floor)}


def _measured(fields: int) -> dict[str, list[float]]:
    with display() as screen, terminal(devices=True) as made, tempfile.TemporaryDirectory() as folder:
        keep(made, catalogue(fields))
        words = ["run", "--config", str(made.config), "--probe-dir", str(made.probe.parent)]
        process = start(kiosk_command(*words), screen)
        try:
            hand = Hand(made.probe, Report("bench", Path(folder)))
            hand.wait_page("home")
            time.sleep(8)  # the standby behind it must not compete for the cores
            home = _languages(hand)
            _to_the_form(made, hand)
            return {"home": home, **_in_the_form(hand)}
        finally:
            stop(process)


def catalogue(fields: int) -> Catalogue:
    """The sandbox's, its item with a form of so many fields: one on the first page, the others on the second."""
    whole = Seed().catalogue(frozenset())
    items = tuple(replace(item, form=form(fields)) if item.code == _ITEM else item for item in whole.items)
    return replace(whole, items=items)


def form(fields: int) -> dict[str, Any]:
    """A choice; then words, numbers, choices and days in turn. Nothing must be answered: nothing is missing."""
    kinds: list[dict[str, Any]] = [
        {"x-kind": "text", "type": "string"},
        {"x-kind": "number", "type": "string"},
        {"x-kind": "choice", "type": "string", "enum": ["a", "b", "c"]},
        {"x-kind": "date", "type": "string"},
    ]
    names = [f"f{number}" for number in range(fields)]
    titled = {name: {"x-title": _three(f"第 {number} 问")} for number, name in enumerate(names)}
    asked = [kinds[2], *(kinds[number % len(kinds)] for number in range(fields - 1))]
    return {
        "type": "object",
        "properties": {name: titled[name] | kind for name, kind in zip(names, asked, strict=True)},
        "x-pages": [
            {"title": _three("先选一个"), "fields": names[:1]},
            {"title": _three("其余各项"), "fields": names[1:]},
        ],
    }


def _three(words: str) -> dict[str, str]:
    return {"zh-Hans": words, "zh-Hant": words, "en": words}


def _to_the_form(made: Terminal, hand: Hand) -> None:
    hand.tap(f"theme-{_THEME}")
    hand.tap(f"item-{_ITEM}")
    hand.tap("primaryButton")
    hand.wait_page("card")
    tell(made.folder / "twins" / "reader.sock", {"do": "place", "person": _PERSON})
    hand.tap("identity.way.sms")
    hand.wait_page("sms-code")
    base, codes = load(made.config).platform.base_url, list[str]()

    def arrived() -> bool:
        with urllib.request.urlopen(f"{base}/_sandbox/sms", timeout=20) as answer:  # noqa: S310  our own server
            codes[:] = [str(message["code"]) for message in json.loads(answer.read())["messages"]]
        return bool(codes)

    hand.wait("an SMS", arrived)
    for digit in codes[-1]:
        hand.tap(f"key{digit}")
    if hand.screen() == "sms-code":
        hand.tap("primaryButton")
    hand.wait_page("form")


def _in_the_form(hand: Hand) -> dict[str, list[float]]:
    hand.tap("choice.f0.b")
    pages, keys = list[float](), list[float]()
    for _ in range(_TIMES):
        pages.append(_timed(hand, "primaryButton", "form"))
        hand.tap("form.field.f2")
        hand.wait("the number's keys", lambda: hand.sees("key1"))
        for digit in _NUMBER:
            keys.append(_timed(hand, f"key{digit}", "form"))
        assert any("".join(words.split()) == _NUMBER for words in hand.words()), "the digits stand in the field"
        for _digit in _NUMBER:
            _timed(hand, "keyBackspace", "form")
        pages.append(_timed(hand, "backButton", "form"))
    hand.tap("choice.f0.c")
    hand.tap("helpButton")
    return {"page": pages, "key": keys, "language": _languages(hand, "help.display")}


def _languages(hand: Hand, opened_by: str = "displayButton") -> list[float]:
    """Round all of them; every switch to the first frame in it."""
    hand.tap(opened_by)
    taken = []
    for language in _LANGUAGES * _TIMES:
        taken.append(_timed(hand, f"display.{language}", "language"))
        assert hand.ask(do="screen")["language"] == language
    hand.tap("displayDone")
    return taken


def _timed(hand: Hand, name: str, mark: str) -> float:
    time.sleep(_BETWEEN)
    answer = hand.ask(do="tap", name=name, timed=mark)
    assert answer.get("ok"), answer
    assert "page_ms" in answer, f"{name} led to nothing"
    return float(answer["page_ms"])
