"""The kernel's broadcasts: its own format, other senders' formats, noise."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.protocols.uevent import Uevent, packed, parsed

RECORDED = (
    b"add@/devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0/tty/ttyACM0\0ACTION=add\0"
    b"DEVPATH=/devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0/tty/ttyACM0\0SUBSYSTEM=tty\0MAJOR=166\0MINOR=0\0"
    b"DEVNAME=ttyACM0\0SEQNUM=4711\0"
)


def test_a_message_of_the_kernel() -> None:
    event = parsed(RECORDED)
    assert event == Uevent("add", "/devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0/tty/ttyACM0", "tty")
    assert parsed(packed(event)) == event


@pytest.mark.parametrize(
    "datagram",
    [
        b"",
        b"libudev\0\xfe\xed\xca\xfe",
        b"add\0ACTION=add\0",
        b"format@/devices/x\0",
        b"add@relative\0",
        b"add@/devices/x\0ACTION=remove\0",
        b"add@/devices/x\0DEVPATH=/devices/y\0",
    ],
)
def test_what_is_none_of_the_kernels(datagram: bytes) -> None:
    assert parsed(datagram) is None


def test_a_message_without_subsystem() -> None:
    assert parsed(b"remove@/devices/x") == Uevent("remove", "/devices/x")
    assert parsed(b"remove@/devices/x\0\0NONSENSE\0") == Uevent("remove", "/devices/x")


@given(st.binary(max_size=300), st.sampled_from([b"", b"add@/devices/x\0", b"remove@/"]))
@settings(deadline=None)
def test_no_datagram_upsets_the_parser(noise: bytes, head: bytes) -> None:
    event = parsed(head + noise)
    assert event is None or event.path.startswith("/")
