"""The words of the dock, and the request that each one is: one table for the command and the panel.

Must never say anything that a twin's or the sandbox's control interface does not take.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final, NamedTuple


class Target(StrEnum):
    """Who takes a request. A twin's control socket is `VALUE.sock` in the folder of the twins."""

    READER = "reader"
    CAMERA = "camera"
    DOCUMENT = "document"
    PRINTER = "printer"
    PAGES = "pages"
    SCANNER = "scanner"
    STICK = "stick"
    PLATFORM = "platform"


class Request(NamedTuple):
    """One request. To a twin `body` goes as it is; to the platform it is posted to `/_sandbox/trouble`."""

    to: Target
    body: Mapping[str, Any]


class UnknownWordError(ValueError):
    """There is no such word; the text lists those there are."""


def _told(to: Target, do: str, **values: Any) -> Request:
    return Request(to, {"do": do, **values})


SLOW_MS: Final = 3000
"""`network slow`: every answer comes this much later, milliseconds."""
SHEETS: Final = ("certificate", "form", "card", "blank", "none")
"""What can lie under the document camera."""
CODES: Final = {
    "licence": "1.2.156.3005.2.9999000000000000XA903.11990101MB99000017.LICP01DRIVIN8617ECEF.001.T",
    "revoked": "1.2.156.3005.2.9999000000000000XA907.11990101MB99000017.LICP01TEACHE2746F979.001.S",
    "forged": "BDY1:" + "A" * 32,
}
"""What can be held up to the scanner: identifiers of p01's licences in the sandbox, and a code nobody made."""
_FOR_GOOD: Final = 1_000_000_000

TABLE: Final[Mapping[str, Mapping[str, Request]]] = {
    "card": {
        "lift": _told(Target.READER, "lift"),
        "noise": _told(Target.READER, "noise", bytes=64),
        "misread": _told(Target.READER, "answer", command="read", result="41", times=1),
        "garble": _told(Target.READER, "garble", how="checksum", times=3),
    },
    "reader": {
        "vanish": _told(Target.READER, "vanish"),
        "return": _told(Target.READER, "return"),
        "stall": _told(Target.READER, "stall", seconds=20),
    },
    "face": {name: _told(Target.CAMERA, "face", name=name) for name in ("astronaut", "grace_hopper", "none", "two")},
    "act": {
        name: _told(Target.CAMERA, "act", challenge=name)
        for name in ("blink", "turn-left", "turn-right", "closer", "straight")
    },
    "camera": {name: _told(Target.CAMERA, name) for name in ("stop", "freeze", "black", "dark", "resume")},
    "page": {
        **{name: _told(Target.DOCUMENT, "page", name=name) for name in SHEETS},
        "crooked": _told(Target.DOCUMENT, "rotate", degrees=12),
        "covered": _told(Target.DOCUMENT, "cover", edge="corner"),
        **{name: _told(Target.DOCUMENT, name) for name in ("glare", "dark", "vanish", "return", "resume")},
    },
    "paper": {
        "out": _told(Target.PRINTER, "empty"),
        "near-end": _told(Target.PRINTER, "near-end"),
        "refill": _told(Target.PRINTER, "refill"),
    },
    "printer": {
        "jam": _told(Target.PRINTER, "jam", now=True),
        "jam-next": _told(Target.PRINTER, "jam"),
        "free": _told(Target.PRINTER, "free"),
        "cover-open": _told(Target.PRINTER, "cover", open=True),
        "cover-closed": _told(Target.PRINTER, "cover", open=False),
        "offline": _told(Target.PRINTER, "offline", on=True),
        "online": _told(Target.PRINTER, "offline", on=False),
        "vanish": _told(Target.PRINTER, "vanish"),
        "return": _told(Target.PRINTER, "return"),
    },
    "pages": {
        name: _told(Target.PAGES, name)
        for name in ("empty", "jam", "cover", "toner", "offline", "stop", "refill", "vanish", "return")
    },
    "scan": {
        **{name: _told(Target.SCANNER, "scan", text=code) for name, code in CODES.items()},
        "garbage": _told(Target.SCANNER, "scan", hex="fffe00c3"),
        "too-long": _told(Target.SCANNER, "too_long"),
    },
    "scanner": {name: _told(Target.SCANNER, name) for name in ("vanish", "return")},
    "stick": {
        **{name: _told(Target.STICK, "plug", what=name) for name in ("papers", "empty", "hostile", "many")},
        "pull": _told(Target.STICK, "pull"),
    },
    "network": {
        "cut": Request(Target.PLATFORM, {"cut": True}),
        "slow": Request(Target.PLATFORM, {"latencyMs": SLOW_MS}),
        "errors": Request(Target.PLATFORM, {"status": 503, "statusTimes": _FOR_GOOD}),
        "restore": Request(Target.PLATFORM, {}),
    },
}
"""Verb -> word -> request. `card` takes the id of any synthetic person too."""

ABOUT: Final[Mapping[str, str]] = {
    "card": "lay a synthetic person's card onto the reader, lift it, disturb the line, spoil the next read",
    "reader": "pull the reader's plug, put it back, let it say nothing for 20 s",
    "face": "who stands before the camera",
    "act": "what they do (left and right are their own)",
    "camera": "no pictures, always the same, black, too dark, all well again",
    "page": "what lies under the document camera, and how",
    "paper": "the receipt printer's roll; refill closes the cover too",
    "printer": "what is wrong with the receipt printer",
    "pages": "what is wrong with the page printer; refill makes all well",
    "scan": "what is held up to the scanner: a licence, a revoked one, a made-up code, no text, too much",
    "scanner": "pull the scanner's plug, put it back",
    "stick": "plug in a USB stick with papers, nothing, all that must not come off one, too much; pull it out",
    "network": (
        f"the line to the sandbox: cut = it hangs up on every request before doing anything (the terminal notices "
        f"within 10 s), slow = every answer {SLOW_MS // 1000} s late, errors = 503 to everything, restore = all well"
    ),
    "sms": "print the last SMS code",
    "state": "print everything as JSON",
}
"""Verb -> one line; the last two are questions and take no word."""


def request(verb: str, word: str | None, people: Collection[str]) -> Request:
    """The request of two words. `people`: ids of the synthetic people. Raises UnknownWordError."""
    known = TABLE.get(verb)
    if known is None and verb in ABOUT:
        raise UnknownWordError(f"{verb} takes no word")
    if known is None:
        told = f"no such verb: {verb!r};" if verb else "which verb?"
        raise UnknownWordError(f"{told} there are {_listed(ABOUT)}")
    if verb == "card" and word in people:
        return _told(Target.READER, "place", person=word)
    found = known.get(word or "")
    if found is None:
        told = f"{verb}: which one?" if word is None else f"{verb}: no such word: {word!r};"
        raise UnknownWordError(f"{told} there are {_listed([*(sorted(people) if verb == 'card' else ()), *known])}")
    return found


def network_mode(trouble: Mapping[str, Any]) -> str:
    """The word of `network` that the sandbox's trouble amounts to; `restore` where nothing is wrong with the line."""
    if trouble.get("cut"):
        return "cut"
    if trouble.get("status") and trouble.get("statusTimes"):
        return "errors"
    return "slow" if trouble.get("latencyMs") else "restore"


def _listed(words: Sequence[str] | Mapping[str, str]) -> str:
    return ", ".join(words)
