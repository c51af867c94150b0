"""An item that asks for everything the short journeys do not: a scan, pinyin, a signature on the screen."""

from __future__ import annotations

import pytest

from kiosk.journeys import acts
from kiosk.journeys.report import Report
from kiosk.journeys.stage import staged

pytestmark = pytest.mark.timeout(400)


def test_scan_pinyin_and_signature_arrive_with_the_case(tmp_path_factory: pytest.TempPathFactory) -> None:
    report = Report("allowance", tmp_path_factory.mktemp("allowance"))
    with staged(report) as stage:
        hand = stage.hand
        stage.start_sandbox()
        stage.start_kiosk()
        hand.wait("the catalogue", lambda: hand.sees("theme-mz"))
        hand.go("theme-mz", "category")
        hand.go("item-mz-gljt", "item")
        hand.go("primaryButton", "card")
        acts.place_card(stage, "p03")
        acts.pass_sms(stage)
        hand.wait_page("form")
        hand.tap("choice.bank.shili")
        hand.tap("primaryButton")
        hand.tap("form.field.contact")
        hand.spell("zhangwei", "张伟")
        hand.tap("form.field.contactPhone")
        for digit in "19900000099":
            hand.tap(f"key{digit}")
        hand.tap("primaryButton")
        stage.page(do="page", name="card")
        hand.go("form.scan.bankCard", "scan")
        hand.tap("primaryButton")
        hand.wait("the picture", lambda: hand.sees("scan.drop"))
        hand.go("primaryButton", "form")
        hand.go("primaryButton", "check")
        hand.wait_words("张伟", "199 0000 0099")
        acts.look_through(stage)
        hand.go("primaryButton", "signature")
        hand.sign("signature.pad")
        hand.tap("primaryButton")
        hand.wait_page("result")
        hand.wait_words("已收件，等部门受理")
        held = stage.platform("submissions")["submissions"]
        assert [case["itemCode"] for case in held] == ["mz-gljt"]
        assert held[0]["writes"] == 1
        database = (stage.folder / "state" / "outbox.db").read_bytes()
        assert "张伟".encode() not in database
