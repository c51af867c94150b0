"""A terminal that reaches the platform through an outside proxy which holds every word to the contract.

The settings name the proxy and the authority that signed its certificate, and nothing else: any base URL will do.
"""

from __future__ import annotations

import http.client
import os
import ssl
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import trustme
from werkzeug.serving import make_server

from kiosk.runtime import demo
from kiosk.sandbox.server import Sandbox, Settings
from offline_cache.contract import JobState
from tests.contract_watch import Watcher
from tests.endtoend.test_sync_process import Terminal, stop, until

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_HOP = {"connection", "transfer-encoding", "keep-alive"}


class Forwarder:
    """Passes requests on to another address, as a reverse proxy does; the client's own URL is what was signed."""

    def __init__(self) -> None:
        self.target = ""

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """One request there, one answer back."""
        headers = {
            name.removeprefix("HTTP_").replace("_", "-"): value
            for name, value in environ.items()
            if name.startswith("HTTP_") and name != "HTTP_CONNECTION"
        }
        if environ.get("CONTENT_TYPE"):
            headers["Content-Type"] = environ["CONTENT_TYPE"]
        query = environ.get("QUERY_STRING", "")
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        line = http.client.HTTPConnection(urlsplit(self.target).netloc, timeout=60)
        try:
            path = environ["PATH_INFO"] + (f"?{query}" if query else "")
            line.request(environ["REQUEST_METHOD"], path, body or None, headers)
            answer = line.getresponse()
            content = answer.read()
        finally:
            line.close()
        kept = [(name, value) for name, value in answer.getheaders() if name.lower() not in _HOP]
        start_response(f"{answer.status} {answer.reason}", kept)
        return [content]


@contextmanager
def proxied(folder: Path) -> Iterator[tuple[str, Watcher, Sandbox]]:
    """The proxy's URL, what it has to say, and the sandbox behind it."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    forwarder = Forwarder()
    watcher = Watcher(forwarder)
    server = make_server("127.0.0.1", 0, watcher, threaded=True, ssl_context=context)
    url = f"https://127.0.0.1:{server.server_port}"
    port = demo.free_port()
    sandbox = Sandbox(Settings(folder / "behind.db", folder / "behind", port, public_url=url))
    sandbox.start()
    forwarder.target = f"http://127.0.0.1:{port}"
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        yield url, watcher, sandbox
    finally:
        server.shutdown()
        serving.join(30)
        server.server_close()
        sandbox.close()


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    one = Terminal(tmp_path)
    yield one
    one.end()


def test_a_case_goes_through_and_the_proxy_has_nothing_to_complain_about(terminal: Terminal, tmp_path: Path) -> None:
    with proxied(tmp_path) as (url, watcher, sandbox):
        config = terminal.config.read_text("utf-8")
        plain = f'base_url = "http://127.0.0.1:{terminal.port}"'
        assert plain in config
        named = f'base_url = "{url}"\nca_file = "{tmp_path / "ca.pem"}"'
        terminal.config.write_text(config.replace(plain, named), "utf-8")
        key = next(line for line in config.splitlines() if line.startswith("platform_key")).split('"')[1]
        Path(key).parent.mkdir(parents=True, exist_ok=True)
        Path(key).write_text(sandbox.world.key.public.pem, "ascii")
        sandbox.world.add_code(demo.ENROL_CODE, "terminal")
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
        running = terminal.kiosk("run", "--config", str(terminal.config), env=environment)
        job = terminal.submit()
        until(lambda: terminal.outbox.get(job).state is JobState.DONE, "the case arrives")
        assert stop(running) == 0
        assert watcher.complaints == []
        assert {"enrol", "getCatalogue", "putSubmission"} <= watcher.seen
