"""Events that move no flow: the line, the devices, the display choices, dialogs. Folded into memory."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.flows import events as on
from kiosk.flows.acts import both, put, sets, takes
from kiosk.flows.engine import Act, keep
from kiosk.flows.events import Event
from kiosk.flows.events.left import CardLeft
from kiosk.flows.events.opening import CalendarTold
from kiosk.flows.left import noticed
from kiosk.flows.memory import Memory


def fold(memory: Memory, event: Event) -> Memory | None:
    """Memory with the event taken in, or None where a table must take it.

    A slip that comes out after its result page was left for another try moves no flow any more.
    """
    if isinstance(event, on.LeaveAsked) and not memory.personal:
        return None
    if isinstance(event, (on.Printed, on.PrintFailed)) and memory.case.outcome is not None:
        return None
    if isinstance(event, CardLeft):
        return noticed(memory, event)
    act = _FOLDS.get(type(event))
    return act(memory, event) if act else None


def _device(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, on.DeviceChanged):
        return memory
    faults = {kind: fault for kind, fault in memory.around.device_faults.items() if kind != event.kind}
    if not event.usable:
        faults[event.kind] = event.fault or "device.gone"
    return put(memory, "around", device_faults=faults)


_FOLDS: Mapping[type[Event], Act] = {
    on.LinkChanged: takes(
        "around", online="online", link_fault="fault", clock_ahead="clock_ahead", offline_allowed="offline_allowed"
    ),
    on.DeviceChanged: _device,
    on.LanguageChosen: takes("around", language="language"),
    on.ContrastChosen: takes("around", high_contrast="on"),
    on.ElderChosen: takes("around", elder="on"),
    on.LowReachChosen: takes("around", low_reach="on"),
    on.TextSizeChosen: takes("around", text_size="size"),
    on.Stayed: sets("around", dialog="none"),
    on.LeaveAsked: sets("around", dialog="leave"),
    on.FaceWayChanged: takes("around", face_closed="reason"),
    on.PhotoDecoded: takes("identity", face_closed="reason"),
    on.StoreChanged: takes("around", store_fault="fault"),
    on.Printed: sets("case", print_phase="done"),
    on.PrintFailed: both(takes("case", print_fault="fault"), sets("case", print_phase="failed")),
    CalendarTold: takes("around", calendar="days"),
    on.CatalogueChanged: takes("around", catalogue_days="days"),
    on.SearchReady: keep,
    on.Touched: keep,
}
