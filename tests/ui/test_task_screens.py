"""Every task page in every phase: nothing is cut, what a touch sends up, and what the codes carry."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pytest

from kiosk.domain.text import Language
from kiosk.flows import events as on
from kiosk.flows.events.licences import OccasionChosen
from tests.ui.samples import VIEWS as PAGES
from tests.ui.task_views import TOKEN

if TYPE_CHECKING:
    from tests.ui.conftest import Stage


@pytest.fixture
def page(stage: Stage) -> Callable[[str], Stage]:
    """Show a page of PAGES in 简体."""

    def show(name: str) -> Stage:
        stage.show(PAGES[name](Language.ZH_HANS))
        return stage

    return show


# --- what a touch sends up --------------------------------------------------------------------------------
TOUCHES = [
    ("card-waiting", "card.moreTime", on.MoreTimeAsked()),
    ("card-waiting", "card.help", on.HelpOpened()),
    ("card-lifted", "card.retry", on.RetryAsked()),
    ("card-waiting", "backButton", on.WentBack()),
    ("whose", "whose.guardian", on.RelationChosen("guardian")),
    ("whose", "whose.agent", on.RelationChosen("agent")),
    ("whose", "whose.staff", on.RelationChosen("staff")),
    ("whose", "whose.self", on.WentBack()),
    ("authorise-guardian", "primaryButton", on.Authorised(b"")),
    ("identity", "identity.way.sms", on.WayChosen("sms")),
    ("identity", "identity.way.face", on.WayChosen("face")),
    ("identity-offline", "identity.way.signature", on.WayChosen("signature")),
    ("signature-sign", "signature.confirm", on.Accepted()),
    ("identity-no-phone", "identity.retry", on.RetryAsked()),
    ("identity", "identity.help", on.HelpOpened()),
    ("consent", "consent.agree", on.Agreed()),
    ("consent", "consent.decline", on.Declined()),
    ("face-left", "face.otherWay", on.WayChosen("sms")),
    ("sms-wrong", "sms.resend", on.CodeResendAsked()),
    ("sms", "sms.otherWay", on.WentBack()),
    ("form-kinds", "primaryButton", on.Accepted()),
    ("form-kinds", "form.scan.file", on.ScanOpened("file")),
    ("scan-live", "primaryButton", on.PictureTaken()),
    ("scan-missed", "primaryButton", on.PictureTaken()),
    ("scan-missed", "scan.whole", on.PictureTaken(whole=True)),
    ("scan-review", "primaryButton", on.PictureKept()),
    ("scan-review", "scan.drop", on.PictureDropped()),
    ("scan-fault", "scan.retry", on.RetryAsked()),
    ("check", "primaryButton", on.Accepted()),
    ("check", "check.row.phone", on.PageChosen("phone")),
    ("result-accepted", "primaryButton", on.Finished()),
    ("result-accepted", "result.print", on.PrintAsked()),
    ("result-accepted", "result.phone", on.ReceiptOpened()),
    ("result-no-paper", "result.copyNumber", on.ReceiptOpened()),
    ("result-not-stored", "result.retry", on.RetryAsked()),
    ("receipt", "result.print", on.PrintAsked()),
    ("receipt", "backButton", on.WentBack()),
    ("wallet", "licence.l1", on.LicenceChosen("l1")),
    ("wallet", "primaryButton", on.Finished()),
    ("wallet", "occasion.travel", OccasionChosen("travel")),
    ("wallet", "occasion.all", OccasionChosen("")),
    ("wallet-fault", "wallet.retry", on.RetryAsked()),
    ("licence-fresh", "qr.renew", on.RenewAsked()),
    ("licence-fresh", "qr.putAway", on.WentBack()),
    ("licence-still-there", "qr.renew", on.RenewAsked()),
    ("licence-fresh", "helpButton", on.HelpOpened()),
]


@pytest.mark.parametrize(("name", "control", "event"), TOUCHES, ids=str)
def test_touch_sends_its_intent(name: str, control: str, event: on.Event, page: Callable[[str], Stage]) -> None:
    stage = page(name)
    stage.tap(control)
    assert stage.events() == [event]
    assert stage.sent[-1][1] == stage.serial


@pytest.mark.parametrize("name", ["sms-pending", "result-received", "result-printed"])
def test_what_is_under_way_or_done_cannot_be_asked_again(name: str, page: Callable[[str], Stage]) -> None:
    stage = page(name)
    stage.tap("primaryButton" if name == "sms-pending" else "result.print")
    assert stage.events() == []


def test_a_licence_that_does_not_hold_says_so_and_offers_no_code(page: Callable[[str], Stage]) -> None:
    stage = page("wallet")
    assert {"已过期", "已注销"} <= set(stage.texts())
    for licence in ("licence.l2", "licence.l3"):
        stage.tap(licence)
    assert stage.events() == []
    stage.tap("licence.l0")
    assert stage.events() == [on.LicenceChosen("l0")]


def test_locked_row_leads_nowhere(page: Callable[[str], Stage]) -> None:
    stage = page("check")
    rows = [seen for seen in stage.tree() if seen.kind == "SummaryRowItem"]
    assert [seen.name for seen in rows] == ["", "", "check.row.kind", "check.row.from", "check.row.phone"]


def test_all_screens_of_the_check_page_are_seen_before_it_is_submitted(page: Callable[[str], Stage]) -> None:
    stage = page("check-long")
    assert "还没完，看下一屏" in stage.texts()
    for _ in range(5):
        stage.tap("primaryButton")
        if stage.events():
            break
        stage.qtbot.wait(400)
    assert stage.events() == [on.Accepted()]
    assert "第 2 屏，共 2 屏" in stage.texts()


def test_slip_printed_before_the_page_opened_is_no_news(page: Callable[[str], Stage]) -> None:
    assert "凭条已出纸，请拿好" not in page("result-printed").texts()


# --- identity ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["identity", "identity-failed", "identity-asking", "identity-no-phone"])
def test_ways_are_equally_large_and_the_face_is_not_first(name: str, page: Callable[[str], Stage]) -> None:
    cards = [seen for seen in page(name).tree() if seen.kind == "WayCard"]
    assert len({(seen.w, seen.h) for seen in cards}) == 1
    texts = [text for text in page(name).texts() if text in {"短信验证码", "刷脸"}]
    assert texts == ["短信验证码", "刷脸"]


def test_offline_way_stands_alone_and_large(page: Callable[[str], Stage]) -> None:
    stage = page("identity-offline")
    cards = [seen for seen in stage.tree() if seen.kind == "WayCard"]
    assert [seen.w for seen in cards] == [968]
    assert {"identity.closed.sms", "identity.closed.face"} <= {seen.name for seen in stage.tree()}


def test_face_page_shows_the_mirror_picture(page: Callable[[str], Stage]) -> None:
    stage = page("face-left")
    picture = np.zeros((48, 64, 3), np.uint8)
    picture[:, :32] = (250, 20, 20)
    bridge = stage.process.bridge
    bridge.preview(picture)
    stage.qtbot.waitUntil(lambda: bridge.picture is picture, timeout=20_000)
    stage.settle()
    seen = next(seen for seen in stage.tree() if seen.name == "face.preview")
    shot, middle = stage.grab(), int(seen.y + seen.h / 2)
    left, right = (shot.pixelColor(int(seen.x + seen.w * share), middle) for share in (0.25, 0.75))
    assert right.red() > 200 > left.red()
    assert "正在打开摄像头" not in stage.texts()


def test_scan_page_shows_all_of_the_picture_and_the_outline_of_the_page(page: Callable[[str], Stage]) -> None:
    stage = page("scan-ready")
    picture = np.full((1000, 800, 3), (20, 20, 120), np.uint8)
    picture[:, :20] = picture[:, -20:] = (250, 20, 20)
    bridge = stage.process.bridge
    bridge.preview(picture, ((0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8)))
    stage.qtbot.waitUntil(lambda: bridge.picture is picture, timeout=20_000)
    stage.settle()
    seen = next(seen for seen in stage.tree() if seen.name == "scan.preview")
    shot = stage.grab()
    scale = min(seen.w / 800, seen.h / 1000)
    left, top = seen.x + (seen.w - 800 * scale) / 2, seen.y + (seen.h - 1000 * scale) / 2

    def at(x: float, y: float) -> tuple[int, int, int]:
        color = shot.pixelColor(int(left + x * 800 * scale), int(top + y * 1000 * scale))
        return color.red(), color.green(), color.blue()

    assert at(0.01, 0.5) == at(0.99, 0.5) == (250, 20, 20), "the picture's own rim is there"
    inside, line = at(0.5, 0.5), at(0.2, 0.5)
    assert inside == (20, 20, 120)
    assert line != inside
    assert at(0.5, 0.2) == at(0.5, 0.8) == line
    bridge.preview(picture.copy())
    stage.qtbot.waitUntil(lambda: bridge.corners == (), timeout=20_000)
    stage.settle()
    shot = stage.grab()
    assert at(0.2, 0.5) == inside, "no page, no outline"


def test_sms_code_is_typed_and_sent(page: Callable[[str], Stage]) -> None:
    stage = page("sms")
    for digit in "12345":
        stage.tap(f"key{digit}")
    stage.tap("primaryButton")
    assert "还差 1 位数字" in stage.texts()
    assert stage.events() == []
    stage.tap("key7")
    stage.tap("keyBackspace")
    stage.tap("key6")
    stage.tap("key9")
    stage.qtbot.wait(400)
    stage.tap("primaryButton")
    assert stage.events() == [on.CodeEntered("123456")]


def test_refused_code_makes_room_for_another(page: Callable[[str], Stage]) -> None:
    stage = page("sms")
    for digit in "123456":
        stage.tap(f"key{digit}")
    for name in ("sms-pending", "sms-wrong"):
        stage.show(PAGES[name](Language.ZH_HANS))
    assert "验证码不对，还可以试 2 次" in stage.texts()
    stage.tap("key1")
    assert "验证码不对，还可以试 2 次" not in stage.texts()


def test_clock_of_the_next_message_leaves_the_typed_code_alone(page: Callable[[str], Stage]) -> None:
    stage = page("sms-wrong")
    for digit in "123456":
        stage.tap(f"key{digit}")
    again = PAGES["sms-wrong"](Language.ZH_HANS)
    ticking = msgspec.structs.replace(again.identity, resend_seconds=41)
    stage.show(msgspec.structs.replace(again, identity=ticking))
    stage.tap("primaryButton")
    assert stage.events() == [on.CodeEntered("123456")]


# --- codes ------------------------------------------------------------------------------------------------
def test_licence_code_reads_back_in_whole_pixels(page: Callable[[str], Stage]) -> None:
    from tests.qr_reader import qr_codes

    stage = page("licence-fresh")
    seen = next(seen for seen in stage.tree() if seen.name == "licenceCode")
    image = (
        stage.grab()
        .copy(int(seen.x), int(seen.y), int(seen.w), int(seen.h))
        .convertToFormat(stage.grab().Format.Format_Grayscale8)
    )
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())[
        :, : image.width()
    ]
    assert set(np.unique(pixels)) == {0, 255}
    dark = np.flatnonzero((pixels == 0).any(axis=0))
    assert dark[-1] - dark[0] + 1 >= 600
    assert qr_codes(np.ascontiguousarray(pixels))[0].text == TOKEN


@pytest.mark.parametrize("name", ["licence-refreshing", "licence-failed", "licence-still-there", "licence-verified"])
def test_no_code_is_left_on_screen_when_it_is_not_fresh(name: str, page: Callable[[str], Stage]) -> None:
    page("licence-fresh")
    stage = page(name)
    assert "licenceCode" not in {seen.name for seen in stage.tree()}


def test_wallet_list_follows_the_view(page: Callable[[str], Stage]) -> None:
    page("wallet")
    stage = page("wallet-many")
    assert "第 1 屏，共 2 屏" in stage.texts()
    stage.tap("pager.next")
    stage.rest()
    names = {seen.name for seen in stage.tree()}
    assert "licence.l13" in names
    assert "licence.l0" not in names
