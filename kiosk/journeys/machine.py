"""A machine that has our Debian package: an overlay on this machine's own root, with processes of its own.

What is written goes with it; nothing is ever written into the root below. It lives as long as its first process, and
every command enters that one's namespaces, so that a lock held by one is seen by the next. Its network is this
machine's, but for dpkg, which has none. Needs root. There is no service manager in it: whoever plays, plays that too.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from enum import Enum
from pathlib import Path

from kiosk.journeys.report import JourneyError

PACKAGE = "budayang-kiosk"
PROGRAM = Path("/opt") / PACKAGE
STATE = Path("/var/lib/kiosk")
SETTINGS = Path("/etc/kiosk/kiosk.toml")
PATIENCE = 600.0
"""Seconds for one command: dpkg, with half a gigabyte and the gate."""
_ROOM = 5 << 30
"""Bytes that three versions of the package and what they leave behind may take."""
_UP = 30.0
_TOOLS = ("unshare", "nsenter", "chroot", "setpriv", "mount", "dpkg", "dpkg-deb", "systemd-sysusers")
_PACKAGES = "/mnt/packages"
_ENTER = f"""set -e
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/merged"
cd "$1/merged"
mount -t proc proc proc
mount --rbind /dev dev
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs tmpfs tmp
mkdir -p run/lock ".$2" .{_PACKAGES}
mount --bind "$2" ".$2"
mount --bind "$3" .{_PACKAGES}
touch run/there
exec chroot . sleep infinity
"""
_USER = ("setpriv", "--reuid=kiosk", "--regid=kiosk", "--init-groups", "--no-new-privs")
_CLEAN = ("env", "-u", "PYTHONPATH", "PATH=/usr/bin:/bin", "LANG=C.UTF-8", "HOME=/run/kiosk")


class Lack(Enum):
    """What such a machine needs and is not there. Values: a stable name, what helps."""

    ROOT = ("no-root", "needs root: dpkg gives files to other users")
    TOOLS = ("no-tools", "a program is missing")
    ROOM = ("no-room", "needs 5 GB free in the folder for temporary files (TMPDIR) or in /dev/shm")
    OVERLAY = ("no-overlay", "the kernel lets us lay nothing over this root; TMPDIR on another disk may help")
    PACKAGE = ("no-package", "no such package, or none of ours; give one with --deb FILE")
    BUILDER = ("no-builder", "not a checkout, so nothing can be built; give a package with --deb FILE")
    NOT_BUILT = ("not-built", "could not be built, which needs a line the first time; give one with --deb FILE")


class LackError(JourneyError):
    """The journey cannot be begun here."""

    def __init__(self, lack: Lack, detail: str = "") -> None:
        self.lack = lack
        name, helps = lack.value
        super().__init__(f"{name}: {helps}{': ' if detail else ''}{detail}")


def examine() -> Path:
    """What such a machine needs is here. The folder for its disk. Raises LackError."""
    if os.geteuid() != 0:
        raise LackError(Lack.ROOT)
    if missing := [tool for tool in _TOOLS if shutil.which(tool) is None]:
        raise LackError(Lack.TOOLS, ", ".join(missing))
    places = (Path("/dev/shm"), Path(tempfile.gettempdir()))  # noqa: S108  dpkg waits for a disk at every file
    for place in places:
        if os.access(place, os.W_OK) and shutil.disk_usage(place).free >= _ROOM:
            return place
    raise LackError(Lack.ROOM)


class Machine:
    """One that runs. `shared`: a folder that is at the same place inside, for sockets and what devices leave."""

    def __init__(self, disk: Path, shared: Path, packages: Path) -> None:
        """Raises LackError."""
        for name in ("upper", "work", "merged"):
            (disk / name).mkdir()
        disk.chmod(0o755)  # its root is everybody's
        words = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", _ENTER, "-"]
        self._errors = disk / "errors"
        with self._errors.open("wb") as errors:
            self._process = subprocess.Popen(
                [*words, *map(str, (disk, shared, packages))], stdin=subprocess.DEVNULL, stderr=errors
            )
        self._first = self._came_up()

    def _came_up(self) -> int:
        """Its first process, as this machine counts. Raises LackError."""
        end = time.monotonic() + _UP
        while self._process.poll() is None and time.monotonic() < end:
            for first in _children(self._process.pid):
                if Path("/proc", str(first), "root", "run", "there").exists():
                    return first
            time.sleep(0.05)
        self.close()
        said = self._errors.read_text(encoding="utf-8").strip()
        raise LackError(Lack.OVERLAY, said[-200:] or "it did not come up")

    def inside(self, *words: str) -> list[str]:
        """The command line that runs `words` in it as root."""
        return ["nsenter", f"--target={self._first}", "--mount", "--pid", "--root", "--wd", *words]

    def kiosk(self, *words: str) -> list[str]:
        """The command line of a command of the installed program, as the terminal's user."""
        return self.inside(*_USER, *_CLEAN, "/usr/bin/kiosk", *words)

    @staticmethod
    def end(process: subprocess.Popen[bytes]) -> None:
        """Tell what runs inside to end: whoever entered for it hands no signal on."""
        for child in _children(process.pid):
            os.kill(child, signal.SIGTERM)

    def run(self, *words: str, code: int = 0) -> str:
        """What a command says on both outputs. Raises JourneyError where it does not end with `code`."""
        done = subprocess.run(
            self.inside(*words), check=False, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, timeout=PATIENCE,
        )  # fmt: skip
        if done.returncode != code:
            raise JourneyError(f"{words[0]}: exit code {done.returncode} instead of {code}: {done.stdout[-400:]}")
        return done.stdout

    def install(self, package: Path, code: int = 0) -> str:
        """What dpkg and the package's scripts say, without a network. Raises JourneyError."""
        words = ("unshare", "--net", "env", "DEBIAN_FRONTEND=noninteractive", "dpkg", "--force-depends,unsafe-io")
        return self.run(*words, "-i", f"{_PACKAGES}/{package.name}", code=code)

    def standing(self) -> str:
        """Which version is in service."""
        return self.run("cat", str(PROGRAM / "VERSION")).strip()

    def free(self) -> bool:
        """Nobody is anywhere but on the home page: what the maintainer scripts ask."""
        lock = str(STATE / "session.lock")
        script = f"[ ! -e {lock} ] || flock -n -x {lock} true"
        return subprocess.run(self.inside("sh", "-c", script), check=False, timeout=PATIENCE).returncode == 0

    def close(self) -> None:
        """End it with everything that runs in it."""
        self._process.kill()
        self._process.wait(_UP)


def _children(pid: int) -> list[int]:
    """Of a process that is there (proc(5), task/children)."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
