"""Gateway headers: the published vectors, both directions, and whatever a stranger may send."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.platform_api.signing import bg_hmac, gjgxjhpt, tif

NOW = 1_700_000_000.0
TIF = tif.TifAccount("demo-paas", "demo-paas-token")
BG = bg_hmac.BgAccount("DEMO_AK", "demo-sk")
BG_URL = "https://gateway.example/restapi/prod/IC33000000000000000001/demo?a=1&b=2"
BG_NOW = 1_636_447_760.0
"""Tue, 09 Nov 2021 08:49:20 GMT."""
ASKING = gjgxjhpt.ExchangeAccount("rid-demo@df-1", "demo-appsecret")


def test_tif_vector() -> None:
    made = tif.headers(TIF, NOW, nonce="18bcfe56800-3f2a1c")
    assert made["x-tif-signature"] == "71396c7fe32030b7c1aca7da003e6cc052e9c836136d1fe881dc6ec428362a05"
    assert made["x-tif-timestamp"] == "1700000000"
    assert "x-tif-serviceId" not in made


def test_bg_vector() -> None:
    made = bg_hmac.headers(BG, "POST", BG_URL, BG_NOW)
    assert made["X-BG-DATE-TIME"] == "Tue, 09 Nov 2021 08:49:20 GMT"
    assert made["X-BG-HMAC-SIGNATURE"] == "Ejd75wvQiS61PqZo4bBdwmLEtBlKHDwrXCVQzEMc3Y8="


def test_exchange_vector() -> None:
    made = gjgxjhpt.refresh_headers(ASKING, "s_demo_0001", NOW)
    assert made["gjgxjhpt_rtime"] == "1700000000000"
    assert made["gjgxjhpt_sign"] == "I6kuNvX+Br7zSNoeoZP9HRwI3DSOTUGnjxNL7LG+KV4="


def test_tif_is_accepted_once_it_is_right_and_near() -> None:
    made = tif.headers(tif.TifAccount("demo-paas", "demo-paas-token", "svc"), NOW)
    assert made["x-tif-serviceId"] == "svc"
    assert tif.accepted(TIF, made, NOW + tif.WINDOW)
    assert not tif.accepted(TIF, made, NOW + tif.WINDOW + 1)
    assert not tif.accepted(TIF, made | {"x-tif-nonce": "another"}, NOW)
    assert not tif.accepted(TIF, made | {"x-tif-paasid": "another"}, NOW)
    assert not tif.accepted(tif.TifAccount("demo-paas", "another"), made, NOW)


def test_tif_milliseconds_are_not_taken_for_seconds() -> None:
    stamp = str(int(NOW * 1000))
    made = tif.headers(TIF, NOW) | {"x-tif-timestamp": stamp}
    made["x-tif-signature"] = tif.signature(TIF.token, stamp, made["x-tif-nonce"])
    assert not tif.accepted(TIF, made, NOW)


def test_two_tif_calls_of_one_second_differ() -> None:
    assert tif.headers(TIF, NOW)["x-tif-nonce"] != tif.headers(TIF, NOW)["x-tif-nonce"]


def test_bg_is_accepted_once_it_is_right_and_near() -> None:
    made = bg_hmac.headers(BG, "POST", BG_URL, BG_NOW)
    assert bg_hmac.accepted(BG, "POST", BG_URL, made, BG_NOW + bg_hmac.WINDOW)
    assert bg_hmac.accepted(BG, "post", BG_URL.replace("a=1&b=2", "b=2&a=1"), made, BG_NOW)
    assert not bg_hmac.accepted(BG, "POST", BG_URL, made, BG_NOW - bg_hmac.WINDOW - 1)
    assert not bg_hmac.accepted(BG, "GET", BG_URL, made, BG_NOW)
    assert not bg_hmac.accepted(BG, "POST", BG_URL + "3", made, BG_NOW)
    assert not bg_hmac.accepted(BG, "POST", BG_URL, made | {"X-BG-HMAC-ALGORITHM": "none"}, BG_NOW)
    assert not bg_hmac.accepted(bg_hmac.BgAccount("DEMO_AK", "another"), "POST", BG_URL, made, BG_NOW)


def test_bg_query_is_signed_encoded() -> None:
    plain, coded = (
        "https://gateway.example/x?q=示例 市&e=",
        "https://gateway.example/x?e=&q=%E7%A4%BA%E4%BE%8B%20%E5%B8%82",
    )
    date = "Tue, 09 Nov 2021 08:49:20 GMT"
    assert bg_hmac.signature(BG, "GET", plain, date) == bg_hmac.signature(BG, "GET", coded, date)


def test_exchange_business_calls_are_signed_with_the_secret_while_it_lasts() -> None:
    account = gjgxjhpt.ExchangeAccount(ASKING.rid, ASKING.app_key, "secret-of-the-hour", NOW + 60)
    made = gjgxjhpt.headers(account, "s_demo_0002", NOW)
    assert gjgxjhpt.accepted("secret-of-the-hour", made, NOW)
    assert not gjgxjhpt.accepted(ASKING.app_key, made, NOW)
    assert not gjgxjhpt.accepted("secret-of-the-hour", made, NOW + gjgxjhpt.WINDOW + 1)
    assert not gjgxjhpt.accepted("secret-of-the-hour", made | {"gjgxjhpt_rtime": "1700000000"}, NOW)
    for late in (account, ASKING):
        with pytest.raises(LookupError):
            gjgxjhpt.headers(late, "s_demo_0002", NOW + 60)


def test_no_secret_is_shown() -> None:
    shown = repr(TIF) + repr(BG) + repr(gjgxjhpt.ExchangeAccount("rid", "demo-appsecret", "secret-of-the-hour"))
    for secret in ("demo-paas-token", "demo-sk", "demo-appsecret", "secret-of-the-hour"):
        assert secret not in shown


HEADERS = st.dictionaries(
    st.sampled_from(
        [
            *tif.headers(TIF, NOW),
            *bg_hmac.headers(BG, "GET", BG_URL, NOW),
            *gjgxjhpt.refresh_headers(ASKING, "s", NOW),
        ]
    ),
    st.text(max_size=80),
)


@settings(deadline=None)
@given(HEADERS)
def test_a_strangers_headers_are_simply_not_accepted(received: dict[str, str]) -> None:
    assert not tif.accepted(TIF, received, NOW)
    assert not bg_hmac.accepted(BG, "GET", BG_URL, received, NOW)
    assert not gjgxjhpt.accepted("key", received, NOW)
