"""docs/faults.md says what the interface says: the words read out of the QML files are those that QML gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtQml import QQmlComponent

from kiosk.runtime.fault_page import Spoken
from kiosk.runtime.fault_words import codes, table
from tests.house_rules.tree import ROOT

if TYPE_CHECKING:
    from tests.ui.conftest import Stage

ASKED = """
import QtQml
import Kiosk.Parts

QtObject {
    property string code
    readonly property string card: Texts.cardFault(code, 1)
    readonly property string camera: Texts.camera(code)
    readonly property string printer: Texts.printer(code)
    readonly property string platform: Texts.platform(code)
    readonly property string store: Texts.store(code)
    readonly property string way: TaskTexts.wayReason(code)
}
"""
PLACES = {
    "device": ("card", "camera", "printer"),
    "reader": ("card",),
    "camera": ("camera",),
    "page": ("camera",),
    "printer": ("printer",),
    "platform": ("platform",),
    "store": ("store",),
}


@pytest.fixture(scope="module")
def spoken() -> Spoken:
    return Spoken(ROOT)


def places(code: str) -> tuple[str, ...]:
    """Where in the interface a fault may show."""
    return PLACES.get(code.partition(".")[0], ()) if "." in code else ("way",)


def test_every_sentence_of_the_page_is_the_interfaces_own(stage: Stage, spoken: Spoken) -> None:
    component = QQmlComponent(stage.process.engine)
    component.setData(ASKED.encode(), "")
    asked = component.create()
    assert asked is not None, component.errorString()
    seen = 0
    for code in codes():
        asked.setProperty("code", code)
        said = [str(asked.property(place)) for place in places(code)]
        assert spoken.said(code) == said, code
        seen += len(said)
    assert seen > 60
    asked.deleteLater()


def test_what_is_said_of_a_scanned_code_is_the_screens_own() -> None:
    """The page that scans chooses between two sentences itself; the table has the same ones."""
    screen = (ROOT / "ui" / "qml" / "Kiosk" / "Screens" / "VerifyScreen.qml").read_text("utf-8")
    said = [row.citizen for code, row in table().items() if code.startswith("scanner.")]
    assert len(set(said)) == 2
    assert [words for words in said if f'qsTr("{words}")' not in screen] == []
