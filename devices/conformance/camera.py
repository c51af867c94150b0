"""What every camera must do. Verbs: show_red {seed}, stop, resume.

`show_red` puts something red before the camera, another one for every seed; `stop` lets pictures cease (a hand that
shows every picture itself has nothing to do there).
"""

from __future__ import annotations

from devices.conformance.suite import Bench, Suite, expect, may_be_closed_twice, rule
from devices.contract import DeviceError, Fault, Kind, Picture

_DIMENSIONS = 3
_BRIEF = 0.3
_MORE_RED = 60


def _pictured(bench: Bench, seed: int) -> Picture:
    bench.do("show_red", seed=seed)
    picture: Picture = bench.device.frame(bench.patience)
    return picture


@rule("show_red")
def pictures_are_rgb_bytes(bench: Bench) -> None:
    """A picture is uint8 of height x width x 3, not empty, and red comes first."""
    _opened = bench.device
    picture = _pictured(bench, 0)
    expect(picture.dtype == "uint8", f"{picture.dtype} instead of uint8")
    expect(picture.ndim == _DIMENSIONS and picture.shape[2] == _DIMENSIONS and picture.size, f"{picture.shape}")
    red, blue = float(picture[:, :, 0].mean()), float(picture[:, :, 2].mean())
    expect(red > blue + _MORE_RED, f"before something red the first channel has {red:.0f}, the third {blue:.0f}")


@rule("show_red", "stop")
def each_picture_comes_once_and_then_the_camera_has_stopped(bench: Bench) -> None:
    """Pictures that follow differ; when no more come, camera.stopped is raised within the time given."""
    _opened = bench.device
    first, second, third = (_pictured(bench, seed) for seed in range(3))
    for one, next_one in ((first, second), (second, third)):
        expect(one.shape != next_one.shape or (one != next_one).any(), "the same picture came twice")
    bench.do("stop")
    for _ in bench.trying("pictures still come although the camera has stopped"):
        try:
            bench.device.frame(_BRIEF)  # one that was under way
        except DeviceError as error:
            fault = error.fault
        else:
            continue
        expect(fault is Fault.CAMERA_STOPPED, f"{fault.code} instead of {Fault.CAMERA_STOPPED.code}")
        return


SUITE = Suite(
    Kind.CAMERA,
    (pictures_are_rgb_bytes, each_picture_comes_once_and_then_the_camera_has_stopped, may_be_closed_twice),
    verbs={"show_red": "Hold something red close before the camera.", "stop": "Pull the camera's plug."},
)
