"""What a hand can do at a virtual SAM, whatever line it is on: cards of synthetic people, and every misbehaviour.

Verbs (`{"do": VERB, …}`): place {person?, record? (base64), address?, fingerprint?}, lift,
answer {command, result?, times?}, noise {bytes?}, garble {how?, times?, command?}, spoil {what, times?}, state; with
times 0 or bytes 0 what was ordered is taken back. Not thread-safe: the twin locks.
Must never serve anything but made-up cards.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from devices.protocols import idcard_record, virtual_photo
from devices.protocols.idcard_layout import RECORD_BYTES
from devices.protocols.sam_twin import WORDS, Garble, SamTwin, Spoil, TwinCard
from devices.twins.words import PERSON, STATE, TIMES, Bytes, Flag, Text, Whole, Words, one_of, word

_ADDRESS: Final = Text(None, r"(?s:.*)", 70, "utf-16-le", "a text")
_READ_FAILED: Final = b"\x41"


class Stock(NamedTuple):
    """Where cards come from: folders of synthetic people and of test faces, and a raw record of 256 bytes."""

    people: Path | None = None
    faces: Path | None = None
    record: Path | None = None


class SamDesk:
    """A module, and the cards that can be laid onto it."""

    def __init__(self, stock: Stock) -> None:
        self._stock = stock
        self.sam = SamTwin()

    def words(self) -> Words:
        """What can be ordered. A word raises ValueError with the reason where it cannot be done."""
        commands = sorted(set(WORDS.values()))
        return {
            "place": word(
                self._place,
                person=replace(PERSON, default=None),
                record=Bytes(None, RECORD_BYTES, RECORD_BYTES, base64=True),
                address=_ADDRESS,
                fingerprint=Flag(default=False),
            ),
            "lift": word(self.sam.lift),
            "answer": word(self._answer, command=one_of(commands), result=Bytes(_READ_FAILED, 1, 1), times=TIMES),
            "noise": word(self.sam.noise, bytes=Whole(16)),
            "garble": word(
                self.sam.garble,
                how=one_of(Garble, Garble.CHECKSUM.value),
                times=TIMES,
                command=one_of(commands, None),
            ),
            "spoil": word(self.sam.spoil, what=one_of(Spoil), times=TIMES),
            "state": STATE,
        }

    def _answer(self, command: str, result: bytes, times: int) -> None:
        self.sam.override(command, result[0], times)

    def _place(self, person: str | None, record: bytes | None, address: str | None, *, fingerprint: bool) -> None:
        if record is not None:
            self.sam.place(TwinCard("record", record, virtual_photo.undecodable()))
        else:
            self.sam.place(self.card(person, address, fingerprint=fingerprint))

    def card(self, person: str | None, address: str | None = None, *, fingerprint: bool = False) -> TwinCard:
        """The card of a person, or else the raw record given at start. Raises ValueError."""
        if person is None:
            if self._stock.record is None:
                raise ValueError("person: which one?")
            return TwinCard("record", self._stock.record.read_bytes(), virtual_photo.undecodable())
        if self._stock.people is None:
            raise ValueError("person: no folder of people was given")
        try:
            known = json.loads((self._stock.people / f"{person}.json").read_text(encoding="utf-8"))
        except OSError as error:
            raise ValueError(f"person: {error.strerror}") from error
        return TwinCard(
            str(person),
            idcard_record.encode(idcard_record.CardFields.from_json(known["card"])),
            self._photo(known.get("photo")),
            address,
            bool(fingerprint),
        )

    def _photo(self, face: str | None) -> bytes:
        """The test face's small picture where there is one, else a field nobody can decode."""
        if face is None or self._stock.faces is None:
            return virtual_photo.undecodable()
        try:
            return virtual_photo.pack((self._stock.faces / f"{face}.chip.webp").read_bytes())
        except FileNotFoundError:
            return virtual_photo.undecodable()
