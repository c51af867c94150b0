"""The PC/SC driver where a real pcscd cannot be brought to do it: what it says is made up here, call by call."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from smartcard import scard

from devices.contract import DeviceError, Fault
from devices.drivers.chip_pcsc import PcscChipReader
from devices.protocols.chip_twin import OTHERS, ChipTwin
from devices.transports import pcsc

READER = "Example CCID Reader 00 00"


class Service(SimpleNamespace):
    """pyscard's thin layer over one reader, with a card of the twin's in it."""

    def __init__(self) -> None:
        super().__init__(**{name: value for name, value in vars(scard).items() if name.startswith("SCARD_")})
        self.twin = ChipTwin()
        self.twin.insert(OTHERS["staff"])
        self.count = 1
        self.open = 0
        self.results: dict[str, list[int]] = {}
        """What the next calls of this name end in; then they go well."""

    def result(self, call: str) -> int:
        left = self.results.get(call, [])
        return left.pop(0) if left else scard.SCARD_S_SUCCESS

    def SCardEstablishContext(self, _scope: int) -> list[int]:  # noqa: N802
        return [self.result("context"), 1]

    def SCardReleaseContext(self, _context: int) -> int:  # noqa: N802
        return 0

    def SCardListReaders(self, _context: int, _groups: list[str]) -> list[Any]:  # noqa: N802
        return [0, [READER]]

    def SCardGetStatusChange(self, _context: int, _timeout: int, states: list[tuple[str, int]]) -> list[Any]:  # noqa: N802
        raw = self.count << 16 | (scard.SCARD_STATE_PRESENT if self.twin.card else scard.SCARD_STATE_EMPTY)
        if states[0][1] == raw:
            return [scard.SCARD_E_TIMEOUT, []]
        return [self.result("state"), [(READER, raw, [])]]

    def SCardConnect(self, *_values: Any) -> list[int]:  # noqa: N802
        result = self.result("connect")
        self.open += not result
        return [result, 2, scard.SCARD_PROTOCOL_T1]

    def SCardReconnect(self, *_values: Any) -> list[int]:  # noqa: N802
        return [self.result("restart"), scard.SCARD_PROTOCOL_T0]

    def SCardStatus(self, _card: int) -> list[Any]:  # noqa: N802
        return [self.result("status"), READER, 0, 0, list(self.twin.card.atr if self.twin.card else b"")]

    def SCardTransmit(self, _card: int, _header: int, command: list[int]) -> list[Any]:  # noqa: N802
        return [self.result("transmit"), list(self.twin.answer(bytes(command)))]

    def SCardDisconnect(self, _card: int, disposition: int) -> int:  # noqa: N802
        assert disposition == scard.SCARD_LEAVE_CARD
        self.open -= 1
        return 0


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    made = Service()
    monkeypatch.setattr(pcsc, "scard", lambda: made)
    yield made
    assert made.open == 0, "a card was not let go"


def fault(reader: PcscChipReader) -> Fault | None:
    try:
        reader.poll(lambda: None)
    except DeviceError as error:
        return error.fault
    return None


def test_the_only_reader_needs_no_name(service: Service) -> None:
    assert service
    assert PcscChipReader({}).describe().model == READER


@pytest.mark.parametrize("call", ["connect", "status", "transmit"])
@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (scard.SCARD_E_NOT_TRANSACTED, Fault.CHIP_MUTE),
        (scard.SCARD_W_RESET_CARD, Fault.CHIP_MUTE),
        (scard.SCARD_E_SHARING_VIOLATION, Fault.BUSY),
        (scard.SCARD_E_NO_SERVICE, Fault.CHIP_SERVICE_GONE),
        (scard.SCARD_E_READER_UNAVAILABLE, Fault.GONE),
        (scard.SCARD_E_INSUFFICIENT_BUFFER, Fault.CHIP_MALFORMED),
    ],
)
def test_a_call_that_fails_and_the_next_reading(service: Service, call: str, result: int, expected: Fault) -> None:
    reader = PcscChipReader({})
    service.results[call] = [result] * 2
    assert fault(reader) is expected
    service.results.clear()
    card = reader.poll(lambda: None)
    assert card is not None
    assert card.sort == "staff"


def test_a_card_whose_contacts_settle_late(service: Service) -> None:
    service.results["connect"] = [scard.SCARD_W_UNRESPONSIVE_CARD]
    assert PcscChipReader({}).poll(lambda: None) is not None


def test_a_second_reading_begins_from_zero_or_not_at_all(service: Service) -> None:
    reader = PcscChipReader({})
    service.results = {"transmit": [scard.SCARD_E_NOT_TRANSACTED], "restart": [scard.SCARD_W_UNRESPONSIVE_CARD]}
    assert [fault(reader), fault(reader)] == [Fault.CHIP_MUTE] * 2
    assert service.results["restart"] == []
    assert reader.poll(lambda: None) is not None


def test_a_forgotten_card_is_left_alone_where_only_new_ones_count(service: Service) -> None:
    reader = PcscChipReader({"only_new": True})
    assert reader.poll(lambda: None) is None
    service.count += 2
    assert reader.poll(lambda: None) is not None
    service.results["state"] = [scard.SCARD_E_NO_SERVICE]
    assert fault(reader) is Fault.CHIP_SERVICE_GONE
    assert reader.poll(lambda: None) is None


def test_a_lost_context_is_given_back(service: Service) -> None:
    service.results["state"] = [scard.SCARD_E_NO_SERVICE]
    with pytest.raises(DeviceError) as caught:
        PcscChipReader({})
    assert caught.value.fault is Fault.CHIP_SERVICE_GONE
