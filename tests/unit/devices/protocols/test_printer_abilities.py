from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.contract import PageSetup
from devices.faults import DeviceError, Fault
from devices.protocols.ipp import Value
from devices.protocols.printer_abilities import Tray, abilities, dimensions_of, options_of

A4, A3 = "iso_a4_210x297mm", "iso_a3_297x420mm"
SAID: dict[str, list[Value]] = {
    "printer-make-and-model": ["Example Laser\x07 4000"],
    "printer-device-id": ["MFG:Example;MDL:Laser 4000;SN:EX0001;CMD:PDF;"],
    "printer-firmware-string-version": ["1.2.3"],
    "document-format-supported": ["application/pdf", "image/urf"],
    "copies-supported": [(1, 99)],
    "sides-supported": ["one-sided", "two-sided-long-edge"],
    "print-color-mode-supported": ["auto", "color", "monochrome"],
    "media-supported": [A4, A3, "custom_min_76x127mm", "nonsense"],
    "media-source-supported": ["auto", "tray-1", "tray-2", "by-pass-tray", "tray 3"],
    "media-col-ready": [
        {"media-source": ["tray-1"], "media-size-name": [A4]},
        {"media-source": ["tray-2"], "media-size": [{"x-dimension": [29700]}]},
        "not a collection",
    ],
    "printer-input-tray": [
        b"type=other;level=-2;maxcapacity=-2;name=auto;",
        b"type=sheetFeedAutoRemovableTray;maxcapacity=250;level=100;status=0;name=Tray 1;",
        "type=sheetFeedAutoRemovableTray;maxcapacity=500;level=-3;name=Tray 2",
    ],
    "printer-supply": [
        b"index=1;class=receptacleThatIsFilled;type=wasteToner;unit=percent;maxcapacity=100;level=25;",
        b"index=2;class=supplyThatIsConsumed;type=toner;unit=tenThousandthsOfInches;maxcapacity=2000;level=500;",
        b"index=3;class=supplyThatIsConsumed;type=toner;maxcapacity=100;level=-2;",
        7,
    ],
    "printer-supply-description": ["Waste", "Black Toner", "Cyan Toner", "Odd"],
    "pages-per-minute": [40],
}


def test_a_printer_is_described_in_plain_data() -> None:
    info = abilities(SAID).info(("toner-low",), more=1)
    assert (info.model, info.serial, info.firmware) == ("Example Laser 4000", "EX0001", "1.2.3")
    assert info.warnings == ("toner-low",)
    assert info.can == {
        "colour": True,
        "duplex": True,
        "copies": 99,
        "sizes": [A4, A3, "custom_min_76x127mm"],
        "trays": ["tray-1", "tray-2", "by-pass-tray"],
        "paper": {
            "tray-1": {"size": A4, "sheets": 100, "capacity": 250},
            "tray-2": {"size": "", "sheets": None, "capacity": 500},
            "by-pass-tray": {"size": "", "sheets": None, "capacity": None},
        },
        "supplies": {"Black Toner": 25},
        "pages_per_minute": 40,
        "more": 1,
    }


def test_a_printer_that_says_nothing_can_nothing() -> None:
    found = abilities({})
    assert (found.model, found.copies, found.colour, found.duplex, found.trays) == ("", 1, False, False, ())
    assert found.asked(PageSetup()) == {}


def test_colour_and_supplies_of_older_printers() -> None:
    older: dict[str, list[Value]] = {
        "color-supported": [True],
        "marker-names": ["Black", "Cyan", "Waste"],
        "marker-levels": [80, -1, 101],
    }
    assert abilities(older).colour
    assert abilities(older).supplies == {"Black": 80}
    assert not abilities({**older, "print-color-mode-supported": ["monochrome"]}).colour


@pytest.mark.parametrize(
    ("setup", "options"),
    [
        (PageSetup(), {}),
        (PageSetup(copies=2), {"copies": "2"}),
        (PageSetup(duplex=True), {"sides": "two-sided-long-edge"}),
        (PageSetup(duplex=False), {"sides": "one-sided"}),
        (PageSetup(colour=True), {"print-color-mode": "color"}),
        (PageSetup(colour=False), {"print-color-mode": "monochrome"}),
        (PageSetup(size=A3), {"media": A3}),
        (
            PageSetup(tray="tray-1"),
            {"media-col": "{media-size={x-dimension=21000 y-dimension=29700} media-source=tray-1}"},
        ),
        (
            PageSetup(tray="tray-2", size=A3),
            {"media-col": "{media-size={x-dimension=29700 y-dimension=42000} media-source=tray-2}"},
        ),
        (PageSetup(tray="tray-2"), {"media-col": "{media-source=tray-2}"}),
    ],
)
def test_a_setup_becomes_options(setup: PageSetup, options: dict[str, str]) -> None:
    assert options_of(abilities(SAID).asked(setup)) == options


@pytest.mark.parametrize(
    ("setup", "what"),
    [
        (PageSetup(copies=0), "copies"),
        (PageSetup(copies=100), "copies"),
        (PageSetup(tray="tray-9"), "tray"),
        (PageSetup(tray="auto"), "tray"),
        (PageSetup(size="iso_a5_148x210mm"), "size"),
        (PageSetup(tray="tray-1", size=A3), "size in that tray"),
    ],
)
def test_what_it_cannot_is_not_asked(setup: PageSetup, what: str) -> None:
    with pytest.raises(DeviceError, match=what) as caught:
        abilities(SAID).asked(setup)
    assert caught.value.fault is Fault.PRINT_UNSUPPORTED


@pytest.mark.parametrize(("setup", "what"), [(PageSetup(duplex=True), "duplex"), (PageSetup(colour=True), "colour")])
def test_a_plain_printer_does_not_pretend(setup: PageSetup, what: str) -> None:
    plain: dict[str, list[Value]] = {"sides-supported": ["one-sided"]}
    with pytest.raises(DeviceError, match=what):
        abilities(plain).asked(setup)
    assert abilities(plain).asked(PageSetup(colour=False, duplex=False)) == {"sides": "one-sided"}


def test_sizes_in_inches_and_no_sizes() -> None:
    assert dimensions_of("na_letter_8.5x11in") == {"x-dimension": [21590], "y-dimension": [27940]}
    assert dimensions_of("A4") is None


def test_a_tray_is_what_it_says() -> None:
    assert abilities(SAID).trays[0] == Tray("tray-1", A4, 100, 250)


VALUES = st.recursive(
    st.one_of(st.integers(-(2**31), 2**31 - 1), st.booleans(), st.text(max_size=40), st.binary(max_size=40)),
    lambda inside: st.dictionaries(
        st.sampled_from(["media-source", "media-size-name"]), st.lists(inside, max_size=2)
    ),
    max_leaves=5,
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(SAID)), st.lists(VALUES, max_size=4)))
def test_whatever_a_printer_says_it_is_described(said: dict[str, list[Value]]) -> None:
    found = abilities(said)
    assert found.info(()).can["copies"] >= 1
    assert found.asked(PageSetup()) == {}
