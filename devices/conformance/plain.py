"""What headphones, keypad and door have in common: they tell what a person did, in words of the contract.

Each makes its suite of its own words here.
"""

from __future__ import annotations

from collections.abc import Mapping

from devices.conformance.listening import came, until_back
from devices.conformance.suite import (
    GONE_AND_BACK,
    TWIN_BACK,
    Bench,
    Rule,
    Suite,
    expect,
    rule,
)
from devices.conformance.unaided import BRIEF, listened, unaided
from devices.contract import Kind, Turned

_QUIET = 0.3


def plain_suite(kind: Kind, words: Mapping[str, tuple[str, Mapping[str, str]]], *more: Rule) -> Suite:
    """The suite of a kind: word of the contract -> (verb, its values). The first word is the state at rest."""

    def turned(bench: Bench, word: str) -> None:
        verb, values = words[word]
        bench.do(verb, **values)
        told = came(bench)
        expect(told == Turned(word), f"{told!r} instead of {word!r}")

    verbs = sorted({verb for verb, _ in words.values()})

    @rule(*verbs)
    def each_thing_done_is_told_once_in_its_word(bench: Bench) -> None:
        """Whatever a person does is told once, in the word of the contract, in the order in which it was done."""
        _settled(bench)
        for word in (*list(words)[1:], next(iter(words))):
            turned(bench, word)
        expect(bench.device.listen(_QUIET) is None, "something was told twice")

    @rule(*verbs, "vanish", "come_back")
    def once_gone_it_is_said_and_it_works_again(bench: Bench) -> None:
        """While it is away, device.gone; once it is back and opened anew, it tells again."""
        _settled(bench)
        until_back(bench)
        _settled(bench)
        turned(bench, list(words)[1])
        turned(bench, next(iter(words)))

    return Suite(
        kind,
        (
            each_thing_done_is_told_once_in_its_word,
            once_gone_it_is_said_and_it_works_again,
            *more,
            *unaided(listened(Turned, lambda told: told.what in words), "listen", given=BRIEF),
        ),
        verbs={**{verb: _in_words(verb) for verb in verbs}, **GONE_AND_BACK},
        twin=TWIN_BACK,
    )


def _settled(bench: Bench) -> None:
    """Hear out what the device tells of itself when it is opened: how things stand."""
    for _ in bench.trying("it tells something all the time"):
        if bench.device.listen(_QUIET) is None:
            return


def _in_words(verb: str) -> str:
    return {
        "plug": "Plug headphones in.",
        "unplug": "Pull the headphones out.",
        "press": "Press the key {key}.",
        "open": "Open the service door.",
        "close": "Close the service door.",
    }[verb]
