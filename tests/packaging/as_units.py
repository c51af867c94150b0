"""Runs the ExecStart lines of the installed units as systemd would, where there is none: inside the tests' tree.

Takes user, groups, environment, folders and mask from the unit files, hears what the terminal tells the service
manager, and does what is asked beside the running terminal. Debian's own python3, standard library alone.
Must never be used outside a tree of the tests: it is no service manager, and none of the units' sandboxing is in
force.

    as_units.py WORD… : runs WORD… as the terminal's user while the terminal runs; JSON on standard output
"""

from __future__ import annotations

import json
import os
import pwd
import shlex
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

UNITS = Path("/usr/lib/systemd/system")
PATIENCE = 180.0
_HEADLESS = {"WLR_BACKENDS": "headless"}
"""In place of a graphics card; everything else of the compositor is as on a terminal."""


def unit(name: str) -> dict[str, list[str]]:
    """Every key of the unit's [Service] with its values, in their order."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in (UNITS / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line
        elif section == "[Service]" and "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


def start(name: str, **more: str) -> subprocess.Popen[bytes]:
    """Start a unit's program."""
    keys = unit(name)
    user, group = keys["User"][0], keys["Group"][0]
    account = pwd.getpwnam(user)
    for key, place in (("RuntimeDirectory", "/run"), ("StateDirectory", "/var/lib")):
        for folder in keys.get(key, []):
            path = Path(place, folder)
            path.mkdir(exist_ok=True)
            subprocess.run(["chown", f"{user}:{group}", path], check=True)
            path.chmod(int(keys[f"{key}Mode"][0], 8))
    environment = dict(pair.split("=", 1) for pair in keys["Environment"]) | more
    environment["PATH"] = "/usr/bin:/bin"
    words = shlex.split(keys["ExecStart"][0].replace("$CAGE_OPTIONS", environment.get("CAGE_OPTIONS", "")))
    groups = ",".join([group, *keys["SupplementaryGroups"][0].split()])
    before = ["setpriv", f"--reuid={account.pw_uid}", f"--regid={group}", f"--groups={groups}", "--no-new-privs",
              "--bounding-set=-all", "--inh-caps=-all"]  # fmt: skip
    mask = int(keys["UMask"][0], 8)
    return subprocess.Popen([*before, *words], env=environment, umask=mask, cwd="/")


def notified() -> socket.socket:
    """The service manager's end."""
    hears = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    hears.bind("/run/notify")
    Path("/run/notify").chmod(0o777)
    hears.settimeout(PATIENCE)
    return hears


def main() -> int:
    """0 = the terminal came up, lived, and ended when it was told to."""
    hears = notified()
    display = start("kiosk-display.service", **_HEADLESS)
    _wait_for(Path("/run/kiosk-display/wayland-0"))
    terminal = start("kiosk.service", NOTIFY_SOCKET="/run/notify")
    heard = _hear(hears, "READY=1")
    beside = _beside(sys.argv[1:]) if sys.argv[1:] else {}
    heard += _hear(hears, "WATCHDOG=1")
    terminal.send_signal(signal.SIGTERM)
    code = terminal.wait(PATIENCE)
    heard += _hear(hears, "STOPPING=1")
    display.terminate()
    display.wait(PATIENCE)
    sys.stdout.write(json.dumps({"heard": heard, "code": code, "beside": beside}))
    return 0


def _hear(hears: socket.socket, awaited: str) -> list[str]:
    """Everything up to that word. Raises TimeoutError."""
    said: list[str] = []
    while awaited not in said:
        said.append(hears.recv(256).decode())
    return said


def _beside(words: list[str]) -> dict[str, object]:
    """What a command of the terminal's user says while the terminal runs."""
    place = {"HOME": "/run/kiosk", "XDG_RUNTIME_DIR": "/run/kiosk"}
    done = subprocess.run(
        ["setpriv", "--reuid=kiosk", "--regid=kiosk", "--init-groups", *words],
        check=False, capture_output=True, text=True, timeout=PATIENCE,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"} | place,
    )  # fmt: skip
    return {"code": done.returncode, "out": done.stdout, "err": done.stderr}


def _wait_for(path: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not path.exists():
        if time.monotonic() > end:
            raise TimeoutError(path)
        time.sleep(0.1)


if __name__ == "__main__":
    os.umask(0o022)
    sys.exit(main())
