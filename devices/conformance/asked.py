"""Options that remember which names they were asked for. Must never give what was not put in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


class Asked(Mapping[str, Any]):
    """The options of a driver under test, read through; who copies them all asks for every one that there is."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._options = options
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.names.add(name)
        return self._options[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._options)

    def __len__(self) -> int:
        return len(self._options)
