"""What a touch sends up on the pages of the smaller services."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.text import Language
from kiosk.flows import events as on
from kiosk.flows.events import certificates as paper
from kiosk.flows.events import services as said
from tests.ui.samples import VIEWS
from ui import inspection

if TYPE_CHECKING:
    from tests.ui.conftest import Stage

TOUCHES = [
    ("rating-offered", "result.rate", on.RatingOpened()),
    ("rating", "rating.SATISFIED", on.LevelChosen("SATISFIED")),
    ("rating", "rating.VERY_DISSATISFIED", on.LevelChosen("VERY_DISSATISFIED")),
    ("rating", "rating.skip", on.Declined()),
    ("rating", "backButton", on.WentBack()),
    ("rating-good", "rating.tag.407", on.TagTouched("407")),
    ("rating-good", "primaryButton", on.Accepted()),
    ("rating-good", "rating.words", on.WordsOpened()),
    ("rating-words", "primaryButton", on.Accepted()),
    ("result-failed", "result.complain", said.ComplaintOpened()),
    ("complaint", "complaint.unable-to-handle", said.ChannelChosen("unable-to-handle")),
    ("complaint", "complaint.hotline", said.ChannelChosen("hotline")),
    ("complaint-about", "choose.terminal", said.Chosen("terminal")),
    ("complaint-item", "choose.theme", said.Chosen("theme")),
    ("choose-fault", "choose.retry", on.RetryAsked()),
    ("complaint-machine", "complaint.reason.slip", on.TagTouched("slip")),
    ("complaint-machine", "complaint.words", on.WordsOpened()),
    ("complaint-machine", "primaryButton", on.Accepted()),
    ("complaint-phone", "key5", said.PhoneChanged("19900005")),
    ("complaint-phone", "keyBackspace", said.PhoneChanged("199000")),
    ("complaint-phone", "complaint.noPhone", on.Declined()),
    ("complaint-phone", "primaryButton", on.Accepted()),
    ("complaint-failed", "complaint.retry", on.RetryAsked()),
    ("complaint-received", "primaryButton", on.Finished()),
    ("booking-offered", "item.book", said.BookingOpened()),
    ("booking-item", "choose.mine", said.Chosen("mine")),
    ("booking-confirm", "primaryButton", on.Accepted()),
    ("booking-booked", "booking.giveBack", said.GiveBackAsked()),
    ("booking-sure", "booking.giveBack", said.GiveBackAsked()),
    ("booking-sure", "primaryButton", on.Declined()),
    ("booking-booked", "primaryButton", on.Finished()),
    ("booking-own", "backButton", on.WentBack()),
    ("certificates-offered", "certificates.open", paper.CertificatesOpened()),
    ("certificates", "choose.sbcb", said.Chosen("sbcb")),
    ("certificate-checking", "certificate.stop", paper.StopAsked()),
    ("certificate-ready", "primaryButton", on.Accepted()),
    ("certificate-printing", "certificate.stop", paper.StopAsked()),
    ("certificate-jammed", "certificate.retry", on.RetryAsked()),
    ("certificate-out", "certificate.another", paper.AnotherAsked()),
    ("certificate-out", "backButton", on.WentBack()),
    ("certificate-left", "primaryButton", on.Finished()),
    ("paying-bills", "choose.bill-p01-water", said.Chosen("bill-p01-water")),
    ("paying-waiting", "paying.cancel", said.PayCancelAsked()),
    ("paying-waiting", "paying.moreTime", on.MoreTimeAsked()),
    ("paying-sure", "paying.cancel", said.PayCancelAsked()),
    ("paying-sure", "primaryButton", on.Declined()),
    ("paying-closed", "paying.again", on.RetryAsked()),
    ("paying-not-ordered", "paying.again", on.RetryAsked()),
    ("paying-unsure", "primaryButton", on.Finished()),
    ("paying-paid", "result.print", on.PrintAsked()),
]


@pytest.mark.parametrize(("name", "control", "event"), TOUCHES, ids=str)
def test_touch_sends_its_intent(name: str, control: str, event: on.Event, stage: Stage) -> None:
    stage.show(VIEWS[name](Language.ZH_HANS))
    while inspection.find(stage.window, control) is None:
        stage.tap("pager.next")
        stage.rest()
    stage.sent.clear()
    stage.tap(control)
    assert stage.events() == [event]
