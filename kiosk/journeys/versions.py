"""Three versions of one Debian package: itself, a successor without a window, and one that is sound.

The successors are the package opened, given another number, and closed again: the same program, so that what differs
between them is what the journey means to differ.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from kiosk.journeys.machine import PACKAGE, PATIENCE, PROGRAM, Lack, LackError

_BUILDER = Path("packaging/deb/build.py")
_WINDOW = "ui/qml/Kiosk/Main.qml"
_NO_WINDOW = "import Nothing\n"


@dataclass(frozen=True)
class Versions:
    """Files of packages, in one folder."""

    now: Path
    broken: Path
    sound: Path


def version_of(package: Path) -> str:
    """Raises LackError where it is no package of ours."""
    words = ["dpkg-deb", "--showformat=${Package} ${Version}", "-W", str(package)]
    said = subprocess.run(words, check=False, capture_output=True, text=True, timeout=PATIENCE)
    name, _, version = said.stdout.partition(" ")
    if said.returncode != 0 or name != PACKAGE or not version:
        raise LackError(Lack.PACKAGE, package.name)
    return version


def versions(given: Path | None, folder: Path) -> Versions:
    """Of the package given, or of one built of what is committed. Raises LackError."""
    now = given or _built(folder)
    number = version_of(now)
    kept = folder / "now.deb"
    shutil.copy(now, kept)
    opened = folder / "opened"
    subprocess.run(["dpkg-deb", "-R", str(kept), str(opened)], check=True, timeout=PATIENCE)
    window = next((opened / PROGRAM.relative_to("/")).glob(f"lib/python3.*/site-packages/{_WINDOW}"), None)
    if window is None:
        raise LackError(Lack.PACKAGE, f"{now.name} has no window")
    whole = window.read_bytes()
    window.write_text(_NO_WINDOW, encoding="ascii")
    broken = _closed(opened, f"{number}+journey1", folder / "broken.deb")
    window.write_bytes(whole)
    sound = _closed(opened, f"{number}+journey2", folder / "sound.deb")
    shutil.rmtree(opened)
    return Versions(kept, broken, sound)


def _built(folder: Path) -> Path:
    checkout = Path(__file__).resolve().parents[2]
    if not (checkout / _BUILDER).exists() or not (checkout / ".git").exists():
        raise LackError(Lack.BUILDER)
    words = ["/usr/bin/python3", str(_BUILDER), "--quick", "--out", str(folder)]
    done = subprocess.run(
        words, check=False, cwd=checkout, capture_output=True, text=True, env=_plain(), timeout=6 * PATIENCE
    )
    if done.returncode != 0:
        raise LackError(Lack.NOT_BUILT, done.stderr.strip().rpartition("\n")[2][-200:])
    return Path(json.loads(done.stdout)["package"])


def _plain() -> dict[str, str]:
    """The environment without what points at this interpreter: the builder uses Debian's own."""
    return {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}


def _closed(opened: Path, version: str, package: Path) -> Path:
    """Packed anew as that version; dpkg's digests are right again, nothing is compressed."""
    control = opened / "DEBIAN" / "control"
    text = re.sub(r"^Version: .*$", f"Version: {version}", control.read_text(encoding="utf-8"), flags=re.MULTILINE)
    control.write_text(text, encoding="utf-8")
    (opened / PROGRAM.relative_to("/") / "VERSION").write_text(version + "\n", encoding="ascii")
    sums = opened / "DEBIAN" / "md5sums"
    names = [line.split("  ", 1)[1] for line in sums.read_text(encoding="utf-8").splitlines()]
    sums.write_text("".join(f"{_md5(opened / name)}  {name}\n" for name in names), encoding="utf-8")
    words = ["dpkg-deb", "--root-owner-group", "-Znone", "--build", str(opened), str(package)]
    subprocess.run(words, check=True, capture_output=True, timeout=PATIENCE)
    return package


def _md5(path: Path) -> str:
    """What `dpkg --verify` compares."""
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
