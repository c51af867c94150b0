"""A machine of the tests' own for Debian packages: an overlay on a tree, without a network, thrown away afterwards.

The tree is this machine's own root, where what a package needs is mostly there (maintainer scripts in CI), or a bare
Debian made by debootstrap (`make deb-check`). Nothing is ever written into the tree; what is done lies in `folder`.
Needs root, or sudo without a password: dpkg gives files to other users.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "packaging" / "deb" / "build.py"
PATIENCE = 600
_ENTER = """set -e
mount -t overlay overlay -o "lowerdir=$1,upperdir=$2/upper,workdir=$2/work" "$2/merged"
cd "$2/merged"
mount -t proc proc proc
mount --rbind /dev dev
mount -t tmpfs tmpfs run
mkdir -p run/lock
mount -t tmpfs tmpfs tmp
[ -z "$3" ] || { mkdir -p mnt/packages; mount --bind "$3" mnt/packages; }
ip link set lo up
shift 3
exec chroot . "$@"
"""


def as_root() -> list[str] | None:
    """Words before a command that root must run; None where nobody lets us."""
    if os.geteuid() == 0:
        return []
    allowed = shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], check=False, timeout=60).returncode == 0
    return ["sudo", "-n"] if allowed else None


class Machine:
    """One machine; every command finds what those before it have left on the disk, and an empty /run and /tmp."""

    def __init__(self, folder: Path, tree: Path = Path("/"), packages: Path | None = None) -> None:
        self._root = as_root() or []
        self.folder, self._tree, self._packages = folder, tree, packages
        for name in ("upper", "work", "merged"):
            (folder / name).mkdir(parents=True, exist_ok=True)

    def command(self, *words: str) -> list[str]:
        """The command line that runs `words` inside."""
        given = [str(self._tree), str(self.folder), str(self._packages or "")]
        clean = ["env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8", "DEBIAN_FRONTEND=noninteractive"]
        return [*self._root, "unshare", "-m", "-n", "-p", "-f", "sh", "-c", _ENTER, "-", *given, *clean, *words]

    def run(self, *words: str, code: int | None = 0) -> str:
        """What a command says on both outputs; AssertionError where it does not end with `code` (None = any)."""
        done = subprocess.run(
            self.command(*words), check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL, text=True, timeout=PATIENCE,
        )  # fmt: skip
        assert code is None or done.returncode == code, f"{words}: {done.returncode}\n{done.stdout}"
        return done.stdout

    def shell(self, script: str, code: int | None = 0) -> str:
        """The same with a line of shell."""
        return self.run("sh", "-c", script, code=code)

    def close(self) -> None:
        """Take away what was written; files of other users are among it."""
        subprocess.run([*self._root, "rm", "-rf", *map(str, self.folder.glob("*"))], check=True, timeout=PATIENCE)


def build(out: Path, *words: str) -> Path:
    """Build a package into `out` and say where it is."""
    python = "/usr/bin/python3" if Path("/usr/bin/python3").exists() else sys.executable
    work = ["--work", str(out / "work"), "--out", str(out)]
    before = set(out.glob("*.deb"))
    subprocess.run(
        [python, BUILD, *work, *words], check=True, capture_output=True, timeout=PATIENCE, cwd=ROOT,
        env=os.environ | {"SOURCE_DATE_EPOCH": "1700000000"},
    )  # fmt: skip
    (package,) = set(out.glob("*.deb")) - before
    return package
