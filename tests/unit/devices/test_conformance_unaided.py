"""The rules that need no hand can fail: drivers that break one each, with nobody beside them."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from devices.conformance.hands import Nobody
from devices.conformance.suite import Bench, Rule, Verdict, judged, suite
from devices.contract import DeviceError, Driver, Fault, Found, Kind, Picture, Turned
from devices.protocols.idcard_record import CardRecord

PEOPLE = Path(__file__).parents[3] / "kiosk" / "sandbox" / "seed" / "people"


def rule(kind: Kind, name: str) -> Rule:
    return next(one for one in suite(kind).rules if one.name == name)


def verdict(kind: Kind, name: str, device: Any) -> tuple[Verdict, str]:
    result = judged(rule(kind, name), Bench(Driver("bad", kind, lambda _options: device), {}, Nobody()))
    return result.verdict, result.reason


class Polls:
    """A reader that polls in one way."""

    def __init__(self, poll: Callable[[Callable[[], None]], Any]) -> None:
        self.poll = poll

    def close(self) -> None:
        """Nothing is given back."""


def nothing(_detected: Callable[[], None]) -> None:
    time.sleep(0.01)


def a_card(detected: Callable[[], None]) -> CardRecord:
    detected()
    return Bench(DRIVER, {}, Nobody(), PEOPLE).expected("p01")


def unheard(_detected: Callable[[], None]) -> CardRecord:
    return a_card(lambda: None)


def away(_detected: Callable[[], None]) -> None:
    raise DeviceError(Fault.GONE)


def slow(_detected: Callable[[], None]) -> None:
    time.sleep(0.6)


def misnamed(_detected: Callable[[], None]) -> None:
    clumsy: Any = "gone"
    raise DeviceError(clumsy)


DRIVER = Driver("bad", Kind.ID_READER, lambda _options: None)
USED = "used_by_nobody_it_answers_in_time"
LEFT = "opened_and_closed_it_leaves_nothing_behind"
LOOKED = "looking_for_devices_opens_none_and_never_raises"


@pytest.mark.parametrize(
    ("poll", "reason"),
    [
        (lambda _detected: {"name": "某人"}, "it gave dict instead of CardRecord or None"),
        (lambda _detected: False, "it gave bool instead of CardRecord or None"),
        (unheard, "did not say it had detected"),
        (a_card, "gave something 3 times although nobody did anything"),
        (away, "raised device.gone"),
        (slow, "to answer, more than 0.5 s"),
        (misnamed, "raised AttributeError, which is no DeviceError (test_conformance_unaided.py"),
    ],
)
def test_a_reader_that_nobody_uses_breaks_a_rule(
    poll: Callable[[Callable[[], None]], Any], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devices.conformance.unaided.PROMPT", 0.5)
    assert verdict(Kind.ID_READER, USED, Polls(nothing)) == (Verdict.PASSED, "")
    said = verdict(Kind.ID_READER, USED, Polls(poll))
    assert said[0] is Verdict.FAILED
    assert reason in said[1]
    assert "某人" not in said[1]


class Door:
    """Tells what is in it, one thing after the other, without ever waiting."""

    def __init__(self, *told: Turned) -> None:
        self.told = list(told)

    def listen(self, _timeout: float) -> Turned | None:
        return self.told.pop() if self.told else None

    def close(self) -> None:
        """Nothing is given back."""


def test_a_listener_that_does_not_wait_or_tells_all_the_time_breaks_a_rule() -> None:
    assert "does not wait" in verdict(Kind.DOOR, USED, Door())[1]
    assert "3 times although nobody" in verdict(Kind.DOOR, USED, Door(*[Turned("opened")] * 3))[1]
    assert "no word of its kind" in verdict(Kind.DOOR, USED, Door(Turned("9")))[1]


def test_a_driver_that_gives_nothing_back_breaks_a_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.conformance.unaided._SETTLING", 0.0)
    with contextlib.ExitStack() as kept:

        def opened(_options: Mapping[str, Any]) -> Any:
            kept.enter_context(Path("/dev/null").open())
            return Polls(nothing)

        result = judged(rule(Kind.ID_READER, LEFT), Bench(Driver("bad", Kind.ID_READER, opened), {}, Nobody()))
    assert (result.verdict, result.reason) == (Verdict.FAILED, "4 open files more than before, after 4 times")


class Lingers(Polls):
    """Gives its file back when nobody knows it any more, instead of when it is closed."""

    def __init__(self) -> None:
        super().__init__(nothing)
        self.file = os.open("/dev/null", os.O_RDONLY)

    def __del__(self) -> None:
        os.close(self.file)


def test_a_driver_that_gives_back_only_what_is_forgotten_breaks_a_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.conformance.unaided._SETTLING", 0.0)
    driver = Driver("bad", Kind.ID_READER, lambda _options: Lingers())
    result = judged(rule(Kind.ID_READER, LEFT), Bench(driver, {}, Nobody()))
    assert (result.verdict, result.reason) == (Verdict.FAILED, "4 open files more than before, after 4 times")


class Checked(Polls):
    """A reader that can be asked whether it is well, and raises."""

    def __init__(self, error: Exception) -> None:
        super().__init__(nothing)
        self.error = error

    def check(self) -> None:
        raise self.error


def test_a_check_that_raises_what_is_no_device_error_breaks_a_rule() -> None:
    assert verdict(Kind.ID_READER, USED, Checked(DeviceError(Fault.GONE))) == (Verdict.PASSED, "")
    said = verdict(Kind.ID_READER, USED, Checked(ValueError("某人")))
    assert said[0] is Verdict.FAILED
    assert said[1].startswith("raised ValueError, which is no DeviceError (test_conformance_unaided.py")


class Sleeps(Door):
    """Does not care how long it may wait."""

    def listen(self, timeout: float) -> Turned | None:
        time.sleep(2 * timeout)
        return None


@pytest.mark.parametrize("kind", [Kind.DOOR, Kind.SCANNER])
def test_a_listener_that_waits_longer_than_it_may_breaks_a_rule(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    assert verdict(kind, USED, Sleeps()) == (Verdict.PASSED, "")
    monkeypatch.setattr("devices.conformance.unaided.LATE", 0.05)
    assert "asked to wait 0.1 s, more than 0.15 s, 3 times" in verdict(kind, USED, Sleeps())[1]


class Shows:
    """A camera that has a picture at once."""

    def __init__(self, *, new: bool) -> None:
        self.new = new
        self.number = 0

    def frame(self, _timeout: float) -> Picture:
        self.number += self.new
        return np.full((2, 2, 3), self.number, np.uint8)

    def close(self) -> None:
        """Nothing is given back."""


@pytest.mark.parametrize("kind", [Kind.CAMERA, Kind.DOCUMENT_CAMERA])
def test_a_camera_that_gives_one_picture_again_and_again_breaks_a_rule(
    kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devices.conformance.camera._AT_ONCE", 5.0)
    name = "a_picture_that_was_given_is_not_given_again_at_once"
    assert verdict(kind, name, Shows(new=True)) == (Verdict.PASSED, "")
    assert "of 20 pictures 19 were the one before" in verdict(kind, name, Shows(new=False))[1]


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (lambda _roots: [1], "find gave int instead of Found"),
        (lambda _roots: [Found("other", Kind.ID_READER, "")], "found for another driver"),
        (lambda _roots: 1 / 0, "ZeroDivisionError"),
    ],
)
def test_a_driver_that_looks_badly_breaks_a_rule(found: Callable[[Any], Any], reason: str) -> None:
    driver = Driver("bad", Kind.ID_READER, lambda _options: Polls(nothing), find=found)
    result = judged(rule(Kind.ID_READER, LOOKED), Bench(driver, {}, Nobody()))
    assert result.verdict is Verdict.FAILED
    assert reason in result.reason
