"""What the checks of devices, models, fonts and of a person find; behind a program nothing ever passes."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from devices.contract import DeviceError, Fault, Kind
from devices.transports.pty_line import PtyLine
from kiosk.runtime.checks import attached, devices, fonts, models, person
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.diagnostics import Finding, Surroundings, Verdict
from kiosk.runtime.settings import Deployment, Device, Liveness, Settings, Twins
from tests.runtime_stand import NOON, settings

NOW = NOON.timestamp()


def around(wanted: Settings) -> Surroundings:
    return Surroundings(wanted, ManualClock(NOON))


# --- devices ----------------------------------------------------------------------------------------------
def test_absent_unknown_and_wrong_drivers(tmp_path: Path) -> None:
    here = around(settings(tmp_path, scanner=Device("no_such"), door=Device("memory_printer")))
    assert devices.look_at("keypad", here).verdict is Verdict.NOT_FITTED
    for field in ("scanner", "door"):
        found = devices.look_at(field, here)
        assert (found.verdict, found.fault) == (Verdict.FAIL, "device.not-configured")


def test_what_a_program_stands_behind_is_simulated_and_never_passes(tmp_path: Path) -> None:
    here = around(
        settings(
            tmp_path,
            id_reader=Device("memory_id_reader"),
            receipt_printer=Device("printer_folder", {"folder": str(tmp_path / "printed")}),
        )
    )
    for field in ("id_reader", "receipt_printer"):
        found = devices.look_at(field, here)
        assert (found.verdict, found.simulated) == (Verdict.SIMULATED, True)


def test_virtual_driver_on_a_real_terminal_is_refused(tmp_path: Path) -> None:
    wanted = replace(settings(tmp_path, id_reader=Device("memory_id_reader")), deployment=Deployment.PRODUCTION)
    found = devices.look_at("id_reader", around(wanted))
    assert (found.verdict, found.fault) == (Verdict.FAIL, "device.not-permitted")


def test_a_twin_that_is_ill_fails_with_its_code(tmp_path: Path) -> None:
    folder = tmp_path / "printed"
    folder.mkdir()
    (folder / "fault").write_text("PAPER_OUT", "utf-8")
    here = around(settings(tmp_path, receipt_printer=Device("printer_folder", {"folder": str(folder)})))
    found = devices.look_at("receipt_printer", here)
    assert (found.verdict, found.fault, found.simulated) == (Verdict.FAIL, "printer.paper-out", True)


@pytest.mark.parametrize("simulated", [True, False])
def test_a_device_that_the_terminal_holds_is_busy_and_no_fault(*, simulated: bool) -> None:
    found = devices._not_well(DeviceError(Fault.BUSY), {}, simulated=simulated)
    assert found.verdict is (Verdict.SIMULATED if simulated else Verdict.BUSY)
    assert found.fault == "device.busy"


@pytest.mark.parametrize(
    ("kind", "facts", "verdict", "code"),
    [
        (Kind.CAMERA, {"light": "dark"}, "warn", "doctor.camera-light"),
        (Kind.CAMERA, {"warnings": "too-flat"}, "pass", None),
        (Kind.RECEIPT_PRINTER, {"warnings": "paper-near-end"}, "warn", "doctor.device-warns"),
        (Kind.RECEIPT_PRINTER, {}, "pass", None),
    ],
)
def test_what_is_no_fault_yet_is_a_warning_with_a_code(
    kind: Kind, facts: dict[str, str], verdict: str, code: str | None
) -> None:
    found = devices._well(kind, facts, simulated=False)
    assert (found.verdict.value, found.fault) == (verdict, code)
    assert devices._well(kind, facts, simulated=True).verdict is Verdict.SIMULATED


def test_a_program_is_seen_behind_a_pty_a_twin_a_folder_and_a_loopback_address(tmp_path: Path) -> None:
    real, twins = settings(tmp_path), Twins(folder=tmp_path / "twins", people=tmp_path)
    line = PtyLine(tmp_path / "reader", 115200)
    sam = devices.made_for(Device("sam_serial"), devices.kind_of("id_reader"), production=False)

    def simulated(wanted: Settings, **options: object) -> bool:
        return devices.is_simulated(wanted, Device("sam_serial", dict(options)), sam)

    try:
        assert simulated(real, port=str(tmp_path / "reader"))
    finally:
        line.close()
    assert simulated(replace(real, twins=twins), port=str(tmp_path / "twins" / "reader"))
    assert simulated(real, source=str(tmp_path))
    assert simulated(real, host="127.0.0.1")
    assert not simulated(real, port="/dev/ttyUSB7", baud=115200)
    assert not simulated(real, server="localhost:631", queue="slip")


def test_words_of_a_device_are_bounded_and_printable() -> None:
    assert devices.plain("model\x1b[31m\n" + "x" * 500) == "model?[31m?" + "x" * 109


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """A folder of pictures, neither dark nor bright."""
    import cv2
    import numpy as np

    folder = tmp_path / "pictures"
    folder.mkdir()
    for number in range(3):
        cv2.imwrite(str(folder / f"{number}.jpg"), np.full((90, 160, 3), 120 + number, np.uint8))
    return folder


@pytest.mark.parametrize("field", ["camera", "document_camera"])
def test_camera_says_size_speed_and_light_and_keeps_no_picture(tmp_path: Path, pictures: Path, field: str) -> None:
    options = {"source": str(pictures), "live": False, "loop": True}
    device = Device("camera_opencv", options)
    found = devices.look_at(field, around(settings(tmp_path, camera=device, document_camera=device)))
    assert (found.verdict, found.facts["size"]) == (Verdict.SIMULATED, "160×90")
    assert float(found.facts["pictures_per_second"]) > 0
    assert 100 < float(found.facts["brightness"]) < 140
    assert sorted(one.name for one in tmp_path.iterdir()) == ["pictures"]


def test_one_picture_is_taken_where_somebody_asked_for_it(tmp_path: Path, pictures: Path) -> None:
    device = Device("camera_opencv", {"source": str(pictures), "live": False, "loop": True})
    assert person.camera_picture(settings(tmp_path, camera=device)).shape == (90, 160, 3)


def test_light_is_told_from_dark() -> None:
    import numpy as np

    class Steady:
        def __init__(self, level: int) -> None:
            self._level = level

        def frame(self, timeout: float) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:  # noqa: ARG002
            return np.full((90, 160, 3), self._level, np.uint8)

    lights = [devices._measured(Kind.CAMERA, Steady(level)).get("light") for level in (5, 120, 250)]
    assert lights == ["dark", None, "bright"]


def test_free_and_unserved_devices_are_worth_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from devices import registry
    from devices.contract import Found
    from devices.known_devices import KnownDevice, Sources, Unserved
    from devices.transports.usb_tree import UsbDevice

    free = Found("scanner_serial", Kind.SCANNER, "a scanner", {"port": "/dev/ttyACM9"})
    monkeypatch.setattr(registry, "found", lambda: [free])
    monkeypatch.setattr(registry, "without_driver", list)
    found = attached.attached(around(settings(tmp_path)))
    assert (found.verdict, found.fault) == (Verdict.WARN, "doctor.unassigned")
    assert found.facts == {"1 free": "a scanner"}
    known = KnownDevice("0400", "c35a", Kind.ID_READER, "a reader", "sam", Sources.ONE)
    usb = UsbDevice("0400", "c35a", "1-2")
    monkeypatch.setattr(registry, "without_driver", lambda: [Unserved(known, usb)])
    assert attached.attached(around(settings(tmp_path))).fault == "device.no-driver"


def test_no_print_server_is_a_fault_where_one_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import cups

    def refused() -> None:
        raise RuntimeError("failed to connect to server")

    monkeypatch.setattr(cups, "Connection", refused)
    assert attached.queues(around(settings(tmp_path))).verdict is Verdict.NOT_FITTED
    needed = settings(tmp_path, receipt_printer=Device("printer_cups", {"queue": "slip"}))
    found = attached.queues(around(needed))
    assert (found.verdict, found.fault) == (Verdict.FAIL, "doctor.no-print-server")


def test_attached_devices_and_print_queues_answer_whatever_this_machine_has(tmp_path: Path) -> None:
    assert attached.attached(around(settings(tmp_path))).verdict in {Verdict.PASS, Verdict.WARN}
    assert attached._queue({"printer-state": 5, "printer-state-reasons": ["paused"]}) == "stopped, paused"
    assert attached._queue({"printer-state-reasons": "none"}) == "?, none"


# --- models, fonts, person --------------------------------------------------------------------------------
def test_liveness_is_said_as_it_is(tmp_path: Path) -> None:
    from kiosk.identity.faults import FaceReason, FaceUnavailable

    wanted = settings(tmp_path)
    assert models.liveness(around(wanted)).facts["liveness"] == "active-only"
    network = tmp_path / "passive.onnx"
    passive = Liveness(network, "0" * 64)
    named = replace(wanted, face=replace(wanted.face, liveness=passive))
    with pytest.raises(FaceUnavailable) as missing:
        models.liveness(around(named))
    network.write_bytes(b"x")
    with pytest.raises(FaceUnavailable) as altered:
        models.liveness(around(named))
    assert (missing.value.reason, altered.value.reason) == (FaceReason.LIVENESS_MISSING, FaceReason.LIVENESS_ALTERED)


def test_missing_models_are_a_reason_of_the_face_way(tmp_path: Path) -> None:
    from kiosk.identity.faults import FaceReason, FaceUnavailable

    wanted = settings(tmp_path)
    empty = replace(wanted, face=replace(wanted.face, models_dir=tmp_path))
    with pytest.raises(FaceUnavailable) as caught:
        models.files(around(empty))
    assert caught.value.reason is FaceReason.MODELS_MISSING


def test_fonts_of_this_machine_and_of_one_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fonts.on_paper(around(settings(tmp_path))).verdict in {Verdict.PASS, Verdict.WARN}
    monkeypatch.setattr(fonts, "_said", lambda _command: "Other Sans")
    assert fonts.on_screen(around(settings(tmp_path))).fault == "doctor.font-missing"
    monkeypatch.setattr(fonts, "_said", lambda command: command[-1] if command[0] == "fc-match" else "")
    assert fonts.on_screen(around(settings(tmp_path))).fault == "doctor.rare-characters"


def test_a_program_that_is_not_there_says_nothing() -> None:
    assert fonts._said(["no-such-program-at-all"]) == ""


def test_print_is_read_back_by_a_person(tmp_path: Path) -> None:
    folder = tmp_path / "printed"
    wanted = settings(tmp_path, receipt_printer=Device("printer_folder", {"folder": str(folder)}))
    digits, refused = person.print_code(wanted)
    assert refused is None
    assert len(digits) == 4
    assert len(list(folder.glob("*.pdf"))) == 1
    assert person.print_read(wanted, digits, digits).verdict is Verdict.SIMULATED
    assert person.print_read(wanted, digits, "x").fault == "doctor.print-misread"
    assert person.print_read(wanted, "", "").verdict is Verdict.NOT_FITTED
    assert person.print_code(settings(tmp_path)) == ("", Finding(Verdict.NOT_FITTED))


def test_slip_of_the_print_test_shows_the_digits() -> None:
    import pypdfium2

    page = pypdfium2.PdfDocument(person.slip("4711", Device("printer_escpos", {"paper": 58})))[0]
    assert "4 7 1 1" in page.get_textpage().get_text_range()
    assert page.get_size()[0] == pytest.approx(58 * 72 / 25.4)


def test_every_cell_has_to_feel_a_finger() -> None:
    assert person.touched(0, 144).verdict is Verdict.PASS
    assert person.touched(0, 144, simulated=True).verdict is Verdict.SIMULATED
    assert person.touched(1, 144).fault == "doctor.dead-touch"


def test_without_a_camera_there_is_no_picture(tmp_path: Path) -> None:
    with pytest.raises(DeviceError) as caught:
        person.camera_picture(settings(tmp_path))
    assert caught.value.fault is Fault.NOT_CONFIGURED
