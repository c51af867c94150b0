"""What every camera must do. Verbs: show {seed}, show_red {seed}, stop, resume, vanish, come_back.

`show` puts anything before the camera, `show_red` something red, another one for every seed; `stop` lets pictures
cease and `resume` lets them come again (a hand that shows every picture itself has nothing to do there).
"""

from __future__ import annotations

import contextlib
import time
from typing import Any

import numpy as np

from devices.conformance.suite import (
    GONE_AND_BACK,
    TWIN_BACK,
    Bench,
    Suite,
    Untried,
    expect,
    fault_of,
    rule,
)
from devices.conformance.unaided import BRIEF, unaided
from devices.contract import DeviceError, Fault, Kind, Picture

_DIMENSIONS = 3
_BRIEF = 0.3
_MORE_RED = 60
_AWAY = {Fault.GONE, Fault.CAMERA_STOPPED}
_ROW = 3
_MANY = 20
_AT_ONCE = 0.004
"""Seconds; no camera has 250 new pictures a second."""


def pictured(bench: Bench, seed: int, verb: str = "show") -> Picture:
    """The next picture, after something was put before the camera."""
    bench.do(verb, seed=seed)
    picture: Picture = bench.device.frame(bench.patience)
    return picture


def expect_picture(picture: Any) -> None:
    """Raises Unmet where this is no picture of the contract."""
    expect(isinstance(picture, np.ndarray), f"{type(picture).__name__} instead of a picture")
    expect(picture.dtype == "uint8", f"{picture.dtype} instead of uint8")
    expect(picture.ndim == _DIMENSIONS and picture.shape[2] == _DIMENSIONS and picture.size, f"{picture.shape}")


@rule("show")
def pictures_are_bytes_of_one_size(bench: Bench) -> None:
    """A picture is uint8 of height x width x 3, not empty; those that follow have the same size."""
    _opened = bench.device
    sizes = set()
    for seed in range(_ROW):
        picture = pictured(bench, seed)
        expect_picture(picture)
        sizes.add(picture.shape)
    expect(len(sizes) == 1, f"pictures of {len(sizes)} sizes")


@rule("show_red")
def red_comes_first(bench: Bench) -> None:
    """Channels are red, green, blue: before something red the first is the brightest."""
    _opened = bench.device
    bench.do("show_red", seed=0)
    shares: list[str] = []
    with contextlib.suppress(DeviceError):  # a picture of what was there before may still come
        for _ in range(2 * _ROW):
            picture = bench.device.frame(bench.patience if not shares else _BRIEF)
            red, blue = float(picture[:, :, 0].mean()), float(picture[:, :, 2].mean())
            if red > blue + _MORE_RED:
                return
            shares.append(f"{red:.0f} and {blue:.0f}")
    expect(condition=False, reason=f"before something red, the first and the third channel have {', '.join(shares)}")


@rule("show", "stop")
def each_picture_comes_once_and_then_the_camera_has_stopped(bench: Bench) -> None:
    """Pictures that follow differ; when no more come, camera.stopped is raised within the time given."""
    _opened = bench.device
    first, second, third = (pictured(bench, seed) for seed in range(_ROW))
    for one, next_one in ((first, second), (second, third)):
        expect(one.shape != next_one.shape or (one != next_one).any(), "the same picture came twice")
    bench.do("stop")
    try:
        fault = _ceased(bench)
        expect(fault is Fault.CAMERA_STOPPED, f"{fault.code} instead of {Fault.CAMERA_STOPPED.code}")
    finally:
        with contextlib.suppress(Untried):
            bench.do("resume")


@rule()
def a_picture_that_was_given_is_not_given_again_at_once(bench: Bench) -> None:
    """`frame` waits for the next new picture: it does not give the one that it gave before, again and again."""
    device, again = bench.device, 0
    before: Picture = np.empty(0, np.uint8)
    with contextlib.suppress(DeviceError):  # what a camera without pictures must do is another rule's
        for _ in range(_MANY):
            begun = time.monotonic()
            picture = device.frame(BRIEF)
            at_once = time.monotonic() - begun < _AT_ONCE
            again += at_once and np.array_equal(before, picture)
            before = np.array(picture)  # a copy: it may be filled anew
    expect(again <= _MANY // 2, f"of {_MANY} pictures {again} were the one before, given again at once")


@rule("show", "vanish", "come_back")
def a_lost_camera_is_said_and_comes_back(bench: Bench) -> None:
    """While it is away, device.gone or camera.stopped; once it is back and opened anew, pictures come again."""
    _opened = bench.device
    pictured(bench, 0)
    bench.do("vanish")
    fault = _ceased(bench)
    expect(fault in _AWAY, f"{fault.code} instead of {Fault.GONE.code} or {Fault.CAMERA_STOPPED.code}")
    bench.do("come_back")
    bench.reopen()
    for seed in bench.trying("no picture came after the camera was back"):
        with contextlib.suppress(DeviceError):
            pictured(bench, int(seed))
            return


def _ceased(bench: Bench) -> Fault:
    """The fault in which the next picture ends, once those that were under way have come."""
    for _ in bench.trying("pictures still come"):
        with contextlib.suppress(_StillComes):
            return fault_of(lambda: _none(bench))
    raise AssertionError  # `trying` ends in Unmet


class _StillComes(Exception):  # noqa: N818  a picture that was under way is no error
    """One more picture."""


def _none(bench: Bench) -> None:
    bench.device.frame(_BRIEF)
    raise _StillComes


def _framed(device: Any) -> bool:
    """How a camera is used while it is on."""
    expect_picture(device.frame(BRIEF))
    return True


RULES = (
    pictures_are_bytes_of_one_size,
    red_comes_first,
    each_picture_comes_once_and_then_the_camera_has_stopped,
    a_lost_camera_is_said_and_comes_back,
    a_picture_that_was_given_is_not_given_again_at_once,
)
"""Of every camera; nearly all need a hand."""
SUITE = Suite(
    Kind.CAMERA,
    (*RULES, *unaided(_framed, "frame")),
    verbs={
        "show": "Let something move before the camera.",
        "show_red": "Hold something red close before the camera.",
        **GONE_AND_BACK,
    },
    twin={"show": {"do": "state"}, **TWIN_BACK},
)
