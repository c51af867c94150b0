"""What a terminal's people may leave behind, and where: nothing of it is in its files but what lies sealed.

Looked for is what their cards say and pieces of the photo, what they typed, and what the platform knows them by. What
is not the terminal's is let be: the platform, the twins (one of them is the card), paper, and a citizen's own stick.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from kiosk.journeys.leftover_search import Sought
from kiosk.runtime import demo

FACES = Path(sys.prefix) / "share" / "kiosk" / "test-faces"
PIECE = 24
"""Bytes of a picture: enough to be no accident."""
_NOT_ITS_OWN = frozenset({"twins", "printed", "pages", "stick"})
_KNOWN_BY_DIGEST = (
    ("sessions", "token_digest"),
    ("tokens", "payload_digest"),
    ("phone_pages", "token_digest"),
    ("phone_codes", "digest"),
)
"""Table and column of the platform: tokens of sessions, codes of licences, pages for phones, codes phones show."""

Marker = str | bytes


def person(name: str) -> dict[str, list[Marker]]:
    """By kind: what the card of a synthetic person says, pieces of its photo, the phone number the platform holds."""
    held = json.loads((demo.people_dir() / f"{name}.json").read_text("utf-8"))
    card = held["card"]
    picture = (FACES / f"{held['photo']}.chip.webp").read_bytes() if held["photo"] else b""
    said = {
        "name": [card["name"], card["name_latin"]],
        "number": [card["number"], card["pass_number"]],
        "address": [card["address"]],
        "phone": [held["phone"]],
        "photo": [picture[at : at + PIECE] for at in range(200, len(picture) - PIECE, 250)],
    }
    return {kind: found for kind, some in said.items() if (found := [one for one in some if one])}


def sought(people: Iterable[str], said: Iterable[str], platform: Path) -> Sought:
    """Of these people (p01, …), with what they typed or were shown, and the secrets that the platform gave out."""
    markers = {f"{kind} of {name}": some for name in sorted(set(people)) for kind, some in person(name).items()}
    return Sought({**markers, "what was typed or shown": set(said)}, digests(platform))


def digests(platform: Path) -> set[str]:
    """Of all secrets that the platform has given out: it keeps nothing else of them. Empty where it never began."""
    if not platform.exists():
        return set()
    with closing(sqlite3.connect(f"{platform.as_uri()}?mode=ro", uri=True)) as database:
        return {
            str(digest)
            for table, name in _KNOWN_BY_DIGEST
            for (digest,) in database.execute(f"SELECT {name} FROM {table}")  # noqa: S608  constants
        }


def written(folder: Path) -> Iterator[Path]:
    """Every file of the terminal's below the folder."""
    for file in sorted(folder.rglob("*")):
        beside = "platform" in file.name or _NOT_ITS_OWN.intersection(file.relative_to(folder).parts)
        if file.is_file() and not file.is_symlink() and not beside:
            yield file


def left_behind(folder: Path, log: Path, wanted: Sought) -> list[str]:
    """Whatever is in the terminal's files, as "KIND in FILE", and in their names, which then are not said."""
    found = []
    for file in (*written(folder), log) if wanted else ():
        try:
            content = file.read_bytes()
        except FileNotFoundError:  # a temporary one of a program that works
            continue
        found += [f"{kind} in {file.name}" for kind in sorted(wanted.kinds_in(content))]
        found += [f"{kind} in the name of a file" for kind in sorted(wanted.kinds_in(bytes(file)))]
    return found
