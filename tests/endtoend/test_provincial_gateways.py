"""A gateway stands before the platform: calls carry its headers and our own signature, or do not get in."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.signing import bg_hmac, gjgxjhpt, tif
from kiosk.platform_api.transport import Gateway
from tests.platform_stand import CODE, NOW, SandboxStand

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

TIF = tif.TifAccount("demo-paas", "demo-paas-token")
BG = bg_hmac.BgAccount("DEMO_AK", "demo-sk")
EXCHANGE = gjgxjhpt.ExchangeAccount("rid-demo@df-1", "demo-appsecret", "secret-of-the-hour", NOW + 3600)
Check = Callable[[str, str, dict[str, str]], bool]
"""Method, URL and headers: does the gateway let it in?"""
FAMILIES: dict[str, tuple[Gateway, Check]] = {
    "tif": (
        lambda _method, _url, now: tif.headers(TIF, now),
        lambda _method, _url, received: tif.accepted(TIF, received, NOW),
    ),
    "bg-hmac": (
        lambda method, url, now: bg_hmac.headers(BG, method, url, now),
        lambda method, url, received: bg_hmac.accepted(BG, method, url, received, NOW),
    ),
}


class GuardedStand(SandboxStand):
    """A sandbox behind a gateway."""

    check: Check

    def _watched(self, inner: WSGIApplication) -> WSGIApplication:
        watched = super()._watched(inner)

        def guarded(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            underscored = {name.removeprefix("HTTP_"): value for name, value in environ.items()}
            received = {name.replace("_", "-"): value for name, value in underscored.items()}
            query = environ.get("QUERY_STRING", "")
            url = f"http://{environ['HTTP_HOST']}{environ['PATH_INFO']}" + (f"?{query}" if query else "")
            if self.check(environ["REQUEST_METHOD"], url, received):
                return watched(environ, start_response)
            start_response("403 Forbidden", [("Content-Type", "application/json")])
            return [json.dumps({"errcode": 1001}).encode()]

        return guarded


@pytest.mark.parametrize("family", FAMILIES)
def test_calls_get_through_the_gateway_and_others_do_not(family: str, tmp_path: Path) -> None:
    gateway, check = FAMILIES[family]
    stand = GuardedStand(tmp_path)
    stand.check = check
    try:
        through = stand.client(gateway=gateway)
        through.enrol(CODE)
        catalogue = through.catalogue()
        assert catalogue is not None
        assert through.catalogue_changes(catalogue.version) is not None
        with pytest.raises(PlatformError) as caught:
            stand.platform.catalogue()
        assert caught.value.fault is PlatformFault.BAD_ANSWER
        assert stand.watchers[0].complaints == []
        through.close()
    finally:
        stand.close()


def test_the_national_platform_gets_names_with_underscores(tmp_path: Path) -> None:
    """WSGI servers drop such headers, and so do many proxies; on the line they must be there."""
    seen: list[dict[str, str]] = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(dict(self.headers.items()))
            self.send_error(503)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listening)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    stand = SandboxStand(tmp_path)
    client = stand.client(
        base_url=f"http://127.0.0.1:{server.server_port}",
        gateway=lambda _method, _url, now: gjgxjhpt.headers(EXCHANGE, "s_demo_0002", now),
    )
    try:
        with pytest.raises(PlatformError):
            client.policies()
        assert gjgxjhpt.accepted("secret-of-the-hour", seen[0], NOW)
        assert "Signature-Input" in seen[0]
    finally:
        client.close()
        stand.close()
        server.shutdown()
        server.server_close()
