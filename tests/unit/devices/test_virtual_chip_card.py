"""The chip card's twin without pcscd: what goes over the wire, and how its orders are refused."""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.drivers import virtual_chip_card
from devices.drivers.virtual_chip_card import VirtualChipCard
from devices.protocols.chip_twin import CONTACT_ATR

PEOPLE = Path(__file__).parents[3] / "kiosk" / "sandbox" / "seed" / "people"


class Slot:
    """vpcd's end: a listening socket, and the card that connected."""

    def __init__(self) -> None:
        self.server = socket.create_server(("127.0.0.1", 0))
        self.server.settimeout(30)
        self.port = int(self.server.getsockname()[1])
        self.card: socket.socket | None = None

    def accept(self) -> None:
        self.close_card()
        self.card, _ = self.server.accept()
        self.card.settimeout(30)

    def say(self, message: bytes) -> None:
        assert self.card
        self.card.sendall(len(message).to_bytes(2, "big") + message)

    def hear(self) -> bytes:
        assert self.card
        with self.card.makefile("rb", buffering=0) as stream:
            return stream.read(int.from_bytes(stream.read(2) or b"", "big")) or b""

    def ask(self, message: str) -> bytes:
        self.say(bytes.fromhex(message))
        return self.hear()

    def close_card(self) -> None:
        if self.card:
            self.card.close()


@pytest.fixture
def slot() -> Iterator[Slot]:
    made = Slot()
    yield made
    made.close_card()
    made.server.close()


@pytest.fixture
def twin(slot: Slot) -> Iterator[VirtualChipCard]:
    made = VirtualChipCard(slot.port, PEOPLE)
    yield made
    made.close()


def test_atr_power_and_commands(slot: Slot, twin: VirtualChipCard) -> None:
    assert twin.handle({"do": "place", "person": "p01"})["card"] == "social-security"
    slot.accept()
    assert slot.ask("04") == CONTACT_ATR
    assert slot.ask("00A4000002EF05") == b"\x90\x00"
    assert slot.ask("00B2020403") == b"\x02\x011\x90\x00"
    slot.say(b"\x02")
    assert slot.ask("00B2020403") == b"\x6a\x83"
    assert twin.handle({"do": "state"})["asked"] == {"A4": 1, "B2": 2}


def test_a_card_that_is_lifted_hangs_up(slot: Slot, twin: VirtualChipCard) -> None:
    twin.handle({"do": "place", "card": "staff"})
    slot.accept()
    assert slot.ask("FFCA000000").endswith(b"\x90\x00")
    assert twin.handle({"do": "lift"})["card"] is None
    assert slot.hear() == b""


def test_a_card_that_is_pulled_gives_one_answer_less(slot: Slot, twin: VirtualChipCard) -> None:
    twin.handle({"do": "pull", "after": 1})
    twin.handle({"do": "place"})
    slot.accept()
    assert slot.ask("00A4000002EF05") == b"\x90\x00"
    assert slot.ask("00A4000002EF05") == b""
    assert twin.handle({"do": "state"})["card"] is None


def test_pcscd_hangs_up(slot: Slot, twin: VirtualChipCard) -> None:
    twin.handle({"do": "place"})
    slot.accept()
    slot.close_card()
    twin.handle({"do": "place", "card": "bank"})
    slot.accept()
    assert slot.ask("04") == CONTACT_ATR


def test_answers_as_ordered(slot: Slot, twin: VirtualChipCard) -> None:
    twin.handle({"do": "answer", "ins": "A4", "sw": "6F00"})
    twin.handle({"do": "garble", "how": "half"})
    twin.handle({"do": "stall", "seconds": 0.01})
    twin.handle({"do": "place"})
    slot.accept()
    assert slot.ask("00A4000002EF05") == b"\x6f\x00"
    assert slot.ask("00A4000002EF05") == b"\x90\x00"
    assert slot.ask("00B2020403") == b"\x90"


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ({"do": "juggle"}, "do: one of"),
        ({"do": "place", "card": "library"}, "card: one of social-security"),
        ({"do": "place", "person": "../p01"}, "person: the id of a person"),
        ({"do": "place", "person": "p99"}, "person: No such file"),
        ({"do": "place", "plumbing": "lead"}, "plumbing: one of plain"),
        ({"do": "garble", "how": "shredded"}, "how: one of tag"),
        ({"do": "answer", "ins": "B2", "sw": "none"}, "hex"),
    ],
)
def test_orders_that_cannot_be_done(twin: VirtualChipCard, message: dict[str, str], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        twin.handle(message)


def test_no_reader_there(slot: Slot) -> None:
    slot.server.close()
    with pytest.raises(ValueError, match="no reader at port"):
        VirtualChipCard(slot.port, PEOPLE).handle({"do": "place"})


def arguments(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    virtual_chip_card.add_arguments(parser)
    return parser.parse_args(words)


def test_the_program_ends_with_its_parent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signal, "signal", lambda _number, _handler: None)
    parent, ours = os.pipe()
    os.close(ours)
    with os.fdopen(parent) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        assert virtual_chip_card.main(arguments("--with-parent", "--control", str(tmp_path / "control"))) == 0
    assert json.loads(capsys.readouterr().out) == {"event": "ready", "port": virtual_chip_card.PORT}
    assert not (tmp_path / "control").exists()


def test_a_control_socket_that_cannot_be_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert virtual_chip_card.main(arguments("--control", str(tmp_path / "none" / "control"))) == 2
    assert capsys.readouterr().err.startswith("virtual_chip_card: ")
