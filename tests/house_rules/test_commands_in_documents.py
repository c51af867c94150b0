"""What the documents tell people to type is there: command, verb, every option (`--help` has its page already)."""

from __future__ import annotations

import argparse
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.__main__ import COMMANDS
from tests.house_rules.tree import ROOT, name, text, tracked

PAGES = [path for path in tracked("*.md") if "docs/generated" not in name(path)]
_SPAN = re.compile(r"`([^`\n]+)`")
_LINE = re.compile(r"^\s*((?:sudo |runuser .* -- |\.venv/bin/)?kiosk .*)$", re.MULTILINE)
_TYPED = re.compile(r"^(?:sudo |runuser .*-- )?(?:\.venv/bin/)?kiosk (?P<rest>.+)$")
_WORD = re.compile(r"[a-z][a-z-]*")
_ABOVE = {"--help", "--version", "--verbose"}


def parser_of(command: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"kiosk {command}")
    importlib.import_module(f"kiosk.commands.{command}").add(parser)
    return parser


def known(parser: argparse.ArgumentParser) -> tuple[set[str], set[str]]:
    """Every option of the parser and of those under it, and the verbs right under it."""
    options, verbs = set(_ABOVE), set[str]()
    for action in parser._actions:
        options.update(action.option_strings)
        if isinstance(action, argparse._SubParsersAction):
            verbs.update(action.choices)
            for child in action.choices.values():
                options |= known(child)[0]
        elif not action.option_strings and action.choices is not None:
            verbs.update(str(choice) for choice in action.choices)
    return options, verbs


def typed(page: str) -> Iterator[list[str]]:
    """The words after `kiosk` wherever the page tells one to type them."""
    fences = re.findall(r"^```\w*\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    lines = [line for fence in fences for line in _LINE.findall(fence)]
    for said in [*_SPAN.findall(page), *lines]:
        if found := _TYPED.match(said.partition(" #")[0].strip()):
            yield found["rest"].split()


def wrong(words: list[str]) -> str:
    """What of it is not there; empty where all of it is."""
    command = words[0]
    if not _WORD.fullmatch(command):
        return ""  # COMMAND, or a word for one
    if command not in COMMANDS:
        return command
    options, verbs = known(parser_of(command))
    asked = [re.match(r"--[a-z][a-z-]*", word) for word in words]
    missing = [found[0] for found in asked if found and found[0] not in options]
    if verbs and len(words) > 1 and _WORD.fullmatch(words[1]) and words[1] not in verbs:
        missing.append(words[1])
    return " ".join(missing)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_what_a_page_tells_people_to_type_is_there(page: Path) -> None:
    found = [f"kiosk {' '.join(words)}: {lacks}" for words in typed(text(page)) if (lacks := wrong(words))]
    assert found == []


@pytest.mark.parametrize("words", ["nothing", "queue invented", "doctor --invented", "run --config F --invented"])
def test_what_is_not_there_is_found(words: str) -> None:
    assert wrong(words.split())


def test_something_is_told() -> None:
    assert sum(1 for page in PAGES for _ in typed(text(page))) > 60


def test_files_that_the_developer_guide_names_are_there() -> None:
    guide = text(ROOT / "docs" / "developer-guide.zh-CN.md")
    named = {
        one for one in re.findall(r"`([\w/.-]+\.(?:py|toml|ts|yaml|qml))`", guide) if one.isascii() and "/" in one
    }
    assert len(named) > 8
    assert [one for one in named if not (ROOT / one).is_file()] == []
