"""A gateway as the settings name it: its headers, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.platform_api.signing import bg_hmac, tif
from kiosk.platform_api.signing.keys import KeyFileError, KeyFileUnsafe
from kiosk.runtime.gateways import gateway_of
from kiosk.runtime.settings import GatewayFamily, ProvincialGateway

NOW = 1_700_000_000.0
URL = "https://gateway.example/v1/time?a=1"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "gateway.secret"
    path.touch(mode=0o600)
    path.write_text("demo-token\n", "utf-8")
    return path


def test_none_where_the_settings_name_none(tmp_path: Path) -> None:
    assert gateway_of(None, tmp_path / "absent") is None


def test_each_family_makes_its_headers(secret: Path) -> None:
    door = gateway_of(ProvincialGateway(GatewayFamily.TIF, "demo-paas", "svc"), secret)
    assert door is not None
    assert tif.accepted(tif.TifAccount("demo-paas", "demo-token"), door("GET", URL, NOW), NOW)
    assert door("GET", URL, NOW)["x-tif-serviceId"] == "svc"
    door = gateway_of(ProvincialGateway(GatewayFamily.BG_HMAC, "DEMO_AK"), secret)
    assert door is not None
    assert bg_hmac.accepted(bg_hmac.BgAccount("DEMO_AK", "demo-token"), "GET", URL, door("GET", URL, NOW), NOW)


@pytest.mark.parametrize("content", ["", "\n", "two\nlines\n", "bell\x07"])
def test_what_is_no_line_of_text_is_no_secret(secret: Path, content: str) -> None:
    secret.write_text(content, "utf-8")
    with pytest.raises(KeyFileError):
        gateway_of(ProvincialGateway(GatewayFamily.TIF, "demo-paas"), secret)


def test_a_secret_that_others_can_read_is_refused(secret: Path) -> None:
    secret.chmod(0o644)
    with pytest.raises(KeyFileUnsafe):
        gateway_of(ProvincialGateway(GatewayFamily.TIF, "demo-paas"), secret)


def test_a_secret_that_is_not_there_is_said_without_its_place(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError) as caught:
        gateway_of(ProvincialGateway(GatewayFamily.BG_HMAC, "DEMO_AK"), tmp_path / "absent")
    assert "absent" not in str(caught.value)
