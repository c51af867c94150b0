"""`kiosk devices`: what is attached on a recorded tree, against settings of a terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from devices import registry
from devices.drivers import memory_camera, sam_serial, sam_usb
from kiosk.__main__ import main
from tests.recorded_tree import RecordedTree

SETTINGS = """
deployment = "development"
[terminal]
id = "T-1"
label = "A03"
[platform]
base_url = "https://platform.example"
platform_key = "platform.pem"
[storage]
state_dir = "state"
"""


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RecordedTree:
    monkeypatch.setenv("KIOSK_CONFIG", str(tmp_path / "none.toml"))
    monkeypatch.setattr(registry, "drivers", lambda: [memory_camera.DRIVER, sam_serial.DRIVER, sam_usb.DRIVER])
    return RecordedTree(tmp_path)


def listed(tmp_path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, Any]]:
    assert main(["devices", "list", "--json", "--root", str(tmp_path), *more]) == 0
    devices: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["devices"]
    return devices


def fitted(tmp_path: Path, devices: str) -> tuple[str, str]:
    (tmp_path / "kiosk.toml").write_text(SETTINGS + devices, encoding="utf-8")
    return "--config", str(tmp_path / "kiosk.toml")


def test_without_settings_everything_is_free(
    tree: RecordedTree, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tree.usb("1-2", "0400:c35a", serial="T0001", model="Reader")
    tree.usb("1-3", "9573:4836")
    assert listed(tmp_path, capsys) == [
        {
            "state": "free",
            "slot": None,
            "driver": "sam_usb",
            "kind": "id-reader",
            "label": "Reader",
            "serial": "T0001",
            "place": "1-2",
            "options": {"serial": "T0001"},
        },
        {
            "state": "no-driver",
            "fault": "device.no-driver",
            "kind": "id-reader",
            "label": "亿数",
            "serial": "",
            "usb": "9573:4836",
            "port": "1-3",
            "protocol": "not known",
            "sources": "one",
            "notes": "The ids only; what it speaks over USB was not found. If it shows a serial port, sam_serial may "
            "serve it.",
        },
    ]


def test_assigned_free_and_absent(tree: RecordedTree, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tree.usb("1-2", "0400:c35a", serial="T0001")
    tree.port("ttyUSB0", "usb-Example-if00")
    config = fitted(
        tmp_path,
        '[devices.id_reader]\ndriver = "sam-usb"\noptions = { serial = "T0001" }\n'
        '[devices.camera]\ndriver = "memory_camera"\n'
        '[devices.scanner]\ndriver = "sam_serial"\noptions = { port = "/dev/gone", baud = 9600 }\n',
    )
    rows = listed(tmp_path, capsys, *config)
    assert [(row["state"], row["slot"], row["driver"]) for row in rows] == [
        ("free", None, "sam_serial"),
        ("assigned", "id_reader", "sam_usb"),
        ("assigned", "camera", "memory_camera"),
        ("absent", "scanner", "sam_serial"),
    ]
    assert rows[3]["options"] == {"port": "/dev/gone"}


def test_for_people_in_words(tree: RecordedTree, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tree.usb("1-2", "0400:c35a", serial="T0001", model="Reader")
    tree.usb("1-3", "9573:4836")
    assert main(["devices", "list", "--root", str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "空闲  id-reader  sam_usb  Reader  serial=T0001",
        "没有驱动  id-reader  亿数  usb=9573:4836",
    ]


def test_nothing_at_all(tree: RecordedTree, capsys: pytest.CaptureFixture[str]) -> None:
    root = str(tree.roots.dev.parent)
    assert main(["devices", "list", "--root", root]) == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "nothing is attached" in shown.err
    assert main(["devices", "list", "--root", root, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"devices": []}


def test_a_root_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["devices", "list", "--root", str(tmp_path / "nope")]) == 2
    assert "nope" in capsys.readouterr().err


def test_settings_that_cannot_be_used(tree: RecordedTree, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tree.roots.dev.parent == tmp_path
    config = fitted(tmp_path, "[devices.toaster]\n")
    assert main(["devices", "list", "--json", "--root", str(tmp_path), *config]) == 2
    shown = capsys.readouterr()
    assert json.loads(shown.out)["fault"] == "settings.unknown-key"
    assert "settings.unknown-key" in shown.err
    assert main(["devices", "list", "--root", str(tmp_path), *config]) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("tree")
def test_a_driver_that_there_is_not_is_said_and_never_called_assigned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = fitted(tmp_path, '[devices.camera]\ndriver = "camera-of-yesterday"\noptions = { secret = "s" }\n')
    words = ["devices", "list", "--root", str(tmp_path), *config]
    assert main([*words, "--json"]) == 1
    (row,) = json.loads(capsys.readouterr().out)["devices"]
    assert (row["state"], row["slot"], row["driver"]) == ("unknown-driver", "camera", "camera_of_yesterday")
    assert row["fault"] == "device.not-configured"
    assert row["options"] == {}
    assert main(words) == 1
    assert capsys.readouterr().out.startswith("没有叫这个名字的驱动")


@pytest.mark.usefixtures("tree")
def test_drivers_say_whether_they_were_ever_seen_on_hardware(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["devices", "drivers", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["drivers"]
    assert rows[2] == {
        "name": "sam_usb",
        "kind": "id-reader",
        "virtual": False,
        "verified_on": None,
        "finds": True,
    }
    assert main(["devices", "drivers"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "memory_camera  camera  虚拟",
        "sam_serial  id-reader  未在实物上验证",
        "sam_usb  id-reader  未在实物上验证",
    ]
