"""Prints the settings of a terminal on virtual devices and an embedded platform, state where the package has it.

Runs inside the tests' tree on the installed program's own interpreter: `bin/python -I provision.py FOLDER`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from kiosk.runtime.demo import Demo, state_dir, write


def settings(folder: Path) -> str:
    """As TOML."""
    text = write(folder, Demo(folder=folder, fullscreen=True)).read_text(encoding="utf-8")
    return text.replace(str(state_dir(folder)), "/var/lib/kiosk")


if __name__ == "__main__":
    sys.stdout.write(settings(Path(sys.argv[1])))
