"""What a terminal's people have left in its files when everything has ended: nothing but what lies sealed.

Looks for what their cards say and pieces of the photo, in every spelling a program may keep them in. What is not the
terminal's is let be: the platform, the twins (one of them is the card), paper, and a citizen's own stick.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from kiosk.runtime import demo

FACES = Path(sys.prefix) / "share" / "kiosk" / "test-faces"
PIECE = 24
"""Bytes of a picture: enough to be no accident."""
_NOT_ITS_OWN = frozenset({"twins", "printed", "pages", "stick"})


def spellings(marker: str | bytes) -> set[bytes]:
    """As bytes of files, of Qt, of Python, of the card, of JSON; a piece of a picture as it is and as Base64."""
    if isinstance(marker, bytes):
        return {marker, *(base64.b64encode(marker[start:])[4:-4] for start in range(3))}
    found = {marker.encode(one) for one in ("utf-8", "utf-16-le", "utf-32-le", "gb18030")}
    return found | {json.dumps(marker)[1:-1].encode()}


def person(name: str) -> list[str | bytes]:
    """What the card of a synthetic person says, pieces of its photo, and the phone number the platform holds."""
    held = json.loads((demo.people_dir() / f"{name}.json").read_text("utf-8"))
    said = [held["card"]["name"], held["card"]["number"], held["card"]["address"], held["phone"]]
    picture = (FACES / f"{held['photo']}.chip.webp").read_bytes() if held["photo"] else b""
    return [
        *(one for one in said if one),
        *(picture[at : at + PIECE] for at in range(200, len(picture) - PIECE, 250)),
    ]


def written(folder: Path) -> Iterator[Path]:
    """Every file of the terminal's below the folder."""
    for file in sorted(folder.rglob("*")):
        beside = "platform" in file.name or _NOT_ITS_OWN.intersection(file.relative_to(folder).parts)
        if file.is_file() and not file.is_symlink() and not beside:
            yield file


def left_behind(folder: Path, log: Path, people: Iterable[str]) -> list[str]:
    """Names of the files that say something of these people (p01, …), with whose it is."""
    wanted = {name: [one for marker in person(name) for one in spellings(marker)] for name in sorted(set(people))}
    found = []
    for file in (*written(folder), log) if wanted else ():
        content = file.read_bytes() + str(file).encode()
        found += [f"{file.name}: {name}" for name, spelt in wanted.items() if any(one in content for one in spelt)]
    return found
