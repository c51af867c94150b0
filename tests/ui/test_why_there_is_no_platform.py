"""A certificate or a clock that is wrong is never shown as a network that is down (mosip-infra #696)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.text import Language
from kiosk.flows.screens import Screen
from kiosk.runtime.view import Banner, BrowseView, Chrome, View, WayRow
from tests.ui import task_views

if TYPE_CHECKING:
    from tests.ui.conftest import Stage

_NOT_THE_LINE = ("platform.tls", "platform.clock", "platform.authentication", "platform.server-down", "sync.silent")
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


@pytest.mark.parametrize("fault", ["platform.no-link", "platform.dns"])
def test_a_line_that_is_down_is(stage: Stage, make_chrome: Callable[..., Chrome], fault: str) -> None:
    stage.show(_PAGES["home"](_offline(make_chrome, fault)))
    assert {"网络中断", "现在网络不通。"} <= set(stage.texts())


def test_a_certificate_that_does_not_hold_is_told_as_what_it_is(
    stage: Stage, make_chrome: Callable[..., Chrome], check_readable: Callable[[Stage], None]
) -> None:
    stage.show(_PAGES["home"](_offline(make_chrome, "platform.tls")))
    assert any("没有互相验证通过" in text for text in stage.texts())
    check_readable(stage)
