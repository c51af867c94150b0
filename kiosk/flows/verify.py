"""Flow *verify* (验证): somebody's code is held up, the platform says what it is. No card, nothing kept.

Must never call a code forged, nor genuine: the platform's word is shown and nothing is concluded from silence.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec.structs import replace

from kiosk.flows import events as on
from kiosk.flows import verify_effects as also
from kiosk.flows.acts import both, put, sets, takes
from kiosk.flows.engine import Ends, Flow, Row, Step
from kiosk.flows.events import Event
from kiosk.flows.events import verifying as said
from kiosk.flows.memory import Memory
from kiosk.flows.parts import Verifying
from kiosk.flows.screens import Screen


class At(StrEnum):
    """Steps. A power cut at any of them: the code is held up again."""

    WAITING = "waiting"
    CHECKING = "checking"
    TOLD = "told"


def told_before(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Was a code of somebody held up in this session? Then it ends here."""
    return memory.verifying.personal


def forget(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    """The next code; that there was one before is remembered."""
    now = memory.verifying
    return replace(memory, verifying=Verifying(by=now.by, personal=now.personal))


def _checked(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, said.CodeChecked):
        return memory
    return put(
        memory, "verifying", phase="told", payload="", state=event.state, text=event.text, name=event.name,
        holders=event.holders, at=event.at, wrong_digit=event.wrong_digit,
    )  # fmt: skip


_SEEN = both(takes("verifying", payload="payload"), sets("verifying", phase="checking", fault=None, personal=True))
_UNANSWERED = both(takes("verifying", fault="fault"), sets("verifying", phase="unanswered", payload=""))

FLOW = Flow(
    name="verify",
    about="Is the code that somebody holds up genuine?",
    start=At.WAITING,
    steps={
        At.WAITING: Step(Screen.VERIFY, enter=(also.StartScanning(),), leave=(also.StopScanning(),)),
        At.CHECKING: Step(Screen.VERIFY, enter=(also.CheckCode(),)),
        At.TOLD: Step(Screen.VERIFY),
    },
    rows=(
        Row(At.WAITING, said.ScanningBy, At.WAITING, takes("verifying", by="by")),
        Row(At.WAITING, said.CodeMissed, At.WAITING, takes("verifying", fault="fault")),
        Row(At.WAITING, said.CodeSeen, At.CHECKING, _SEEN),
        Row(At.WAITING, on.RetryAsked, At.WAITING, forget, (also.StartScanning(),)),
        Row(At.WAITING, on.WentBack, Ends(on.CaseClosed()), when=told_before),
        Row(At.WAITING, on.WentBack, Ends(on.CaseAbandoned())),
        Row(At.CHECKING, said.CodeChecked, At.TOLD, _checked),
        Row(At.CHECKING, on.PlatformFailed, At.TOLD, _UNANSWERED),
        Row(At.CHECKING, on.WentBack, At.WAITING, forget),
        Row(At.TOLD, on.RetryAsked, At.WAITING, forget),
        Row(At.TOLD, on.WentBack, At.WAITING, forget),
        Row(At.TOLD, on.Finished, Ends(on.CaseClosed())),
    ),
)
