"""A certificate that does not hold: name, dates, authority, each a fault of its own, and none is "no internet"."""

from __future__ import annotations

import datetime as dt
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import trustme

from kiosk.platform_api.client import PlatformClient
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.signing.keys import new_key
from kiosk.platform_api.transport import Endpoint
from kiosk.sandbox.server import Sandbox, Settings

TODAY = dt.datetime.now(dt.UTC)
DAY = dt.timedelta(days=1)


@contextmanager
def served(folder: Path, certificate: trustme.LeafCert) -> Iterator[Sandbox]:
    chain, key = folder / "chain.pem", folder / "key.pem"
    chain.write_bytes(b"".join(blob.bytes() for blob in certificate.cert_chain_pems))
    key.write_bytes(certificate.private_key_pem.bytes())
    sandbox = Sandbox(Settings(None, folder / "keys", tls=(chain, key)))
    sandbox.start()
    try:
        yield sandbox
    finally:
        sandbox.close()


def asked(sandbox: Sandbox, authority: trustme.CA | None, folder: Path, url: str | None = None) -> float:
    ca_file = None
    if authority is not None:
        ca_file = folder / "ca.pem"
        authority.cert_pem.write_to_path(ca_file)
    endpoint = Endpoint(url or sandbox.url, "A-03", sandbox.world.key.public, ca_file, connect_timeout=20)
    client = PlatformClient(endpoint, new_key("ecdsa-p256-sha256"))
    try:
        return client.server_time()
    finally:
        client.close()


def fault(sandbox: Sandbox, authority: trustme.CA | None, folder: Path) -> PlatformFault:
    with pytest.raises(PlatformError) as caught:
        asked(sandbox, authority, folder)
    assert not caught.value.maybe_sent
    return caught.value.fault


def test_a_good_certificate_is_taken(tmp_path: Path) -> None:
    authority = trustme.CA()
    with served(tmp_path, authority.issue_cert("127.0.0.1")) as sandbox:
        assert asked(sandbox, authority, tmp_path) > 0


def test_a_certificate_for_another_name_says_so(tmp_path: Path) -> None:
    authority = trustme.CA()
    with served(tmp_path, authority.issue_cert("elsewhere.example")) as sandbox:
        assert fault(sandbox, authority, tmp_path) is PlatformFault.TLS_NAME
        by_name = sandbox.url.replace("127.0.0.1", "localhost")
        with pytest.raises(PlatformError) as caught:
            asked(sandbox, authority, tmp_path, by_name)
        assert caught.value.fault is PlatformFault.TLS_NAME


def test_an_expired_certificate_says_so(tmp_path: Path) -> None:
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1", not_before=TODAY - 9 * DAY, not_after=TODAY - DAY)
    with served(tmp_path, certificate) as sandbox:
        assert fault(sandbox, authority, tmp_path) is PlatformFault.TLS_EXPIRED


def test_a_certificate_of_an_unknown_authority_says_so(tmp_path: Path) -> None:
    with served(tmp_path, trustme.CA().issue_cert("127.0.0.1")) as sandbox:
        assert fault(sandbox, trustme.CA(), tmp_path) is PlatformFault.TLS_AUTHORITY
        assert fault(sandbox, None, tmp_path) is PlatformFault.TLS_AUTHORITY


def test_a_certificate_of_tomorrow_is_not_valid_yet(tmp_path: Path) -> None:
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1", not_before=TODAY + DAY, not_after=TODAY + 9 * DAY)
    with served(tmp_path, certificate) as sandbox:
        assert fault(sandbox, authority, tmp_path) is PlatformFault.TLS_NOT_YET


def test_a_server_that_speaks_no_tls_is_a_tls_fault(tmp_path: Path) -> None:
    sandbox = Sandbox(Settings(None, tmp_path / "keys"))
    sandbox.start()
    try:
        with pytest.raises(PlatformError) as caught:
            asked(sandbox, trustme.CA(), tmp_path, sandbox.url.replace("http:", "https:"))
    finally:
        sandbox.close()
    assert caught.value.fault is PlatformFault.TLS


def test_a_file_of_authorities_that_is_gone_or_empty_is_never_a_missing_line(tmp_path: Path) -> None:
    authority = trustme.CA()
    with served(tmp_path, authority.issue_cert("127.0.0.1")) as sandbox:
        absent, empty = tmp_path / "absent.pem", tmp_path / "empty.pem"
        empty.write_bytes(b"")
        for path, expected in ((absent, PlatformFault.TLS_AUTHORITY), (empty, PlatformFault.TLS)):
            endpoint = Endpoint(sandbox.url, "A-03", sandbox.world.key.public, path, connect_timeout=20)
            client = PlatformClient(endpoint, new_key("ecdsa-p256-sha256"))
            with pytest.raises(PlatformError) as caught:
                client.server_time()
            client.close()
            assert (caught.value.fault, caught.value.maybe_sent) == (expected, False)


def test_the_environment_cannot_switch_the_check_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = trustme.CA()
    other = tmp_path / "other.pem"
    authority.cert_pem.write_to_path(other)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(other))
    monkeypatch.setenv("CURL_CA_BUNDLE", str(other))
    with served(tmp_path, authority.issue_cert("127.0.0.1")) as sandbox:
        assert fault(sandbox, None, tmp_path) is PlatformFault.TLS_AUTHORITY


def test_the_environment_cannot_put_a_proxy_in_between(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as trap:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{trap.getsockname()[1]}")
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        authority = trustme.CA()
        with served(tmp_path, authority.issue_cert("127.0.0.1")) as sandbox:
            assert asked(sandbox, authority, tmp_path) > 0
