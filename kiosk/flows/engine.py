"""The sans-IO engine: a flow is a table of rows; `advance` is the whole mechanism.

A flow may call another: the caller stays at its step while the called flow runs on top of it, and takes the event
the called flow ends with. An event is offered to the flows from the top down; the first that lists it at its step
takes it, and what lay above is abandoned; only a flow laid over the page (help) stays while the step beneath does.
An event that no table lists raises `NotListed`.

Knows no clock, device or network: it returns effects and trusts the runtime to do them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from msgspec import Struct

from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.memory import Memory
from kiosk.flows.screens import Screen

Act = Callable[[Memory, Event], Memory]
Guard = Callable[[Memory, Event], bool]


class NotListed(Exception):  # noqa: N818  the event is not an error of the world but of the table
    """No table lists this event at the present step."""


class Ends(Struct, frozen=True):
    """The flow is over; the caller gets this event, if any."""

    event: Event | None = None


def keep(memory: Memory, event: Event) -> Memory:  # noqa: ARG001  an act by signature
    """The act that changes nothing."""
    return memory


def always(memory: Memory, event: Event) -> bool:  # noqa: ARG001  a guard by signature
    """The guard that is always true."""
    return True


class Row(Struct, frozen=True):
    """At this step, on this event, when the guard holds: change memory, want effects, go there."""

    at: StrEnum
    on: type[Event]
    to: StrEnum | Ends
    act: Act = keep
    do: tuple[Effect, ...] = ()
    when: Guard = always


class Step(Struct, frozen=True):
    """What is true while a flow stands at a step."""

    screen: Screen | None = None
    """None: the step shows what the called flow shows."""
    enter: tuple[Effect, ...] = ()
    leave: tuple[Effect, ...] = ()
    calls: str | None = None
    """Name of the flow called on entering."""


class Flow(Struct, frozen=True):
    """A state table. Rows are tried in order; the first whose guard holds is taken."""

    name: str
    start: StrEnum
    steps: Mapping[StrEnum, Step]
    rows: tuple[Row, ...]
    about: str = ""
    laid_over: bool = False
    """Lies over a page (`overlay`), which goes on beneath it: what answers there keeps the step does not end it."""


class Frame(Struct, frozen=True):
    """One flow and where it stands."""

    flow: str
    step: StrEnum


class Advance(Struct, frozen=True):
    """The result of one event."""

    frames: tuple[Frame, ...]
    memory: Memory
    effects: tuple[Effect, ...] = ()


@dataclass
class _Walk:
    """One `advance` under way."""

    flows: Mapping[str, Flow]
    frames: list[Frame]
    memory: Memory
    effects: list[Effect] = field(default_factory=list)

    def enter(self, name: str, step: StrEnum) -> None:
        """Put a frame on top and whatever it calls on top of that."""
        self.frames.append(Frame(name, step))
        spec = self.flows[name].steps[step]
        self.effects.extend(spec.enter)
        if spec.calls is not None:
            self.enter(spec.calls, self.flows[spec.calls].start)

    def leave(self) -> Frame:
        """Take the top frame off."""
        frame = self.frames.pop()
        self.effects.extend(self.flows[frame.flow].steps[frame.step].leave)
        return frame

    def lift(self, depth: int) -> list[Frame]:
        """Take off the frames from `depth` up, to be laid back, where all of them only lie over the page."""
        above = self.frames[depth:]
        if not all(self.flows[frame.flow].laid_over for frame in above):
            return []
        del self.frames[depth:]
        return above

    def row(self, frame: Frame, event: Event) -> Row | None:
        """The row that takes the event at this frame, if any."""
        for row in self.flows[frame.flow].rows:
            if row.at == frame.step and isinstance(event, row.on) and row.when(self.memory, event):
                return row
        return None

    def offer(self, event: Event) -> None:
        """Give the event to the topmost frame that lists it."""
        for depth in range(len(self.frames) - 1, -1, -1):
            row = self.row(self.frames[depth], event)
            if row is None:
                continue
            kept = self.lift(depth + 1) if row.to == self.frames[depth].step else []
            while len(self.frames) > depth + 1:
                self.leave()
            self.take(row, event)
            self.frames += kept
            return
        raise NotListed(f"{type(event).__name__} at {'/'.join(f.step.value for f in self.frames)}")

    def take(self, row: Row, event: Event) -> None:
        """Follow one row."""
        frame = self.frames[-1]
        self.memory = row.act(self.memory, event)
        if isinstance(row.to, Ends):
            self.leave()
            self.effects.extend(row.do)
            if row.to.event is not None:
                self.offer(row.to.event)
            return
        if row.to == frame.step:
            self.effects.extend(row.do)
            return
        self.leave()
        self.effects.extend(row.do)
        self.enter(frame.flow, row.to)


def begin(flows: Mapping[str, Flow], name: str, memory: Memory, step: StrEnum | None = None) -> Advance:
    """Start a flow from nothing, at its start or at `step`."""
    walk = _Walk(flows, [], memory)
    walk.enter(name, step or flows[name].start)
    return Advance(tuple(walk.frames), walk.memory, tuple(walk.effects))


def advance(flows: Mapping[str, Flow], frames: tuple[Frame, ...], memory: Memory, event: Event) -> Advance:
    """What `event` leads to. Raises NotListed where no table lists it; nothing has changed then."""
    walk = _Walk(flows, list(frames), memory)
    walk.offer(event)
    return Advance(tuple(walk.frames), walk.memory, tuple(walk.effects))


def overlay(flows: Mapping[str, Flow], frames: tuple[Frame, ...], memory: Memory, name: str) -> Advance:
    """Lay a flow over whatever is shown; what lies below stays as it is."""
    if any(frame.flow == name for frame in frames):
        return Advance(frames, memory)
    walk = _Walk(flows, list(frames), memory)
    walk.enter(name, flows[name].start)
    return Advance(tuple(walk.frames), walk.memory, tuple(walk.effects))


def beneath(flows: Mapping[str, Flow], frames: tuple[Frame, ...]) -> tuple[Frame, ...]:
    """The frames without what only lies over them: where the person is, whatever they look at meanwhile."""
    while frames and flows[frames[-1].flow].laid_over:
        frames = frames[:-1]
    return frames


def screen_of(flows: Mapping[str, Flow], frames: tuple[Frame, ...]) -> Screen:
    """The screen of the topmost frame that has one."""
    for frame in reversed(frames):
        screen = flows[frame.flow].steps[frame.step].screen
        if screen is not None:
            return screen
    return Screen.HOME


def mermaid(flow: Flow) -> str:
    """The table as a Mermaid state diagram (for docs; compared in CI)."""
    lines = ["stateDiagram-v2", f"    [*] --> {_id(flow.start)}"]
    for row in flow.rows:
        target = "[*]" if isinstance(row.to, Ends) else _id(row.to)
        words = row.on.__name__
        if row.when is not always:
            words += f" [{row.when.__name__.strip('_').replace('_', ' ')}]"
        if isinstance(row.to, Ends):
            words += f" / {type(row.to.event).__name__}" if row.to.event else ""
        line = f"    {_id(row.at)} --> {target}: {words}"
        if line not in lines:
            lines.append(line)
    return "\n".join(lines) + "\n"


def _id(step: StrEnum) -> str:
    return step.value.replace("-", "_")
