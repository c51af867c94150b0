"""How fast waiting cases leave: the sync process's own rounds against a bare `requests` loop.

Both send cases of the same size, signed with the same key, to the same real sandbox (which takes a new connection for
each: its server keeps none open), in batches that take turns. The loop knows its bytes beforehand, decodes nothing
and writes nothing down; but it signs, then waits, where the sync process signs while it waits. That gains what the
second core has to spare: on a machine that is busy with other things nothing is left of it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import requests

from kiosk.domain.ids import uuid7
from kiosk.platform_api.digest import manifest_digest
from kiosk.platform_api.signing.keys import load_or_new
from kiosk.platform_api.signing.rfc9421 import Request, sign_request
from kiosk.platform_api.times import to_rfc3339
from kiosk.runtime.assembly import synchroniser
from kiosk.runtime.connections import open_store
from offline_cache.outbox import Outbox
from tests.benchmarks.figures import Figure, of_samples
from tests.chaos.province import Province
from tests.chaos.terminal import Terminal, code_of, set_up
from tests.platform_stand import YDJY, case, encoded, signature_evidence

_CREATED = 201
_DAYS = 30


def measure(folder: Path, *, batches: int = 8, size: int = 50) -> dict[str, Figure]:
    """`queue_drain`: cases a second, median over the batches."""
    province = Province(folder)
    rates: dict[str, list[float]] = {"ours": [], "bare": []}
    with _served(province):
        terminal = set_up("A-001", folder / "terminal", province.url, province.platform_key)
        province.tell("code", {"code": code_of(terminal.name)})
        sender = synchroniser(terminal.settings)
        sender.once()  # enrols, fetches the catalogue
        with closing(Outbox(open_store(terminal.files))) as outbox, requests.Session() as session:
            for number in range(batches + 1):
                ours, bare = ([_case() for _ in range(size)] for _ in "12")
                for case_id, body in ours:
                    outbox.enqueue(case_id, "submission", body)
                signed = _signed(terminal, session)
                turns: list[tuple[str, Callable[[], None]]] = [
                    ("ours", partial(_drained, sender.round, outbox)),
                    ("bare", partial(_looped, signed, bare)),
                ]
                for name, act in turns if number % 2 else reversed(turns):
                    begin = time.perf_counter()
                    act()
                    if number:  # the first one warms up
                        rates[name].append(size / (time.perf_counter() - begin))
        if len(province.arrivals()) != 2 * size * (batches + 1):
            raise RuntimeError("not everything arrived")
    floor = ">= 0.8 x, goal 0.9 x"
    name = "a bare requests loop, signing the same PUTs"
    return {"queue_drain": of_samples(rates["ours"], "1/s", baseline=rates["bare"], name=name, floor=floor)}


@contextmanager
def _served(province: Province) -> Iterator[None]:
    command = [sys.executable, "-m", "kiosk", *province.words]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        if process.stdout is None or json.loads(process.stdout.readline())["event"] != "ready":
            raise RuntimeError("the sandbox does not start")
        try:
            yield
        finally:
            process.terminate()


def _case() -> tuple[str, bytes]:
    """A case of an ordinary size, about something of its own."""
    now, phone = time.time(), f"199{int.from_bytes(os.urandom(3)):08d}"
    form = YDJY | {"start": to_rfc3339(now + _DAYS * 86_400)[:10], "phone": phone}
    made = case(
        signature_evidence(), submission_id=uuid7(), captured_at=to_rfc3339(now), captured_offline=True, form=form
    )
    return made.submission_id, encoded(made)


def _drained(turn: Callable[[], float], outbox: Outbox) -> None:
    while outbox.next_due() is not None:
        turn()


def _looped(put: Callable[[str, bytes], None], cases: list[tuple[str, bytes]]) -> None:
    for case_id, body in cases:
        put(case_id, body)


def _signed(terminal: Terminal, session: requests.Session) -> Callable[[str, bytes], None]:
    """One PUT of the loop."""
    platform, key = terminal.settings.platform, load_or_new(terminal.files.terminal_key, "sm2-sm3")

    def put(case_id: str, body: bytes) -> None:
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "X-Terminal-Id": terminal.name,
            "Idempotency-Key": case_id,
            "X-Manifest-Digest": manifest_digest(body),
        }
        request = Request("PUT", f"{platform.base_url}/v1/submissions/{case_id}", headers)
        sign_request(request, body, key, time.time())
        answer = session.put(request.url, data=body, headers=headers, timeout=60)
        if answer.status_code != _CREATED:
            raise RuntimeError(f"the platform said {answer.status_code}")

    return put
