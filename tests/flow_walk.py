"""A session without a runtime: the flow tables walked by hand, and how to get to the usual places."""

from __future__ import annotations

from kiosk.domain.catalogue import Guide, OfflinePolicy, ServiceItem
from kiosk.domain.person import DocumentKind, Person
from kiosk.domain.submission import FaceEvidence
from kiosk.domain.text import Text
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.acts import put
from kiosk.flows.engine import Advance, advance, begin, screen_of
from kiosk.flows.events import Event
from kiosk.flows.memory import Memory, Surroundings
from kiosk.flows.screens import Screen
from kiosk.flows.tables import FLOWS

_T = Text("字")
PERSON = Person(DocumentKind.RESIDENT, "测试甲", "990101198001010010", "1980-01-01", valid_to="2040-01-01")


def item(*, offline: bool = True, signature: bool = False, documents: tuple[str, ...] = ("resident",)) -> ServiceItem:
    guide = Guide(_T, _T, _T, _T)
    policy = OfflinePolicy(offline)
    return ServiceItem("x", "1", _T, "t", _T, _T, guide, {}, "1", policy, signature=signature, documents=documents)


class Walk:
    """A session without a runtime."""

    def __init__(self, *, online: bool = True) -> None:
        memory = Memory(around=Surroundings(today="2026-01-01", online=online))
        self.state: Advance = begin(FLOWS, "browse", memory)

    def __call__(self, *events: Event) -> Walk:
        for event in events:
            self.state = advance(FLOWS, self.state.frames, self.state.memory, event)
        return self

    def screen(self) -> Screen:
        return screen_of(FLOWS, self.state.frames)

    def memory(self) -> Memory:
        return self.state.memory

    def change(self, part: str, **fields: object) -> None:
        self.state = Advance(self.state.frames, put(self.memory(), part, **fields), ())

    def wants(self, effect: do.Effect) -> bool:
        return effect in self.state.effects


def face(decision: str = "accept") -> on.FaceDecided:
    return on.FaceDecided(FaceEvidence(0.7, decision, "sface", "active-only", ("blink", "closer"), 1))


def card(person: Person = PERSON) -> on.CardRead:
    return on.CardRead(person, b"photo", "05.03")


def identified(walk: Walk) -> Walk:
    return walk(
        on.Started(), on.CardDetected(), card(), on.TimedOut("card-done"), on.WaysFound("199****0001"),
        on.WayChosen("face"), on.Agreed(), face(), on.SessionOpened("s", "t", {}),
    )  # fmt: skip


def filled(walk: Walk) -> Walk:
    return walk(
        on.FormPrepared({"name": "甲"}, {"name": "card"}, {"name": 0, "phone": 1}, 2), on.PageValid(), on.PageValid()
    )


def wallet(walk: Walk) -> Walk:
    walk(on.WalletOpened(), card(), on.TimedOut("card-done"), on.WaysFound(None), on.WayChosen("face"), on.Agreed())
    row = on.LicenceRow("L1", "t", "驾驶证", "测*甲", "valid", None, "car")
    return walk(face(), on.SessionOpened("s", "t", {}), on.LicencesFound((row,), "09:40"))
