"""What is told of a terminal to whoever looks after many: heartbeat, measures, alerts."""

from __future__ import annotations

import logging
import re
import socket
import urllib.request
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from devices.contract import DeviceError, Fault
from kiosk.flows import events as on
from kiosk.flows.memory import Memory
from kiosk.platform_api import contract
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import Consumable, Heartbeat
from kiosk.runtime.fleet import notes as kept
from kiosk.runtime.fleet.beating import Fleet
from kiosk.runtime.fleet.board import Board
from kiosk.runtime.fleet.metrics import NAMES, Exporter, measures
from kiosk.runtime.fleet.supplies import MOST_LOOKS, Look, days_left, looked
from kiosk.runtime.witness import Nobody
from offline_cache.contract import Claimed, JobQueue, Link
from offline_cache.memory import MemoryOutbox

NOW, DAY = 1_800_000_000.0, 86400.0
RULES = Path(__file__).parents[4] / "packaging" / "prometheus" / "kiosk.rules.yml"
UP = Link(online=True, fault=None, changed_at=NOW, checked_at=NOW, clock_offset=0.5)


class Notes:
    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.writes = 0

    def note(self, name: str, value: bytes) -> None:
        self.kept[name] = value
        self.writes += 1

    def noted(self, name: str) -> bytes | None:
        return self.kept.get(name)


class Terminal:
    """A board and a fleet on the same notes."""

    def __init__(self, levels: Mapping[str, int] | Fault = Fault.NOT_CONFIGURED) -> None:
        self.notes, self.now, self.levels = Notes(), NOW, levels
        self.board = Board(Nobody(), lambda: self.notes, lambda: self.now, self._asked)
        self.board._patience = 3600.0  # the test writes itself
        self.queue = MemoryOutbox(clock=lambda: self.now)

    def _asked(self) -> Mapping[str, int]:
        if isinstance(self.levels, Fault):
            raise DeviceError(self.levels)
        return self.levels

    def see(self, *events: on.Event) -> None:
        for event in events:
            self.board.seen(event, Memory(), Memory())
        self.board.note()

    def beat(self) -> Heartbeat:
        return Fleet(self.notes, lambda: self.now).beat("0.1.0", self.queue, None)


def test_days_left_follow_from_what_was_used_and_a_refill_is_no_use() -> None:
    looks = [Look(NOW, 100), Look(NOW + DAY, 80), Look(NOW + 2 * DAY, 100), Look(NOW + 4 * DAY, 80)]
    assert days_left(looks) == 8.0


@pytest.mark.parametrize(
    "looks", [[], [Look(NOW, 9)], [Look(NOW, 9), Look(NOW + 60, 1)], [Look(NOW, 9), Look(NOW + DAY, 9)]]
)
def test_days_left_are_not_guessed(looks: list[Look]) -> None:
    assert days_left(looks) is None


def test_looks_are_bounded_and_a_clock_put_back_begins_anew() -> None:
    looks: tuple[Look, ...] = ()
    for number in range(300):
        looks = looked(looks, Look(NOW + number * 600, 500 - number))
    assert len(looks) == MOST_LOOKS
    assert looked(looks, Look(NOW - DAY, 7)) == (Look(NOW - DAY, 7),)


def test_a_device_that_is_out_is_told_by_its_fault_and_one_not_fitted_is_not_told() -> None:
    terminal = Terminal()
    terminal.see(
        on.DeviceChanged("id-reader", usable=True),
        on.DeviceChanged("receipt-printer", usable=False, fault="printer.paper-out"),
        on.DeviceChanged("scanner", usable=False, fault="device.not-configured"),
        on.Printed(),
    )
    beat = terminal.beat()
    assert beat.devices == {"id-reader": "online", "receipt-printer": "printer.paper-out"}
    assert (beat.state, beat.device_successes) == ("partly", {"receipt-printer": to_rfc3339(NOW)})


def test_the_same_again_is_not_written_again() -> None:
    terminal = Terminal()
    for _ in range(3):
        terminal.see(on.DeviceChanged("id-reader", usable=True), on.Printed())
    assert terminal.notes.writes == 1


def test_supplies_are_looked_at_only_now_and_then_and_only_of_a_printer_that_is_well() -> None:
    terminal = Terminal({"tray-1/sheets": 100})
    terminal.see(on.DeviceChanged("document-printer", usable=False, fault="device.gone"))
    assert terminal.beat().consumables == ()
    terminal.see(on.DeviceChanged("document-printer", usable=True))
    terminal.levels, terminal.now = {"tray-1/sheets": 50}, NOW + 60
    terminal.see(on.Printed())
    assert terminal.beat().consumables == (Consumable("document-printer", "tray-1", "sheets", 100),)
    terminal.now = NOW + DAY
    terminal.see(on.Printed())
    assert terminal.beat().consumables == (Consumable("document-printer", "tray-1", "sheets", 50, 1.0),)


def test_an_item_is_told_once_the_platform_took_it_and_a_payload_nobody_knows_stops_no_case() -> None:
    terminal = Terminal()
    fleet = Fleet(terminal.notes, lambda: terminal.now)

    def takes(_claimed: Claimed, _queue: JobQueue) -> bytes:
        return b"taken"

    for number, payload in enumerate((b'{"serviceItemCode":"item-1","applicant":{"name":"x"}}', b"\xff")):
        terminal.queue.enqueue(f"j{number}", "submission", payload)
        claimed = terminal.queue.claim(NOW)
        assert claimed is not None
        assert fleet.noting(takes)(claimed, terminal.queue) == b"taken"
    assert terminal.beat().item_successes == {"item-1": to_rfc3339(NOW)}
    assert terminal.notes.kept == {kept.ITEMS: b'{"item-1":1800000000.0}'}


def full() -> Heartbeat:
    terminal = Terminal({"tray-1/sheets": 100, "black/percent": 40})
    terminal.queue.enqueue("j1", "submission", b"x")
    terminal.see(on.DeviceChanged("document-printer", usable=True), on.Printed())
    terminal.levels, terminal.now = {"tray-1/sheets": 50, "black/percent": 39}, NOW + DAY
    terminal.see(on.DeviceChanged("id-reader", usable=False, fault="device.gone"))
    kept.leave(terminal.notes, kept.ITEMS, {"item-1": NOW})
    return terminal.beat()


def test_the_heartbeat_is_as_the_contract_says() -> None:
    operation = contract.operation("POST", "/v1/terminals/heartbeats")
    assert operation is not None
    assert operation.body is not None
    assert contract.wrongs(operation.body, msgspec.json.decode(msgspec.json.encode(full()))) == ()


def test_every_measure_is_there_and_has_a_name() -> None:
    assert set(measures(full(), UP, "A-03")) == set(NAMES)


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_prometheus_reads_it_on_the_loopback() -> None:
    exporter = Exporter(free_port(), "A-03")
    exporter(full(), UP)
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{exporter._port}/metrics", timeout=30) as answer:
            text = answer.read().decode()
    finally:
        exporter.close()
    assert 'kiosk_device_fault{device="id-reader",fault="device.gone"} 1.0' in text
    assert 'kiosk_consumable_level{device="document-printer",name="tray-1",unit="sheets"} 50.0' in text


@pytest.mark.expects_warnings
def test_a_port_that_is_taken_is_said_once_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        exporter = Exporter(int(taken.getsockname()[1]), "A-03")
        exporter(full(), UP)
        exporter(full(), UP)
    assert caplog.text.count("metrics.port-busy") == 1
    exporter(full(), UP)
    assert exporter._serves
    exporter.close()


def rules() -> list[dict[str, Any]]:
    found = yaml.safe_load(RULES.read_text(encoding="utf-8"))
    return [rule for group in found["groups"] for rule in group["rules"]]


def test_alerts_speak_of_measures_that_there_are() -> None:
    spoken = {name for rule in rules() for name in re.findall(r"\bkiosk_\w+", rule["expr"])}
    assert spoken
    assert spoken <= set(NAMES)
    for rule in rules():
        assert re.fullmatch(r"\d+[mh]", rule["for"])
        assert rule["labels"]["severity"] in {"warning", "critical"}
        assert rule["expr"].count("(") == rule["expr"].count(")")
        assert rule["annotations"]["summary"]
