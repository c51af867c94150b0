"""`kiosk sandbox`: a provincial platform for one machine. Must never be run where citizens are served."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from kiosk.commands import tcp_port


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = (
        "A fictional provincial platform on this machine: the same contract as the real one, on SQLite. "
        "Prints one line of JSON when it is ready; control interface under /_sandbox/ from this machine only."
    )
    parser.add_argument("--port", type=tcp_port, help="TCP port to serve on; 0 = any free one")
    parser.add_argument(
        "--show",
        choices=["ledger", "writes"],
        help="print what the raw log in the file counts, or the log itself, as JSON; also while one runs",
    )
    parser.add_argument("--db", type=Path, required=True, help="SQLite file; kept over restarts")
    parser.add_argument("--host", default="127.0.0.1", help="address to bind (default: %(default)s)")
    parser.add_argument("--public-url", help="how terminals call it, behind a proxy")
    parser.add_argument(
        "--enrol-code", default="SANDBOX-CODE", help="one-time code for a terminal (default: %(default)s)"
    )
    parser.add_argument("--verifier-code", help="one-time code for a verifier")
    parser.add_argument("--key-dir", type=Path, help="where its key lies (default: beside the file, with .keys)")
    parser.add_argument("--suite", default="sm2-sm3", choices=["sm2-sm3", "ecdsa-p256-sha256"], help="of its own key")
    parser.add_argument("--cert", type=Path, help="certificate (PEM) for HTTPS")
    parser.add_argument("--key", type=Path, help="key (PEM) for HTTPS")
    parser.add_argument(
        "--tls-dir",
        type=Path,
        help="HTTPS with an authority of its own, made there (ca.pem); can show wrong certificates",
    )
    parser.add_argument(
        "--unsigned",
        action="store_true",
        help="let contract tools in without signatures; every answer says so; refused in production",
    )
    parser.add_argument("--with-parent", action="store_true", help="end when standard input closes")


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop; 0 then, 1 where it cannot start, 2 for arguments that do not fit together."""
    wrong = _wrong(args)
    if wrong:
        print(wrong, file=sys.stderr)
        return 2
    return _show(args.db, args.show) if args.show else _serve(args)


def _wrong(args: argparse.Namespace) -> str | None:
    """What does not fit together, or not here."""
    from kiosk.runtime.deployment import is_production

    if args.unsigned and is_production():
        return "--unsigned is refused: the settings of this machine say production"
    if (args.port is None) is (args.show is None):
        return "one of --port and --show is needed"
    if (args.cert is None) != (args.key is None):
        return "--cert and --key belong together"
    return "--cert and --tls-dir exclude each other" if args.cert and args.tls_dir else None


def _show(path: Path, what: str) -> int:
    """The raw log out of the file, which is opened to read and nothing else."""
    from kiosk.sandbox import ledger

    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        db.row_factory = sqlite3.Row
        with closing(db):
            answer = ledger.counted(db) if what == "ledger" else ledger.page(db, limit=sys.maxsize)
    except sqlite3.Error as error:
        print(f"{path} cannot be read: {error}", file=sys.stderr)
        return 1
    except IndexError:  # sqlite3.Row, for a column that is not there
        print(f"{path} was made by an older sandbox: its log has other columns", file=sys.stderr)
        return 1
    print(json.dumps(answer))
    return 0


def _serve(args: argparse.Namespace) -> int:
    from kiosk.platform_api.signing.keys import KeyFileError
    from kiosk.sandbox.server import Sandbox, Settings

    settings = Settings(
        db=args.db,
        key_dir=args.key_dir or args.db.with_name(args.db.name + ".keys"),
        port=args.port,
        host=args.host,
        public_url=args.public_url,
        tls=(args.cert, args.key) if args.cert else args.tls_dir,
        suite=args.suite,
        unsigned=args.unsigned,
    )
    try:
        sandbox = Sandbox(settings)
    except (OSError, sqlite3.Error, KeyFileError) as error:
        print(f"the sandbox cannot start on {args.db}: {error}", file=sys.stderr)
        return 1
    sandbox.world.add_code(args.enrol_code, "terminal")
    if args.verifier_code:
        sandbox.world.add_code(args.verifier_code, "verifier")
    _stop_on_signal(sandbox.stop)
    if args.with_parent:
        threading.Thread(target=_until_parent_ends, args=(sandbox.stop,), daemon=True).start()
    ready = {"event": "ready", "url": sandbox.url, "platform_key": sandbox.world.key.public.pem}
    print(json.dumps(ready), flush=True)
    sandbox.serve()
    sandbox.close()
    return 0


def _stop_on_signal(stop: Callable[[], None]) -> None:
    """SIGTERM and SIGINT end it in order; from a thread, because the serving one would wait for itself."""

    def asked(number: int, frame: object) -> None:
        del number, frame
        threading.Thread(target=stop, daemon=True).start()

    signal.signal(signal.SIGTERM, asked)
    signal.signal(signal.SIGINT, asked)


def _until_parent_ends(stop: Callable[[], None]) -> None:
    """Standard input closes when the starting program ends, however it ends."""
    while os.read(sys.stdin.fileno(), 4096):  # not through the buffer, whose lock would outlive us
        pass
    stop()
