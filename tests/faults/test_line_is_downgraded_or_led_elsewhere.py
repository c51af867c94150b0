"""Somebody on the line offers an old TLS, or leads the terminal to another place: it goes along with neither."""

from __future__ import annotations

import socket
import ssl
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
import trustme

from kiosk.platform_api.client import PlatformClient
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.signing.keys import new_key
from kiosk.platform_api.transport import Endpoint

Meets = Callable[[socket.socket], None]


@contextmanager
def listening(meet: Meets) -> Iterator[int]:
    """A port on which everybody who comes is met like that."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):  # closed: the end
            while True:
                with closing(server.accept()[0]) as visitor, suppress(OSError):
                    meet(visitor)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield server.getsockname()[1]
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(20)


def asked(url: str, ca_file: Path | None = None) -> PlatformError:
    key = new_key("ecdsa-p256-sha256")
    client = PlatformClient(Endpoint(url, "A-03", key.public, ca_file, connect_timeout=20), key)
    try:
        with pytest.raises(PlatformError) as caught:
            client.catalogue()
    finally:
        client.close()
    return caught.value


def old(context: ssl.SSLContext) -> ssl.SSLContext:
    """Speaks TLS 1.1 at best."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # what this is about
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    return context


def test_an_old_tls_is_refused_before_a_byte_of_ours_is_sent(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    read: list[bytes] = []

    def meet(visitor: socket.socket) -> None:
        with old(context).wrap_socket(visitor, server_side=True) as secured:
            read.append(secured.recv(1))

    with listening(meet) as port:
        error = asked(f"https://127.0.0.1:{port}", tmp_path / "ca.pem")
        assert (error.fault, error.maybe_sent) == (PlatformFault.TLS, False)
        assert read == []
        trusting = old(ssl.create_default_context(cafile=str(tmp_path / "ca.pem")))
        # it does speak, to whoever lets it
        with (
            socket.create_connection(("127.0.0.1", port), 20) as line,
            trusting.wrap_socket(line, server_hostname="127.0.0.1") as secured,
        ):
            assert secured.version() == "TLSv1.1"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_nobody_leads_it_to_another_place(status: int) -> None:
    elsewhere: list[bytes] = []

    def redirect(visitor: socket.socket) -> None:
        visitor.recv(65536)
        place = f"http://127.0.0.1:{trap}/v1/catalogue"
        visitor.sendall(f"HTTP/1.1 {status} x\r\nLocation: {place}\r\nContent-Length: 0\r\n\r\n".encode("ascii"))

    with listening(lambda visitor: elsewhere.append(visitor.recv(1))) as trap, listening(redirect) as port:
        assert asked(f"http://127.0.0.1:{port}").fault is PlatformFault.CAPTIVE
    assert elsewhere == []
