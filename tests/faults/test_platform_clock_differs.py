"""Clocks that differ: up to days it is measured and made good, beyond that a clock fault and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.transport import MAX_OFFSET
from kiosk.platform_api.wire import Heartbeat
from tests.platform_stand import NOW, P01, SandboxStand, sandbox_stand

BEAT = Heartbeat(to_rfc3339(NOW), "0.1.0")


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[SandboxStand]:
    with sandbox_stand(tmp_path) as started:
        yield started


@pytest.mark.parametrize("shift", [-172800.0, -250.0, -95.0, 40.0, 95.0, 250.0, 172800.0])
def test_a_terminal_some_minutes_or_two_days_off_measures_it_and_goes_on(stand: SandboxStand, shift: float) -> None:
    stand.control("trouble", {"clockShift": shift})
    stand.platform.heartbeat(BEAT)
    assert stand.platform.clock_offset == pytest.approx(shift, abs=2)
    stand.platform.heartbeat(BEAT)


@pytest.mark.parametrize("shift", [-86400.0 * 31, -(MAX_OFFSET + 5), MAX_OFFSET + 5, 86400.0 * 400])
def test_a_terminal_far_off_stops_and_says_clock(stand: SandboxStand, shift: float) -> None:
    stand.control("trouble", {"clockShift": shift})
    for call in (stand.platform.server_time, lambda: stand.platform.heartbeat(BEAT), stand.platform.catalogue):
        with pytest.raises(PlatformError) as caught:
            call()
        assert caught.value.fault is PlatformFault.CLOCK
    assert stand.platform.clock_offset == pytest.approx(0, abs=1)


def test_a_clock_that_is_set_right_again_is_followed(stand: SandboxStand) -> None:
    stand.control("trouble", {"clockShift": 200})
    stand.platform.heartbeat(BEAT)
    stand.control("trouble", {})
    stand.platform.heartbeat(BEAT)
    assert stand.platform.clock_offset == pytest.approx(0, abs=2)


def test_the_offset_is_measured_to_a_fraction_of_a_second(stand: SandboxStand) -> None:
    stand.control("trouble", {"clockShift": 12.25})
    stand.platform.server_time()
    assert stand.platform.clock_offset == pytest.approx(12.25, abs=0.01)


def test_a_code_that_is_late_by_the_platforms_clock_is_refused(stand: SandboxStand) -> None:
    token = stand.platform.show_token(stand.open(P01), "lic-p01-id-card")
    stand.control("trouble", {"clockShift": 61})
    assert not stand.redeem(token.payload)
