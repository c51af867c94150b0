"""The USB driver: which device, which endpoints, what it says of itself; devices that describe themselves wrongly."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import usb.core

from devices.contract import DeviceError, Fault
from devices.drivers.sam_usb import DRIVER, SamUsbReader
from devices.protocols.sdt_usb import Scheme
from devices.transports.usb_bulk import UsbBulk, Wanted
from devices.twins.sam_desk import Stock
from devices.twins.usb_bus import Identity, UsbBus
from devices.twins.usb_sam import ENDS, UsbSam, identity

PEOPLE = Path(__file__).parents[3] / "kiosk" / "sandbox" / "seed" / "people"
STOCK = Stock(PEOPLE)
ANY = Wanted(0x0400, 0xC35A)


def nothing() -> None:
    """A card was detected."""


def opened(*twins: UsbSam, **options: Any) -> SamUsbReader:
    return SamUsbReader({"poll_interval": 0.3, **options}, backend=UsbBus(*twins))


def fault_of(*twins: UsbSam, **options: Any) -> Fault:
    with pytest.raises(DeviceError) as caught:
        opened(*twins, **options)
    return caught.value.fault


def twin(scheme: Scheme = Scheme.SPLIT, said: Identity | None = None, port: tuple[int, ...] = (1, 2)) -> UsbSam:
    return UsbSam(scheme, STOCK, said, port)


def test_never_seen_on_hardware_is_said() -> None:
    assert DRIVER.verified_on is None
    assert not DRIVER.virtual


def test_pyusb_itself_looks_for_the_library_where_no_back_end_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_library(**_options: object) -> None:
        raise usb.core.NoBackendError("none")

    monkeypatch.setattr(usb.core, "find", no_library)
    with pytest.raises(DeviceError) as caught:
        DRIVER.open({})
    assert caught.value.fault is Fault.NOT_CONFIGURED


def test_no_reader_on_the_bus() -> None:
    assert fault_of() is Fault.GONE


def test_another_product_of_the_vendor_is_left_alone() -> None:
    assert fault_of(twin(said=replace(identity(Scheme.SPLIT), product=0x0001))) is Fault.GONE


@pytest.mark.parametrize(
    ("options", "first"), [({"serial": "A"}, True), ({"serial": "B"}, False), ({"port": "1-2.3"}, False)]
)
def test_one_of_two_readers_by_number_or_place(options: dict[str, str], *, first: bool) -> None:
    one = twin(said=identity(Scheme.SPLIT, "A"), port=(1, 2))
    two = twin(Scheme.WHOLE, identity(Scheme.WHOLE, "B"), port=(1, 2, 3))
    one.tell("place", person="p01")
    two.tell("place", person="p02")
    reader = opened(one, two, **options)
    record = reader.poll(nothing)
    assert record is not None
    assert (record.name == "林晚舟") is first
    assert [one.state()["claimed"], two.state()["claimed"]] == [first, not first]
    reader.close()


def test_two_readers_and_none_is_named() -> None:
    assert fault_of(twin(), twin(port=(1, 3))) is Fault.NOT_CONFIGURED


@pytest.mark.parametrize("options", [{"serial": "other"}, {"port": "9-9"}, {"serial": "T0001", "port": "9-9"}])
def test_the_named_reader_is_not_there(options: dict[str, str]) -> None:
    assert fault_of(twin(), **options) is Fault.GONE


def test_a_reader_without_a_serial_number_has_none() -> None:
    assert fault_of(twin(said=identity(Scheme.SPLIT, "")), serial="T0001") is Fault.GONE


def test_the_module_and_the_reader_say_what_they_are() -> None:
    reader = opened(twin(said=replace(identity(Scheme.SPLIT), maker="\x1b[2JExample", model="Reader\n1")))
    info = reader.describe()
    assert (info.model, info.serial) == ("[2JExample Reader 1", "99.01-20260101-0001234567-0007654321")
    assert info.can == {"photo": True, "appended_address": True, "fingerprint": False}
    reader.close()
    assert reader.describe() == info
    reader.close()


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("carried", [True, False])
def test_whether_the_chip_carries_fingerprints(scheme: Scheme, *, carried: bool) -> None:
    reader_twin = twin(scheme)
    reader_twin.tell("place", person="p01", fingerprint=carried)
    reader = opened(reader_twin, fingerprint=True)
    record = reader.poll(nothing)
    reader.close()
    assert record is not None
    assert record.fingerprint is carried
    assert not any(b"no finger" in value for value in vars(record).values() if isinstance(value, bytes))


def test_cut_fingerprints_are_asked_for_once_more() -> None:
    reader_twin = twin()
    reader_twin.tell("place", person="p01", fingerprint=True)
    reader_twin.tell("spoil", what="finger-cut", times=1)
    reader = opened(reader_twin, fingerprint=True)
    record = reader.poll(nothing)
    reader.close()
    assert record is not None
    assert reader_twin.tell("state")["asked"]["read"] == 2


@pytest.mark.parametrize("what", ["address-long", "address-no-text"])
def test_a_newer_address_that_is_none_is_a_warning(what: str) -> None:
    reader_twin = twin()
    reader_twin.tell("place", person="p01")
    reader_twin.tell("spoil", what=what, times=2)
    reader = opened(reader_twin)
    record = reader.poll(nothing)
    reader.close()
    assert record is not None
    assert record.warnings == ("address-unread",)
    assert record.address == "示例省示例市示例区甲子路1号"


def test_a_module_number_that_is_none_is_left_out() -> None:
    reader_twin = twin()
    reader_twin.tell("spoil", what="id-short", times=2)
    reader = opened(reader_twin)
    assert reader.describe().serial == ""
    reader.close()


# --- descriptors ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("scheme", ["sideways", "SPLIT"])
def test_an_unknown_scheme_is_refused(scheme: str) -> None:
    assert fault_of(twin(), scheme=scheme) is Fault.NOT_CONFIGURED


def test_endpoints_that_fit_no_scheme_are_refused_and_the_reader_is_given_back() -> None:
    odd = twin(Scheme.WHOLE, identity(Scheme.WHOLE, ends=(0x01, 0x82, 0x83)))
    assert fault_of(odd) is Fault.NOT_CONFIGURED
    assert not odd.state()["claimed"]


def test_the_settings_may_insist_on_a_scheme() -> None:
    odd = twin(Scheme.WHOLE, identity(Scheme.WHOLE, ends=(0x04, 0x01, 0x82)))
    reader = opened(odd, scheme="whole")
    assert reader.poll(nothing) is None
    reader.close()
    assert fault_of(twin(Scheme.WHOLE), scheme="split") is Fault.NOT_CONFIGURED


@pytest.mark.parametrize("ends", [(0x01,), (0x82,), (0x01, 0x02)])
def test_a_device_with_bulk_endpoints_one_way_only(ends: tuple[int, ...]) -> None:
    assert fault_of(twin(said=identity(Scheme.SPLIT, ends=ends))) is Fault.NOT_CONFIGURED


@pytest.mark.parametrize("packet", [0, 7, 0xFFFF])
def test_a_packet_size_that_cannot_be_is_not_believed(packet: int) -> None:
    reader = opened(twin(said=identity(Scheme.SPLIT, packet=packet)))
    assert reader.poll(nothing) is None
    reader.close()


def test_a_device_nobody_has_configured_is_configured() -> None:
    fresh = twin()
    fresh.configured = 0
    reader = opened(fresh)
    assert fresh.configured == 1
    reader.close()


def test_a_device_with_a_configuration_that_it_does_not_have() -> None:
    strange = twin()
    strange.configured = 9
    reader = opened(strange)
    assert strange.configured == 1
    reader.close()


class Bent(UsbBus):
    """A back end whose answers are bent in one place."""

    def __init__(self, device: UsbSam, name: str, wrong: BaseException | int | bytes) -> None:
        super().__init__(device)
        self._bend = name
        self._wrong = wrong

    def get_configuration(self, dev_handle: Any) -> int:
        self._may_fail("get_configuration")
        return super().get_configuration(dev_handle)

    def is_kernel_driver_active(self, dev_handle: Any, intf: int) -> bool:
        self._may_fail("is_kernel_driver_active")
        return super().is_kernel_driver_active(dev_handle, intf)

    def bulk_write(self, *args: Any) -> int:
        self._may_fail("bulk_write")
        return (
            self._wrong if self._bend == "short_write" and isinstance(self._wrong, int) else super().bulk_write(*args)
        )

    def ctrl_transfer(self, *args: Any) -> int:
        self._may_fail("ctrl_transfer")
        if not isinstance(self._wrong, bytes):
            return super().ctrl_transfer(*args)
        data = args[5]
        data[: len(self._wrong)] = type(data)("B", self._wrong)
        return len(self._wrong)

    def _may_fail(self, name: str) -> None:
        if name == self._bend and isinstance(self._wrong, BaseException):
            raise self._wrong


def error(number: int | None) -> usb.core.USBError:
    return usb.core.USBError("secret", None, number)


@pytest.mark.parametrize(
    ("name", "wrong", "fault"),
    [
        ("get_configuration", error(errno.EIO), Fault.GONE),
        ("get_configuration", ValueError("secret"), Fault.NOT_CONFIGURED),
        ("get_configuration", IndexError("secret"), Fault.NOT_CONFIGURED),
        ("bulk_write", error(errno.ETIMEDOUT), Fault.SILENT),
        ("bulk_write", error(None), Fault.GONE),
        ("short_write", 1, Fault.SILENT),
    ],
)
def test_what_the_library_says_becomes_a_named_fault_without_its_words(
    name: str, wrong: BaseException | int, fault: Fault
) -> None:
    device = twin()
    with pytest.raises(DeviceError) as caught:
        SamUsbReader({}, backend=Bent(device, name, wrong))
    assert caught.value.fault is fault
    assert "secret" not in str(caught.value)
    assert not device.state()["claimed"]


@pytest.mark.parametrize("number", [errno.EPIPE, errno.EOVERFLOW])
def test_damage_without_a_name_is_a_lost_device(number: int) -> None:
    bulk = UsbBulk(ANY, Bent(twin(), "bulk_write", error(number)))
    with pytest.raises(DeviceError) as caught:
        bulk.write(0x02, b"x")
    bulk.close()
    assert caught.value.fault is Fault.GONE


def test_a_system_that_knows_no_kernel_drivers() -> None:
    device = twin()
    SamUsbReader({}, backend=Bent(device, "is_kernel_driver_active", RuntimeError())).close()


@pytest.mark.parametrize(
    "wrong",
    [b"", b"\x04", b"\x02\x03", b"\xff\x03\x00\xd8", b"\x04\x03\x00\xd8", bytes(254)],
)
def test_damaged_strings_are_no_words(wrong: bytes) -> None:
    bulk = UsbBulk(ANY, Bent(twin(), "", wrong))
    assert "\x00" not in bulk.model
    bulk.close()


def test_strings_that_cannot_be_read_are_empty() -> None:
    bulk = UsbBulk(ANY, Bent(twin(), "ctrl_transfer", error(errno.EPIPE)))
    assert bulk.model == ""
    bulk.close()


def test_the_serial_number_of_a_device_that_does_not_answer_is_none() -> None:
    with pytest.raises(DeviceError) as caught:
        UsbBulk(ANY._replace(serial="T0001"), Bent(twin(), "get_configuration", error(errno.EIO)))
    assert caught.value.fault is Fault.GONE


def test_ends_of_the_schemes_are_those_of_the_two_projects() -> None:
    assert ENDS[Scheme.SPLIT] == (0x02, 0x81, 0x06, 0x85)
    assert len(ENDS[Scheme.WHOLE]) == 2


def test_what_a_hand_asks_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="do: one of"):
        twin().tell("dance")
