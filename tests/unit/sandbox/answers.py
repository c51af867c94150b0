"""Right answers to any form of the catalogue, made from the form itself; no file here names a field."""

from __future__ import annotations

import re
from typing import Any

from kiosk.domain.catalogue import Material, Provision
from kiosk.domain.submission import Attachment
from tests.platform_stand import attachment

_PART = re.compile(r"(\[[^\]]+\]|.)(?:\{(\d+)(?:,\d+)?\})?")
_DAYS = {"past": "2026-07-01", "future": "2026-08-03", "any": "2026-07-01"}


def right_answers(form: dict[str, Any]) -> dict[str, Any]:
    """What must be answered, shortest; files are papers, not answers."""
    asked = {name: form["properties"][name] for name in form["required"]}
    return {name: _answer(field) for name, field in asked.items() if field["x-kind"] != "file"}


def scans(materials: tuple[Material, ...]) -> tuple[Attachment, ...]:
    """A scan of every material that must be one."""
    needed = [one.code for one in materials if one.required and one.provision is Provision.SCAN]
    return tuple(attachment(code, f"a picture of {code}".encode()) for code in needed)


def _answer(field: dict[str, Any]) -> Any:
    if "enum" in field:
        return field["enum"][0]
    if field["x-kind"] == "number":
        return field["minimum"]
    if field["x-kind"] == "date":
        return _DAYS[field.get("x-dates", "any")]
    if "pattern" in field:
        return _matching(field["pattern"])
    return "样" * max(2, field.get("minLength", 0))


def _matching(pattern: str) -> str:
    """The first sign of each class, as often as it must stand there."""
    parts = _PART.findall(pattern.removeprefix("^").removesuffix("$"))
    found = "".join(part.strip("[")[0] * int(times or 1) for part, times in parts)
    assert re.fullmatch(pattern, found), pattern
    return found
