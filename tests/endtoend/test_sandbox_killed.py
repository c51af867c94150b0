"""The sandbox is killed between commit and answer: whoever asks again over a real line is told what was committed."""

from __future__ import annotations

import json
import threading
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from kiosk.platform_api.client import PlatformClient
from kiosk.platform_api.faults import PlatformError
from kiosk.platform_api.signing.keys import new_key, parse_public
from kiosk.platform_api.transport import Endpoint
from kiosk.platform_api.wire import KeyRenewed
from tests.endtoend.test_sandbox_command import started
from tests.platform_stand import encoded
from tests.unit.sandbox.test_submissions import filled

LIMIT = 60
KEY, NEXT = new_key("sm2-sm3"), new_key("sm2-sm3")
CASE = filled("jg-lxfs")


def control(url: str, name: str, body: dict[str, Any] | None = None) -> Any:
    data = json.dumps(body).encode() if body is not None else None
    with urllib.request.urlopen(urllib.request.Request(f"{url}/_sandbox/{name}", data), timeout=LIMIT) as answer:  # noqa: S310
        return json.loads(answer.read())


def client(ready: dict[str, Any]) -> PlatformClient:
    endpoint = Endpoint(ready["url"], "A-03", parse_public(ready["platform_key"]), connect_timeout=LIMIT)
    return PlatformClient(endpoint, KEY)


def killed_over(folder: Path, ask: Callable[[PlatformClient], object], operation: str) -> None:
    """Start it, ask, wait until what was asked is committed, kill it before it answers."""
    with started(folder, "--enrol-code", "CODE-0001") as (process, ready):
        platform = client(ready)
        platform.enrol("CODE-0001")
        control(ready["url"], "trouble", {"holdMs": LIMIT * 1000})

        def asks() -> None:
            with suppress(PlatformError):
                ask(platform)

        asking = threading.Thread(target=asks, daemon=True)
        asking.start()
        until = time.monotonic() + LIMIT
        while operation not in control(ready["url"], "ledger") and time.monotonic() < until:
            time.sleep(0.02)
        process.kill()
        asking.join(LIMIT)
        platform.close()


def test_case_is_there_once_and_has_the_number_it_was_given(tmp_path: Path) -> None:
    killed_over(
        tmp_path, lambda platform: platform.put_submission(CASE.submission_id, encoded(CASE)), "putSubmission"
    )
    with started(tmp_path) as (_, ready):
        (held,) = control(ready["url"], "submissions")["submissions"]
        platform = client(ready)
        answer = platform.put_submission(CASE.submission_id, encoded(CASE))
        platform.close()
        counts = control(ready["url"], "ledger")["putSubmission"]
    assert answer.project_no == held["projectNo"]
    assert (counts["accepted"], counts["ids"], counts["contents"]) == (2, 1, 1)


def test_new_key_is_taken_though_nobody_heard_so(tmp_path: Path) -> None:
    heard: list[KeyRenewed] = []
    killed_over(tmp_path, lambda platform: heard.append(platform.renew_key(NEXT)), "renewKey")
    assert heard == []
    with started(tmp_path) as (_, ready):
        platform = client(ready)
        assert platform.renew_key(NEXT).key_id == NEXT.key_id
        platform.close()
