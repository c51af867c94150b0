"""A virtual chip card: the card's side of vsmartcard's vpcd, so that a real pcscd has a reader with a card in it.

Every message is two bytes of length and a payload, both ways; a payload of one byte from pcscd is a control (00
power off, 01 power on, 02 reset, 04 what is your ATR), anything longer a command. To place a card is to connect, to
lift it is to hang up. Development and tests only, in a network of their own: vpcd listens on every address.

Control verbs (`{"do": …}`): place {card?, person?, version?, plumbing?, hidden?, locked?, by_tag?, contactless?},
lift, pull {after?} (this card, or the next one, goes while it is read; `lift` takes that back),
answer {ins, sw?, times?}, stall {seconds?}, garble {how?, times?}, state. times 0 and seconds 0 take back what was
ordered. `card` is social-security or one of `devices.protocols.chip_twin.OTHERS`.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from devices.protocols.chip_twin import OTHERS, ChipTwin, Garble, Plumbing, TwinChip, social_security, variant
from devices.twins.program import alone, common, folder_of, port_number, serve
from devices.twins.words import PERSON, SECONDS, STATE, TIMES, Bytes, Flag, Whole, Words, one_of, ordered, word

PORT: Final = 35963
"""vpcd's first slot; the second one is the next port."""
_POWER: Final = frozenset({b"\x00", b"\x01", b"\x02"})
_ASK_ATR: Final = b"\x04"
_LENGTH: Final = 2
_PULL_AFTER: Final = 4
_SEEN: Final = 0.6
"""Seconds; pcscd looks at vpcd every 0.4 s, and takes a card that is swapped faster for the one before."""
_CONNECT_TIMEOUT: Final = 10.0
_SOCIAL_SECURITY: Final = "social-security"
_FAILED: Final = b"\x6f\x00"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the twin."""
    parser.add_argument("--people", type=folder_of("*.json"), help="folder of synthetic people, ID.json each")
    parser.add_argument("--port", type=port_number, default=PORT, help="port of vpcd on this machine")
    common(parser, told=True)


def main(args: argparse.Namespace) -> int:
    """Run until it is to end. 0, or 2 where it cannot start."""
    return serve("virtual_chip_card", lambda: VirtualChipCard(args.port, args.people), args)


class VirtualChipCard:
    """One slot of vpcd and the card that is in it, or not."""

    def __init__(self, port: int, people: Path | None) -> None:
        self._port = port
        self._people = people
        self._ending = threading.Event()
        self._twin = ChipTwin()
        self._lock = threading.RLock()
        self._line: socket.socket | None = None
        self._gone_at = 0.0
        self._answered = 0
        """Commands of this card."""
        self._pull_after: int | None = None
        self._stall = 0.0

    def ready(self) -> dict[str, Any]:
        """The reader's port."""
        return {"port": self._port}

    def run(self) -> None:
        """Wait for `stop`: a card has a thread of its own."""
        self._ending.wait()

    def stop(self) -> None:
        """End `run`; callable from a signal handler and from any thread."""
        self._ending.set()

    def words(self) -> Words:
        """Everything it can be told."""
        return {
            "place": word(
                self._place,
                card=one_of((_SOCIAL_SECURITY, *OTHERS), _SOCIAL_SECURITY),
                person=replace(PERSON, default="p01"),
                version=one_of(("1.00", "2.00", "3.00"), "3.00"),
                plumbing=one_of(Plumbing, Plumbing.PLAIN.value),
                **{key: Flag(None) for key in ("hidden", "locked", "by_tag", "contactless")},
            ),
            "lift": word(self._lift),
            "pull": word(self._pull, after=Whole(_PULL_AFTER)),
            "answer": word(self._answer, ins=Bytes(least=1, most=1), sw=Bytes(_FAILED, 2, 2), times=TIMES),
            "stall": word(self._set_stall, seconds=SECONDS),
            "garble": word(self._twin.garble, how=one_of(Garble, Garble.TAG.value), times=TIMES),
            "state": STATE,
        }

    def handle(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """One control request. Raises ValueError with the reason where it cannot be done."""
        order = ordered(self.words(), message)
        with self._lock:
            order()
            card = self._twin.card
            return {
                "card": card.sort if card else None,
                "commands": self._twin.asked.total(),
                "asked": dict(self._twin.asked),
            }

    def close(self) -> None:
        """Pull the card."""
        with self._lock:
            self._hang_up()

    def _place(self, card: str, person: str, version: str, **how: Any) -> None:
        known = OTHERS[card] if card != _SOCIAL_SECURITY else self._social_security(person, version)
        chip = variant(known, {key: value for key, value in how.items() if value is not None})
        self._hang_up()
        self._wait_until_seen()
        try:
            line = socket.create_connection(("127.0.0.1", self._port), _CONNECT_TIMEOUT)
        except OSError as error:
            raise ValueError(f"no reader at port {self._port}: {error.strerror}") from error
        line.settimeout(None)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._twin.insert(chip)
        self._line, self._answered = line, 0
        threading.Thread(target=self._serve, args=(line,), name="card", daemon=True).start()

    def _lift(self) -> None:
        self._pull_after = None
        self._hang_up()
        self._wait_until_seen()

    def _pull(self, after: int) -> None:
        """After so many answers the card goes; the command behind them gets none."""
        self._pull_after = after

    def _answer(self, ins: bytes, sw: bytes, times: int) -> None:
        self._twin.override(ins[0], sw, times)

    def _set_stall(self, seconds: float) -> None:
        """Before the next answer."""
        self._stall = seconds

    def _social_security(self, person: str, version: str) -> TwinChip:
        if self._people is None:
            raise ValueError("person: no folder of people was given")
        try:
            known = json.loads((self._people / f"{person}.json").read_text(encoding="utf-8"))
        except OSError as error:
            raise ValueError(f"person: {error.strerror}") from error
        return social_security(known["card"], version)

    def _hang_up(self) -> None:
        line, self._line = self._line, None
        self._twin.pull()
        if line:
            self._gone_at = time.monotonic()
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()

    def _wait_until_seen(self) -> None:
        """Has the reader noticed that the card is gone?"""
        time.sleep(max(0.0, self._gone_at + _SEEN - time.monotonic()))

    def _serve(self, line: socket.socket) -> None:
        """Answer until one side hangs up."""
        with contextlib.suppress(OSError):
            while (message := _received(line)) is not None:
                answer = self._replied(line, message)
                if answer is not None:
                    line.sendall(len(answer).to_bytes(_LENGTH, "big") + answer)
        with self._lock:
            if self._line is line:
                self._hang_up()

    def _replied(self, line: socket.socket, message: bytes) -> bytes | None:
        """None where nothing is to be said."""
        with self._lock:
            card = self._twin.card
            if self._line is not line or card is None:
                raise OSError("another card is there")
            if message == _ASK_ATR:
                return card.atr
            if message in _POWER:
                self._twin.power()
                return None
            if self._pull_after is not None and self._answered >= self._pull_after:
                self._pull_after = None
                self._hang_up()
                return None
            self._answered += 1
            seconds, self._stall = self._stall, 0.0
            answer = self._twin.answer(message)
        time.sleep(seconds)
        return answer


def _received(line: socket.socket) -> bytes | None:
    """One message; None at the end. Quick: vpcd sends length and payload apart, and would wait 40 ms for an ACK."""
    head = _exactly(line, _LENGTH)
    return None if head is None else _exactly(line, int.from_bytes(head, "big"))


def _exactly(line: socket.socket, count: int) -> bytes | None:
    data = b""
    while len(data) < count:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        portion = line.recv(count - len(data))
        if not portion:
            return None
        data += portion
    return data


if __name__ == "__main__":
    alone("virtual_chip_card", add_arguments, main)
