"""The sandbox on a socket. Must never listen anywhere but on this machine unless told so."""

from __future__ import annotations

import contextlib
import logging
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any

from werkzeug.serving import WSGIRequestHandler, make_server

from kiosk.platform_api.signing import SM2_SM3
from kiosk.platform_api.signing.keys import load_or_new
from kiosk.sandbox import authority, sealing
from kiosk.sandbox.application import Application
from kiosk.sandbox.seed import Seed
from kiosk.sandbox.store import Store
from kiosk.sandbox.trouble import SandboxClock
from kiosk.sandbox.world import World

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

_LOG = logging.getLogger(__name__)

PUBLIC_KEY = "platform.pub.pem"
"""In the key directory: what terminals verify the catalogue with."""
SEALS = "seal-authority.pem"
"""Beside it: what seals on certificates are trusted by."""


@dataclass(frozen=True)
class Settings:
    """What a sandbox is started with."""

    db: Path | None
    """None = in memory, gone at the end."""
    key_dir: Path
    port: int = 0
    """0 = any free one."""
    host: str = "127.0.0.1"
    public_url: str | None = None
    tls: tuple[Path, Path] | Path | None = None
    """Certificate and key, PEM; or a folder for an authority of its own, which can show wrong certificates, too."""
    unsigned: bool = False
    """Lets outside contract tools in without signatures."""
    suite: str = SM2_SM3
    """Of the platform's own key."""


class Sandbox:
    """A running platform. `close` ends it; what it stored stays."""

    def __init__(
        self,
        settings: Settings,
        clock: SandboxClock | None = None,
        wrap: Callable[[WSGIApplication], WSGIApplication] = lambda inner: inner,
    ) -> None:
        """`wrap` puts something around the application: a test that holds every answer to the contract."""
        key = load_or_new(settings.key_dir / f"platform-{settings.suite}.pem", settings.suite)
        (settings.key_dir / PUBLIC_KEY).write_text(key.public.pem, encoding="ascii")
        store = Store(settings.db)
        with contextlib.ExitStack() as on_failure:
            on_failure.callback(store.close)
            self.world = World(store, Seed(), key, clock or SandboxClock(), settings.public_url, settings.unsigned)
            self._listen(settings, wrap)
            on_failure.pop_all()

    def _listen(self, settings: Settings, wrap: Callable[[WSGIApplication], WSGIApplication]) -> None:
        self._application = Application(self.world)
        with self.world.store.transaction() as db:
            (settings.key_dir / SEALS).write_text(sealing.authority(db), encoding="ascii")
        self._server = make_server(
            settings.host,
            settings.port,
            wrap(self._application),
            threaded=True,
            request_handler=_Quiet,
            ssl_context=_context(settings, self.world),
        )
        if isinstance(self._server, ThreadingMixIn):
            self._server.daemon_threads = False  # so that closing waits for what is being answered
        scheme = "https" if settings.tls else "http"
        self.url = settings.public_url or f"{scheme}://{settings.host}:{self._server.server_port}"
        self._thread: threading.Thread | None = None

    def serve(self) -> None:
        """Answer until `stop`."""
        self._server.serve_forever(poll_interval=0.05)

    def start(self) -> None:
        """Answer in a thread of its own."""
        self._thread = threading.Thread(target=self.serve, name="sandbox", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End `serve`; may be called from any thread but the serving one."""
        self._server.shutdown()

    def close(self) -> None:
        """End it, let what is being answered end, and close the file."""
        self._application.close()
        if self._thread is not None:
            self.stop()
            self._thread.join()
        self._server.server_close()
        self.world.store.close()


def _context(settings: Settings, world: World) -> ssl.SSLContext | None:
    if settings.tls is None:
        return None
    if isinstance(settings.tls, Path):
        hosts = tuple(dict.fromkeys((settings.host, "localhost", "127.0.0.1")))
        return authority.context(settings.tls, hosts, lambda: world.trouble.current.certificate)
    certificate, key = settings.tls
    found = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    for path in settings.tls:
        path.open("rb").close()  # OpenSSL does not name the file that it cannot read
    try:
        found.load_cert_chain(certificate, key)
    except ssl.SSLError as error:
        reason = error.reason or "no PEM"
        raise ssl.SSLError(f"{certificate} and {key} are no certificate and its key: {reason}") from None
    return found


class _Quiet(WSGIRequestHandler):
    """Logs through the program's own logger, and paths only: they hold no personal data by contract."""

    timeout = 30
    """Seconds a silent client is borne."""

    def send_response(self, code: int, message: str | None = None) -> None:
        """Without a Date of its own: the application sends that of the province's clock."""
        self.log_request(code)
        self.send_response_only(code, message)

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002  werkzeug's name
        """At debug level."""
        del type
        _LOG.debug(message, *args)
