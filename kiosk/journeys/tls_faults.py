"""Journey: the platform shows certificates that do not hold, one after the other.

The screen and the doctor say what is wrong with each, and never that the network is down; a case that is taken
meanwhile waits, and goes through by itself when the certificate is right.
"""

from __future__ import annotations

from kiosk.journeys import acts
from kiosk.journeys.apply_online import note_case
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage
from kiosk.runtime.connections import Files
from kiosk.runtime.demo import state_dir
from offline_cache.wakeup import wake

TLS = True
"""The stage's platform speaks TLS."""
SHOWN = {
    "name": ("platform.tls-name", "证书上的名字不对"),
    "expired": ("platform.tls-expired", "证书过期了"),
    "early": ("platform.tls-not-yet", "证书还没到生效的时间"),
    "unknown": ("platform.tls-authority", "不是信任的机构签发的"),
}
"""Certificate of the sandbox -> fault, and what the banner says."""
_BLAMES_THE_LINE = ("网络中断", "网络不通", "没有网络")


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    hand = stage.hand
    stage.start_sandbox()
    stage.start_kiosk()
    hand.wait("the catalogue", lambda: hand.sees(f"theme-{acts.THEME}"))
    hand.wait("a line without a complaint", lambda: not hand.sees("banner"))
    pictures = [_shown(stage, kind) for kind in SHOWN]
    if len(set(pictures)) != len(SHOWN):
        raise JourneyError("two certificates look the same on screen")
    _take_a_case(stage, report)
    stage.platform("trouble", {})
    _knock(stage)
    report.begin_step()
    hand.wait("the case at the platform", lambda: bool(stage.platform("submissions")["submissions"]))
    hand.wait("the outbox empty", lambda: [job["state"] for job in stage.queue("list") or []] == ["done"])
    hand.wait("a line without a complaint", lambda: not hand.sees("banner"))
    note_case(stage, report)
    hand.keep("sent")


def _shown(stage: Stage, kind: str) -> bytes:
    """The screen and the doctor on one certificate; returns the picture."""
    hand = stage.hand
    code, words = SHOWN[kind]
    stage.platform("trouble", {"certificate": kind})
    _knock(stage)
    hand.wait(f"the banner on {kind}", lambda: words in hand.reads("banner.fact"))
    said = "\n".join(hand.words())
    if any(wrong in said for wrong in _BLAMES_THE_LINE):
        raise JourneyError(f"{kind}: the network is blamed")
    found = stage.doctor("network-certificate").get("network-certificate")
    if found != code:
        raise JourneyError(f"{kind}: the doctor says {found}, not {code}")
    return hand.keep(kind, fault=code, banner=hand.reads("banner.fact")).read_bytes()


def _knock(stage: Stage) -> None:
    """Have the line looked at again, as a case that is put in does."""
    wake(Files(state_dir(stage.folder)).sync_socket)


def _take_a_case(stage: Stage, report: Report) -> None:
    """Taken with card and signature while the platform cannot be trusted: saved here, and not a byte sent."""
    hand = stage.hand
    acts.open_item(stage)
    hand.go("primaryButton", "card")
    acts.place_card(stage, "p03")
    acts.pass_signature(stage)
    acts.fill_in(stage, phone="19900000003")
    hand.tap("primaryButton")
    hand.wait_page("result")
    hand.wait_words("已保存，还没有送出", "暂存号")
    hand.keep("provisional")
    queued = stage.queue("list")
    if len(queued) != 1 or queued[0]["state"] not in {"queued", "waiting"}:
        raise JourneyError("the outbox does not hold the one case")
    if stage.platform("submissions")["submissions"]:
        raise JourneyError("a case went to a platform that cannot be trusted")
    report.facts["reference"] = queued[0]["reference"]
