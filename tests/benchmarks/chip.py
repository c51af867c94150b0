"""A social-security card's EF05 and EF06 through pcscd, against the same commands sent through pyscard by hand.

pcscd and the virtual reader run in namespaces of their own (tests/chip_stand.py). Both sides power the card the
same way, connect, send the same commands in the same order, let go; ours also takes the answers apart. A real card
at 9600 bit/s needs some hundred milliseconds more, on both sides alike.
"""

from __future__ import annotations

import json
import time

from devices.drivers.chip_pcsc import PcscChipReader
from devices.protocols import chip_card
from devices.protocols.apdu import run
from devices.protocols.chip_twin import CONTACT_ATR, ChipTwin, social_security
from tests.benchmarks.figures import Figure, of_samples, skipped
from tests.chip_stand import PEOPLE, READER, NotHereError, chip_stand


def measure(runs: int = 100) -> dict[str, Figure]:
    """`chip_read`: from the card seen to the card read, milliseconds."""
    try:
        with chip_stand() as stand:
            stand.tell("place", person="p01", version="3.00")
            stand.settle(present=True)
            reader = PcscChipReader({"reader": READER})
            commands = _commands()
            ours, raw = [], []
            for _ in range(runs):
                ours.append(_read(reader))
                raw.append(_sent_by_hand(commands))
            reader.close()
    except NotHereError as error:
        return {"chip_read": skipped(str(error), "ms")}
    name = f"the same {len(commands)} commands through pyscard"
    return {"chip_read": of_samples(ours, "ms", baseline=raw, name=name, floor="<= 1.25 x")}


def _commands() -> list[list[int]]:
    """What the driver sends to this card, found out on the twin in memory."""
    holder = json.loads((PEOPLE / "p01.json").read_text(encoding="utf-8"))["card"]
    twin = ChipTwin()
    twin.insert(social_security(holder, "3.00"))
    sent: list[list[int]] = []

    def answered(command: bytes) -> bytes:
        sent.append(list(command))
        return twin.answer(command)

    run(chip_card.read(CONTACT_ATR), answered)
    return sent


def _read(reader: PcscChipReader) -> float:
    """One reading of the card that lies there, as if it were new."""
    reader._done = reader._trying = -1
    begun = time.perf_counter()
    card = reader.poll(lambda: None)
    seconds = time.perf_counter() - begun
    assert card is not None
    assert card.number
    assert card.fields["version"] == "3.00"
    return seconds * 1000


def _sent_by_hand(commands: list[list[int]]) -> float:
    """The commands through pyscard's own classes."""
    from smartcard.scard import SCARD_LEAVE_CARD
    from smartcard.System import readers

    connection = next(one for one in readers() if str(one) == READER).createConnection()
    begun = time.perf_counter()
    connection.connect(disposition=SCARD_LEAVE_CARD)
    assert connection.getATR()
    for command in commands:
        _data, *status = connection.transmit(command)
        assert status == [0x90, 0x00]
    connection.disconnect()
    seconds = time.perf_counter() - begun
    connection.release()
    return seconds * 1000
