"""The SQL of the store, read from its files once. Holds no SQL text itself and never builds any."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_NAME = re.compile(r"^-- name: (\w+)$", re.MULTILINE)


@cache
def statements(area: str) -> dict[str, str]:
    """The named statements of `sql/<area>.sql`."""
    parts = _NAME.split(files(__package__).joinpath("sql", f"{area}.sql").read_text("utf-8"))
    return {name: text.strip() for name, text in zip(parts[1::2], parts[2::2], strict=True)}


@cache
def migrations() -> tuple[str, ...]:
    """The scripts of `migrations/`, in order: the n-th brings the file to `user_version` n."""
    scripts = (entry for entry in files(__package__).joinpath("migrations").iterdir() if entry.name.endswith(".sql"))
    return tuple(entry.read_text("utf-8") for entry in sorted(scripts, key=lambda entry: entry.name))
