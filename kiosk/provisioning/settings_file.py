"""The settings of a terminal, of profile and answers, written whole; what stood there and is not said stays.

Must never write settings with which the terminal would not start, and never a one-time code.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kiosk.provisioning.answers import Answers, Profile
from kiosk.provisioning.faults import ProvisionError, ProvisionFault
from kiosk.provisioning.place import Place
from kiosk.runtime.settings import Settings, load

_STATE_DIR = "/var/lib/kiosk"
_FILES = ("platform_key", "ca_file", "seal_roots")
"""Of the profile's `platform`: files that are copied beside the settings."""
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_HEAD = "# Written by `kiosk provision`: it keeps every value that it does not set itself, no comments.\n"


def wanted(before: Mapping[str, Any], profile: Profile, answers: Answers) -> dict[str, Any]:
    """The tables of the settings: what was there, over it the profile's, over it this terminal's."""
    who = {"id": answers.terminal.id, "label": answers.terminal.label}
    who |= {"name": answers.terminal.name} if answers.terminal.name else {}
    platform = profile.settings.get("platform", {})
    named = {key: Path(platform[key]).name for key in _FILES if key in platform}
    tables: dict[str, Any] = {"deployment": "production", "storage": {"state_dir": _STATE_DIR}}
    for layer in (dict(before), profile.settings, {"terminal": who, "platform": named}):
        tables = _joined(tables, layer)
    tables["platform"].pop("enrol_code", None)
    return tables


def read(place: Place) -> dict[str, Any]:
    """The tables that are there; none where there is no file. Raises ProvisionError."""
    try:
        return tomllib.loads(place.config.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise ProvisionError(ProvisionFault.ANSWERS, f"{place.config}: {why}") from error


def copy_files(place: Place, profile: Profile) -> list[str]:
    """Keys and certificates of the profile, beside the settings; names of those that were new. Raises OSError."""
    platform, copied = profile.settings.get("platform", {}), []
    for key in _FILES:
        if key not in platform:
            continue
        source = profile.folder / platform[key]
        content, there = source.read_bytes(), place.folder / source.name
        if not there.exists() or there.read_bytes() != content:
            place.write(there, content)
            copied.append(source.name)
    return copied


def write(place: Place, tables: Mapping[str, Any]) -> Settings:
    """Check them as the terminal would, then put them in place. Raises SettingsError, OSError."""
    if tables == read(place):
        return load(place.config)
    content = text(tables).encode("utf-8")
    trial = place.config.with_name(f"{place.config.name}.new")
    place.write(trial, content)
    try:
        load(trial)
        if place.config.exists():
            place.write(place.config.with_name(f"{place.config.name}.former"), place.config.read_bytes())
        trial.replace(place.config)
    finally:
        trial.unlink(missing_ok=True)
    return load(place.config)


def text(tables: Mapping[str, Any]) -> str:
    """The tables as TOML 1.0; None is left out."""
    return _HEAD + "\n".join(_lines(tables, ())) + "\n"


def _lines(table: Mapping[str, Any], where: tuple[str, ...]) -> Iterator[str]:
    """Plain values first, then tables, as TOML wants it."""
    tables = {name: value for name, value in table.items() if isinstance(value, Mapping)}
    if where:
        yield f"\n[{'.'.join(map(_key, where))}]"
    for name, value in table.items():
        if name not in tables and value is not None:
            yield f"{_key(name)} = {_value(value)}"
    for name, inner in tables.items():
        yield from _lines(inner, (*where, name))


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(name)} = {_value(one)}" for name, one in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return f"{value:.1f}"
    return str(value)  # int, float, date, time: as TOML writes them


def _string(value: str) -> str:
    """A JSON string is a TOML basic string, but for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _string(name)


def _joined(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Tables by their keys, everything else as `other` has it."""
    both = {name: value for name, value in one.items() if name in other}
    tables = {
        name: _joined(value, other[name])
        for name, value in both.items()
        if isinstance(value, Mapping) and isinstance(other[name], Mapping)
    }
    return {**one, **other, **tables}
