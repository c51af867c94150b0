"""A V4L2 camera that is not here: the kernel's lists are folders, the device is a class that answers as OpenCV's."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from devices.contract import DeviceError, Fault, FrameEvent, Roots, StateChanged
from devices.drivers import camera_opencv, document_camera
from devices.drivers.camera_opencv import OpenCvCamera
from devices.transports.video_nodes import video_nodes
from devices.transports.vision import cv2
from devices.worker import Patience
from devices.workers import CameraWorker
from tests.runtime_stand import until

WEBCAM = "usb-Example_Cam_2.0_A1B2-video-index0"


@dataclass
class Machine:
    """The kernel's view of the cameras: /dev and /sys in a folder."""

    base: Path

    @property
    def roots(self) -> Roots:
        return Roots(self.base / "dev", self.base / "sys")

    def plug(
        self, number: int, name: str, *, index: int = 0, by_id: str = "", place: str = "pci0000:00/usb1/1-2"
    ) -> None:
        device = self.base / "sys" / "devices" / place
        interface = device / "1-2:1.0"
        entry = interface / "video4linux" / f"video{number}"
        entry.mkdir(parents=True)
        for file, content in (("name", name), ("index", str(index))):
            (entry / file).write_text(content + "\n", encoding="utf-8")
        for file, content in (("idVendor", "1d6b"), ("idProduct", "0102"), ("serial", "A1B2")):
            (device / file).write_text(content + "\n", encoding="utf-8")
        (entry / "device").symlink_to(interface)
        known = self.base / "sys" / "class" / "video4linux"
        known.mkdir(parents=True, exist_ok=True)
        (known / f"video{number}").symlink_to(entry)
        node = self.roots.dev / f"video{number}"
        node.parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(node)  # neither file nor folder, as a device is neither
        if by_id:
            self.link("v4l/by-id", by_id, number)

    def link(self, folder: str, name: str, number: int) -> None:
        place = self.roots.dev / folder
        place.mkdir(parents=True, exist_ok=True)
        (place / name).unlink(missing_ok=True)
        (place / name).symlink_to(f"../../video{number}")


class Device:
    """Answers as `cv2.VideoCapture` does; gives what it can, whatever is asked."""

    def __init__(self, size: tuple[int, int] = (640, 480), *, formats: tuple[str, ...] = ("MJPG", "YUYV")) -> None:
        self.size, self.formats = size, formats
        self.fps, self.code = 30.0, formats[-1]
        self.asked: dict[int, float] = {}
        self.shows: Any = None
        self.plugged, self.released, self.silent_about_size = True, False, False
        self._count = 0

    def isOpened(self) -> bool:  # noqa: N802  OpenCV's name
        return self.plugged

    def set(self, what: int, value: float) -> bool:
        self.asked[what] = value
        code = int(value).to_bytes(4, "little").decode() if what == cv2.CAP_PROP_FOURCC else ""
        if code in self.formats:
            self.code = code
        return True

    def get(self, what: int) -> float:
        size = (0, 0) if self.silent_about_size else self.size
        said: Mapping[int, float] = {
            cv2.CAP_PROP_FOURCC: float(cv2.VideoWriter.fourcc(*self.code)),
            cv2.CAP_PROP_FRAME_WIDTH: size[0],
            cv2.CAP_PROP_FRAME_HEIGHT: size[1],
            cv2.CAP_PROP_FPS: self.fps,
        }
        return said.get(what, -1.0)

    def read(self) -> tuple[bool, Any]:
        if not self.plugged:
            return False, None
        if self.shows is not None:
            return True, self.shows
        self._count += 1
        random = np.random.default_rng(self._count)
        return True, random.integers(60, 200, (self.size[1], self.size[0], 3), np.uint8)

    def release(self) -> None:
        self.released = True


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def opened(machine: Machine, device: Device, **options: Any) -> OpenCvCamera:
    where = {"dev_root": machine.roots.dev, "sys_root": machine.roots.sys}
    return OpenCvCamera({"source": 0, **where, **options}, lambda _node: device)


def fault_of(machine: Machine, device: Device, **options: Any) -> Fault:
    """The fault in which opening it, or its first picture, ends."""
    camera = None
    try:
        camera = opened(machine, device, **options)
        camera.frame(20.0)
    except DeviceError as error:
        return error.fault
    finally:
        if camera is not None:
            camera.close()  # a thread that still reads would meet the end of the interpreter inside OpenCV
    pytest.fail("it was opened and gave a picture")


def ends_in(camera: OpenCvCamera) -> Fault:
    try:
        for _ in range(10_000):
            camera.frame(20.0)
    except DeviceError as error:
        return error.fault
    finally:
        camera.close()
    pytest.fail("it went on")


# --- what is plugged in -----------------------------------------------------------------------------------------
def test_cameras_are_listed_with_names_and_by_a_path_that_stays(machine: Machine) -> None:
    machine.plug(10, "Example Doc Cam", place="pci0000:00/usb1/1-3")
    machine.plug(0, "Example Cam 2.0", by_id=WEBCAM)
    found = video_nodes(machine.roots)
    assert [(node.name, node.usb, node.serial) for node in found] == [
        ("Example Cam 2.0", "1d6b:0102", "A1B2"),
        ("Example Doc Cam", "1d6b:0102", "A1B2"),
    ]
    assert found[0].path == machine.roots.dev / "v4l" / "by-id" / WEBCAM
    assert found[1].path == machine.roots.dev / "video10"
    machine.link("v4l/by-path", "pci-0000:00-usb-0:3:1.0-video-index0", 10)
    assert video_nodes(machine.roots)[1].path.parent.name == "by-path"


def test_metadata_nodes_and_made_up_cameras_are_not_offered(machine: Machine) -> None:
    machine.plug(0, "Example Cam")
    machine.plug(1, "Example Cam", index=1)
    machine.plug(2, "OBS Virtual Camera")
    machine.plug(3, "Integrated Camera", place="virtual")
    machine.plug(4, "Example Gone")
    (machine.roots.dev / "video4").unlink()
    assert [node.path.name for node in video_nodes(machine.roots)] == ["video0"]


def test_names_from_a_device_are_bounded_and_printable(machine: Machine) -> None:
    machine.plug(0, "Cam\x1b[31m\x00" + "é" * 500)
    (node,) = video_nodes(machine.roots)
    assert node.name.startswith("Cam[31mé")
    assert len(node.name) == 80
    assert node.name.isprintable()


def test_a_machine_without_cameras_has_none(tmp_path: Path) -> None:
    assert video_nodes(Roots(tmp_path / "dev", tmp_path / "sys")) == []
    (tmp_path / "sys" / "class" / "video4linux" / "video0").mkdir(parents=True)
    assert video_nodes(Roots(tmp_path / "dev", tmp_path / "sys")) == []


def test_what_is_found_can_be_opened(machine: Machine) -> None:
    machine.plug(0, "Example Cam 2.0", by_id=WEBCAM)
    for driver in (camera_opencv.DRIVER, document_camera.DRIVER):
        (found,) = driver.find(machine.roots)
        assert (found.driver, found.kind, found.serial) == (driver.name, driver.kind, "A1B2")
        assert found.label == "Example Cam 2.0 (1d6b:0102)"
    camera = OpenCvCamera({**found.options, "sys_root": machine.roots.sys}, lambda _node: Device())
    assert camera.frame(20.0).shape == (480, 640, 3)
    assert camera.describe().model == "Example Cam 2.0"
    camera.close()


# --- format and size --------------------------------------------------------------------------------------------
def test_what_a_device_really_gives_is_said(machine: Machine) -> None:
    machine.plug(0, "Example Cam")
    device = Device((800, 600), formats=("YUYV",))
    camera = opened(machine, device)
    info = camera.describe()
    assert info.can == {"width_px": 800, "height_px": 600, "fourcc": "YUYV", "fps": 30.0}
    assert "blurred" not in info.warnings, "noise is sharp"
    camera.close()
    assert device.released


def test_what_is_asked_is_asked_of_the_device(machine: Machine) -> None:
    machine.plug(0, "Example Cam")
    device = Device((1920, 1080))
    opened(machine, device, width=1920, height=1080, fps=30, fourcc="YUYV").close()
    assert device.asked[cv2.CAP_PROP_FRAME_WIDTH] == 1920
    assert device.asked[cv2.CAP_PROP_FRAME_HEIGHT] == 1080
    assert device.code == "YUYV"


@pytest.mark.parametrize(
    "asked", [{"width": 1920}, {"height": 1080}, {"width": 640, "height": 400}, {"fourcc": "H264"}, {"fps": 60}]
)
def test_what_a_device_cannot_give_is_its_fault(machine: Machine, asked: dict[str, Any]) -> None:
    machine.plug(0, "Example Cam")
    device = Device()
    assert fault_of(machine, device, **asked) is Fault.CAMERA_FORMAT
    assert device.released


def test_a_device_that_says_nothing_of_its_size_is_known_by_its_pictures(machine: Machine) -> None:
    machine.plug(0, "Example Cam")
    device = Device()
    device.silent_about_size = True
    assert fault_of(machine, device, width=1920) is Fault.CAMERA_FORMAT


@pytest.mark.parametrize(
    "asked",
    [{"width": "wide"}, {"width": 0}, {"height": True}, {"fps": -1}, {"fps": float("nan")}, {"fourcc": "MJPEG"}],
)
def test_options_that_no_camera_has_are_refused(machine: Machine, asked: dict[str, Any]) -> None:
    machine.plug(0, "Example Cam")
    assert fault_of(machine, Device(), **asked) is Fault.NOT_CONFIGURED


def test_properties_that_make_no_sense_are_not_believed(machine: Machine) -> None:
    machine.plug(0, "Example Cam")
    device = Device()
    device.fps = float("nan")
    device.formats, device.code = (), "\x01\x02\x03\x04"
    camera = opened(machine, device)
    assert camera.describe().can == {"width_px": 640, "height_px": 480, "fourcc": "", "fps": 0.0}
    camera.close()


# --- what goes wrong --------------------------------------------------------------------------------------------
def test_picture_that_stands_still_is_frozen(machine: Machine) -> None:
    machine.plug(0, "Example Cam")
    device = Device()
    device.shows = device.read()[1]
    camera = opened(machine, device, frozen_seconds=0.1)
    assert ends_in(camera) is Fault.CAMERA_FROZEN


def test_covered_lens_is_black_and_not_frozen(machine: Machine) -> None:
    machine.plug(0, "Example Cam")
    device = Device()
    device.shows = np.zeros((480, 640, 3), np.uint8)
    camera = opened(machine, device, frozen_seconds=0.0)
    assert ends_in(camera) is Fault.CAMERA_BLACK


@pytest.mark.expects_warnings
def test_camera_is_unplugged_and_comes_back_under_another_number(machine: Machine) -> None:
    machine.plug(0, "Example Cam", by_id=WEBCAM)
    (found,) = camera_opencv.DRIVER.find(machine.roots)
    attached = {"video0": Device(), "video4": Device()}
    nodes: list[str] = []

    def plugged(node: Path) -> Device:
        nodes.append(node.resolve().name)
        return attached[node.resolve().name]

    said: list[Any] = []
    driver = camera_opencv.DRIVER
    options = {**found.options, "sys_root": machine.roots.sys}
    worker = CameraWorker(
        type(driver)(driver.name, driver.kind, lambda given: OpenCvCamera(given, plugged)),
        options,
        said.append,
        Patience(retry=0.02),
    )
    worker.start()
    worker.enable()
    until(lambda: any(isinstance(event, FrameEvent) for event in said), "a picture")
    (machine.roots.dev / "video0").unlink()
    attached["video0"].plugged = False
    until(lambda: any(isinstance(one, StateChanged) and one.fault is Fault.GONE for one in said), "that it is gone")
    machine.plug(4, "Example Cam", place="pci0000:00/usb1/1-9")
    machine.link("v4l/by-id", WEBCAM, 4)
    said.clear()
    until(lambda: any(isinstance(event, FrameEvent) for event in said), "a picture again")
    assert (nodes[0], nodes[-1]) == ("video0", "video4")
    worker.stop()
