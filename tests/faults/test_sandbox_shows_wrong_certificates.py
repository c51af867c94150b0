"""The sandbox's own authority: each wrong certificate is wrong in its own respect, and a good one follows."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.sandbox.authority import AUTHORITY, Shown
from kiosk.sandbox.server import Sandbox, Settings
from kiosk.sandbox.trouble import Trouble

REASONS = {Shown.NAME: 64, Shown.EXPIRED: 10, Shown.EARLY: 9, Shown.UNKNOWN: 20}
"""X509_V_ERR_… of OpenSSL (x509_vfy.h): address, expired, not yet valid, no issuer."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tls")


@pytest.fixture(scope="module")
def sandbox(folder: Path) -> Iterator[Sandbox]:
    started = Sandbox(Settings(None, folder / "keys", tls=folder / "tls"))
    started.start()
    yield started
    started.close()


def handshake(sandbox: Sandbox, ca_file: Path) -> None:
    context = ssl.create_default_context(cafile=ca_file)
    place = ("127.0.0.1", int(sandbox.url.rsplit(":", 1)[1]))
    with socket.create_connection(place, 20) as line, context.wrap_socket(line, server_hostname="127.0.0.1"):
        pass


@pytest.mark.parametrize("shown", REASONS)
def test_certificate_that_does_not_hold_and_then_one_that_does(sandbox: Sandbox, folder: Path, shown: Shown) -> None:
    sandbox.world.trouble.set(Trouble(certificate=shown))
    with pytest.raises(ssl.SSLCertVerificationError) as caught:
        handshake(sandbox, folder / "tls" / AUTHORITY)
    assert caught.value.verify_code == REASONS[shown]
    sandbox.world.trouble.set(Trouble())
    handshake(sandbox, folder / "tls" / AUTHORITY)


def test_client_that_says_nothing_holds_up_nobody(sandbox: Sandbox, folder: Path) -> None:
    place = ("127.0.0.1", int(sandbox.url.rsplit(":", 1)[1]))
    with socket.create_connection(place, 20), socket.create_connection(place, 20):
        handshake(sandbox, folder / "tls" / AUTHORITY)


def test_authority_is_kept_over_restarts_and_its_key_is_for_its_owner_alone(tmp_path: Path) -> None:
    read = []
    for _ in range(2):
        Sandbox(Settings(None, tmp_path / "keys", tls=tmp_path / "tls")).close()
        read.append((tmp_path / "tls" / AUTHORITY).read_bytes())
    assert read[0] == read[1]
    for secret in [*(tmp_path / "tls").glob("*.key"), *(tmp_path / "tls").glob("server-*.pem")]:
        assert secret.stat().st_mode & 0o077 == 0
