"""`kiosk sandbox` as its own process: ready line, HTTPS, end with the parent, state kept, one answer on stdout."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import trustme

from kiosk.platform_api.client import PlatformClient
from kiosk.platform_api.signing.keys import new_key, parse_public
from kiosk.platform_api.transport import Endpoint

ENVIRONMENT = {**os.environ, "PYTHONUNBUFFERED": "1"}
LIMIT = 60


@contextmanager
def started(folder: Path, *more: str) -> Iterator[tuple[subprocess.Popen[bytes], dict[str, Any]]]:
    words = ["sandbox", "--port", "0", "--db", str(folder / "platform.db"), "--with-parent", *more]
    process = subprocess.Popen(
        [sys.executable, "-m", "kiosk", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
    )
    try:
        assert process.stdout is not None
        yield process, json.loads(process.stdout.readline())
    finally:
        process.kill()
        process.wait(LIMIT)
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()


def client(ready: dict[str, Any], ca_file: Path | None = None) -> PlatformClient:
    endpoint = Endpoint(ready["url"], "A-03", parse_public(ready["platform_key"]), ca_file, connect_timeout=20)
    return PlatformClient(endpoint, new_key("sm2-sm3"))


def test_it_says_when_it_is_ready_and_answers(tmp_path: Path) -> None:
    with started(tmp_path, "--enrol-code", "CODE-0001") as (process, ready):
        assert ready["event"] == "ready"
        platform = client(ready)
        platform.enrol("CODE-0001")
        assert platform.catalogue() is not None
        platform.close()
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=LIMIT)
    assert process.returncode == 0, err
    assert out == b""
    assert (tmp_path / "platform.db").stat().st_mode & 0o077 == 0
    written = (tmp_path / "platform.db.keys" / "platform.pub.pem").read_text("ascii")
    assert written == ready["platform_key"]


def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    with started(tmp_path) as (process, _):
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(LIMIT) == 0


def test_its_key_and_state_survive_a_kill(tmp_path: Path) -> None:
    with started(tmp_path) as (_, first):
        pass
    with started(tmp_path) as (_, second):
        assert second["platform_key"] == first["platform_key"]


@pytest.mark.parametrize("suite", ["sm2-sm3", "ecdsa-p256-sha256"])
def test_it_speaks_https_in_both_suites(tmp_path: Path, suite: str) -> None:
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1")
    chain, key, trusted = tmp_path / "chain.pem", tmp_path / "key.pem", tmp_path / "ca.pem"
    chain.write_bytes(b"".join(blob.bytes() for blob in certificate.cert_chain_pems))
    certificate.private_key_pem.write_to_path(key)
    authority.cert_pem.write_to_path(trusted)
    words = ("--cert", str(chain), "--key", str(key), "--suite", suite, "--enrol-code", "CODE-0001")
    with started(tmp_path, *words) as (_, ready):
        assert ready["url"].startswith("https://")
        platform = client(ready, trusted)
        platform.enrol("CODE-0001")
        assert platform.catalogue() is not None
        platform.close()


def test_a_certificate_without_key_is_a_mistake(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "kiosk", "sandbox", "--port", "0", "--db", str(tmp_path / "a.db"), "--cert", "x"]
    found = subprocess.run(words, capture_output=True, env=ENVIRONMENT, timeout=LIMIT, check=False)
    assert found.returncode == 2
    assert found.stdout == b""
    assert b"--key" in found.stderr


def shown(folder: Path, what: str) -> Any:
    words = ["sandbox", "--db", str(folder / "platform.db"), "--show", what]
    done = subprocess.run([sys.executable, "-m", "kiosk", *words], capture_output=True, env=ENVIRONMENT, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_raw_log_is_read_while_one_runs_and_when_it_was_killed(tmp_path: Path) -> None:
    with started(tmp_path, "--enrol-code", "CODE-0001") as (_, ready):
        platform = client(ready)
        platform.enrol("CODE-0001")
        platform.close()
        assert shown(tmp_path, "ledger")["enrol"]["accepted"] == 1
    assert [one["operation"] for one in shown(tmp_path, "writes")["writes"]] == ["enrol"]


def test_words_that_do_not_fit_together_are_said(tmp_path: Path) -> None:
    place = ["--db", str(tmp_path / "platform.db")]
    for words in (place, [*place, "--port", "0", "--show", "ledger"], [*place, "--port", "0", "--unsigned"]):
        done = subprocess.run(
            [sys.executable, "-m", "kiosk", "sandbox", *words],
            capture_output=True,
            env={**ENVIRONMENT, "KIOSK_DEPLOYMENT": "production"},
            check=False,
        )
        assert done.returncode == 2
        assert done.stderr
    assert not (tmp_path / "platform.db").exists()
