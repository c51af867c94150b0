"""The dock's words: every one is taken by the real running twin, and what there is not is answered with a list."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.__main__ import main
from kiosk.dock.desk import Desk, NotRunningError, RefusedError
from kiosk.dock.words import ABOUT, TABLE, Request, Target, UnknownWordError, network_mode, request
from kiosk.runtime.demo import people_dir
from kiosk.runtime.processes import kiosk_command
from kiosk.runtime.settings import Deployment, SettingsError, load
from tests.dock_stand import surrounded
from tests.runtime_stand import settings as written

PEOPLE = sorted(path.stem for path in people_dir().glob("*.json"))
PRODUCTION = """
deployment = "production"
[terminal]
id = "A-03"
label = "A03"
name = "A-03"
[platform]
base_url = "https://platform.invalid"
platform_key = "platform.pem"
[storage]
state_dir = "state"
"""
ALL = ("reader", "camera", "document", "printer", "pages", "scanner", "stick", "sandbox")
WORDS = [(verb, word) for verb, words in TABLE.items() for word in words]


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with surrounded(tmp_path_factory.mktemp("d")) as path:
        yield path


@pytest.fixture
def desk(config: Path) -> Iterator[Desk]:
    desk = Desk(load(config))
    yield desk
    for verb, word in (
        ("card", "lift"),
        ("reader", "return"),
        ("camera", "resume"),
        ("face", "none"),
        ("page", "return"),
        ("page", "resume"),
        ("printer", "return"),
        ("paper", "refill"),
        ("pages", "return"),
        ("scanner", "return"),
        ("stick", "pull"),
        ("pages", "refill"),
        ("printer", "free"),
        ("printer", "online"),
        ("network", "restore"),
    ):
        desk.do(verb, word)


@pytest.mark.parametrize(("verb", "word"), WORDS, ids=lambda word: word)
def test_every_word_is_taken_by_who_it_is_for(desk: Desk, verb: str, word: str) -> None:
    done = desk.do(verb, word)
    assert done["request"] == TABLE[verb][word].body
    assert done["answer"]


@pytest.mark.parametrize("person", PEOPLE)
def test_every_synthetic_persons_card_can_be_laid_there(desk: Desk, person: str) -> None:
    assert desk.do("card", person)["answer"]["card"] == person
    assert desk.state()["reader"]["card"] == person
    assert desk.do("card", "lift")["answer"]["card"] is None


@pytest.mark.parametrize("word", TABLE["network"])
def test_the_network_says_how_it_is(desk: Desk, word: str) -> None:
    desk.do("network", word)
    assert desk.state()["network"] == word


@pytest.mark.parametrize(
    ("verb", "word", "twin", "shows"),
    [
        ("paper", "out", "printer", {"paper_out": True}),
        ("paper", "near-end", "printer", {"near_end": True}),
        ("printer", "jam", "printer", {"jammed": True}),
        ("printer", "cover-open", "printer", {"cover_open": True}),
        ("printer", "offline", "printer", {"offline": True}),
        ("reader", "vanish", "reader", {"gone": True}),
        ("camera", "freeze", "camera", {"frozen": True}),
        ("camera", "stop", "camera", {"stopped": True}),
        ("camera", "dark", "camera", {"light": "dark"}),
        ("face", "two", "camera", {"face": "two"}),
        ("page", "form", "document", {"page": "form"}),
        ("pages", "jam", "pages", {"reasons": ["media-jam-error"]}),
        ("pages", "vanish", "pages", {"plugged": False}),
    ],
)
def test_the_state_shows_what_was_done(desk: Desk, verb: str, word: str, twin: str, shows: dict[str, object]) -> None:
    desk.do(verb, word)
    assert desk.state()[twin].items() >= shows.items()


def test_every_verb_says_what_it_is_for() -> None:
    assert set(ABOUT) == {*TABLE, "sms", "state"}
    assert {found.to for words in TABLE.values() for found in words.values()} == set(Target)


@pytest.mark.parametrize(
    ("verb", "word", "told"),
    [
        ("cards", "p01", "no such verb: 'cards'; there are card, reader, face"),
        ("card", "p99", "card: no such word: 'p99'; there are p01, p02"),
        ("card", None, "card: which one? there are p01"),
        ("network", "gone", "network: no such word: 'gone'; there are cut, slow, errors, restore"),
        ("reader", "p01", "reader: no such word: 'p01'; there are vanish, return, stall"),
        ("state", "now", "state takes no word"),
    ],
)
def test_what_there_is_not_is_answered_with_what_there_is(verb: str, word: str | None, told: str) -> None:
    with pytest.raises(UnknownWordError, match=re.escape(told)):
        request(verb, word, PEOPLE)


def test_a_network_with_another_trouble_is_not_down() -> None:
    assert network_mode({"cut": False, "clockShift": 60.0, "status": 503, "statusTimes": 0}) == "restore"


def test_a_refusal_is_told_in_the_twins_own_words(desk: Desk) -> None:
    with pytest.raises(RefusedError, match="name: one of"):
        desk.send(Request(Target.CAMERA, {"do": "face", "name": "somebody"}))
    with pytest.raises(RefusedError, match="400"):
        desk.send(Request(Target.PLATFORM, {"no": "such trouble"}))


def test_nobody_there_is_said_of_each(tmp_path: Path) -> None:
    with surrounded(tmp_path, *ALL) as config:
        desk = Desk(load(config))
        for verb, word, who in (
            ("card", "lift", "virtual card reader .* --demo DIR` starts"),
            ("paper", "out", "virtual receipt printer .* --dock` starts"),
            ("pages", "jam", "virtual page printer .* --dock` starts"),
            ("network", "cut", "sandbox is not running"),
        ):
            with pytest.raises(NotRunningError, match=who):
                desk.do(verb, word)
        state = desk.state()
    assert set(state.values()) == {None}


def test_a_platform_elsewhere_is_left_alone(tmp_path: Path) -> None:
    desk = Desk(written(tmp_path, url="https://platform.invalid"))
    with pytest.raises(NotRunningError, match="no sandbox on this machine"):
        desk.do("network", "cut")
    with pytest.raises(NotRunningError, match="reader"):
        desk.do("card", "lift")


# --- the command ----------------------------------------------------------------------------------------
def test_the_command_does_it_and_says_so(config: Path, desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    demo = ["dock", "--demo", str(config.parent)]
    assert main([*demo, "--json", "card", "p02"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said.items() >= {"ok": True, "to": "reader", "request": {"do": "place", "person": "p02"}}.items()
    assert desk.state()["reader"]["card"] == "p02"
    assert main(["dock", "--config", str(config), "card", "lift"]) == 0
    heard = capsys.readouterr()
    assert (heard.out, heard.err.strip()) == ("", "reader: card lift")
    assert main([*demo, "state"]) == 0
    state = json.loads(capsys.readouterr().out)
    assert set(state) == {
        "reader",
        "camera",
        "document",
        "printer",
        "pages",
        "scanner",
        "stick",
        "platform",
        "network",
        "sms",
    }
    assert main([*demo, "sms"]) == 1
    assert "no SMS" in capsys.readouterr().err


def test_the_command_answers_an_unknown_word_with_the_list(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    demo = ["dock", "--demo", str(config.parent)]
    for words in (["card", "p99"], ["shake", "it"], ["card"], []):
        assert main([*demo, *words]) == 2
        assert "there are " in capsys.readouterr().err
    assert main([*demo, "sms", "again"]) == 2
    assert "sms takes no word" in capsys.readouterr().err
    assert main([*demo, "--json", "face", "nobody"]) == 2
    assert json.loads(capsys.readouterr().out)["ok"] is False


def test_the_command_says_that_a_twin_is_not_running(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with surrounded(tmp_path, *ALL) as config:
        assert main(["dock", "--config", str(config), "card", "p01"]) == 1
        assert "the virtual card reader is not running" in capsys.readouterr().err
        assert main(["dock", "--config", str(config), "state"]) == 1
        said = capsys.readouterr()
        assert (said.out, "nothing of this terminal is running" in said.err) == ("", True)
        assert main(["dock", "--config", str(config), "--json", "state"]) == 1
        assert json.loads(capsys.readouterr().out)["ok"] is False
        assert main(["dock", "--config", str(config), "--json", "sms"]) == 1
        assert "sandbox is not running" in json.loads(capsys.readouterr().out)["error"]
    assert main(["dock", "--demo", str(tmp_path / "nowhere"), "state"]) == 2
    assert "settings.not-readable" in capsys.readouterr().err


# --- production -----------------------------------------------------------------------------------------
def test_production_refuses_the_dock(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = written(tmp_path)
    with pytest.raises(SettingsError, match=r"production\.refused"):
        Desk(replace(made, deployment=Deployment.PRODUCTION))
    real = tmp_path / "kiosk.toml"
    real.write_text(PRODUCTION, encoding="utf-8")
    for words in (["state"], ["card", "p01"], ["--panel"]):
        assert main(["dock", "--config", str(real), *words]) == 2
        assert "production.refused" in capsys.readouterr().err
    run = kiosk_command("run", "--config", str(real), "--dock")
    done = subprocess.run(run, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "production.refused: dock" in done.stderr
    monkeypatch.setenv("KIOSK_DEPLOYMENT", "production")
    assert main(["dock", "--demo", str(tmp_path), "state"]) == 2
    assert "production.refused: dock" in capsys.readouterr().err
