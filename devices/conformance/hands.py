"""Who moves the physical world for a suite: a twin's control socket, a person who is told what to do, or nobody.

Must never be used outside a conformance run: it lays cards and takes out paper.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from devices.conformance.suite import Hand, Suite, Untried
from devices.transports.control import tell

_AT_REST = ("return", "lift", "refill", "resume")
"""What our twins are told so that one rule's mess is not the next one's; who does not know a word refuses it."""


class Nobody(Hand):
    """Nothing can be done: only rules that need no hand are tried."""


class TwinHand(Hand):
    """Tells a twin over its control socket, in the suite's verbs or in our own twins' words for them."""

    def __init__(self, socket: Path, suite: Suite) -> None:
        self._socket = socket
        self._suite = suite

    def do(self, verb: str, **values: Any) -> Mapping[str, Any]:
        """One request. Raises Untried where the twin does not know the verb or does not answer."""
        message = self._suite.twin.get(verb) or {"do": verb, **values}
        try:
            answer = tell(self._socket, message)
        except (OSError, ValueError) as error:
            raise Untried(f"the twin does not answer: {type(error).__name__}") from error
        if not answer.get("ok"):
            raise Untried(f"the twin refuses {message['do']!r}: {answer.get('error')}")
        return {**self._suite.answers.get(verb, {}), **answer}

    def rest(self) -> None:
        """The device is back, no card lies there, paper is in, and nothing waits to be spoilt."""
        standing = [{**message, "times": 0} for message in self._suite.twin.values() if "times" in message]
        for message in (*({"do": word} for word in _AT_REST), *standing):
            with contextlib.suppress(OSError, ValueError):
                tell(self._socket, message)


class PersonHand(Hand):
    """Asks a person. `ask` shows a line and returns what was typed (empty for "done", "no" for "I cannot")."""

    def __init__(self, suite: Suite, ask: Callable[[str], str]) -> None:
        self._suite = suite
        self._ask = ask

    def do(self, verb: str, **values: Any) -> Mapping[str, Any]:
        """Ask. A number typed is a count. Raises Untried where the person says no, or nobody can be asked that."""
        words = self._suite.verbs.get(verb)
        if words is None:
            raise Untried(f"no person can do {verb!r}")
        if "hex" in values:  # what a person cannot write down they hold up: the code stands on the screen
            values["code"] = _drawn(bytes.fromhex(values["hex"]))
        answer = self._ask(words.format(**values)).strip()
        if answer.lower() in {"n", "no"}:
            raise Untried("the person could not")
        return {"count": int(answer)} if answer.isdecimal() else {}


def _drawn(data: bytes) -> str:
    """A QR code of these bytes for a dark terminal: two rows of modules a line, with its quiet zone."""
    import qrcode

    code = qrcode.QRCode()
    code.add_data(data, optimize=0)
    lines = io.StringIO()
    code.print_ascii(lines, invert=True)
    return lines.getvalue()
