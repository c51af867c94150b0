"""Which chip card is this, and what may be known of it without a PIN: social-security, staff, bank. Sans-IO.

One conversation from the ATR to the answer. A bank card is recognised by the name of an application and by nothing
else: no GET PROCESSING OPTIONS, no record, hence no card number. Must never take a uid for a proof: it can be copied.
"""

from __future__ import annotations

from typing import Final

from devices.contract import ChipCard
from devices.faults import DeviceError, Fault
from devices.protocols import atr as answer_to_reset
from devices.protocols import social_security_card
from devices.protocols.apdu import GET_DATA, LE_MAX, SELECT, Command, Conversation, exchange

UNIONPAY: Final = tuple(bytes.fromhex(f"A000000333010{kind}") for kind in ("101", "102", "103", "106"))
"""Debit, credit, quasi-credit, electronic cash."""
DIRECTORIES: Final = (b"1PAY.SYS.DDF01", b"2PAY.SYS.DDF01")
"""Payment directory of a contact card and of a contactless one (EMV)."""
UID: Final = Command(0xFF, GET_DATA, 0x00, 0x00, le=LE_MAX)
"""Answered by the reader itself (PC/SC part 3), never passed on to a contactless card; not for contact cards."""
_UID_SIZES: Final = frozenset({4, 7, 10})
_RANDOM_UID: Final = 0x08
"""First of four bytes: made up anew at each presentation (ISO/IEC 14443-3), as telephones do."""
_SHORT_UID: Final = 4


def read(raw_atr: bytes) -> Conversation[ChipCard]:
    """What the card with this ATR says.

    Raises DeviceError: CHIP_WRONG_READER for a resident identity card, CHIP_UNKNOWN for a card that is none of
    those, CHIP_MUTE for an ATR that is none, and what `social_security_card.read` raises.
    """
    atr = answer_to_reset.parse(raw_atr)
    if atr.resident:
        raise DeviceError(Fault.CHIP_WRONG_READER, "resident identity card")
    if not atr.storage:
        card = yield from social_security_card.read()
        if card is not None:
            return card
        if (yield from _is_bank_card(contactless=atr.contactless)):
            return ChipCard("bank")
    if atr.contactless:
        return ChipCard("staff", (yield from _uid()))
    raise DeviceError(Fault.CHIP_UNKNOWN, "no application that is known here")


def _is_bank_card(*, contactless: bool) -> Conversation[bool]:
    """Does it know a payment application? What it answers beyond yes and no is not looked at."""
    for name in (DIRECTORIES[contactless], *UNIONPAY):
        if (yield from exchange(Command(0x00, SELECT, 0x04, 0x00, name))).ok:
            return True
    return False


def _uid() -> Conversation[str]:
    """The uid as capital hex digits. Raises CHIP_UNKNOWN where there is none that stays the same."""
    answer = yield from exchange(UID)
    uid = answer.data
    if not answer.ok or len(uid) not in _UID_SIZES or not any(uid):
        raise DeviceError(Fault.CHIP_UNKNOWN, f"no uid: {answer.sw:04X}")
    if len(uid) == _SHORT_UID and uid[0] == _RANDOM_UID:
        raise DeviceError(Fault.CHIP_UNKNOWN, "its uid is made up")
    return uid.hex().upper()
