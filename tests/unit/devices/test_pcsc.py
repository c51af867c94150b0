"""PC/SC's result codes, names of readers, and what a context does when pcscd says no."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import pytest
from smartcard import scard

from devices.contract import DeviceError, Fault
from devices.transports import pcsc

NEVER_HERE = {  # PINs, files and certificates: nothing that reading a record can bring about
    *("BAD_SEEK", "CERTIFICATE_UNAVAILABLE", "DIR_NOT_FOUND", "FILE_NOT_FOUND", "ICC_CREATEORDER", "INVALID_CHV"),
    *("ICC_INSTALLATION", "NO_DIR", "NO_FILE", "NO_KEY_CONTAINER", "NO_SUCH_CERTIFICATE", "WRITE_TOO_MANY"),
    *("CANCELLED_BY_USER", "CARD_NOT_AUTHENTICATED", "CHV_BLOCKED", "EOF", "WRONG_CHV"),
}


def codes() -> dict[str, int]:
    return {
        name: value for name, value in vars(scard).items() if name.startswith(("SCARD_E_", "SCARD_W_", "SCARD_F_"))
    }


@pytest.mark.parametrize("name", sorted(codes()))
def test_every_result_code_is_a_named_fault(name: str) -> None:
    short = name.split("_", 2)[2]
    assert (codes()[name] in pcsc.RESULTS) is (short not in NEVER_HERE)
    with pytest.raises(DeviceError) as caught:
        pcsc.check(codes()[name], "read")
    assert caught.value.fault is pcsc.RESULTS.get(codes()[name], Fault.CHIP_SERVICE_GONE)
    assert f"{codes()[name]:08X}" in caught.value.detail


def test_a_code_may_come_as_a_negative_number() -> None:
    with pytest.raises(DeviceError) as caught:
        pcsc.check(0x80100069 - 0x1_0000_0000, "read")
    assert caught.value.fault is Fault.CHIP_PULLED
    pcsc.check(scard.SCARD_S_SUCCESS, "read")


def test_the_reader_that_is_meant() -> None:
    readers = ["Example CCID Reader [PICC] (99A1) 00 00", "Example CCID Reader [SAM] (99A1) 00 01", "Other 01 00"]
    assert pcsc.chosen(readers[1], readers) == readers[1]
    assert pcsc.chosen("Example CCID Reader [PICC]", readers) == readers[0]
    assert pcsc.chosen("", readers[2:]) == "Other 01 00"
    for wanted, known, fault in (
        ("", readers, Fault.NOT_CONFIGURED),
        ("Example", readers, Fault.NOT_CONFIGURED),
        ("None", readers, Fault.GONE),
        ("", [], Fault.GONE),
    ):
        with pytest.raises(DeviceError) as caught:
            pcsc.chosen(wanted, known)
        assert caught.value.fault is fault


def test_a_name_that_holds_after_the_next_plug() -> None:
    readers = ["Example (99A1) 00 00", "Example (99A2) 01 00", "Twin 02 00", "Twin 03 00"]
    assert [pcsc.stable_name(reader, readers) for reader in readers] == [
        "Example (99A1)",
        "Example (99A2)",
        "Twin 02 00",
        "Twin 03 00",
    ]
    moved = ["Example (99A2) 00 00", "Example (99A1) 01 00"]
    assert pcsc.chosen("Example (99A1)", moved) == moved[1]


class Layer(SimpleNamespace):
    """pyscard's constants with calls that answer what a test wants."""

    def __init__(self, **calls: Any) -> None:
        super().__init__(**{name: value for name, value in vars(scard).items() if name.startswith("SCARD_")}, **calls)


def context(monkeypatch: pytest.MonkeyPatch, **calls: Any) -> pcsc.Context:
    calls = {"SCardEstablishContext": lambda _scope: [0, 7], "SCardReleaseContext": lambda _handle: 0, **calls}
    monkeypatch.setattr(pcsc, "scard", lambda: Layer(**calls))
    return pcsc.Context()


def fault(call: Any, *values: Any) -> Fault:
    with pytest.raises(DeviceError) as caught:
        call(*values)
    return caught.value.fault


def test_polkit_says_no(monkeypatch: pytest.MonkeyPatch) -> None:
    denied = [scard.SCARD_W_SECURITY_VIOLATION, 0]
    with pytest.raises(DeviceError) as caught:
        context(monkeypatch, SCardEstablishContext=lambda _scope: denied)
    assert caught.value.fault is Fault.NOT_PERMITTED


def test_pcscd_dies_while_it_is_asked_for_a_context(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([[scard.SCARD_W_SECURITY_VIOLATION, 0], [scard.SCARD_E_NO_SERVICE, 0]])
    with pytest.raises(DeviceError) as caught:
        context(monkeypatch, SCardEstablishContext=lambda _scope: next(answers))
    assert caught.value.fault is Fault.CHIP_SERVICE_GONE


@pytest.mark.parametrize("flag", [scard.SCARD_STATE_UNKNOWN, scard.SCARD_STATE_UNAVAILABLE])
def test_a_reader_that_is_unplugged(monkeypatch: pytest.MonkeyPatch, flag: int) -> None:
    made = context(monkeypatch, SCardGetStatusChange=lambda _context, _timeout, _states: [0, [("R", flag, [])]])
    assert fault(made.look, "R") is Fault.GONE


def test_no_reader_at_all_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    made = context(monkeypatch, SCardListReaders=lambda _context, _groups: [scard.SCARD_E_NO_READERS_AVAILABLE, []])
    assert made.readers() == []
    made.close()
    made.close()
    assert fault(made.readers) is Fault.CHIP_SERVICE_GONE


def test_a_look(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = 5 << 16 | scard.SCARD_STATE_PRESENT | scard.SCARD_STATE_CHANGED
    made = context(
        monkeypatch, SCardGetStatusChange=lambda _context, _timeout, _states: [0, [("R", raw, [0x3B, -1])]]
    )
    look = made.look("R")
    assert look is not None
    assert (look.present, look.count) == (True, 5)
    assert look.raw == raw & ~scard.SCARD_STATE_CHANGED


def test_a_command_that_does_more_than_read_is_not_carried(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []

    def transmit(*values: Any) -> list[Any]:
        sent.append(values)
        return [0, [0x90, 0x00]]

    made = context(
        monkeypatch,
        SCardConnect=lambda _context, _reader, _mode, _protocols: [0, 1, scard.SCARD_PROTOCOL_T1],
        SCardTransmit=transmit,
    )
    card = made.connect("R")
    assert card.transmit(bytes.fromhex("00B2010400")) == b"\x90\x00"
    for verify in ("0020008003123456", "0020000000", "8020000000", "00"):
        with pytest.raises(ValueError, match="never sent"):
            card.transmit(bytes.fromhex(verify))
    assert len(sent) == 1
    assert sent[0][1] == scard.SCARD_PCI_T1


def test_pyscard_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "smartcard", None)
    assert fault(pcsc.scard) is Fault.CHIP_SERVICE_GONE
