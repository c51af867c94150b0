"""What an item needs, how that stands, and what is nearest instead: the table, and that it is what the flow obeys."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.domain.catalogue import Assurance, Material, OfflinePolicy, Provision, ServiceItem
from kiosk.domain.submission import Way
from kiosk.domain.text import Text
from kiosk.flows import browse, identify
from kiosk.flows.memory import Memory, Surroundings
from kiosk.flows.readiness import Instead, Need, Standing, needs, stop
from tests.runtime_stand import CATALOGUE, item

OK, LESS, STOP = Standing
PARTS = Path(__file__).parents[2] / "ui" / "qml" / "Kiosk" / "Parts"
PAPER = Material("paper", Text("纸"), Provision.SCAN)
WAITS = item("yb-ydjy")
"""May wait for the line; nothing is photographed."""
NOW = replace(WAITS, offline=OfflinePolicy(allowed=False))
PAPERS = replace(WAITS, materials=(PAPER,))
LATER = replace(WAITS, materials=(replace(PAPER, deferrable=True), replace(PAPER, promisable=True)))
CHOICE = replace(WAITS, materials=(replace(PAPER, required=False),))
PUBLIC = replace(WAITS, assurance=Assurance.NONE)
AT_BANKS = replace(WAITS, offered_at=("bank",))
AT_STATIONS = replace(WAITS, offered_at=("village", "township"))
WELL = Surroundings()
DOWN = Surroundings(online=False)


def without(**faults: str) -> Surroundings:
    return Surroundings(device_faults={kind.replace("_", "-"): fault for kind, fault in faults.items()})


NO_CAMERA = without(document_camera="device.gone")
NO_PAPERS = Need("page-camera", STOP, "page-camera-out", Instead.OTHER_TERMINAL)


@pytest.mark.parametrize(
    ("one", "around", "need"),
    [
        (WAITS, WELL, Need("reader", OK)),
        (WAITS, without(id_reader="device.gone"), Need("reader", STOP, "reader-out", Instead.OTHER_TERMINAL)),
        (WAITS, WELL, Need("network", OK)),
        (WAITS, DOWN, Need("network", LESS, "saved")),
        (NOW, DOWN, Need("network", STOP, "not-offline", Instead.LATER)),
        (WAITS, replace(DOWN, offline_allowed=False), Need("network", STOP, "not-offline", Instead.LATER)),
        (WAITS, WELL, Need("identity", OK)),
        (WAITS, DOWN, Need("identity", LESS, "signature")),
        (WAITS, without(camera="device.gone"), Need("identity", LESS, "no-face")),
        (WAITS, Surroundings(face_closed="models"), Need("identity", LESS, "no-face")),
        (PAPERS, WELL, Need("page-camera", OK)),
        (PAPERS, NO_CAMERA, Need("page-camera", LESS, "page-camera-phone")),
        (PAPERS, replace(NO_CAMERA, sticks=True), Need("page-camera", LESS, "page-camera-files")),
        (PAPERS, replace(NO_CAMERA, online=False, sticks=True), Need("page-camera", LESS, "page-camera-stick")),
        (PAPERS, replace(NO_CAMERA, online=False), NO_PAPERS),
        (replace(PAPERS, assurance=Assurance.NONE), NO_CAMERA, NO_PAPERS),
        (LATER, replace(NO_CAMERA, online=False), Need("page-camera", LESS, "page-camera-instead")),
        (replace(LATER, materials=(*LATER.materials, PAPER)), replace(NO_CAMERA, online=False), NO_PAPERS),
        (CHOICE, without(document_camera="device.gone"), Need("page-camera", LESS, "page-camera-out")),
        (WAITS, WELL, Need("printer", OK)),
        (WAITS, without(receipt_printer="printer.paper-out"), Need("printer", LESS, "paper-out")),
        (WAITS, without(receipt_printer="printer.paper-jam"), Need("printer", LESS, "printer-out")),
        (WAITS, Surroundings(store_fault="store.full"), Need("store", STOP, "store", Instead.OTHER_TERMINAL)),
    ],
)
def test_how_each_need_stands(one: ServiceItem, around: Surroundings, need: Need) -> None:
    assert {found.name: found for found in needs(one, around)}[need.name] == need


@pytest.mark.parametrize(
    ("one", "around", "absent"),
    [(WAITS, WELL, "page-camera"), (WAITS, WELL, "store"), (PUBLIC, WELL, "identity"), (NOW, DOWN, "identity")],
)
def test_what_an_item_does_not_need_is_not_said(one: ServiceItem, around: Surroundings, absent: str) -> None:
    assert absent not in [found.name for found in needs(one, around)]


def test_the_first_stop_is_the_one_that_is_said() -> None:
    around = replace(without(id_reader="device.gone", document_camera="device.gone"), online=False)
    found = stop(replace(PAPERS, offline=NOW.offline), around)
    assert found is not None
    assert found.reason == "reader-out"
    assert stop(WAITS, without(camera="x", receipt_printer="y")) is None


_FAULTS = ("id-reader", "camera", "document-camera", "receipt-printer")


@pytest.mark.parametrize("one", [WAITS, NOW, PAPERS, CHOICE, *CATALOGUE.items[:6]], ids=lambda one: one.code)
def test_the_flow_starts_what_is_not_stopped_and_nothing_else(one: ServiceItem) -> None:
    for broken in product((False, True), repeat=len(_FAULTS)):
        faults = {kind: "device.gone" for kind, bad in zip(_FAULTS, broken, strict=True) if bad}
        for online, allowed in product((False, True), repeat=2):
            around = Surroundings(online=online, offline_allowed=allowed, device_faults=faults)
            memory = Memory(item=one, around=around)
            stopped = [need for need in needs(one, around) if need.standing is STOP]
            assert (browse.item_blocked(memory) is None) is (not stopped)
            assert all(need.instead is not None and need.reason for need in stopped)


def test_every_need_and_reason_has_words_on_its_page() -> None:
    broken: tuple[dict[str, str], ...] = (
        {},
        dict.fromkeys(_FAULTS, "device.gone"),
        {"receipt-printer": "printer.paper-out"},
    )
    around = [
        Surroundings(online=online, face_closed=face, store_fault=store, device_faults=faults, sticks=sticks)
        for online, face, store, faults, sticks in product(
            (True, False), (None, "x"), (None, "store.full"), broken, (False, True)
        )
    ]
    found = {
        need
        for one in (WAITS, NOW, PAPERS, LATER, CHOICE, AT_BANKS, AT_STATIONS)
        for place in around
        for need in needs(one, place)
    }
    words = (PARTS / "NeedList.qml").read_text("utf-8")
    rows = (PARTS / "ItemList.qml").read_text("utf-8")
    assert {need.reason or need.name for need in found} == set(re.findall(r'case "([a-z-]+)":', words))
    stopping = {need.reason for need in found if need.standing is STOP}
    assert stopping - {"store"} == set(re.findall(r'case "([a-z-]+)":', rows)), "store: the words of all others"


def test_a_face_that_is_promised_is_a_way_and_one_that_is_not_is_none() -> None:
    for around in (WELL, without(camera="device.gone"), Surroundings(face_closed="models")):
        memory = Memory(item=WAITS, around=around)
        (identity,) = [need for need in needs(WAITS, around) if need.name == "identity"]
        assert (identify.way_blocked(memory, Way.FACE) is None) is (identity.standing is OK)
