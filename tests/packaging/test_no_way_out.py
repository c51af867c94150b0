"""Keys that no window ever sees: what compositor, service manager and kernel are told to make of them."""

from __future__ import annotations

import configparser
import re
import shlex
import subprocess
from pathlib import Path

from tests.package_stand import ROOT

SYSTEM = ROOT / "packaging" / "root" / "usr" / "lib"
DISPLAY = SYSTEM / "systemd" / "system" / "kiosk-display.service"
CAGES_OWN = {"-d": "no decorations"}
"""Options of cage(1) that the unit gives; `-s` would let a keyboard change to another console."""


def keys_of(unit: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in re.findall(r"^(\w+)=(.*)$", unit.read_text(encoding="utf-8"), re.MULTILINE):
        found.setdefault(key, []).append(value)
    return found


def test_the_compositor_changes_no_console_and_has_no_shell_behind_it() -> None:
    keys = keys_of(DISPLAY)
    (command,) = keys["ExecStart"]
    program, *words = shlex.split(command)
    options, behind = words[: words.index("--")], words[words.index("--") + 1 :]
    assert program == "/usr/bin/cage"
    assert set(options) - {"$CAGE_OPTIONS"} == set(CAGES_OWN)
    assert "CAGE_OPTIONS=" in keys["Environment"], "nothing of its own unless a drop-in turns the screen"
    assert behind == ["/usr/bin/sleep", "infinity"]
    assert keys["Conflicts"] == ["getty@tty1.service"], "no login on the console that it stands on"


def test_nobody_of_the_terminal_can_log_in_at_a_console(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    words = ["systemd-sysusers", f"--root={tmp_path}", str(SYSTEM / "sysusers.d" / "kiosk.conf")]
    subprocess.run(words, check=True, capture_output=True, timeout=60)
    shadow = [line.split(":") for line in (tmp_path / "etc" / "shadow").read_text().splitlines()]
    assert {name for name, *_ in shadow} >= {"kiosk", "kiosk-display"}
    assert all(password.startswith("!") for _, password, *_ in shadow)


def test_the_kernels_own_keys_do_nothing() -> None:
    lines = (SYSTEM / "sysctl.d" / "60-kiosk.conf").read_text(encoding="utf-8").splitlines()
    told = dict(re.split(r"\s*=\s*", line) for line in lines if line and not line.startswith("#"))
    assert told["kernel.sysrq"] == "0"
    manager = configparser.ConfigParser()
    manager.read(SYSTEM / "systemd" / "system.conf.d" / "60-kiosk.conf", encoding="utf-8")
    assert manager["Manager"]["CtrlAltDelBurstAction"] == "none"
