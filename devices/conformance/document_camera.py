"""What every document camera must do: all that a camera must, and say how large its pictures are.

Verbs: those of a camera.
"""

from __future__ import annotations

from devices.conformance import camera
from devices.conformance.suite import Bench, Suite, expect, rule
from devices.contract import Describable, Kind


@rule("show_red")
def what_it_says_of_itself_is_what_it_gives(bench: Bench) -> None:
    """Where it describes itself, `can` has width_px and height_px, and pictures are of that size."""
    device = bench.device
    bench.do("show_red", seed=0)
    height, width = device.frame(bench.patience).shape[:2]
    if isinstance(device, Describable):
        can = device.describe().can
        said = (can.get("width_px", width), can.get("height_px", height))
        expect(said == (width, height), f"says {said[0]}x{said[1]}, gives {width}x{height}")


SUITE = Suite(
    Kind.DOCUMENT_CAMERA,
    (*camera.SUITE.rules, what_it_says_of_itself_is_what_it_gives),
    verbs=camera.SUITE.verbs,
    twin=camera.SUITE.twin,
)
