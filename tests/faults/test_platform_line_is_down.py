"""No route, no name, nobody there, no answer, half an answer: told apart, and which may have been sent."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from kiosk.platform_api.bounded import PIECE
from kiosk.platform_api.client import PlatformClient
from kiosk.platform_api.diagnosis import has_route
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.signing.keys import new_key
from kiosk.platform_api.transport import Call, Endpoint, Transport

KEY = new_key("ecdsa-p256-sha256")


def error(url: str, *, routed: bool = True, read: float = 20.0, connect: float = 20.0) -> PlatformError:
    endpoint = Endpoint(url, "A-03", KEY.public, connect_timeout=connect, read_timeout=read)
    client = PlatformClient(endpoint, KEY, routed=lambda: routed)
    try:
        with pytest.raises(PlatformError) as caught:
            client.server_time()
    finally:
        client.close()
    return caught.value


@contextmanager
def answering(act: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that does `act` with the first connection."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            line, _ = listener.accept()
            with line:
                act(line)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        thread.join(20)


def request(line: socket.socket) -> bytes:
    found = b""
    while b"\r\n\r\n" not in found:
        found += line.recv(4096)
    return found


def test_nobody_listens_at_the_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    found = error(f"http://127.0.0.1:{port}")
    assert (found.fault, found.maybe_sent) == (PlatformFault.CONNECTION_REFUSED, False)


def test_the_name_has_no_address() -> None:
    found = error("http://nowhere.invalid")
    assert (found.fault, found.maybe_sent) == (PlatformFault.DNS, False)


def test_the_name_has_no_address_because_there_is_no_line() -> None:
    assert error("http://nowhere.invalid", routed=False).fault is PlatformFault.NO_LINK


def test_packets_vanish_on_the_way() -> None:
    with ExitStack() as open_lines:
        listener = open_lines.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(8):  # fill the queue, after that the kernel answers no more
            line = open_lines.enter_context(socket.socket())
            line.setblocking(False)
            line.connect_ex(listener.getsockname())
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        found, unrouted = error(url, connect=0.5), error(url, connect=0.5, routed=False)
    assert (found.fault, found.maybe_sent) == (PlatformFault.CONNECT_TIMEOUT, False)
    assert (unrouted.fault, unrouted.maybe_sent) == (PlatformFault.NO_LINK, False)


def test_a_black_hole_takes_the_line_and_answers_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:  # the kernel connects, nobody accepts
        port = listener.getsockname()[1]
        plain = error(f"http://127.0.0.1:{port}", read=0.5)
        secure = error(f"https://127.0.0.1:{port}", connect=0.5)
    assert (plain.fault, plain.maybe_sent) == (PlatformFault.TIMEOUT, True)
    assert (secure.fault, secure.maybe_sent) == (PlatformFault.CONNECT_TIMEOUT, False)


def test_the_line_is_hung_up_in_the_middle_of_the_handshake() -> None:
    def hangs_up(line: socket.socket) -> None:
        line.recv(64)

    with answering(hangs_up) as url:
        found = error(url.replace("http:", "https:"))
    assert (found.fault, found.maybe_sent) == (PlatformFault.TLS, False)


def test_the_head_of_the_answer_drips_in_byte_by_byte() -> None:
    def drips(line: socket.socket) -> None:
        request(line)
        try:
            while True:
                line.sendall(b"H")
                time.sleep(0.02)
        except OSError:
            return

    with answering(drips) as url:
        found = error(url, read=0.2)
    assert (found.fault, found.maybe_sent) == (PlatformFault.TIMEOUT, True)


def test_the_answer_drips_in_byte_by_byte() -> None:
    def drips(line: socket.socket) -> None:
        request(line)
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99999\r\n\r\n")
        try:
            while True:
                line.sendall(b" ")
                time.sleep(0.02)
        except OSError:
            return

    with answering(drips) as url:
        found = error(url, read=0.2)
    assert (found.fault, found.maybe_sent) == (PlatformFault.TIMEOUT, True)


def test_a_large_body_may_take_longer_than_one_timeout() -> None:
    body = b"x" * (512 * PIECE)
    read = bytearray()

    def slow(line: socket.socket) -> None:
        head = request(line)
        read.extend(head.partition(b"\r\n\r\n")[2])
        while len(read) < len(body):
            begun, size = time.monotonic(), len(read)
            while len(read) < min(size + 16 * PIECE, len(body)):
                read.extend(line.recv(16 * PIECE))
            time.sleep(max(0.0, begun + 0.04 - time.monotonic()))
        line.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    with answering(slow) as url:
        transport = Transport(Endpoint(url, "A-03", KEY.public, connect_timeout=0.5, read_timeout=20), KEY)
        begun = time.monotonic()
        assert transport.send(Call("PUT", "/v1/large", body)).status == 204
        assert time.monotonic() - begun > 0.5  # or the test has shown nothing
        transport.close()
    assert bytes(read) == body


@pytest.mark.parametrize(("size", "arrives"), [(16, False), (8 * PIECE, True)])
def test_the_answer_to_a_large_body_is_awaited_longer(size: int, arrives: bool) -> None:  # noqa: FBT001
    """On a slow line it is still on its way when the last byte was handed to the system."""
    answered = threading.Event()

    def slow(line: socket.socket) -> None:
        read = request(line).partition(b"\r\n\r\n")[2]
        while len(read) < size:
            read += line.recv(PIECE)
        answered.wait(0.8)
        with suppress(OSError):
            line.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    with answering(slow) as url:
        transport = Transport(Endpoint(url, "A-03", KEY.public, connect_timeout=20, read_timeout=0.2), KEY)
        call = Call("PUT", "/v1/large", b"x" * size)
        if arrives:
            assert transport.send(call).status == 204
        else:
            with pytest.raises(PlatformError) as caught:
                transport.send(call)
            assert caught.value.fault is PlatformFault.TIMEOUT
        answered.set()
        transport.close()


def test_a_body_that_nobody_takes_may_have_arrived_in_part() -> None:
    done = threading.Event()

    def stuck(line: socket.socket) -> None:
        request(line)
        done.wait(20)

    with answering(stuck) as url:
        transport = Transport(Endpoint(url, "A-03", KEY.public, connect_timeout=0.5, read_timeout=0.5), KEY)
        with pytest.raises(PlatformError) as caught:
            transport.send(Call("PUT", "/v1/large", b"x" * (32 * 1024 * 1024)))
        done.set()
        transport.close()
    assert (caught.value.fault, caught.value.maybe_sent) == (PlatformFault.TIMEOUT, True)


def test_the_platform_takes_the_question_and_never_answers() -> None:
    done = threading.Event()

    def silent(line: socket.socket) -> None:
        request(line)
        done.wait(20)

    with answering(silent) as url:
        found = error(url, read=0.5)
        done.set()
    assert (found.fault, found.maybe_sent) == (PlatformFault.TIMEOUT, True)


def test_the_line_breaks_before_the_answer() -> None:
    def breaks(line: socket.socket) -> None:
        request(line)

    with answering(breaks) as url:
        found = error(url)
    assert (found.fault, found.maybe_sent) == (PlatformFault.ANSWER_LOST, True)


def test_the_line_breaks_in_the_middle_of_the_answer() -> None:
    def half(line: socket.socket) -> None:
        request(line)
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n{")

    with answering(half) as url:
        found = error(url)
    assert (found.fault, found.maybe_sent) == (PlatformFault.ANSWER_LOST, True)


def test_the_answer_stalls_in_the_middle() -> None:
    done = threading.Event()

    def stalls(line: socket.socket) -> None:
        request(line)
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n{")
        done.wait(20)

    with answering(stalls) as url:
        found = error(url, read=0.5)
        done.set()
    assert (found.fault, found.maybe_sent) == (PlatformFault.TIMEOUT, True)


def test_the_answer_never_ends() -> None:
    def endless(line: socket.socket) -> None:
        request(line)
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        try:
            while True:
                line.sendall(b" " * 65536)
        except OSError:
            return

    with answering(endless) as url:
        assert error(url).fault is PlatformFault.BAD_ANSWER


def answered(answer: bytes) -> PlatformError:
    def box(line: socket.socket) -> None:
        request(line)
        line.sendall(answer)

    with answering(box) as url:
        return error(url)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 6\r\n\r\n<html>",
        b"HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n \n<!DOCTYPE html>",
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/login\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 401 Unauthorized\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>",
        b"HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>",
        b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>",
        b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 511 Network Authentication Required\r\nContent-Type: text/html\r\nContent-Length: 1\r\n\r\n<",
    ],
)
def test_a_page_of_some_box_on_the_way_is_never_an_answer_of_the_platform(answer: bytes) -> None:
    found = answered(answer)
    assert (found.fault, found.maybe_sent) == (PlatformFault.CAPTIVE, True)


def test_the_clock_is_not_taken_from_a_box_on_the_way() -> None:
    def box(line: socket.socket) -> None:
        request(line)
        line.sendall(b"HTTP/1.1 302 Found\r\nDate: Sun, 12 Jul 2026 01:41:00 GMT\r\nContent-Length: 0\r\n\r\n")

    with answering(box) as url:
        transport = Transport(Endpoint(url, "A-03", KEY.public), KEY, clock=lambda: 1_783_820_460.0 + 3600)
        with pytest.raises(PlatformError):
            transport.send(Call("GET", "/v1/time", signed=False))
        assert transport.offset == 0.0
        transport.close()


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 410 Gone\r\nContent-Type: application/problem+json\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
        b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{"serverTime":"soon"}'[:-1],
        b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{"a":1}',
    ],
)
def test_an_answer_that_is_not_what_the_contract_says_is_told_from_a_page(answer: bytes) -> None:
    assert answered(answer).fault is PlatformFault.BAD_ANSWER


@pytest.mark.parametrize(("status", "kind"), [(401, "key-unknown"), (403, "not-allowed")])
def test_a_platform_that_does_not_know_us_says_so_in_its_own_words(status: int, kind: str) -> None:
    body = f'{{"type":"https://platform.example/problems/{kind}","title":"x","status":{status}}}'
    head = f"HTTP/1.1 {status} X\r\nContent-Type: application/problem+json\r\nContent-Length: {len(body)}\r\n\r\n"
    found = answered((head + body).encode())
    assert (found.fault, found.maybe_sent) == (PlatformFault.AUTHENTICATION, False)


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (500, PlatformFault.SERVER_DOWN),
        (502, PlatformFault.SERVER_DOWN),
        (503, PlatformFault.BUSY),
        (429, PlatformFault.BUSY),
    ],
)
def test_a_gateway_without_words_is_still_understood(status: int, fault: PlatformFault) -> None:
    def gateway(line: socket.socket) -> None:
        request(line)
        line.sendall(f"HTTP/1.1 {status} X\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n".encode())

    with answering(gateway) as url:
        found = error(url)
    assert (found.fault, found.retry_after) == (fault, 7.0)


def test_a_machine_with_only_its_loopback_has_no_route(tmp_path: Path) -> None:
    table = tmp_path / "route"
    head = "Iface\tDestination\tGateway\n"
    table.write_text(head, encoding="ascii")
    assert not has_route(table)
    table.write_text(head + "lo\t0000007F\t00000000\n", encoding="ascii")
    assert not has_route(table)
    table.write_text(head + "eth0\t00000000\t0100000A\n", encoding="ascii")
    assert has_route(table)
    assert has_route(table.with_name("absent"))
