"""Journey: an authorised agent acts for a company, picked by its licence's code: a benefit, and a report.

First the licence of another company is held up: it gives no right.
"""

from __future__ import annotations

from kiosk.journeys import acts
from kiosk.journeys.apply_online import note_case
from kiosk.journeys.rate import turn_to
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage

SCANNER = True
"""The stage is fitted with the virtual scanner."""
AGENT, COMPANY, CODE, ANOTHER = "p21", "示例市样本食品有限公司", "91990101MA9000011P", "92990101MA00000234"
ITEM, POLICY = "nj-qynb", "zc-2025-041"


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    hand = stage.hand
    stage.start_sandbox()
    stage.start_kiosk()
    hand.wait("the topics", lambda: hand.sees("theme-nj"))
    hand.go("theme-nj", "category")
    hand.go("company.open", "card")
    acts.place_card(stage, AGENT)
    acts.pass_sms(stage)
    hand.wait_page("choose")
    hand.wait_words("您替哪一家办？", COMPANY, "被授权的经办人")
    hand.keep("companies")
    report.begin_step()
    stage.scanner(do="scan", text=ANOTHER)
    hand.wait_words("这张执照不在您可以代表的单位里。")
    hand.keep("not-yours")
    report.begin_step()
    stage.scanner(do="scan", text=f"https://platform.example/licence?code={CODE}")
    hand.wait_page("company")
    hand.wait_words(COMPANY, CODE, "营业执照", "有效")
    hand.keep("company")
    _benefit(stage, report)
    hand.go(f"company.item-{ITEM}", "form")
    _fill_in(stage)
    acts.look_through(stage)
    hand.tap("primaryButton")
    hand.wait_page("result")
    hand.wait_words("已受理")
    hand.keep("result")
    note_case(stage, report)
    (case,) = stage.platform("submissions")["submissions"]
    report.facts["organisation"] = case["organisation"]
    if case["organisation"] != {"creditCode": CODE, "role": "AUTHORISED_AGENT"}:
        raise JourneyError("the case is not the company's")
    acts.finish(stage)


def _benefit(stage: Stage, report: Report) -> None:
    """What the company has a right to: confirmed for it, not for who acts for it; and back to its page."""
    hand = stage.hand
    report.begin_step()
    hand.go("company.benefits", "choose")
    hand.wait_words(COMPANY, "这些它可以享受", "稳岗返还")
    hand.keep("benefits")
    hand.go(f"choose.{POLICY}", "benefit")
    hand.wait_words("替哪家办", COMPANY)
    hand.tap("primaryButton")
    hand.wait("the confirmation", lambda: hand.sees("benefit.number"))
    hand.keep("benefit-confirmed")
    report.facts["benefits"] = stage.platform("policy-confirmations")["policies"]
    if report.facts["benefits"] != [POLICY]:
        raise JourneyError("it is not confirmed")
    hand.go("backButton", "choose")
    hand.go("backButton", "company")
    report.begin_step()


def _fill_in(stage: Stage) -> None:
    """The company's code and address are there already."""
    hand = stage.hand
    _number(stage, "year", "2025")
    hand.tap("choice.state.open")
    hand.keep("form-year")
    hand.tap("primaryButton")
    for field, value in (("turnover", "120"), ("profit", "9"), ("staff", "32")):
        _number(stage, field, value)
    turn_to(stage, "choice.publish.yes")
    hand.tap("choice.publish.yes")
    hand.keep("form-figures")
    hand.tap("primaryButton")
    hand.wait("the address", lambda: hand.sees("form.field.postal"))
    hand.keep("form-address")
    hand.go("primaryButton", "check")
    hand.wait_words("替哪家办", COMPANY)


def _number(stage: Stage, field: str, digits: str) -> None:
    hand = stage.hand
    hand.wait(field, lambda: hand.sees(f"form.field.{field}"))
    hand.tap(f"form.field.{field}")
    for digit in digits:
        hand.tap(f"key{digit}")
