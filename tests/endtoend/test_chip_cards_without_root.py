"""The same stack for somebody who is not root: pcscd in a user namespace."""

from __future__ import annotations

import pytest

from devices.drivers.chip_pcsc import PcscChipReader
from tests.chip_stand import READER, NotHereError, chip_stand


def test_a_card_is_read() -> None:
    try:
        with chip_stand(rootless=True) as stand:
            stand.tell("place")
            stand.settle(present=True)
            reader = PcscChipReader({"reader": READER})
            card = reader.poll(lambda: None)
            reader.close()
    except NotHereError as error:
        pytest.skip(str(error))
    assert card is not None
    assert card.sort == "social-security"
