"""Journey: somebody who does not know what it is called answers questions and stands before the right item.

Then before another one in the right situation (情形), which asks for other papers than the one next to it; a new
power connection (报装) is applied for in it.
"""

from __future__ import annotations

from kiosk.journeys import acts
from kiosk.journeys.apply_online import note_case
from kiosk.journeys.rate import turn_to
from kiosk.journeys.refund import submit
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.show_licence import decode
from kiosk.journeys.stage import Stage

ITEM = "异地就医备案"


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    hand = stage.hand
    stage.start_sandbox()
    stage.start_kiosk()
    hand.wait("the topics", lambda: hand.sees("theme-yb"))
    hand.go("searchButton", "search")
    hand.go("search.guide", "choose")
    hand.wait_words("最近有什么事要办？")
    turn_to(stage, "choose.life#4")
    hand.tap("choose.life#4")
    hand.wait_words("在哪里看病？")
    hand.keep("second-question")
    hand.tap("backButton")
    hand.wait_words("最近有什么事要办？")
    turn_to(stage, "choose.life#4")
    hand.tap("choose.life#4")
    hand.wait_words("在哪里看病？")
    hand.tap("choose.health#0")
    hand.wait_words("您可以办这些")
    hand.keep("what-fits")
    hand.go("choose.item:yb-ydjy", "item")
    report.facts["item"] = "yb-ydjy"
    hand.wait_words(ITEM)
    turn_to(stage, "item.takeAlong")
    hand.wait("the guide on a phone", lambda: ITEM in decode(hand.keep("take-along")))
    hand.tap("backButton")
    hand.wait_page("search")
    hand.go("backButton", "home")
    _charging_post(stage, report)


def _charging_post(stage: Stage, report: Report) -> None:
    """The last answer says which situation it is; another one has other papers, and only then one can begin."""
    hand = stage.hand
    hand.go("searchButton", "search")
    hand.go("search.guide", "choose")
    for answer, question in (("life#3", "是买、租，还是装修入住？"), ("home#3", "要通什么？")):
        turn_to(stage, f"choose.{answer}")
        hand.tap(f"choose.{answer}")
        hand.wait_words(question)
    turn_to(stage, "choose.utilities#4")
    hand.tap("choose.utilities#4")
    hand.wait_words("您可以办这些", "装充电桩")
    hand.go("choose.item:sdq-ydbz#charger", "item")
    hand.wait_words("您的情况：装充电桩", "车位使用证明")
    hand.keep("charging-post")
    hand.go("item.variant", "choose")
    hand.wait_words("您是哪种情况？")
    hand.go("choose.new", "item")
    hand.wait_words("您的情况：新房、新店要通电", "营业执照")
    report.facts["variant"] = "new"
    hand.keep("new-connection")
    if hand.reads_anywhere("车位使用证明"):
        raise JourneyError("a paper that this situation does not need")
    hand.go("primaryButton", "card")
    acts.place_card(stage, "p01")
    acts.pass_sms(stage)
    _apply(stage)
    note_case(stage, report)
    acts.finish(stage)


def _apply(stage: Stage) -> None:
    """What the situation answers is not asked, and stands on the page to be checked."""
    hand = stage.hand
    hand.wait_page("form")
    if hand.reads_anywhere("增容"):
        raise JourneyError("asked for what was said already")
    hand.tap("form.field.load")
    for digit in "10":
        hand.tap(f"key{digit}")
    turn_to(stage, "choice.phase.single")
    hand.tap("choice.phase.single")
    hand.keep("form-power")
    hand.tap("primaryButton")
    hand.wait("the address", lambda: hand.sees("form.field.address"))
    hand.tap("primaryButton")
    hand.wait("the phone", lambda: hand.sees("form.field.phone"))
    hand.go("primaryButton", "check")
    hand.wait_words("办理情形", "新房、新店要通电")
    submit(stage)
