"""What was built (as-built list): serial numbers, firmware, versions, keys' names; and what differs from the order.

Must never hold a key, a code or a word of any person.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any

from devices.assignment import identity
from kiosk.provisioning import sealing
from kiosk.provisioning.answers import Expected
from kiosk.provisioning.faults import ProvisionError, ProvisionFault
from kiosk.provisioning.machine import machine_mark
from kiosk.provisioning.setup import Outcome, Setup, done
from kiosk.runtime.settings import Device, Devices

NAME = "as-built.json"
_SAID = ("model", "serial", "firmware")


def as_built(setup: Setup) -> Outcome:
    """Written down, and compared. Raises ProvisionError: DIFFERS, NOT_WRITTEN."""
    said = setup.examined or {"checks": []}
    built = list_of(setup, {row["name"]: dict(row["facts"]) for row in said["checks"]})
    differs = list(differences(setup.profile.expected, built))
    setup.as_built = {**built, "differences": differs}
    path = setup.files.state_dir / "provisioning" / NAME
    content = json.dumps(setup.as_built, ensure_ascii=False, indent=2) + "\n"
    setup.place.write(path, content.encode("utf-8"), 0o600)
    setup.place.hand_over(setup.files.state_dir)
    if differs:
        raise ProvisionError(ProvisionFault.DIFFERS, "；".join(differs))
    return done(
        f"{len(built['devices'])} 台设备，与应装清单一致" if _asks(setup) else f"{len(built['devices'])} 台设备"
    )


def list_of(setup: Setup, facts: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """The list, of the settings and of what the doctor heard; `facts` by check."""
    settings = setup.settings
    return {
        "terminal": settings.terminal.id,
        "label": settings.terminal.label,
        "profile": setup.profile.name,
        "machine": machine_mark(setup.place),
        "at": dt.datetime.now().astimezone().isoformat(timespec="seconds"),
        "deployment": settings.deployment.value,
        "keys": {
            "terminal": facts.get("terminal-key", {}).get("key_id", ""),
            "data": facts.get("data-key", {}).get("key_id", ""),
            "platform": facts.get("platform-key", {}).get("key_id", ""),
            "sealed": sealing.sealed_names(setup.place),
        },
        "versions": {name: value for name, value in facts.get("software", {}).items() if name != "deployment"},
        "devices": [
            _row(slot, device, facts.get(slot.replace("_", "-"), {}))
            for slot in Devices.__struct_fields__
            if (device := getattr(settings.devices, slot)) is not None
        ],
    }


def differences(expected: Expected, built: Mapping[str, Any]) -> Iterator[str]:
    """In words: what is missing, another one, of another version, or there although nobody ordered it."""
    there = {row["kind"]: row for row in built["devices"]}
    for one in expected.devices:
        row = there.get(one.kind)
        if row is None:
            yield f"{one.kind}：没有装"
            continue
        for name in ("driver", *_SAID):
            wanted = getattr(one, name)
            if wanted and row[name] != wanted:
                yield f"{one.kind} {name}：应为 {wanted}，实为 {row[name] or '未知'}"
    ordered = {one.kind for one in expected.devices}
    if ordered:
        yield from (f"{kind}：清单上没有" for kind in there if kind not in ordered)
    for name, wanted in expected.versions.items():
        real = built["versions"].get(name, "")
        if real != wanted:
            yield f"{name}：应为 {wanted}，实为 {real or '未知'}"


def _row(slot: str, device: Device, facts: Mapping[str, str]) -> dict[str, Any]:
    where = {name: str(value) for name, value in identity(device.options).items()}
    said = {name: facts.get(name, "") for name in _SAID}
    return {"kind": slot, "driver": device.driver.replace("-", "_"), **said, "where": where}


def _asks(setup: Setup) -> bool:
    return bool(setup.profile.expected.devices or setup.profile.expected.versions)
