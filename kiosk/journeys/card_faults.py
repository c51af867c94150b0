"""Journey: what a card and its reader can do wrong; each time the page says what to do, in the end it works."""

from __future__ import annotations

from kiosk.journeys import acts
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage

_FAULTS = (
    ("taken-too-soon", {"do": "answer", "command": "read", "result": "41", "times": 1}),
    ("not-authenticated", {"do": "answer", "command": "select", "result": "81", "times": 1}),
    ("unknown-card", {"do": "answer", "command": "read", "result": "40", "times": 1}),
    ("line-noise", {"do": "noise", "bytes": 40}),
    ("wrong-checksum", {"do": "garble", "how": "checksum", "times": 4}),
)


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    hand = stage.hand
    stage.start_sandbox()
    stage.start_kiosk()
    acts.open_item(stage)
    hand.go("primaryButton", "card")
    told = {}
    for name, fault in _FAULTS:
        stage.reader(**fault)
        stage.reader(do="place", person="p02")
        hand.wait(f"words for {name}", lambda: hand.screen() != "card" or hand.sees("card.state"))
        told[name] = _outcome(stage, name)
    told["expired"] = _refused(stage, "expired")
    _reader_vanishes(stage, told)
    report.facts["told"] = told
    stage.reader(do="place", person="p01")
    hand.wait_page("identity-choice")
    stage.reader(do="lift")
    hand.keep("identity-choice")


def _outcome(stage: Stage, name: str) -> str:
    """Either the page says what went wrong, or the reader got over it by itself; then go back to the card page."""
    hand = stage.hand
    hand.wait(f"an end of {name}", lambda: hand.screen() == "identity-choice" or bool(_failure(stage)))
    words = _failure(stage)
    hand.keep(name, words=words)
    stage.reader(do="lift")
    if hand.screen() == "identity-choice":
        hand.go("backButton", "card")
        return "read"
    return words


def _refused(stage: Stage, name: str) -> str:
    """A card that is read and not accepted."""
    expired = next((person for person in _people(stage) if person["expired"]), None)
    if expired is None:
        raise JourneyError("no expired card among the people")
    stage.reader(do="place", person=expired["id"])
    stage.hand.wait_words("过期")
    words = _failure(stage)
    stage.hand.keep(name, words=words)
    stage.reader(do="lift")
    return words


def _reader_vanishes(stage: Stage, told: dict[str, str]) -> None:
    hand = stage.hand
    stage.reader(do="vanish")
    hand.wait("words for a dead reader", lambda: hand.reads_anywhere(_DEAD))
    told["vanished"] = _DEAD
    hand.keep("vanished")
    stage.reader(do="return")
    hand.wait("the reader back", lambda: hand.screen() == "card" and not hand.reads_anywhere(_DEAD))
    hand.keep("returned")


def _failure(stage: Stage) -> str:
    """What the card page says is wrong; empty while it waits or reads."""
    words = stage.hand.words()
    return next((text for text in words if any(sign in text for sign in _SIGNS)), "")


_DEAD = "读卡区现在用不了"
_SIGNS = ("拿早了", "没读出来", "不能用", "不是能用", "过期", "再放一次", "重新放")


def _people(stage: Stage) -> list[dict[str, object]]:
    import json

    from kiosk.runtime.demo import people_dir

    del stage
    found = []
    for file in sorted(people_dir().glob("p*.json")):
        person = json.loads(file.read_text(encoding="utf-8"))
        valid_to = str(person["card"]["valid_to"])
        found.append({"id": person["id"], "expired": valid_to != "长期" and valid_to < "2026"})
    return found
