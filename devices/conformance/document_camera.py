"""What every document camera must do: all that a camera must, find a page, take it, and say where none lies.

Verbs: those of a camera, and page {name}: name = "certificate" lays a page down, "none" leaves the desk empty.
"""

from __future__ import annotations

import contextlib
from typing import Any

from devices.conformance import camera
from devices.conformance.suite import Bench, Suite, expect, rule
from devices.conformance.unaided import BRIEF, unaided
from devices.contract import Describable, DeviceError, Fault, Kind, PageImage, Sight

_JPEG = b"\xff\xd8"
_CORNERS = 4
_TIMEOUT = 5.0


@rule("show")
def what_it_says_of_itself_is_what_it_gives(bench: Bench) -> None:
    """Where it describes itself, `can` has width_px and height_px, and pictures are of that size."""
    device = bench.device
    height, width = camera.pictured(bench, 0).shape[:2]
    if isinstance(device, Describable):
        bench.do("show", seed=1)
        can = device.describe().can
        said = (can.get("width_px", width), can.get("height_px", height))
        expect(said == (width, height), f"says {said[0]}x{said[1]}, gives {width}x{height}")


@rule("page")
def a_page_that_lies_there_is_found_and_taken(bench: Bench) -> None:
    """`look` names four corners as shares of the picture; `take` gives the page as JPEG, and its picture."""
    device = bench.device
    for _ in bench.trying("the page was not found"):
        bench.do("page", name="certificate")
        sight = device.look(_TIMEOUT)
        if sight.corners:
            break
    expect(len(sight.corners) == _CORNERS, f"{len(sight.corners)} corners")
    expect(all(0 <= share <= 1 for corner in sight.corners for share in corner), "a corner outside the picture")
    for _ in bench.trying("the page could not be taken"):
        bench.do("page", name="certificate")
        with contextlib.suppress(DeviceError):
            _expect_page(device.take(_TIMEOUT))
            return


@rule("page")
def where_no_page_lies_that_is_said_and_all_can_be_taken(bench: Bench) -> None:
    """On an empty desk `take` raises page.not-found; with `whole` it gives all that the camera sees."""
    device = bench.device
    for _ in bench.trying("a page was taken from an empty desk"):
        bench.do("page", name="none")
        try:
            device.take(_TIMEOUT)
        except DeviceError as error:
            expect(error.fault is Fault.PAGE_NOT_FOUND, f"{error.fault.code} instead of page.not-found")
            break
    bench.do("page", name="certificate")
    _expect_page(device.take(_TIMEOUT, whole=True))


def _expect_page(page: Any) -> None:
    expect(isinstance(page, PageImage), f"{type(page).__name__} instead of PageImage")
    expect(page.jpeg.startswith(_JPEG), "no JPEG")
    expect(page.picture.ndim == len(("rows", "columns", "channels")), "no RGB picture")


def _looked(device: Any) -> bool:
    """How a document camera is used while it is on."""
    sight = device.look(BRIEF)
    expect(isinstance(sight, Sight), f"look() gave {type(sight).__name__} instead of Sight")
    camera.expect_picture(sight.picture)
    return True


SUITE = Suite(
    Kind.DOCUMENT_CAMERA,
    (
        *camera.RULES,
        what_it_says_of_itself_is_what_it_gives,
        a_page_that_lies_there_is_found_and_taken,
        where_no_page_lies_that_is_said_and_all_can_be_taken,
        *unaided(_looked, "frame", "look", "take"),
    ),
    verbs={**camera.SUITE.verbs, "page": "Lay a page under the camera ({name}; none = an empty desk)."},
    twin=camera.SUITE.twin,
)
