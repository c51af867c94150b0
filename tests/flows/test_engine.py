"""The engine: calling, ending, abandoning, refusing; and the tables' own soundness."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.flows import events as on
from kiosk.flows.browse import At as Browse
from kiosk.flows.effects import Effect, StartReading, StopFace, StopReading
from kiosk.flows.engine import Ends, Frame, NotListed, advance, begin, beneath, mermaid, overlay, screen_of
from kiosk.flows.events import Event
from kiosk.flows.identify import At as Identify
from kiosk.flows.memory import Identity, Memory, Surroundings
from kiosk.flows.screens import Screen
from kiosk.flows.tables import FLOWS


def _memory(**around: object) -> Memory:
    return Memory(around=Surroundings(today="2026-01-01", **around))  # type: ignore[arg-type]


def test_every_row_names_a_step_of_its_flow() -> None:
    for flow in FLOWS.values():
        assert flow.start in flow.steps
        for row in flow.rows:
            assert row.at in flow.steps, (flow.name, row.at)
            assert isinstance(row.to, Ends) or row.to in flow.steps, (flow.name, row.to)
        for step in flow.steps.values():
            assert step.calls is None or step.calls in FLOWS


def test_every_step_can_be_reached_and_left() -> None:
    for flow in FLOWS.values():
        targets = {row.to for row in flow.rows if not isinstance(row.to, Ends)} | {flow.start}
        sources = {row.at for row in flow.rows}
        for step in flow.steps:
            assert step in targets or step == Browse.CLEARED, (flow.name, step, "unreachable")
            assert step in sources or step == Browse.ENDED, (flow.name, step, "no way out")


def test_every_screen_is_shown_somewhere() -> None:
    shown = {step.screen for flow in FLOWS.values() for step in flow.steps.values()}
    assert set(Screen) <= shown | {None}


def test_an_event_no_table_lists_raises_and_changes_nothing() -> None:
    start = begin(FLOWS, "browse", _memory())
    with pytest.raises(NotListed):
        advance(FLOWS, start.frames, start.memory, on.Printed())


def test_called_flow_runs_on_top_and_its_end_reaches_the_caller() -> None:
    frames = (Frame("browse", Browse.ITEM),)
    started = advance(FLOWS, frames, _memory(online=False), on.Started())
    assert started.frames == frames, "an item nobody chose is not started offline"
    started = advance(FLOWS, frames, _memory(), on.Started())
    assert [frame.flow for frame in started.frames] == ["browse", "apply", "identify"]
    assert StartReading() in started.effects
    back = advance(FLOWS, started.frames, started.memory, on.WentBack())
    assert [frame.step for frame in back.frames] == [Browse.ITEM]
    assert StopReading() in back.effects


def test_what_lies_above_is_abandoned_with_its_leave_effects() -> None:
    frames = (
        Frame("browse", Browse.SHOWING),
        Frame("show-licence", FLOWS["show-licence"].start),
        Frame("identify", Identify.FACE),
    )
    left = advance(FLOWS, frames, _memory(), on.LeaveConfirmed())
    assert StopFace() in left.effects
    assert [frame.step for frame in left.frames] == [Browse.ENDED]
    assert screen_of(FLOWS, left.frames) is Screen.CLEARED


def test_help_lies_over_a_page_and_gives_it_back() -> None:
    start = begin(FLOWS, "browse", _memory())
    helped = overlay(FLOWS, start.frames, start.memory, "help")
    assert screen_of(FLOWS, helped.frames) is Screen.HELP
    assert overlay(FLOWS, helped.frames, helped.memory, "help").frames == helped.frames
    assert advance(FLOWS, helped.frames, helped.memory, on.WentBack()).frames == start.frames


def test_diagrams_name_every_step() -> None:
    for flow in FLOWS.values():
        drawn = mermaid(flow)
        for step in flow.steps:
            assert step.value.replace("-", "_") in drawn or step == Browse.ENDED


def test_memory_and_events_print_nothing_of_the_person() -> None:
    memory = Memory(identity=Identity(masked_phone="199****0001", code="135790"))
    assert "135790" not in repr(memory)
    assert "135790" not in repr(on.CodeEntered("135790"))


_INTENTS: list[Event] = [
    on.WentHome(), on.WentBack(), on.ThemeChosen("x"), on.SearchOpened(), on.SearchChanged("y"), on.Started(),
    on.WalletOpened(), on.MoreTimeAsked(), on.WayChosen("face"), on.WayChosen("sms"), on.WayChosen("signature"),
    on.Agreed(), on.Declined(), on.CodeEntered("1"), on.CodeResendAsked(), on.Signed(b"x"), on.FieldChanged("a", "b"),
    on.Accepted(), on.PageChosen("a"), on.ScanOpened("a"), on.PictureTaken(), on.PictureKept(), on.PictureDropped(),
    on.ReceiptOpened(), on.PrintAsked(), on.LicenceChosen("l"), on.RenewAsked(), on.RetryAsked(), on.Finished(),
    on.LeaveConfirmed(), on.CardDetected(), on.CardFailed("f"), on.FaceClosed("c"), on.WaysFound("199****0001"),
    on.CodeSent("c", "199****0001", 60), on.CodeRefused(1), on.CodeRefused(0), on.SessionOpened("s", "t", {}),
    on.FormPrepared({}, {}, {"a": 0}, 1), on.PageValid(), on.PageInvalid((on.FormProblem("a", "required"),)),
    on.Enqueued("i", "r"), on.NotStored("store.full"), on.PlatformFailed("platform.dns"), on.Printed(),
    on.PrintFailed("printer.paper-out"), on.LicencesFound((), "09:00"), on.TokenMade("p", "t", 60.0),
    on.TokenRedeemed("v", "09:00"), on.TimedOut("card-wait"), on.PictureReady(b"j"),
    on.CameraFailed("camera.stopped"), on.PageSeen("ready"), on.PageMissed("page.blurred"),
    on.PictureTaken(whole=True),
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_INTENTS), max_size=60), st.booleans())
def test_any_walk_keeps_a_screen_and_balances_readers_and_faces(walk: list[Event], online: bool) -> None:  # noqa: FBT001
    """Whatever is pressed, there is a page; the reader is never left on and the camera never left open."""
    state = begin(FLOWS, "browse", _memory(online=online))
    open_now: dict[str, bool] = {"Reading": False, "Face": False, "Preview": False}

    def note(effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            name = type(effect).__name__
            for what in open_now:
                if name == f"Start{what}":
                    open_now[what] = True
                elif name == f"Stop{what}":
                    open_now[what] = False

    for event in walk:
        try:
            state = advance(FLOWS, state.frames, state.memory, event)
        except NotListed:
            continue
        note(state.effects)
        screen = screen_of(FLOWS, state.frames)
        assert open_now["Reading"] == (state.frames[-1] == Frame("identify", Identify.CARD))
        assert open_now["Face"] == (state.frames[-1] == Frame("identify", Identify.FACE))
        assert open_now["Preview"] == (screen is Screen.SCAN)


def test_what_happens_beneath_help_leaves_it_while_the_page_stays() -> None:
    frames = (Frame("browse", Browse.SHOWING), Frame("show-licence", FLOWS["show-licence"].start))
    below = (*frames, Frame("identify", Identify.CARD))
    helped = overlay(FLOWS, below, _memory(), "help")
    reading = advance(FLOWS, helped.frames, _memory(), on.CardDetected())
    assert (reading.frames, reading.memory.card.phase) == (helped.frames, "reading")
    assert beneath(FLOWS, reading.frames) == below
    left = advance(FLOWS, helped.frames, _memory(), on.TimedOut("card-wait"))
    assert screen_of(FLOWS, left.frames) is Screen.HOME
