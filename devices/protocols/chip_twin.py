"""The other side of a chip-card reader: what made-up cards answer, APDU by APDU, and how they misbehave on order.

Sans-IO and not thread-safe: who serves it locks. Cards: social-security (three versions, both dialects), resident
identity card, bank, staff, one that knows nothing, one that is mute. Must never hold anything but made-up data; a
VERIFY is counted like every other command, so that a test can see that none was sent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from devices.protocols.apdu import GET_DATA, GET_RESPONSE, READ_RECORD, SELECT
from devices.protocols.chip_card import DIRECTORIES, UNIONPAY
from devices.protocols.social_security_card import EF05, EF06, ITEMS, SSSE

CONTACT_ATR: Final = bytes.fromhex("3B 6D 00 00 99 01 53 79 6E 74 68 65 74 69 63 20 31")
"""T=0, historical bytes say that it is synthetic."""
CONTACTLESS_ATR: Final = bytes.fromhex("3B 80 80 01 01")
"""T=1 through a contactless reader, no historical bytes."""
STORAGE_ATR: Final = bytes.fromhex("3B 8F 80 01 80 4F 0C A0 00 00 03 06 03 00 01 00 00 00 00 6A")
"""A Mifare Classic 1K, as PC/SC part 3 writes it."""
RESIDENT_ATR: Final = bytes.fromhex("3B 88 80 01 D1 03 86 05 00 80 80 00 58")
MUTE_ATR: Final = b"\x00"
"""No ATR at all."""
STAFF_UID: Final = bytes.fromhex("99 A0 01 C3")

_OK: Final = b"\x90\x00"
_NO_FILE: Final = b"\x6a\x82"
_NO_RECORD: Final = b"\x6a\x83"
_WRONG_P: Final = b"\x6a\x86"
_WRONG_LENGTH: Final = b"\x67\x00"
_DENIED: Final = b"\x69\x82"
_NO_INS: Final = b"\x6d\x00"
_HEADER: Final = 4
_FCI: Final = bytes.fromhex("6F 07 84 05 53 59 4E 54 48")
"""What a selected file says of itself: its name is SYNTH."""


class Plumbing(StrEnum):
    """Who cares for lengths: nobody, or the terminal as with T=0."""

    PLAIN = "plain"
    T0 = "t0"
    """61xx after SELECT, 6Cxx for a wrong Le."""
    STRICT = "strict"
    """6700 for every Le but 00."""


class Garble(StrEnum):
    """How an answer can be damaged."""

    TAG = "tag"
    LENGTH = "length"
    CUT = "cut"
    HALF = "half"
    """Half a status word. (An empty answer would leave vpcd waiting for ever.)"""
    ENDLESS = "endless"
    """61FF for ever."""
    REPEAT = "repeat"
    """6Cxx for ever."""


@dataclass(frozen=True)
class TwinChip:
    """A made-up card.

    `files` = records by file id, (tag, value) each; `names` = applications it knows; `by_tag` = the dialect of
    specification 1.00; `hidden` = it does not know its own name (6A82) though its files are there; `locked` = files
    that answer 6982; `uid` = what a contactless reader says for FF CA.
    """

    sort: str
    atr: bytes
    names: tuple[bytes, ...] = ()
    files: Mapping[int, tuple[tuple[int, bytes], ...]] = field(default_factory=dict, repr=False)
    plumbing: Plumbing = Plumbing.PLAIN
    by_tag: bool = False
    hidden: bool = False
    locked: tuple[int, ...] = ()
    uid: bytes = field(default=b"", repr=False)


OTHERS: Final[Mapping[str, TwinChip]] = MappingProxyType(
    {
        "resident": TwinChip("resident", RESIDENT_ATR, uid=bytes(4)),
        "bank": TwinChip("bank", CONTACT_ATR, names=(DIRECTORIES[0], UNIONPAY[0])),
        "bank-contactless": TwinChip("bank", CONTACTLESS_ATR, names=(UNIONPAY[1],), uid=bytes.fromhex("08112233")),
        "staff": TwinChip("staff", STORAGE_ATR, uid=STAFF_UID),
        "staff-cpu": TwinChip("staff", CONTACTLESS_ATR, uid=bytes.fromhex("99A002C3D4E5F6")),
        "phone": TwinChip("phone", CONTACTLESS_ATR, uid=bytes.fromhex("08A1B2C3")),
        "other": TwinChip("other", CONTACT_ATR),
        "mute": TwinChip("mute", MUTE_ATR),
    }
)
"""Cards without a holder's data, by the word that lays them down."""


def social_security(holder: Mapping[str, str], version: str = "3.00") -> TwinChip:
    """A card of this version for a person as in the seed files (`card`): number, name, sex, nation, birth.

    Version 1.00 is asked by tag, the later ones by record number.
    """
    birth = bytes.fromhex(holder["birth"].replace("-", ""))
    name = holder["name"].encode("gb18030")
    if len(name) > ITEMS["name"].length + ITEMS["name_more"].length:
        raise ValueError("the name is too long for this card")
    values = {
        "identifier": bytes.fromhex("990100") + bytes(13),
        "class": b"1",
        "version": version.encode(),
        "issuer": bytes.fromhex("99" * 12),
        "issued": bytes.fromhex("20260105"),
        "valid_to": bytes.fromhex("20360105"),
        "card_number": b"S99000001",
        "number": holder["number"].encode(),
        "name": name[: ITEMS["name"].length].ljust(ITEMS["name"].length, b"\x00"),
        "name_more": name[ITEMS["name"].length :].ljust(ITEMS["name_more"].length, b"\x00"),
        "sex": holder["sex"].encode(),
        "nation": bytes.fromhex(holder["nation"] or "01"),
        "birthplace": bytes.fromhex("990100"),
        "birth": birth,
    }
    files = {
        file: tuple((item.tag, values[field]) for field, item in ITEMS.items() if item.file == file)
        for file in (EF05, EF06)
    }
    return TwinChip("social-security", CONTACT_ATR, (SSSE,), files, by_tag=version == "1.00")


def variant(card: TwinChip, said: Mapping[str, Any]) -> TwinChip:
    """The card with `plumbing`, `hidden`, `locked` (EF06), `by_tag`, `contactless` as ordered. ValueError."""
    return replace(
        card,
        plumbing=Plumbing(said.get("plumbing", card.plumbing)),
        hidden=bool(said.get("hidden", card.hidden)),
        locked=(EF06,) if said.get("locked") else card.locked,
        by_tag=bool(said.get("by_tag", card.by_tag)),
        atr=CONTACTLESS_ATR if said.get("contactless") else card.atr,
    )


class ChipTwin:
    """A place for one card."""

    def __init__(self) -> None:
        self.card: TwinChip | None = None
        self.asked: Counter[str] = Counter()
        """Commands so far, by INS in hex."""
        self._overrides: dict[int, tuple[bytes, int]] = {}
        self._garble: tuple[Garble, int] | None = None
        self._endless = False
        self._file: int | None = None
        self._waiting = b""

    def insert(self, card: TwinChip) -> None:
        """Put a card in; what was ordered for the one before stays ordered."""
        self.card = card
        self.power()

    def pull(self) -> None:
        """Take it out."""
        self.card = None

    def power(self) -> None:
        """Reset: nothing is selected any more."""
        self._file, self._waiting, self._endless = None, b"", False

    def override(self, ins: int, sw: bytes, times: int) -> None:
        """Answer the next `times` commands with this INS by the bytes `sw`; 0 = as ever."""
        self._overrides.pop(ins, None)
        if times > 0:
            self._overrides[ins] = (sw, times)

    def garble(self, how: str, times: int) -> None:
        """Damage the next `times` answers to READ RECORD; 0 = no more. ValueError for an unknown way."""
        self._garble = (Garble(how), times) if times > 0 else None
        self._endless = False

    def answer(self, raw: bytes) -> bytes:
        """The card's answer to one command; empty where there is no card. Never raises."""
        if self.card is None:
            return b""
        if len(raw) < _HEADER:
            return _WRONG_LENGTH
        ins = raw[1]
        self.asked[f"{ins:02X}"] += 1
        sw, times = self._overrides.pop(ins, (b"", 0))
        if times:
            if times > 1:
                self._overrides[ins] = (sw, times - 1)
            return sw
        sound = self._sound(self.card, raw)
        return self._damaged(sound) if ins == READ_RECORD else sound

    def _sound(self, card: TwinChip, raw: bytes) -> bytes:
        match raw[1]:
            case ins if ins == SELECT:
                return self._selected(card, raw)
            case ins if ins == READ_RECORD:
                return self._read(card, raw)
            case ins if ins == GET_RESPONSE:
                data, self._waiting = self._waiting, b""
                ended = data + _OK if data else _WRONG_P
                return b"\x61\xff" if self._endless else ended
            case ins if ins == GET_DATA and raw[0] == 0xFF:  # noqa: PLR2004  the reader answers, not the card
                return card.uid + _OK if card.uid else _NO_INS
            case _:
                return _NO_INS

    def _selected(self, card: TwinChip, raw: bytes) -> bytes:
        data = raw[5 : 5 + raw[4]] if len(raw) > 5 else b""  # noqa: PLR2004  Lc and data behind the header
        if raw[2] == 0x04:  # noqa: PLR2004  by name
            known = data in card.names and not card.hidden
        else:
            self._file = int.from_bytes(data, "big")
            known = self._file in card.files
        if not known:
            return _NO_FILE
        if card.plumbing is not Plumbing.T0:
            return _OK
        self._waiting = _FCI
        return bytes((0x61, len(_FCI)))

    def _read(self, card: TwinChip, raw: bytes) -> bytes:
        if self._file in card.locked:
            return _DENIED
        if raw[3] != (0x00 if card.by_tag else 0x04):
            return _WRONG_P
        place, le = raw[2], raw[4] if len(raw) > _HEADER else 0
        records = card.files.get(self._file or 0, ())
        found = [
            bytes((tag, len(value))) + value
            for number, (tag, value) in enumerate(records, 1)
            if place == (tag if card.by_tag else number)
        ]
        if not found:
            return _NO_RECORD
        if card.plumbing is Plumbing.STRICT and le:
            return _WRONG_LENGTH
        if card.plumbing is Plumbing.T0 and le != len(found[0]):
            return bytes((0x6C, len(found[0])))
        return found[0] + _OK

    def _damaged(self, sound: bytes) -> bytes:
        """As it was ordered; as it is where nothing was, or where it holds no record."""
        if len(sound) <= len(_OK):
            return sound
        how, times = self._garble or (None, 0)
        self._garble = (how, times - 1) if how and times > 1 else None
        self._endless = how is Garble.ENDLESS
        return {
            None: sound,
            Garble.TAG: b"\xee" + sound[1:],
            Garble.LENGTH: sound[:1] + b"\xfe" + sound[2:],
            Garble.CUT: sound[:1] + sound[-2:],
            Garble.HALF: sound[-2:-1],
            Garble.ENDLESS: b"\x61\xff",
            Garble.REPEAT: b"\x6c\x05",
        }[how]
