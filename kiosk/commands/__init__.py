"""The command line, one file a command; each imports what it needs when it runs. Here: the log, and numbers.

The numbers raise ArgumentTypeError with words for whoever typed it: argparse would name the function instead.
"""

from __future__ import annotations

import logging
import math
import re
import sys

_LARGEST_PORT = 65535
_DAY = 86400.0
_FORM = "%(asctime)s %(levelname)s %(name)s %(message)s"
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What steers a terminal, breaks a line for somebody or turns the text around it; the line feed has its own way."""


class OneRecord(logging.Formatter):
    """Whatever stands in a message, it stays one record: what came from outside cannot make up lines of its own."""

    def format(self, record: logging.LogRecord) -> str:
        """As usual; lines after the first begin with a tab, what cannot be seen is written out."""
        seen = _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", super().format(record))
        return seen.replace("\n", "\n\t")


def log_to_stderr(*, verbose: bool) -> None:
    """Begin the log of this process; standard output is for JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneRecord(_FORM))
    logging.basicConfig(level=logging.DEBUG if verbose else logging.INFO, handlers=[handler])


def seconds(text: str) -> float:
    """A time in seconds, above zero and at most a day. Raises ArgumentTypeError."""
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not 0 < found <= _DAY:
        raise _refused(f"{text!r} is no time in seconds, above 0 and at most {_DAY:.0f}")
    return found


def tcp_port(text: str) -> int:
    """A TCP port, 0 = any free one. Raises ArgumentTypeError: a larger one would be taken modulo 65536 below."""
    if not (text.isascii() and text.isdecimal() and int(text) <= _LARGEST_PORT):
        raise _refused(f"{text!r} is no port: 0 to {_LARGEST_PORT}")
    return int(text)


def whole(text: str) -> int:
    """A whole number above zero. Raises ArgumentTypeError."""
    if not (text.isascii() and text.isdecimal() and len(text) <= len("1000000000") and int(text)):
        raise _refused(f"{text!r} is no whole number above 0")
    return int(text)


def _refused(words: str) -> Exception:
    from argparse import ArgumentTypeError  # not before: whoever starts the terminal waits for its first picture

    return ArgumentTypeError(words)
