"""Events that move no flow: the line, the devices, the display choices, dialogs. Folded into memory."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.flows import events as on
from kiosk.flows.acts import put
from kiosk.flows.events import Event
from kiosk.flows.memory import Memory


def fold(memory: Memory, event: Event) -> Memory | None:
    """Memory with the event taken in, or None where a table must take it."""
    match event:
        case on.LinkChanged():
            return put(memory, "around", online=event.online, link_fault=event.fault)
        case on.DeviceChanged():
            return _device(memory, event)
        case on.LanguageChosen():
            return put(memory, "around", language=event.language)
        case on.ContrastChosen():
            return put(memory, "around", high_contrast=event.on)
        case on.FaceWayChanged():
            return put(memory, "around", face_closed=event.reason)
        case on.PhotoDecoded():
            return put(memory, "identity", face_closed=event.reason)
        case on.StoreChanged():
            return put(memory, "around", store_fault=event.fault)
        case on.CatalogueChanged() | on.Touched():
            return memory
        case on.Stayed():
            return put(memory, "around", dialog="none")
        case on.LeaveAsked() if memory.personal:
            return put(memory, "around", dialog="leave")
        case _:
            return None


def _device(memory: Memory, event: on.DeviceChanged) -> Memory:
    faults = {kind: fault for kind, fault in memory.around.device_faults.items() if kind != event.kind}
    if not event.usable:
        faults[event.kind] = event.fault or "device.gone"
    around = replace(memory.around, device_faults=faults)
    return replace(memory, around=around)
