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
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

from devices.protocols import idcard_record, virtual_photo
from devices.protocols.sam_twin import SamTwin, TwinCard

Verb: TypeAlias = Callable[[Mapping[str, Any]], None]

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

    def verbs(self) -> dict[str, Verb]:
        """What can be ordered. A verb raises ValueError with the reason where it cannot be done."""
        return {
            "place": lambda said: self.sam.place(self.card(said)),
            "lift": lambda _said: self.sam.lift(),
            "answer": lambda said: self.sam.override(
                str(said.get("command")), int(str(said.get("result")), 16), int(said.get("times", 1))
            ),
            "noise": lambda said: self.sam.noise(int(said.get("bytes", 16))),
            "garble": lambda said: self.sam.garble(
                str(said.get("how")), int(said.get("times", 1)), said.get("command")
            ),
            "spoil": lambda said: self.sam.spoil(str(said.get("what")), int(said.get("times", 1))),
            "state": lambda _said: None,
        }

    def card(self, said: Mapping[str, Any]) -> TwinCard:
        """The card of a person, or a raw record: the one said, else the one given at start. Raises ValueError."""
        person = said.get("person")
        if "record" in said:
            raw = base64.b64decode(str(said["record"]), validate=True)
            return TwinCard("record", raw, virtual_photo.undecodable())
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
            said.get("address"),
            bool(said.get("fingerprint", False)),
        )

    def _photo(self, face: str | None) -> bytes:
        """The test face's small picture where there is one, else a field nobody can decode."""
        if face is None or self._stock.faces is None:
            return virtual_photo.undecodable()
        try:
            return virtual_photo.pack((self._stock.faces / f"{face}.chip.webp").read_bytes())
        except FileNotFoundError:
            return virtual_photo.undecodable()


def ordered(verbs: Mapping[str, Verb], message: Mapping[str, Any]) -> Verb:
    """The verb a message names. Raises ValueError with those there are."""
    verb = verbs.get(str(message.get("do")))
    if verb is None:
        raise ValueError(f"do: one of {', '.join(sorted(verbs))}")
    return verb
