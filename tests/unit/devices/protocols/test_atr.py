"""Answers to reset: which reader a card was put on, and the resident identity card."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.contract import DeviceError, Fault
from devices.protocols import atr, chip_twin


def test_the_resident_identity_card() -> None:
    found = atr.parse(atr.RESIDENT)
    assert (found.resident, found.contactless, found.storage, found.sound) == (True, True, False, True)
    assert found.historical == bytes.fromhex("D1 03 86 05 00 80 80 00")
    assert found.protocols == (0, 1)
    assert "D1" not in repr(found).upper()


def test_the_byte_that_a_reader_adds_does_not_matter() -> None:
    other = bytes.fromhex("3B 88 80 01 D1 03 86 05 00 80 80 10 48")
    assert atr.parse(other).resident
    assert atr.parse(other).sound


def test_a_storage_card() -> None:
    found = atr.parse(chip_twin.STORAGE_ATR)
    assert (found.storage, found.contactless, found.resident, found.sound) == (True, True, False, True)


def test_a_contact_card() -> None:
    found = atr.parse(chip_twin.CONTACT_ATR)
    assert (found.contactless, found.storage, found.resident, found.protocols) == (False, False, False, (0,))
    assert found.historical.endswith(b"Synthetic 1")


def test_a_contact_card_with_the_same_historical_bytes_is_no_resident_card() -> None:
    assert not atr.parse(bytes.fromhex("3B 08 D1 03 86 05 00 80 80 00")).resident
    assert not atr.parse(bytes.fromhex("3F 88 80 01 D1 03 86 05 00 80 80 00 58")).resident


def test_t15_is_no_protocol() -> None:
    assert atr.parse(bytes.fromhex("3B 80 1F 00 9F")).protocols == (0,)


def test_a_wrong_check_byte_is_told_and_not_refused() -> None:
    found = atr.parse(atr.RESIDENT[:-1] + b"\x59")
    assert found.resident
    assert not found.sound


@pytest.mark.parametrize("raw", ["", "3B", "00 00", "3B 88 80 01 D1", "3B F0", "3B 80 80", "3B 02 AA", "3B" * 34])
def test_what_is_no_atr(raw: str) -> None:
    with pytest.raises(DeviceError) as caught:
        atr.parse(bytes.fromhex(raw))
    assert caught.value.fault is Fault.CHIP_MUTE


@settings(deadline=None)
@given(st.binary(max_size=40) | st.binary(max_size=36).map(lambda rest: b"\x3b" + rest))
def test_any_bytes_are_an_atr_or_the_named_fault(raw: bytes) -> None:
    try:
        found: atr.Atr | Fault = atr.parse(raw)
    except DeviceError as error:
        found = error.fault
    if isinstance(found, Fault):
        assert found is Fault.CHIP_MUTE
    else:
        assert found.protocols
        assert len(found.historical) <= 15
