"""Measures of this terminal for Prometheus, on the loopback alone, made of the last heartbeat.

Must never let a fault of its own reach the sync process: a port that is taken is said once and tried again. Loaded by
the sync process, and prometheus-client only where the settings name a port.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from enum import Enum
from typing import TYPE_CHECKING, Any

from kiosk.platform_api.times import from_rfc3339
from kiosk.platform_api.wire import Heartbeat
from offline_cache.contract import Link

if TYPE_CHECKING:
    from prometheus_client.core import Metric

LOOPBACK = "127.0.0.1"
_log = logging.getLogger(__name__)
Publish = Callable[[Heartbeat, Link], None]
NAMES = {
    "kiosk_up": "1 while the sync process looks at things.",
    "kiosk_info": "Versions.",
    "kiosk_last_look_timestamp_seconds": "When the sync process looked last.",
    "kiosk_line_up": "Does the platform answer, and know this terminal?",
    "kiosk_line_changed_timestamp_seconds": "Since when the line is as it is.",
    "kiosk_clock_offset_seconds": "Platform time minus terminal time.",
    "kiosk_jobs": "Cases by state: waiting, set-aside, call-back.",
    "kiosk_oldest_waiting_timestamp_seconds": "When the oldest case that waits was taken.",
    "kiosk_device_up": "Can the device be used?",
    "kiosk_device_fault": "1 with the code of what is wrong with the device.",
    "kiosk_device_last_success_timestamp_seconds": "When the device last did what it is for.",
    "kiosk_item_last_success_timestamp_seconds": "When the platform last took a case of the item.",
    "kiosk_consumable_level": "What is left, in sheets or per cent.",
    "kiosk_consumable_days_left": "Days until it is empty, at the pace of the last 30 days.",
}
"""Every measure with what it is; the alert rules are held to these names."""


class MetricsFault(Enum):
    """Faults of the endpoint: (code, what helps)."""

    PORT_BUSY = ("metrics.port-busy", "give metrics.port another number, or end the program that has this one")

    def __init__(self, code: str, remedy: str) -> None:
        self.code = code
        self.remedy = remedy


def exporter(port: int | None, terminal: str) -> Publish:
    """What takes heartbeat and line; without a port nobody is told."""
    return Exporter(port, terminal) if port is not None else lambda _beat, _link: None


class Exporter:
    """Serves the last heartbeat. Called from one thread; scraped from others."""

    def __init__(self, port: int, terminal: str) -> None:
        self._port, self._terminal = port, terminal
        self._last: tuple[Heartbeat, Link] | None = None
        self._serves = self._complained = False
        self._close: Callable[[], None] = lambda: None

    def __call__(self, beat: Heartbeat, link: Link) -> None:
        """From now on this is served; begins to serve at the first one. Never raises."""
        self._last = (beat, link)
        if not self._serves:
            self._begin()

    def close(self) -> None:
        """Give the port back."""
        self._close()
        self._serves = False

    def collect(self) -> Iterator[Metric]:
        """What is served, as prometheus-client wants it."""
        if self._last is not None:
            for name, rows in measures(*self._last, self._terminal).items():
                yield _family(name, rows)

    def _begin(self) -> None:
        from prometheus_client import CollectorRegistry, start_http_server

        registry = CollectorRegistry(auto_describe=False)
        registry.register(self)
        try:
            server, thread = start_http_server(self._port, LOOPBACK, registry)
        except OSError as error:
            if not self._complained:
                _log.warning("%s port %d: %s", MetricsFault.PORT_BUSY.code, self._port, error.strerror)
            self._complained = True
            return
        self._serves = True

        def close() -> None:
            server.shutdown()
            server.server_close()
            thread.join()

        self._close = close


Rows = list[tuple[dict[str, str], float]]
"""Labels and value."""


def measures(beat: Heartbeat, link: Link, terminal: str) -> dict[str, Rows]:
    """All measures by name."""
    return {name: rows for name, rows in {**_own(beat, link, terminal), **_of_devices(beat)}.items() if rows}


def _own(beat: Heartbeat, link: Link, terminal: str) -> dict[str, Rows]:
    jobs = {"waiting": beat.queued, "set-aside": beat.set_aside, "call-back": beat.call_back}
    return {
        "kiosk_up": [({}, 1.0)],
        "kiosk_info": [({"terminal": terminal, "version": beat.version, **beat.versions}, 1.0)],
        "kiosk_last_look_timestamp_seconds": [({}, from_rfc3339(beat.at))],
        "kiosk_line_up": [({}, float(link.online))],
        "kiosk_line_changed_timestamp_seconds": [({}, link.changed_at)],
        "kiosk_clock_offset_seconds": [({}, link.clock_offset)],
        "kiosk_jobs": [({"state": state}, float(count)) for state, count in jobs.items()],
        "kiosk_oldest_waiting_timestamp_seconds": []
        if beat.oldest_at is None
        else [({}, from_rfc3339(beat.oldest_at))],
        "kiosk_item_last_success_timestamp_seconds": _when("item", beat.item_successes),
    }


def _of_devices(beat: Heartbeat) -> dict[str, Rows]:
    devices = sorted(beat.devices.items())
    labels = [({"device": one.device, "name": one.name, "unit": one.unit}, one) for one in beat.consumables]
    return {
        "kiosk_device_up": [({"device": kind}, float(state == "online")) for kind, state in devices],
        "kiosk_device_fault": [
            ({"device": kind, "fault": state}, 1.0) for kind, state in devices if state != "online"
        ],
        "kiosk_device_last_success_timestamp_seconds": _when("device", beat.device_successes),
        "kiosk_consumable_level": [(about, float(one.level)) for about, one in labels],
        "kiosk_consumable_days_left": [(about, one.days_left) for about, one in labels if one.days_left is not None],
    }


def _when(label: str, times: dict[str, str]) -> Rows:
    return [({label: name}, from_rfc3339(at)) for name, at in sorted(times.items())]


def _family(name: str, rows: Rows) -> Any:
    from prometheus_client.core import GaugeMetricFamily

    labels = sorted(rows[0][0])
    family = GaugeMetricFamily(name, NAMES[name], labels=labels)
    for about, value in rows:
        family.add_metric([about[label] for label in labels], value)
    return family
