"""投诉, 办不成事, 12345: no card, no name; what is known is not asked; kept before anybody is thanked."""

from __future__ import annotations

import pytest

from kiosk.domain.grievance import REASONS, About, Channel
from kiosk.domain.submission import Outcome
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import service_effects as also
from kiosk.flows.events import services as said
from kiosk.flows.screens import Screen
from tests.flow_walk import Walk, filled, identified, item

CASE = "0198c5a0-0000-7000-8000-000000000001"


def at_words(about: str = "terminal") -> Walk:
    walk = Walk()(said.ComplaintOpened(), said.ChannelChosen("complaint"))
    return walk(said.Chosen(about))


@pytest.mark.parametrize("channel", Channel)
def test_said_without_card_or_name_or_number(channel: Channel) -> None:
    walk = Walk()(said.ComplaintOpened(), said.ChannelChosen(channel.value), said.Chosen("terminal"))
    walk(on.TagTouched("slip"), on.Accepted())
    assert walk.screen() is Screen.COMPLAINT_PHONE
    walk(on.Declined())
    assert walk.wants(also.StoreComplaint())
    walk(on.RecordStored("r", "A03-0101-0001", 1.0))
    assert walk.wants(also.WatchComplaint())
    walk(said.ComplaintReceived("GD1", "2026-01-08T09:00:00+08:00"))
    complaint = walk.memory().complaint
    assert (complaint.number, complaint.phone, walk.memory().identity.person) == ("GD1", "", None)
    walk(on.Finished())
    assert walk.wants(do.EndSession())


def test_about_a_matter_one_finds_it_by_its_topic_or_leaves_it_open() -> None:
    walk = at_words("theme.yb")
    assert walk.memory().choosing.page == "complaint-item"
    walk(said.Chosen("item.yb-ydjy"))
    complaint = walk.memory().complaint
    assert (walk.screen(), complaint.about, complaint.item_code) == (Screen.COMPLAINT_WORDS, "item", "yb-ydjy")
    walk(on.WentBack())
    assert walk.memory().choosing.page == "complaint-item"
    walk(said.Chosen("theme"))
    assert (walk.memory().complaint.theme, walk.memory().complaint.item_code) == ("yb", "")
    walk(on.WentBack(), on.WentBack())
    assert (walk.screen(), walk.memory().choosing.page) == (Screen.CHOOSE, "complaint-about")
    walk(said.Chosen("people"), on.WentBack(), on.WentBack())
    assert walk.screen() is Screen.COMPLAINT


def test_a_row_that_there_is_not_is_not_chosen() -> None:
    walk = Walk()(said.ComplaintOpened(), said.ChannelChosen("praise"))
    assert walk.screen() is Screen.COMPLAINT
    walk(said.ChannelChosen("complaint"), said.Chosen("moon"))
    assert walk.memory().choosing.page == "complaint-about"
    walk(said.Chosen("theme.yb"), said.Chosen("moon"))
    assert walk.memory().choosing.page == "complaint-item"


def test_nothing_said_is_nothing_sent() -> None:
    walk = at_words("else")(on.Accepted())
    assert (walk.screen(), walk.memory().complaint.nothing_said) == (Screen.COMPLAINT_WORDS, True)
    walk(on.WordsOpened(), on.WordsChanged("慢"), on.Accepted(), on.Accepted())
    assert walk.screen() is Screen.COMPLAINT_WORDS, "the contract wants two characters"
    walk(on.WordsOpened(), on.WordsChanged("太慢"), on.WentBack(), on.Accepted())
    assert walk.screen() is Screen.COMPLAINT_PHONE


def test_sentences_belong_to_what_it_is_about_and_own_words_do_not() -> None:
    walk = at_words()(on.TagTouched("slip"), on.TagTouched("slow"), on.TagTouched("slip"))
    walk(on.WordsOpened(), on.WordsChanged("很久"), on.Accepted())
    assert walk.memory().complaint.reasons == ("slow",)
    walk(on.WentBack(), said.Chosen("people"))
    assert (walk.memory().complaint.reasons, walk.memory().complaint.words) == ((), "很久")


@pytest.mark.parametrize(("number", "taken"), [("", False), ("199000", False), ("1990000", True), ("9" * 13, False)])
def test_a_number_is_left_whole_or_not_at_all(*, number: str, taken: bool) -> None:
    walk = at_words()(on.TagTouched("slip"), on.Accepted(), said.PhoneChanged(number), on.Accepted())
    assert walk.wants(also.StoreComplaint()) is taken
    assert walk.memory().complaint.phone_wrong is not taken
    walk = at_words()(on.TagTouched("slip"), on.Accepted(), said.PhoneChanged(number), on.Declined())
    assert (walk.wants(also.StoreComplaint()), walk.memory().complaint.phone) == (True, "")


def test_a_store_that_is_full_says_so_and_one_may_try_again() -> None:
    walk = at_words()(on.TagTouched("slip"), on.Accepted(), on.Declined(), on.RecordNotStored("store.full"))
    assert (walk.screen(), walk.memory().complaint.fault) == (Screen.COMPLAINT_DONE, "store.full")
    walk(on.RetryAsked(), on.Declined())
    assert walk.wants(also.StoreComplaint())
    walk(on.RecordStored("r"), on.RetryAsked())
    assert walk.screen() is Screen.COMPLAINT_DONE, "what is kept is not said twice"
    walk(said.RecordRefused("platform.refused"))
    assert (walk.memory().complaint.fault, walk.memory().complaint.settled) == ("platform.refused", True)


def test_nobody_waits_for_ever() -> None:
    walk = at_words()(on.TagTouched("slip"), on.Accepted(), on.Declined())
    assert walk.wants(do.StartClock("case-answer"))
    walk(on.RecordStored("r"), on.TimedOut("case-answer"))
    assert walk.memory().complaint.settled
    walk(said.ComplaintReceived("GD2"))
    assert walk.memory().complaint.number == "GD2", "a late answer is still told"


def test_who_said_something_and_goes_leaves_nothing_for_the_next() -> None:
    walk = at_words()(on.TagTouched("slip"), on.WentBack(), on.WentBack())
    assert walk.memory().personal
    walk(on.WentBack())
    assert walk.wants(do.EndSession())
    walk = Walk()(said.ComplaintOpened(), said.ChannelChosen("hotline"), on.WentBack(), on.WentBack())
    assert (walk.screen(), walk.wants(do.EndSession())) == (Screen.HOME, False)
    walk = at_words()(on.TagTouched("slip"), on.LeaveConfirmed())
    assert walk.wants(do.EndSession())
    walk = Walk()(said.ComplaintOpened(), said.ChannelChosen("hotline"), on.LeaveConfirmed(), said.ComplaintOpened())
    assert walk.memory().complaint.channel == "", "the next one begins with nothing said"


def test_from_a_case_that_failed_nothing_known_is_asked() -> None:
    walk = filled(identified(Walk()(on.ItemOpened(item()))))(on.Accepted(), on.Enqueued(CASE, "r"))
    failed = on.CaseAnswered(Outcome.FAILED, "set-aside", None, None, None, None, "platform.refused")
    walk(failed, on.PrintAsked(), said.ComplaintOpened())
    complaint = walk.memory().complaint
    assert (walk.screen(), complaint.channel, complaint.item_code) == (Screen.COMPLAINT_WORDS, Channel.UNABLE, "x")
    assert complaint.submission_id == CASE
    assert walk(on.Printed()).memory().case.print_phase == "done"
    assert walk(on.PrintFailed("printer.paper-out")).memory().case.print_phase == "failed"
    walk(on.WentBack())
    assert (walk.screen(), walk.memory().complaint.channel) == (Screen.RESULT, "")
    walk(said.ComplaintOpened(), on.TagTouched("papers"), on.Accepted(), on.Declined(), on.RecordStored("r"))
    walk(on.Finished())
    assert walk.wants(do.EndSession())


def test_a_case_that_did_not_fail_is_not_complained_of_from_there() -> None:
    walk = filled(identified(Walk()(on.ItemOpened(item()))))(on.Accepted(), on.Enqueued(CASE, "r"))
    walk(on.CaseAnswered(Outcome.RECEIVED, "SUBMITTED", "SL1", None, None, None), said.ComplaintOpened())
    assert walk.screen() is Screen.RESULT


def test_every_subject_has_its_sentences_and_their_codes_are_its_own() -> None:
    assert set(REASONS) == set(About)
    for sentences in REASONS.values():
        assert len({code for code, _ in sentences}) == len(sentences)
        assert all(text.zh_hant and text.en for _, text in sentences)
