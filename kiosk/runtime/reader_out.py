"""Which faults speak against the card reader itself, so that page and header say the same of it.

Must never be widened alone: the card page has the same list for its words (`readerOut` in Texts.qml).
"""

from __future__ import annotations

from kiosk.flows.certify import PRINTER
from kiosk.flows.readiness import CAMERA, PAGE_CAMERA
from kiosk.flows.screens import Screen
from kiosk.runtime.scene import Scene

READER = "id-reader"
_MAY_BE_ABSENT = (CAMERA, PAGE_CAMERA, PRINTER)
"""A terminal without one is not ill; the items that need it say so."""
READER_OUT = frozenset(
    {
        "device.gone",
        "device.busy",
        "device.not-permitted",
        "device.not-configured",
        "device.silent",
        "device.hung",
        "device.no-driver",
        "device.tampered",
        "reader.sam-21-command",
        "reader.sam-23-not-permitted",
        "reader.sam-60-self-test",
        "reader.sam-66-not-authorised",
    }
)
"""After these no card helps."""


def device_faults(scene: Scene) -> dict[str, str]:
    """Fault code by kind of device, as the workers told them; and what the last card met, while its page says so."""
    memory = scene.memory
    told = {
        kind: fault
        for kind, fault in memory.around.device_faults.items()
        if not (kind in _MAY_BE_ABSENT and fault == "device.not-configured")
    }
    met = memory.card.fault if scene.screen is Screen.CARD and memory.card.phase == "failed" else None
    return {READER: met, **told} if met is not None and met in READER_OUT else told
