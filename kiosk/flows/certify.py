"""Flow *certify* (证明打印): who; which certificate; fetched and its seal checked; how much paper; printed once.

Nothing is printed whose seal does not hold, no copy twice, and none is called printed that did not come out whole.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec.structs import replace

from kiosk.flows import certify_effects as also
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.acts import both, put, sets, takes
from kiosk.flows.certify_parts import Certifying
from kiosk.flows.choosing import asks
from kiosk.flows.engine import Act, Ends, Flow, Row, Step
from kiosk.flows.events import Event
from kiosk.flows.events import certificates as said
from kiosk.flows.events.services import Chosen
from kiosk.flows.memory import Memory
from kiosk.flows.screens import Screen

PRINTER = "document-printer"
UNKNOWN = "printer.outcome-unknown"


class At(StrEnum):
    """Steps. A power cut at PRINTING: the copy counts as perhaps printed, and that is told (kiosk.runtime)."""

    IDENTIFY = "identify"
    LIST = "list"
    FETCHING = "fetching"
    READY = "ready"
    PRINTING = "printing"
    OUT = "out"
    STOPPED = "stopped"


# --- guards -----------------------------------------------------------------------------------------------
def blocked(memory: Memory) -> str | None:
    """Why no certificate can be printed here now (`reader-out`, `needs-network`, `printer-out`), or None."""
    around = memory.around
    if not around.usable("id-reader"):
        return "reader-out"
    if not around.online:
        return "needs-network"
    return None if around.usable(PRINTER) else "printer-out"


def can_certify(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Can certificates be printed here now?"""
    return blocked(memory) is None


def named_before(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Was it said on the item's page which one?"""
    return bool(memory.certifying.type_code)


def may_print(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is a copy left, and does the printer print?"""
    return memory.certifying.prints_left > 0 and memory.around.usable(PRINTER)


def perhaps_out(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """May it have come out? Then nobody tries again by a touch."""
    return isinstance(event, said.CopyFailed) and event.fault == UNKNOWN


def not_fetched(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Did the platform not answer?"""
    return memory.certifying.phase == "unreachable"


def not_printed(memory: Memory, event: Event) -> bool:
    """Did it surely not come out, and does the printer print again?"""
    return memory.certifying.phase == "not-printed" and may_print(memory, event)


# --- acts -------------------------------------------------------------------------------------------------
def forget(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    """Begin with nothing chosen."""
    return replace(memory, certifying=Certifying())


def begun_with(memory: Memory, event: Event) -> Memory:
    """Begin with the certificate of the item's page."""
    code = event.type_code if isinstance(event, said.CertificatesOpened) else ""
    return replace(memory, certifying=Certifying(type_code=code))


def _chosen(memory: Memory, event: Event) -> Memory:
    code = event.key if isinstance(event, Chosen) else memory.certifying.type_code
    return replace(memory, certifying=Certifying(type_code=code, phase="asking"))


def _phase(phase: str, **more: object) -> Act:
    return sets("certifying", phase=phase, **more)


def _printed(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    now = memory.certifying
    return put(memory, "certifying", phase="out", done=now.pages, prints_left=now.prints_left - 1, left=False)


_READY = both(
    takes("certifying", certificate_id="certificate_id", serial="serial", office="office", pages="pages"),
    takes("certifying", prints_left="prints_left"),
    _phase("ready", fault=None, done=0),
)
_TO_LIST = both(forget, asks("certificates"))
_PRINT = _phase("printing", done=0, fault=None, stopping=False)
_FAULT, _TEXT = takes("certifying", fault="fault"), takes("certifying", text="text")
_LEAVE = sets("around", dialog="leave")

FLOW = Flow(
    name="certify",
    about="A sealed certificate on paper: chosen, fetched, checked, printed once, counted.",
    start=At.IDENTIFY,
    steps={
        At.IDENTIFY: Step(calls="identify"),
        At.LIST: Step(Screen.CHOOSE),
        At.FETCHING: Step(Screen.CERTIFICATE, enter=(also.FetchCertificate(),)),
        At.READY: Step(Screen.CERTIFICATE),
        At.PRINTING: Step(Screen.CERTIFICATE, enter=(also.PrintCertificate(),)),
        At.OUT: Step(Screen.CERTIFICATE, enter=(do.StartClock("paper-left"),)),
        At.STOPPED: Step(Screen.CERTIFICATE),
    },
    rows=(
        Row(At.IDENTIFY, on.Identified, At.FETCHING, _chosen, when=named_before),
        Row(At.IDENTIFY, on.Identified, At.LIST, asks("certificates")),
        Row(At.IDENTIFY, on.NotIdentified, Ends(on.CaseAbandoned())),
        Row(At.LIST, Chosen, At.FETCHING, _chosen),
        Row(At.LIST, on.WentBack, At.LIST, _LEAVE),
        Row(At.FETCHING, said.CertificateMade, At.FETCHING, _phase("fetching")),
        Row(At.FETCHING, said.CertificateFetched, At.FETCHING, _phase("checking")),
        Row(At.FETCHING, said.CertificateReady, At.READY, _READY),
        Row(At.FETCHING, said.CertificateWaits, At.STOPPED, both(_TEXT, _phase("waits"))),
        Row(At.FETCHING, said.CertificateDenied, At.STOPPED, both(_TEXT, _phase("denied"))),
        Row(At.FETCHING, said.CertificateUnusable, At.STOPPED, both(_FAULT, _phase("unusable"))),
        Row(At.FETCHING, on.PlatformFailed, At.STOPPED, both(_FAULT, _phase("unreachable"))),
        Row(At.FETCHING, said.StopAsked, At.LIST, _TO_LIST, (also.DropCertificate(),)),
        Row(At.READY, on.Accepted, At.PRINTING, _PRINT, when=may_print),
        Row(At.READY, on.Accepted, At.READY),
        Row(At.READY, on.WentBack, At.LIST, _TO_LIST, (also.DropCertificate(),)),
        Row(At.PRINTING, said.PagesOut, At.PRINTING, takes("certifying", done="done")),
        Row(At.PRINTING, said.StopAsked, At.PRINTING, sets("certifying", stopping=True), (also.StopPrinting(),)),
        Row(At.PRINTING, said.CopyPrinted, At.OUT, _printed),
        Row(At.PRINTING, said.CopyFailed, At.STOPPED, both(_FAULT, _phase("unknown")), when=perhaps_out),
        Row(At.PRINTING, said.CopyFailed, At.STOPPED, both(_FAULT, _phase("not-printed"))),
        Row(At.OUT, on.TimedOut, At.OUT, sets("certifying", left=True)),
        Row(At.OUT, said.AnotherAsked, At.PRINTING, _PRINT, when=may_print),
        Row(At.OUT, said.AnotherAsked, At.OUT),
        Row(At.OUT, on.WentBack, At.LIST, _TO_LIST, (also.DropCertificate(),)),
        Row(At.OUT, on.Finished, Ends(on.CaseClosed())),
        Row(At.STOPPED, on.RetryAsked, At.FETCHING, _phase("asking", fault=None), when=not_fetched),
        Row(At.STOPPED, on.RetryAsked, At.PRINTING, _PRINT, when=not_printed),
        Row(At.STOPPED, on.RetryAsked, At.STOPPED),
        Row(At.STOPPED, on.WentBack, At.LIST, _TO_LIST, (also.DropCertificate(),)),
        Row(At.STOPPED, on.Finished, Ends(on.CaseClosed())),
    ),
)
