"""The line leads through an HTTP proxy alone: whatever goes wrong with it has a name, and nothing goes around it."""

from __future__ import annotations

import dataclasses
import logging
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from kiosk.journeys.connect_proxy import ConnectProxy, Mood
from kiosk.platform_api.client import PlatformClient
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.signing.keys import new_key
from kiosk.platform_api.transport import Endpoint
from kiosk.platform_api.tunnel import Proxy, connected
from kiosk.sandbox.server import Sandbox, Settings
from tests.platform_stand import NOW, P01, SandboxStand, face_evidence

KEY = new_key("ecdsa-p256-sha256")
NAME = "platform.invalid"
"""No name server knows it (RFC 6761): whoever reaches it went through the proxy, which does."""


@pytest.fixture
def proxy() -> Iterator[ConnectProxy]:
    with ConnectProxy() as running:
        running.names[NAME] = "127.0.0.1"
        yield running


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[SandboxStand]:
    one = SandboxStand(tmp_path)
    yield one
    one.close()


def through(proxy: ConnectProxy, **changes: str | None) -> Proxy:
    return dataclasses.replace(Proxy("127.0.0.1", proxy.port), **changes)  # type: ignore[arg-type]


def client_of(stand: SandboxStand, proxy: Proxy, name: str = NAME) -> PlatformClient:
    url = f"http://{name}:{stand.sandbox.url.rpartition(':')[2]}"
    return stand.client(base_url=url, proxy=proxy, connect_timeout=2.0)


def error_of(client: PlatformClient) -> PlatformError:
    try:
        with pytest.raises(PlatformError) as caught:
            client.server_time()
    finally:
        client.close()
    return caught.value


def test_everything_goes_through_it_and_the_name_is_looked_up_there(stand: SandboxStand, proxy: ConnectProxy) -> None:
    client = client_of(stand, through(proxy))
    client.enrol("CODE-0001")
    assert client.server_time() == pytest.approx(NOW, abs=2)
    assert client.open_session(P01, face_evidence()).session_id
    assert client.catalogue() is not None
    client.close()
    assert proxy.tunnels == len(proxy.places) > 0
    assert {place.rpartition(":")[0] for place in proxy.places} == {NAME}


def test_with_an_account_it_is_asked_for(stand: SandboxStand) -> None:
    with ConnectProxy(("kiosk", "密码 pass:word")) as proxy:
        proxy.names[NAME] = "127.0.0.1"
        good = client_of(stand, through(proxy, account="kiosk", password="密码 pass:word"))
        assert good.server_time() == pytest.approx(NOW, abs=2)
        good.close()
        wrong = error_of(client_of(stand, through(proxy, account="kiosk", password="another")))
        none = error_of(client_of(stand, through(proxy)))
    assert [wrong.fault, none.fault] == [PlatformFault.PROXY_SIGN_IN] * 2
    assert (wrong.maybe_sent, none.maybe_sent) == (False, False)


@pytest.mark.parametrize(
    ("mood", "fault"),
    [
        (Mood.REFUSES, PlatformFault.PROXY_REFUSED),
        (Mood.SIGN_IN, PlatformFault.PROXY_SIGN_IN),
        (Mood.BEYOND, PlatformFault.PROXY_BEYOND),
        (Mood.RUBBISH, PlatformFault.PROXY_ANSWER),
        (Mood.BANNER, PlatformFault.PROXY_ANSWER),
        (Mood.HANGS_UP, PlatformFault.PROXY_ANSWER),
        (Mood.SILENT, PlatformFault.PROXY_ANSWER),
    ],
)
def test_a_proxy_that_does_not_let_through_is_told_by_its_reason(
    stand: SandboxStand, proxy: ConnectProxy, mood: Mood, fault: PlatformFault
) -> None:
    """The platform answers at its own address all the while, and hears nothing."""
    proxy.mood = mood
    direct = error_of(client_of(stand, through(proxy), name="127.0.0.1"))
    assert (direct.fault, direct.maybe_sent) == (fault, False)
    assert not stand.watchers[0].seen


def test_a_proxy_that_is_not_there_is_no_platform_that_is_not_there(stand: SandboxStand, proxy: ConnectProxy) -> None:
    gone = through(proxy)
    proxy.close()
    assert error_of(client_of(stand, gone, name="127.0.0.1")).fault is PlatformFault.PROXY_UNREACHABLE
    unknown = Proxy("proxy.invalid", 3128)
    assert error_of(client_of(stand, unknown)).fault is PlatformFault.PROXY_UNREACHABLE


def test_without_any_route_it_is_the_line() -> None:
    with pytest.raises(PlatformError) as caught:
        connected(Proxy("proxy.invalid", 3128), NAME, 443, 1.0, routed=lambda: False)
    assert caught.value.fault is PlatformFault.NO_LINK


def test_a_platform_that_is_not_there_is_said_by_the_proxy(proxy: ConnectProxy) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    endpoint = Endpoint(f"http://127.0.0.1:{port}", "A-03", KEY.public, proxy=through(proxy))
    assert error_of(PlatformClient(endpoint, KEY)).fault is PlatformFault.PROXY_BEYOND


def test_the_environments_proxy_never_counts(
    stand: SandboxStand, proxy: ConnectProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither in the place of ours, nor where there is none, nor to except the platform from it."""
    with ConnectProxy() as foreign:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{foreign.port}")
        monkeypatch.setenv("no_proxy", f"{NAME},127.0.0.1")
        ours = client_of(stand, through(proxy))
        ours.server_time()
        ours.close()
        straight = stand.client(connect_timeout=2.0)
        straight.server_time()
        straight.close()
        assert (foreign.places, len(proxy.places)) == ([], 1)


def test_a_tunnel_that_breaks_is_a_lost_answer_and_the_next_call_makes_another(
    stand: SandboxStand, proxy: ConnectProxy
) -> None:
    client = client_of(stand, through(proxy))
    stand.control("trouble", {"latencyMs": 1000})
    breaking = threading.Timer(0.4, proxy.cut)
    breaking.start()
    with pytest.raises(PlatformError) as caught:
        client.server_time()
    assert (caught.value.fault, caught.value.maybe_sent) == (PlatformFault.ANSWER_LOST, True)
    stand.control("trouble", {})
    client.server_time()
    client.close()
    assert proxy.tunnels == 2


@pytest.mark.parametrize(("issued", "fault"), [("elsewhere.example", PlatformFault.TLS_NAME), (NAME, None)])
def test_the_platforms_certificate_is_checked_behind_it(
    tmp_path: Path, proxy: ConnectProxy, issued: str, fault: PlatformFault | None
) -> None:
    authority = trustme.CA()
    certificate = authority.issue_cert(issued)
    chain, key, trusted = tmp_path / "chain.pem", tmp_path / "key.pem", tmp_path / "ca.pem"
    chain.write_bytes(b"".join(blob.bytes() for blob in certificate.cert_chain_pems))
    key.write_bytes(certificate.private_key_pem.bytes())
    authority.cert_pem.write_to_path(trusted)
    sandbox = Sandbox(Settings(None, tmp_path / "keys", tls=(chain, key)))
    sandbox.start()
    try:
        url = f"https://{NAME}:{sandbox.url.rpartition(':')[2]}"
        endpoint = Endpoint(url, "A-03", sandbox.world.key.public, trusted, proxy=through(proxy))
        client = PlatformClient(endpoint, KEY)
        if fault is None:
            assert client.server_time() > NOW
            client.close()
        else:
            assert error_of(client).fault is fault
    finally:
        sandbox.close()


def test_nothing_of_the_account_is_in_a_log_or_a_repr(
    stand: SandboxStand, proxy: ConnectProxy, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    given = through(proxy, account="kiosk", password="open-sesame")
    client = client_of(stand, given)
    client.server_time()
    client.close()
    proxy.mood = Mood.SIGN_IN
    failed = error_of(client_of(stand, given))
    said = f"{given!r} {failed} {caplog.text}"
    assert "platform.proxy-sign-in" in said
    for secret in ("open-sesame", "b3Blbi1zZXNhbWU", "a2lvc2s6"):
        assert secret not in said


def test_an_address_of_six_parts_goes_into_brackets() -> None:
    assert Proxy("p", 1).head("::1", 443).startswith(b"CONNECT [::1]:443 HTTP/1.1\r\nHost: [::1]:443\r\n\r\n")
