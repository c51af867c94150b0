"""The virtual page printer: a process of its own that speaks IPP on a Unix socket and keeps what came out as PDF.

A control socket orders every misbehaviour. Development and tests only: the IPP driver refuses a socket on a real
terminal. Exports no DRIVER: document_printer_ipp is used against it, as against a real printer.

Control verbs (`{"do": VERB, …}`): empty, jam, cover, toner, tray_missing, output_full, offline, busy_tray (one tray
is empty, it prints on), reason {keyword}, stop, slow {seconds?} (per page), refuse (takes no jobs), vanish, return
(it was switched off: all jobs are forgotten), refill or well (everything is right again), sheets {job_id}, state.
"""

from __future__ import annotations

import argparse
import functools
import os
import re
import socketserver
import threading
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, Final

from devices.transports.place import inode, make_room, socket_name
from devices.twins.page_machine import Job, PageMachine
from devices.twins.program import alone, common, serve
from devices.twins.words import JOB, STATE, Number, Text, Words, ordered, word

_LARGEST = 64 << 20
_STEP = 0.02
_FAST = 0.05
REASONS: Final = {
    "empty": "media-empty-error",
    "jam": "media-jam-error",
    "cover": "cover-open-error",
    "toner": "toner-empty-error",
    "tray_missing": "input-tray-missing-error",
    "output_full": "output-area-full-error",
    "offline": "offline-error",
    "busy_tray": "media-empty-warning",
}
"""Verb -> what the printer says then."""
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
_KEYWORD = Text(pattern=r"[a-z][a-z0-9-]{0,60}", most=61, words="a keyword of RFC 8011 5.4.12")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the twin."""
    parser.add_argument("--link", type=Path, required=True, help="where the printer's socket appears")
    parser.add_argument("--out", type=Path, required=True, help="folder for what comes out, one PDF a job")
    common(parser)


def main(args: argparse.Namespace) -> int:
    """Run until it is to end. 0, or 2 where it cannot start."""
    return serve("virtual_document_printer", lambda: Twin(args.link, args.out), args)


class Twin:
    """Socket, machine and control socket; every request comes in a thread of its own."""

    def __init__(self, link: Path, out: Path) -> None:
        out.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._link, self._folder = link, out
        self._lock = threading.RLock()
        self._ending = threading.Event()
        self._times: dict[str, int] = {}
        self._machine = PageMachine(time.monotonic, self._came_out)
        self._server: _Server | None = None
        self._inode: tuple[int, int] | None = None
        self._plug_in()

    def ready(self) -> dict[str, Any]:
        """Its socket."""
        return {"printer": str(self._link)}

    def run(self) -> None:
        """Let pages come out until `stop`."""
        while not self._ending.wait(_STEP):
            with self._lock:
                self._machine.work()

    def stop(self) -> None:
        """End `run`; callable from a signal handler and from any thread."""
        self._ending.set()

    def close(self) -> None:
        """Unplug it."""
        self._unplug()

    def ask(self, message: bytes) -> bytes:
        """One IPP message and its answer."""
        with self._lock:
            return self._machine.answer(message)

    def handle(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """One control request. Raises ValueError with the reason where it cannot be done."""
        machine = self._machine
        order = ordered(self.words(), message)
        with self._lock:
            return order() or {
                "plugged": self._server is not None,
                "reasons": sorted(machine.reasons),
                "stopped": machine.stopped,
                "accepting": machine.accepting,
                "jobs": len([job for job in machine.jobs.values() if not job.ended]),
                "out": sum(self._times.values()),
                "paper": dict(machine.sheets),
            }

    def words(self) -> Words:
        """Everything it can be told."""
        machine = self._machine
        return {
            **{name: word(functools.partial(self._is, reason)) for name, reason in REASONS.items()},
            "sheets": word(lambda job_id: {"count": self._times.get(job_id, 0)}, job_id=JOB),
            "stop": word(lambda: setattr(machine, "stopped", True)),
            "refuse": word(lambda: setattr(machine, "accepting", False)),
            "slow": word(lambda seconds: setattr(machine, "seconds_per_page", seconds), seconds=Number(5.0)),
            "reason": word(self._is, keyword=_KEYWORD),
            "vanish": word(self._unplug),
            "return": word(self._return),
            "refill": word(self._well),
            "well": word(self._well),
            "state": STATE,
        }

    def _is(self, keyword: str) -> None:
        self._machine.reasons.add(keyword)

    def _well(self) -> None:
        machine = self._machine
        machine.reasons.clear()
        machine.stopped, machine.accepting, machine.seconds_per_page = False, True, _FAST
        for name in machine.sheets:
            machine.sheets[name] = max(machine.sheets[name], 100)

    def _return(self) -> None:
        if self._server is None:
            self._machine.switch_off_and_on()
            self._plug_in()

    def _plug_in(self) -> None:
        make_room(self._link)
        old = os.umask(0o177)
        try:
            with socket_name(self._link) as name:
                self._server = _Server(name, _handler_class(self))
        finally:
            os.umask(old)
        self._inode = inode(self._link)
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="ipp", daemon=True
        ).start()

    def _unplug(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.shutdown()
            if inode(self._link) == self._inode:
                self._link.unlink(missing_ok=True)
            server.server_close()

    def _came_out(self, job: Job) -> None:
        """Keep it under the id at the end of its title; a second time beside the first."""
        found = _UUID.search(job.title)
        name = found[0] if found else f"job-{job.number}"
        self._times[name] = times = self._times.get(name, 0) + 1
        path = self._folder / (f"{name}.pdf" if times == 1 else f"{name}.{times}.pdf")
        part = path.with_suffix(".part")
        part.write_bytes(job.document)
        part.rename(path)


class _Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True
    block_on_close = False


def _handler_class(twin: Twin) -> type[BaseHTTPRequestHandler]:
    class Conversation(BaseHTTPRequestHandler):
        """HTTP POST with an IPP message in it, answered with one."""

        timeout = 10.0

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            if not length.isdecimal() or int(length) > _LARGEST:
                self.send_error(413)
                return
            answer = twin.ask(self.rfile.read(int(length)))
            self.send_response(200)
            self.send_header("Content-Type", "application/ipp")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def address_string(self) -> str:
            return "socket"

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the library's name
            """Nothing is logged: a title may stand in a request."""

    return Conversation


if __name__ == "__main__":
    alone("virtual_document_printer", add_arguments, main)
