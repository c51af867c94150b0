"""好差评: voluntary, nothing chosen beforehand, once for a case, never in the way."""

from __future__ import annotations

import pytest

from kiosk.domain.catalogue import RatingLevel
from kiosk.domain.submission import Outcome
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.screens import Screen
from tests.flow_walk import Walk, filled, identified, item

CASE = "0198c5a0-0000-7000-8000-000000000001"


def at_result(*, online: bool = True) -> Walk:
    walk = filled(identified(Walk(online=online)(on.ItemOpened(item()))) if online else _offline())
    walk(on.Accepted(), on.Enqueued(CASE, "A03-0101-0001"))
    answered = on.CaseAnswered(Outcome.RECEIVED, "SUBMITTED", "SL1", None, None, None)
    return walk(answered if online else on.TimedOut("case-answer"))


def _offline() -> Walk:
    from tests.flow_walk import card

    walk = Walk(online=False)(on.ItemOpened(item()), on.Started(), card(), on.TimedOut("card-done"))
    return walk(on.WayChosen("signature"), on.Signed(b"png"))


@pytest.mark.parametrize("online", [True, False])
def test_a_case_is_rated_once_and_not_asked_again(*, online: bool) -> None:
    walk = at_result(online=online)(on.RatingOpened())
    assert (walk.screen(), walk.memory().rating.level) == (Screen.RATING, ""), "nothing is chosen beforehand"
    walk(on.LevelChosen("SATISFIED"), on.TagTouched("412"), on.Accepted())
    assert walk.wants(do.StoreRating())
    walk(on.RecordStored("r"))
    assert (walk.screen(), walk.memory().rating.rated) == (Screen.RESULT, (CASE,))
    assert walk.wants(do.WatchCase()), "the case goes on being watched"
    walk(on.RatingOpened())
    assert walk.screen() is Screen.RESULT
    walk(on.Finished())
    assert walk.wants(do.EndSession())


@pytest.mark.parametrize("leave", [on.Declined(), on.WentBack()])
def test_not_to_rate_is_no_rating(leave: on.Event) -> None:
    walk = at_result()(on.RatingOpened(), on.LevelChosen("DISSATISFIED"), leave)
    assert not walk.wants(do.StoreRating())
    assert (walk.screen(), walk.memory().rating.rated, walk.memory().rating.level) == (Screen.RESULT, (), "")
    assert walk(on.RatingOpened()).screen() is Screen.RATING, "one may still change one's mind"


def test_nothing_is_sent_before_a_level_is_chosen() -> None:
    walk = at_result()(on.RatingOpened(), on.Accepted())
    assert not walk.wants(do.StoreRating())
    walk(on.LevelChosen("PERFECT"))
    assert walk.memory().rating.level == "", "a level that there is not"


@pytest.mark.parametrize("level", RatingLevel)
def test_only_the_two_low_levels_are_asked_why(level: RatingLevel) -> None:
    walk = at_result()(on.RatingOpened(), on.LevelChosen(level.value), on.Accepted())
    low = level in {RatingLevel.DISSATISFIED, RatingLevel.VERY_DISSATISFIED}
    assert walk.memory().rating.reason_missing is low
    assert walk.wants(do.StoreRating()) is not low


@pytest.mark.parametrize("why", [(on.TagTouched("214"),), (on.WordsOpened(), on.WordsChanged("太慢"), on.Accepted())])
def test_one_word_of_why_is_enough(why: tuple[on.Event, ...]) -> None:
    walk = at_result()(on.RatingOpened(), on.LevelChosen("DISSATISFIED"), on.Accepted(), *why, on.Accepted())
    assert walk.wants(do.StoreRating())


def test_another_level_has_other_words() -> None:
    walk = at_result()(on.RatingOpened(), on.LevelChosen("SATISFIED"), on.TagTouched("412"), on.TagTouched("413"))
    walk(on.TagTouched("412"))
    assert walk.memory().rating.tags == ("413",)
    walk(on.LevelChosen("SATISFIED"))
    assert walk.memory().rating.tags == ("413",), "the same level again changes nothing"
    walk(on.LevelChosen("DISSATISFIED"))
    assert walk.memory().rating.tags == ()
    walk(*(on.TagTouched(str(n)) for n in range(201, 212)))
    assert len(walk.memory().rating.tags) == 8, "as many as the contract takes"


def test_a_store_that_cannot_take_it_says_so_and_lets_one_go() -> None:
    walk = at_result()(
        on.RatingOpened(), on.LevelChosen("SATISFIED"), on.Accepted(), on.RecordNotStored("store.full")
    )
    rating = walk.memory().rating
    assert (walk.screen(), rating.fault, rating.storing, rating.level) == (
        Screen.RATING, "store.full", False, "SATISFIED",
    )  # fmt: skip
    walk(on.WordsOpened(), on.WentBack(), on.Declined())
    assert walk.screen() is Screen.RESULT


@pytest.mark.parametrize("step", [(), (on.WordsOpened(),), (on.LevelChosen("SATISFIED"), on.Accepted())])
def test_a_slip_that_comes_out_meanwhile_is_not_lost(step: tuple[on.Event, ...]) -> None:
    walk = at_result()(on.PrintAsked(), on.RatingOpened(), *step)
    screen = walk.screen()
    assert walk(on.Printed()).memory().case.print_phase == "done"
    assert walk(on.PrintFailed("printer.paper-out")).memory().case.print_fault == "printer.paper-out"
    assert walk.screen() is screen
