"""`kiosk devices list|drivers`: what is attached, what the settings assign, what is free, and what has no driver.

Opens no device. A device's own words (model, serial number) are shown cleaned; nothing here is about a person.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from devices.assignment import Placed, Slot
    from devices.known_devices import Unserved

STANDINGS = {
    "assigned": "已分配",
    "free": "空闲",
    "absent": "未连接",
    "unclear": "不止一个，请指明",
    "no-driver": "没有驱动",
    "unknown-driver": "没有叫这个名字的驱动，或装不上",
}


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    listed = verbs.add_parser("list", help="attached devices: assigned, free, without a driver; and absent ones")
    listed.add_argument(
        "--config", type=Path, help="settings file (default: KIOSK_CONFIG, else the installed one, else none)"
    )
    listed.add_argument("--root", type=Path, default=Path("/"), help="where dev and sys are: a recorded tree")
    drivers = verbs.add_parser("drivers", help="every driver that can be loaded here")
    for verb in (listed, drivers):
        verb.add_argument("--json", action="store_true", help="JSON on standard output")


def run(args: argparse.Namespace) -> int:
    """0 = shown, 1 = shown, and the settings name a driver that there is not, 2 = settings fault, or no such root."""
    from kiosk.runtime.settings import SettingsError

    if args.verb == "list" and not args.root.is_dir():
        print(f"kiosk devices: --root: there is no folder {args.root}", file=sys.stderr)
        return 2
    try:
        rows = _devices(args) if args.verb == "list" else _drivers()
    except SettingsError as error:
        if args.json:
            said = {"fault": error.fault.code, "message": error.fault.remedy, "detail": error.detail}
            print(json.dumps(said, ensure_ascii=False))
        print(f"kiosk devices: {error}", file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps({"devices" if args.verb == "list" else "drivers": rows}, ensure_ascii=False, indent=2))
    elif not rows:
        print("kiosk devices: nothing is attached and nothing is assigned", file=sys.stderr)
    else:
        print("\n".join(_device_line(row) if args.verb == "list" else _driver_line(row) for row in rows))
    return int(any(row.get("state") == "unknown-driver" for row in rows))


def _devices(args: argparse.Namespace) -> list[dict[str, Any]]:
    from devices import registry
    from devices.assignment import placed
    from devices.contract import Roots

    roots = Roots(args.root / "dev", args.root / "sys")
    known, unknown = _slots(args.config)
    rows = [_placed(one) for one in placed(registry.found(roots), known)]
    rows += [_unknown(one) for one in unknown]
    return rows + [_unserved(one) for one in registry.without_driver(roots)]


def _slots(config: Path | None) -> tuple[list[Slot], list[Slot]]:
    """What the settings assign, by known and unknown drivers; nothing where there are none. Raises SettingsError."""
    from kiosk.runtime.checks.attached import slots
    from kiosk.runtime.deployment import settings_file
    from kiosk.runtime.settings import load

    file = settings_file(config)
    if config is None and not file.exists():
        return [], []
    return slots(load(file))


def _placed(one: Placed) -> dict[str, Any]:
    from devices.assignment import identity

    found, slot = one.found, one.slot
    named = found or slot
    return {
        "state": one.standing.value,
        "slot": slot.kind.value.replace("-", "_") if slot else None,
        "driver": named.driver if named else None,
        "kind": named.kind.value if named else None,
        "label": found.label if found else "",
        "serial": found.serial if found else "",
        "place": found.place if found else "",
        "options": dict(found.options if found else identity(slot.options) if slot else {}),
    }


def _unknown(slot: Slot) -> dict[str, Any]:
    from devices.contract import Fault

    return {
        "state": "unknown-driver",
        "fault": Fault.NOT_CONFIGURED.code,
        "slot": slot.kind.value.replace("-", "_"),
        "driver": slot.driver,
        "kind": slot.kind.value,
        "label": "",
        "options": {},
    }


def _unserved(one: Unserved) -> dict[str, Any]:
    known, device = one.known, one.device
    return {
        "state": "no-driver",
        "fault": one.fault.code,
        "kind": known.kind.value,
        "label": known.name,
        "serial": device.serial,
        "usb": f"{device.vendor}:{device.product}",
        "port": device.port,
        "protocol": known.protocol,
        "sources": known.sources.value,
        "notes": known.notes,
    }


def _drivers() -> list[dict[str, Any]]:
    from devices import registry

    return [
        {
            "name": one.name,
            "kind": one.kind.value,
            "virtual": one.virtual,
            "verified_on": one.verified_on,
            "finds": registry.looks(one),
        }
        for one in registry.drivers()
    ]


def _device_line(row: Mapping[str, Any]) -> str:
    """One device for people."""
    place = " ".join(f"{name}={value}" for name, value in row.get("options", {"usb": row.get("usb", "")}).items())
    words = (STANDINGS[row["state"]], row.get("slot"), row["kind"], row.get("driver"), row["label"], place)
    return "  ".join(word for word in words if word)


def _driver_line(row: Mapping[str, Any]) -> str:
    """One driver for people."""
    verified = (
        "虚拟" if row["virtual"] else f"已在 {row['verified_on']} 上验证" if row["verified_on"] else "未在实物上验证"
    )
    return f"{row['name']}  {row['kind']}  {verified}"
