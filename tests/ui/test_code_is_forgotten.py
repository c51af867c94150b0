"""What a QR code says is gone with its page, also where the interface's library keeps the item itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.conftest import WAIT_MS
from tests.ui.windows import made_by
from ui import inspection
from ui.items import QrItem

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.conftest import Stage

SCENE = """
import QtQuick
import Kiosk.ViewModels
Window {
    width: 400; height: 400; visible: true
    QrItem { objectName: "code"; width: 400; height: 400; payload: "https://example.invalid/licence" }
}
"""


def test_code_of_a_page_that_has_gone_is_forgotten(stage: Stage, qtbot: QtBot) -> None:
    with made_by(stage.process, SCENE) as window:
        item = inspection.find(window, "code")
        assert isinstance(item, QrItem)
        code = item._code
        assert code.payload.endswith("licence")
        assert code.matrix
    qtbot.waitUntil(lambda: not code.payload, timeout=WAIT_MS)
    assert code.matrix == ()
