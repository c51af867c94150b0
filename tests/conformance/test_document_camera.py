"""Every document camera against the one suite: in memory, and the real driver on the twin's desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from devices.conformance.hands import TwinHand
from devices.conformance.suite import Bench, Hand, Rule, suite
from devices.contract import Kind, Picture
from devices.drivers import document_camera, memory_document_camera
from devices.drivers.memory_document_camera import MemoryDocumentCamera
from devices.twins.desk_scene import Lying, picture
from devices.twins.running_twin import RunningTwin
from tests.conformance_cases import Make, Maker, cases, opening


def desk(sheet: str, seed: int) -> Picture:
    return picture(Lying(sheet=sheet), 1280, 960, seed)


class MemoryHand(Hand):
    def __init__(self, camera: MemoryDocumentCamera) -> None:
        self.camera = camera

    def show(self, seed: int) -> None:
        self.camera.show(desk("certificate", seed))

    def show_red(self, seed: int) -> None:
        self.camera.show(np.full((960, 1280, 3), (190, 24, seed), np.uint8))

    def stop(self) -> None:
        """Nothing more is shown."""

    def page(self, name: str) -> None:
        self.camera.show(*(desk(name, seed) for seed in range(3 - self.camera.waiting)))

    def vanish(self) -> None:
        self.camera.unplug()

    def come_back(self) -> None:
        self.camera.unplug(gone=False)


@contextmanager
def in_memory(_folder: Path, _request: pytest.FixtureRequest) -> Iterator[Bench]:
    camera = MemoryDocumentCamera()
    with Bench(opening(memory_document_camera.DRIVER, camera), {}, MemoryHand(camera)) as bench:
        yield bench


@contextmanager
def on_a_desk(folder: Path, _request: pytest.FixtureRequest) -> Iterator[Bench]:
    with RunningTwin("virtual_document_camera", folder, place="--folder") as twin:
        hand = TwinHand(twin.control, suite(Kind.DOCUMENT_CAMERA))
        with Bench(document_camera.DRIVER, {"source": twin.path}, hand) as bench:
            yield bench


MAKERS = {"memory": Maker(in_memory), "desk": Maker(on_a_desk)}


@pytest.mark.parametrize(("make", "rule"), cases(Kind.DOCUMENT_CAMERA, MAKERS))
def test_rule(make: Make, rule: Rule, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with make(tmp_path, request) as bench:
        rule(bench)
