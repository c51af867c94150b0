"""A certificate or a clock that is wrong is never shown as a network that is down (mosip-infra #696)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
import pytest

from kiosk.domain.text import Language
from kiosk.flows.screens import Screen
from kiosk.platform_api.faults import CERTIFICATE, PROXY, PlatformFault
from kiosk.runtime.shown_browse import BrowseView
from kiosk.runtime.view import Banner, Chrome, View, WayRow
from tests.ui import task_views

if TYPE_CHECKING:
    from tests.ui.conftest import Stage

_LINE = {PlatformFault.NO_LINK: "现在网络不通", PlatformFault.DNS: "网络找不到平台的地址"}
_NOT_THE_LINE = (
    *(fault.code for fault in CERTIFICATE | PROXY),
    PlatformFault.CLOCK.code,
    PlatformFault.AUTHENTICATION.code,
    PlatformFault.CONNECTION_REFUSED.code,
    PlatformFault.CONNECT_TIMEOUT.code,
    PlatformFault.SERVER_DOWN.code,
    PlatformFault.TIMEOUT.code,
    PlatformFault.CAPTIVE.code,
    PlatformFault.BAD_ANSWER.code,
    "sync.silent",
)
_BLAMES_THE_LINE = ("网络", "没网", "断网", "线路", "上网")
_FINE = ("网络正常",)

_PAGES: dict[str, Callable[[Chrome], View]] = {
    "home": lambda chrome: View(1, Screen.HOME, chrome, browse=BrowseView(wallet_reason="needs-network")),
    "choice": lambda chrome: _over(
        task_views.choice((WayRow("sms", available=False, reason="needs-network"), WayRow("signature", True))), chrome
    ),
}


def _over(make: Callable[[Language], View], chrome: Chrome) -> View:
    view = make(Language.ZH_HANS)
    return View(view.serial, view.screen, chrome, identity=view.identity)


def _offline(make_chrome: Callable[..., Chrome], fault: str) -> Chrome:
    return make_chrome(online=False, link_fault=fault, banner=Banner.OFFLINE)


@pytest.mark.parametrize("name", _PAGES)
@pytest.mark.parametrize("fault", _NOT_THE_LINE)
def test_what_is_not_the_lines_fault_is_not_called_so(
    stage: Stage, make_chrome: Callable[..., Chrome], fault: str, name: str
) -> None:
    stage.show(_PAGES[name](_offline(make_chrome, fault)))
    texts = stage.texts()
    assert "平台连不上" in texts
    assert [text for text in texts for word in _BLAMES_THE_LINE if word in text and text not in _FINE] == []


@pytest.mark.parametrize("fault", _LINE)
def test_a_line_that_is_down_is(stage: Stage, make_chrome: Callable[..., Chrome], fault: PlatformFault) -> None:
    stage.show(_PAGES["home"](_offline(make_chrome, fault.code)))
    assert {"网络中断", f"{_LINE[fault]}。"} <= set(stage.texts())


@pytest.mark.parametrize("language", Language)
def test_every_reason_for_a_line_that_is_down_has_words_of_its_own(
    stage: Stage, make_chrome: Callable[..., Chrome], check_readable: Callable[[Stage], None], language: Language
) -> None:
    """In every language, readable in the banner; the banner's own name is what a screen reader says."""
    reasons = {code for code in _NOT_THE_LINE if code.startswith("platform.")} | {fault.code for fault in _LINE}
    said: dict[str, str] = {}
    for code in sorted(reasons):
        chrome = msgspec.structs.replace(_offline(make_chrome, code), language=language)
        stage.show(_PAGES["home"](chrome))
        check_readable(stage)
        said[code] = next(seen.text for seen in stage.tree() if seen.name == "banner.fact")
    assert len(set(said.values())) == len(reasons), said


def test_a_certificate_that_does_not_hold_is_told_as_what_it_is(
    stage: Stage, make_chrome: Callable[..., Chrome], check_readable: Callable[[Stage], None]
) -> None:
    stage.show(_PAGES["home"](_offline(make_chrome, "platform.tls-expired")))
    assert any("证书过期" in text for text in stage.texts())
    check_readable(stage)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("online", "banner"), [(False, Banner.OFFLINE), (True, Banner.CATALOGUE_OLD)])
def test_how_old_the_services_on_screen_are_is_said(  # noqa: PLR0913  three axes and two fixtures
    stage: Stage,
    make_chrome: Callable[..., Chrome],
    check_readable: Callable[[Stage], None],
    *,
    online: bool,
    banner: Banner,
    language: Language,
) -> None:
    chrome = make_chrome(online=online, banner=banner, catalogue_days=21, language=language)
    stage.show(_PAGES["home"](chrome))
    check_readable(stage)
    assert sum("21" in text for text in stage.texts()) == 1
    stage.show(_PAGES["home"](make_chrome(online=False, banner=Banner.OFFLINE, language=language)))
    assert not any("21" in text for text in stage.texts())
