"""What a hand can do at a virtual SAM, whatever line it is on: cards of synthetic people, and every misbehaviour.

Verbs (`{"do": VERB, …}`): place {person?, record? (base64), address?, fingerprint?}, lift,
answer {command, result, times?}, noise {bytes}, garble {how, times?, command?}, spoil {what, times?}, state. Not
thread-safe: the twin locks.
Must never serve anything but made-up cards.
"""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Final, NamedTuple

from devices.protocols import idcard_record, virtual_photo
from devices.protocols.sam_twin import SamTwin, TwinCard
from devices.twins.program import Verbs

_PERSON: Final = re.compile(r"[A-Za-z0-9_-]{1,40}")


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

    def verbs(self) -> Verbs:
        """What can be ordered. A verb raises ValueError with the reason where it cannot be done."""
        return {
            "place": self._place,
            "lift": self.sam.lift,
            "answer": lambda command, result, times=1: self.sam.override(
                str(command), int(str(result), 16), int(times)
            ),
            "noise": lambda bytes=16: self.sam.noise(int(bytes)),  # noqa: A006  the key's name
            "garble": lambda how, times=1, command=None: self.sam.garble(str(how), int(times), command),
            "spoil": lambda what, times=1: self.sam.spoil(str(what), int(times)),
            "state": lambda: None,
        }

    def _place(
        self,
        person: str | None = None,
        record: str | None = None,
        address: str | None = None,
        *,
        fingerprint: bool = False,
    ) -> None:
        if record is not None:
            raw = base64.b64decode(str(record), validate=True)
            self.sam.place(TwinCard("record", raw, virtual_photo.undecodable()))
        else:
            self.sam.place(self.card(person, address, fingerprint=fingerprint))

    def card(self, person: str | None, address: str | None = None, *, fingerprint: bool = False) -> TwinCard:
        """The card of a person, or else the raw record given at start. Raises ValueError."""
        if person is None:
            if self._stock.record is None:
                raise ValueError("person: which one?")
            return TwinCard("record", self._stock.record.read_bytes(), virtual_photo.undecodable())
        if self._stock.people is None or not _PERSON.fullmatch(str(person)):
            raise ValueError("person: no such id, or no folder of people")
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
