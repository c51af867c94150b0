"""The SQL of the store, read from its files once. Holds no SQL text itself and never builds any."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent  # importlib.resources would load zipfile and tempfile for it at every start
_NAME = re.compile(r"^-- name: (\w+)$", re.MULTILINE)


@cache
def statements(area: str) -> dict[str, str]:
    """The named statements of `sql/<area>.sql`."""
    parts = _NAME.split((_HERE / "sql" / f"{area}.sql").read_text("utf-8"))
    return {name: text.strip() for name, text in zip(parts[1::2], parts[2::2], strict=True)}


@cache
def migrations() -> tuple[str, ...]:
    """The scripts of `migrations/`, in order: the n-th brings the file to `user_version` n."""
    return tuple(script.read_text("utf-8") for script in sorted((_HERE / "migrations").glob("*.sql")))
