"""Journey: a terminal in a branch of a bank: mortgages are registered here, not in a hall, and it closes at its hour.

The platform's name is known to the bank's proxy alone: whatever arrives there has gone through it. The clock is the
one on the wall, so closing time is a minute or two away, and somebody is in the middle of something when it comes.
"""

from __future__ import annotations

import datetime as dt
import time

from kiosk.journeys import acts
from kiosk.journeys.apply_online import note_case
from kiosk.journeys.connect_proxy import ConnectProxy
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage

PLATFORM = "platform.invalid"
"""No name server knows it (RFC 6761)."""
MORTGAGE, THEME = "bdc-dysc", "bdc"
BRANCH = "bank-jiazi"
NEAREST = ("TEST-A03", "A-03", "A-15")
"""Terminals open day and night on the sandbox's map, the nearest to the branch first."""
_ROOM = 100.0
"""Seconds at least until closing time: somebody must have come to the last page before."""
_CLOSING = 240.0
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "holiday")


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    stage.hand.leafing = True  # what is first at the branch is further down in a hall, and the other way round
    stage.start_sandbox()
    with stage.beside("B-07") as hall:
        _refused_in_the_hall(hall)
    with ConnectProxy() as proxy:
        proxy.names[PLATFORM] = "127.0.0.1"
        opens, closes = _move_into_the_branch(stage, proxy.port)
        report.facts |= {"opens": opens, "closes": closes}
        stage.start_kiosk()
        _offered_at_the_branch(stage)
        _closed_in_the_middle(stage, report)
        _closed(stage, report, opens)
        asked = sorted(set(proxy.places))
        report.facts |= {"through_the_proxy": asked, "tunnels": proxy.tunnels}
        if asked != [f"{PLATFORM}:{stage.port}"]:
            raise JourneyError(f"the proxy was asked for something else: {asked}")
        stage.send_away()


def _move_into_the_branch(stage: Stage, proxy: int) -> tuple[str, str]:
    """The settings of a terminal in a bank, open since an hour ago; when it opens and closes."""
    now = dt.datetime.now().astimezone()
    opens = (now - dt.timedelta(hours=1)).strftime("%H:%M")
    closes = (now + dt.timedelta(seconds=_ROOM + 60)).strftime("%H:%M")
    settings = stage.config.read_text("utf-8").replace(f"//127.0.0.1:{stage.port}", f"//{PLATFORM}:{stage.port}")
    more = [
        "[platform.proxy]",
        'host = "127.0.0.1"',
        f"port = {proxy}",
        "[place]",
        'profile = "bank-branch"',
        f'code = "{BRANCH}"',
        "[place.hours]",
        *(f'{day} = ["{opens}-{closes}"]' for day in _DAYS),
    ]
    stage.config.write_text(settings + "\n".join(more) + "\n", "utf-8")
    return opens, closes


def _refused_in_the_hall(stage: Stage) -> None:
    """A terminal in a hall says where one goes with it, and does not begin."""
    stage.hand.leafing = True
    stage.start_kiosk()
    _look_at_the_mortgage(stage)
    stage.hand.wait_words("这一项在银行网点的终端上办", "可以到下面写的地方去办")
    stage.hand.keep("mortgage-in-a-hall")
    if stage.hand.ask(do="find", name="primaryButton").get("enabled"):
        raise JourneyError("a mortgage can be begun in a hall")


def _offered_at_the_branch(stage: Stage) -> None:
    """What banks are for comes first, and can be begun."""
    hand = stage.hand
    _look_at_the_mortgage(stage)
    hand.wait("the button that begins it", lambda: bool(hand.ask(do="find", name="primaryButton").get("enabled")))
    hand.keep("mortgage-at-the-branch")
    hand.go("backButton", "category")
    hand.go("backButton", "home")


def _look_at_the_mortgage(stage: Stage) -> None:
    hand = stage.hand
    hand.wait("topics", lambda: hand.sees_any("theme-", but="theme-all"))
    hand.keep("home")
    ours = f"theme-{THEME}"
    hand.go(ours if hand.sees(ours) else "theme-all", "category")
    hand.go(f"item-{MORTGAGE}", "item")


def _closed_in_the_middle(stage: Stage, report: Report) -> None:
    """Closing time comes while a form is looked through; it is handed in all the same."""
    hand = stage.hand
    hand.go("theme-all", "category")
    hand.go(f"item-{acts.ITEM}", "item")
    hand.go("primaryButton", "card")
    acts.place_card(stage, "p01")
    acts.pass_sms(stage)
    acts.fill_in(stage, phone=None)
    end = time.monotonic() + _CLOSING
    while not hand.reads_anywhere("到关门时间了"):
        if time.monotonic() > end:
            raise JourneyError("closing time did not come")
        if hand.sees("dialogPrimary"):  # still there?
            hand.tap("dialogPrimary")
        time.sleep(1)
    hand.keep("closing-time")
    report.begin_step()
    hand.tap("primaryButton")
    hand.wait_page("result")
    hand.wait_words("已收件，等部门受理")
    hand.keep("result")
    note_case(stage, report)


def _closed(stage: Stage, report: Report, opens: str) -> None:
    """Whoever comes next reads when it opens, and what is open now; nothing can be begun."""
    hand = stage.hand
    hand.tap("primaryButton")
    hand.wait_page("closed")
    hand.wait_words("现在不在开放时间", "等不及，这里 24 小时都能办")
    hand.wait("the hour", lambda: opens in hand.reads("closed.moment"))
    hand.keep("closed")
    for code in NEAREST:
        hand.wait(f"the terminal {code}", lambda code=code: hand.sees(f"closed.place-{code}"))  # type: ignore[misc]
    stage.reader(do="place", person="p02")
    time.sleep(3)
    stage.reader(do="lift")
    if hand.screen() != "closed":
        raise JourneyError(f"a card begins something after closing time: {hand.screen()}")
    report.facts["closed"] = {"moment": hand.reads("closed.moment"), "nearest": list(NEAREST)}
