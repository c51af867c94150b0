"""What the dock is tested on: the real twins and the sandbox of a demonstration, without a terminal between them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.runtime import demo
from kiosk.runtime.processes import Family, kiosk_command
from kiosk.runtime.settings import load
from kiosk.runtime.surroundings import surroundings

_PATIENCE = 60.0


@contextmanager
def surrounded(folder: Path, *without: str) -> Iterator[Path]:
    """The settings' file of a demonstration whose surroundings run, but those named in `without`."""
    config = demo.write(folder, demo.Demo(folder=folder, printer=True, scanner=True, stick=True))
    family = Family()
    try:
        for name, words in surroundings(load(config)):
            if name not in without:
                family.spawn(name, kiosk_command(*words))
        waited, end = set(family.names()), time.monotonic() + _PATIENCE
        while waited:
            assert time.monotonic() < end, f"did not come up: {waited}"
            waited -= {name for name, said in family.hear(1.0) if said.get("event") == "ready"}
        yield config
    finally:
        for name in family.names():
            family.stop(name)
