"""Garbage on a twin's control socket: one answer or none, and the twin goes on."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from devices.transports.control import Control, tell
from devices.transports.place import make_room
from devices.transports.pty_line import PtyLine


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    def handler(message: Mapping[str, Any]) -> dict[str, Any]:
        if message.get("do") != "state":
            raise ValueError("do: one of state")
        return {"well": True}

    with closing(Control(tmp_path / "c.sock", handler)):
        yield tmp_path / "c.sock"


def test_it_is_not_there_before_it_listens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits for the socket to appear and connects at once must not be refused."""
    path, seen = tmp_path / "c.sock", []
    listen = socket.socket.listen

    def slowly(self: socket.socket, backlog: int) -> None:
        seen.append(path.exists())
        listen(self, backlog)

    monkeypatch.setattr(socket.socket, "listen", slowly)
    with closing(Control(path, lambda _message: {})):
        assert seen == [False]
        assert path.stat().st_mode & 0o777 == 0o600
        assert list(tmp_path.iterdir()) == [path]
        assert tell(path, {})["ok"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("line", [b"[" * 60_000 + b"\n", b"not json\n", b"[1]\n", b"\xff\xfe\n", b'{"do": "x"}\n'])
def test_what_is_no_request_is_refused_in_words(path: Path, line: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(20)
        client.connect(str(path))
        client.sendall(line)
        answer = json.loads(client.makefile("rb").readline())
    assert answer["ok"] is False
    assert answer["error"]
    assert tell(path, {"do": "state"}) == {"ok": True, "well": True}
    assert "Traceback" not in capfd.readouterr().err


def test_a_line_without_an_end_is_answered_once_and_hung_up_on(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(20)
        client.connect(str(path))
        client.sendall(b"x" * 65_536)
        with client.makefile("rb") as answers:
            assert json.loads(answers.readline())["ok"] is False
            assert answers.readline() == b""
    assert tell(path, {"do": "state"})["ok"]
    assert "Traceback" not in capfd.readouterr().err


def test_whoever_hangs_up_early_is_let_go(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for _ in range(20):
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(path))
            client.sendall(b'{"do": "state"}\n' * 50)
    assert tell(path, {"do": "state"})["ok"]
    assert "Traceback" not in capfd.readouterr().err


def test_whoever_finds_the_line_full_waits_for_a_place(path: Path) -> None:
    """No thread accepts while the clients stand in line: exactly a busy machine."""
    standing = path.with_name("standing.sock")
    with socket.socket(socket.AF_UNIX) as listener, contextlib.ExitStack() as clients:
        listener.bind(str(standing))
        listener.listen(0)
        with contextlib.suppress(BlockingIOError):
            while True:
                client = clients.enter_context(socket.socket(socket.AF_UNIX))
                client.setblocking(False)
                client.connect(str(standing))
        with pytest.raises(BlockingIOError):
            tell(standing, {"do": "state"}, timeout=0.05)

        def serve() -> None:
            while True:
                with listener.accept()[0] as line, line.makefile("rwb") as stream:
                    if stream.readline():
                        stream.write(b'{"ok": true}\n')
                        return

        clients.pop_all().close()
        server = threading.Thread(target=serve)
        server.start()
        assert tell(standing, {"do": "state"})["ok"]
        server.join(20)


def test_a_file_that_stands_there_is_not_replaced(tmp_path: Path) -> None:
    """A slip of the keyboard must not cost somebody's settings."""
    precious = tmp_path / "kiosk.toml"
    precious.write_text("precious")
    with pytest.raises(FileExistsError, match="not replaced"):
        Control(precious, dict)
    with pytest.raises(FileExistsError, match="not replaced"):
        PtyLine(precious, 115_200)
    assert precious.read_text() == "precious"
    make_room(tmp_path / "nothing")
    (tmp_path / "link").symlink_to(precious)
    make_room(tmp_path / "link")
    assert not (tmp_path / "link").is_symlink()


def test_a_folder_deeper_than_a_socket_name_may_be_long(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 120)
    deep.mkdir()
    with closing(Control(deep / "c.sock", lambda _: {"well": True})):
        assert tell(deep / "c.sock", {"do": "state"})["well"]
    assert not list(deep.iterdir())


def test_a_socket_at_which_somebody_listens_is_not_taken(path: Path) -> None:
    with pytest.raises(FileExistsError, match="somebody listens there"):
        Control(path, lambda _: {"second": True})
    assert tell(path, {"do": "state"}) == {"ok": True, "well": True}


def test_a_socket_that_is_anothers_by_now_stays(tmp_path: Path) -> None:
    first = Control(tmp_path / "c.sock", lambda _: {"first": True})
    (tmp_path / "c.sock").unlink()
    with closing(Control(tmp_path / "c.sock", lambda _: {"second": True})):
        first.close()
        assert tell(tmp_path / "c.sock", {"do": "state"})["second"]
    assert not list(tmp_path.iterdir())


def test_what_a_killed_twin_left_is_replaced(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as killed:
        killed.bind(str(tmp_path / "c.sock"))
        killed.listen()
    with closing(Control(tmp_path / "c.sock", lambda _: {"well": True})):
        assert tell(tmp_path / "c.sock", {"do": "state"})["well"]
