"""The process that recognises: a line of JSON in, a line of JSON out; it ends when its standard input does.

In: `{"number": 7, "strokes": [[[x, y], …], …], "traditional": false}`, whole numbers of 0 to 999 from the upper left
of a square sheet. Out: `{"number": 7, "characters": ["大", …]}`. First line out: `{"ready": true}`. What is no such
line ends the process (2), as does a model that cannot be opened (3). Must never keep, write or name strokes.
"""

from __future__ import annotations

import sys
from typing import Final

import msgspec

from kiosk.runtime import own_memory
from kiosk.runtime.handwriting import traditional
from kiosk.runtime.handwriting.zinnia import NoModelError, Zinnia, opened

SIDE: Final = 1000
"""Of the sheet, in the units of a request."""
MOST: Final = 32
"""Characters in an answer before traditional forms are added."""
MOST_STROKES: Final = 64
MOST_POINTS: Final = 512
"""Of one stroke."""
BAD_REQUEST: Final = 2
NO_MODEL: Final = 3


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Strokes in the order they were written."""

    number: int
    strokes: list[list[tuple[int, int]]]
    traditional: bool = False

    def __post_init__(self) -> None:
        """Raises ValueError for more than a hand writes, or off the sheet."""
        if len(self.strokes) > MOST_STROKES or any(len(stroke) > MOST_POINTS for stroke in self.strokes):
            raise ValueError("more than a hand writes")
        if any(not 0 <= place < SIDE for stroke in self.strokes for point in stroke for place in point):
            raise ValueError("off the sheet")


class Answer(msgspec.Struct, frozen=True):
    """The likeliest character first."""

    number: int
    characters: list[str]


def answered(engine: Zinnia, line: bytes) -> Answer:
    """Raises ValueError for what is no request."""
    asked = msgspec.json.decode(line, type=Request)
    found = engine.recognise(asked.strokes, SIDE, MOST) if any(asked.strokes) else []
    return Answer(asked.number, traditional.before_simplified(found) if asked.traditional else found)


def main() -> int:
    """Serve until there is no more input."""
    own_memory.shut()
    try:
        with opened() as engine:
            _say(b'{"ready":true}')
            for line in sys.stdin.buffer:
                _say(msgspec.json.encode(answered(engine, line)))
    except NoModelError as error:
        sys.stderr.write(f"{error}\n")
        return NO_MODEL
    except ValueError:  # its words would name what was written
        return BAD_REQUEST
    return 0


def _say(line: bytes) -> None:
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main())
