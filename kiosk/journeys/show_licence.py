"""Journey: show a licence, read from the picture of the screen and checked by the platform.

It is taken once, refused the second time, and refused when it is late.
"""

from __future__ import annotations

from pathlib import Path

from kiosk.journeys import acts
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage

_LATE = 61


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    hand = stage.hand
    stage.start_sandbox()
    stage.start_kiosk()
    acts.wait_for_topics(stage)
    hand.wait("the wallet open", lambda: bool(hand.ask(do="find", name="walletButton").get("enabled")))
    hand.keep("home")
    hand.go("walletButton", "card")
    acts.place_card(stage, "p01")
    acts.pass_sms(stage)
    hand.wait_page("wallet")
    hand.wait("licences", lambda: bool(_licences(stage)))
    hand.keep("wallet")
    report.facts["licences"] = len(_licences(stage))
    hand.tap(_licences(stage)[0])
    hand.wait_page("licence-qr")
    payload = _read_code(stage, "code")
    first = _redeem(stage, payload)
    if first.get("status", 200) != 200:  # noqa: PLR2004  HTTP OK
        raise JourneyError("a fresh code was refused")
    hand.wait_words("核验")
    hand.keep("verified")
    second = _redeem(stage, payload)
    if second.get("status", 200) == 200:  # noqa: PLR2004  HTTP OK
        raise JourneyError("a code was taken twice")
    hand.tap("qr.renew")
    renewed = _read_code(stage, "renewed", other_than=payload)
    stage.platform("trouble", {"clockShift": _LATE})
    late = _redeem(stage, renewed)
    stage.platform("trouble", {})
    if late.get("status", 200) == 200:  # noqa: PLR2004  HTTP OK
        raise JourneyError("a late code was taken")
    report.facts["redemptions"] = {"first": "taken", "second": "refused", "late": "refused"}
    hand.go("qr.putAway", "wallet")
    hand.tap("backButton")
    hand.wait("the question", lambda: hand.sees("dialog"))
    hand.keep("leaving")
    hand.tap("dialogSecondary")
    hand.wait_page("cleared", "home")
    hand.wait_page("home")
    hand.keep("home-again")


def _licences(stage: Stage) -> list[str]:
    items = stage.hand.ask(do="tree").get("items", [])
    names = [str(item.get("name") or item.get("objectName") or "") for item in items]
    return [name for name in names if name.startswith("licence.")]


def _read_code(stage: Stage, name: str, other_than: str = "") -> str:
    """What a scanner sees in the picture of the screen."""
    found = ""

    def readable() -> bool:
        nonlocal found
        if not stage.hand.sees("licenceCode"):
            return False
        picture = stage.folder / "look.png"
        stage.hand.ask(do="grab", path=str(picture))
        found = decode(picture)
        return bool(found) and found != other_than

    stage.hand.wait("a code to scan", readable)
    stage.hand.secrets.add(found)
    stage.hand.keep(name)
    return found


def decode(picture: Path) -> str:
    """The QR code in a picture; empty where none can be read."""
    import zxingcpp

    from kiosk.identity.vision import cv2

    image = cv2.imread(str(picture), cv2.IMREAD_GRAYSCALE)
    wanted = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    codes = [] if image is None else zxingcpp.read_barcodes(image, formats=wanted)
    return str(codes[0].text) if codes else ""


def _redeem(stage: Stage, payload: str) -> dict[str, object]:
    answer = stage.platform("redeem", {"payload": payload, "verifier": "示例核验点", "use": "示例"})
    return dict(answer)
