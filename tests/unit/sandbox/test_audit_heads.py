"""The platform keeps how far a terminal's audit trail went, and sees when it goes less far."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.sandbox.conftest import Bench, kind

BEATS = "/v1/terminals/heartbeats"


def told(bench: Bench, seq: int, digit: str = "0") -> int:
    beat = {"at": "2026-07-12T09:41:00+08:00", "version": "0.1.0", "audit": {"seq": seq, "sm3": digit * 64}}
    return bench.ask("POST", BEATS, beat).status_code


def heads(bench: Bench) -> list[dict[str, Any]]:
    answer = bench.control("audit").json
    assert answer is not None
    return list(answer["terminals"])


def kept(bench: Bench) -> dict[str, Any]:
    (one,) = heads(bench)
    return {name: one[name] for name in ("seq", "cut")}


def test_furthest_head_is_kept(bench: Bench) -> None:
    assert [told(bench, seq) for seq in (3, 3, 9)] == [200] * 3
    assert kept(bench) == {"seq": 9, "cut": False}


@pytest.mark.parametrize(("seq", "digit"), [(8, "0"), (9, "1")])
def test_trail_that_goes_less_far_or_is_another_one_is_cut(bench: Bench, seq: int, digit: str) -> None:
    told(bench, 9)
    assert told(bench, seq, digit) == 200, "a terminal is not shut out for it"
    assert kept(bench) == {"seq": 9, "cut": True}
    told(bench, 20)
    assert kept(bench) == {"seq": 20, "cut": True}, "and it is not forgotten"


def test_head_that_is_none_is_refused(bench: Bench) -> None:
    beat = {"at": "2026-07-12T09:41:00+08:00", "version": "0.1.0", "audit": {"seq": 0, "sm3": "x"}}
    assert kind(bench.ask("POST", BEATS, beat)) == "invalid"
    assert heads(bench) == []
