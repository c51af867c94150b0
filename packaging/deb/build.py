# ruff: noqa: INP001  a script
"""Builds the Debian package: `make deb`. Needs Debian 12's own python3 and what packaging/apt-packages/deb.txt names.

The program stands in a virtual environment of its own below /opt, made of hashed pins, so that the terminal needs no
registry when the package is installed. The same commit gives the same bytes (SOURCE_DATE_EPOCH: the commit's time).
Must never take a file of the program that is not committed, except compiled translations and the pinned networks.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import payload

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
NAME = "budayang-kiosk"
PREFIX = Path("opt") / NAME
SCRIPTS = ("preinst", "postinst", "prerm", "postrm")
INSTALLED_SCRIPTS = ("roll-back", "gate.py")
"""Run by the maintainer scripts and at boot; they lie in /usr/lib/budayang-kiosk."""


def main(argv: Sequence[str] | None = None) -> int:
    """Build, say where it is, how large, and its digest (JSON on standard output)."""
    parser = argparse.ArgumentParser(description="Build the Debian package of the kiosk.")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "deb", help="where wheels and trees are kept")
    parser.add_argument("--out", type=Path, default=ROOT / "out", help="folder for the package")
    parser.add_argument("--version", help="instead of the one that the commit gives")
    parser.add_argument("--payload", type=Path, help="tests: this folder as the program, nothing is built")
    parser.add_argument("--quick", action="store_true", help="tests: not compressed")
    parser.add_argument("--commit", default="HEAD", help="which commit is built")
    args = parser.parse_args(argv)
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH") or _git("log", "-1", "--format=%ct", args.commit))
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch)
    tree = args.work.resolve() / ("tree-small" if args.payload else "tree")
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    if args.payload:
        shutil.copytree(args.payload, tree / PREFIX, symlinks=True)
    else:
        payload.make(tree / PREFIX, f"/{PREFIX}", args.work.resolve(), args.commit)
    version = args.version or _version(epoch, args.commit)
    (tree / PREFIX / "VERSION").write_text(version + "\n", encoding="ascii")
    _system_files(tree)
    package = pack(tree, version, epoch, args.out.resolve(), "none" if args.quick or args.payload else "xz")
    said = {
        "package": str(package),
        "version": version,
        "sha256": hashlib.sha256(package.read_bytes()).hexdigest(),
        "bytes": package.stat().st_size,
        "installed_bytes": _installed_bytes(tree),
    }
    sys.stdout.write(json.dumps(said, indent=2) + "\n")
    return 0


def _version(epoch: int, commit: str) -> str:
    """Version of the project, then the time and the name of the commit: later ones are greater."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    stamp = subprocess.run(
        ["date", "-u", "-d", f"@{epoch}", "+%Y%m%d.%H%M%S"], check=True, capture_output=True, text=True
    ).stdout.strip()
    return f"{project}+{stamp}.{_git('rev-parse', '--short=9', commit)}"


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


# --- what lies beside the program -----------------------------------------------------------------------
def _system_files(tree: Path) -> None:
    """Units, users, rules and the command, as they lie on a terminal."""
    shutil.copytree(ROOT / "packaging" / "root", tree, dirs_exist_ok=True, symlinks=True)
    rules = tree / "usr/lib/udev/rules.d/60-kiosk-known.rules"
    rules.parent.mkdir(parents=True, exist_ok=True)
    rules.write_text(known_rules(ROOT / "devices" / "known_devices.toml"), encoding="utf-8")
    lib = tree / "usr/lib" / NAME
    lib.mkdir(parents=True)
    for name in INSTALLED_SCRIPTS:
        shutil.copy(HERE / name, lib / name)
        (lib / name).chmod(0o755)
    shutil.copy(ROOT / "packaging" / "apparmor", lib / "apparmor")
    command = tree / "usr/bin/kiosk"
    command.parent.mkdir(parents=True, exist_ok=True)
    command.symlink_to(f"/{PREFIX}/bin/kiosk")
    about = tree / "usr/share/doc" / NAME
    about.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "copyright", about / "copyright")


def known_rules(catalogue: Path) -> str:
    """Rules of udev for the readers that are known by their USB ids: the kiosk's group may use them."""
    lines = ["# Made of devices/known_devices.toml; 60-kiosk.rules holds what is not known by its ids."]
    for device in tomllib.loads(catalogue.read_text(encoding="utf-8"))["device"]:
        ids = f'ATTR{{idVendor}}=="{device["vendor"]}", ATTR{{idProduct}}=="{device["product"]}"'
        parent = ids.replace("ATTR{", "ATTRS{")
        lines += [
            f"# {device['name']}: {device['kind']}",
            f'SUBSYSTEM=="usb", ENV{{DEVTYPE}}=="usb_device", {ids}, GROUP="kiosk", MODE="0660"',
            f'SUBSYSTEM=="hidraw", {parent}, GROUP="kiosk", MODE="0660"',
        ]
    return "\n".join(lines) + "\n"


# --- the package ----------------------------------------------------------------------------------------
def pack(tree: Path, version: str, epoch: int, out: Path, compression: str = "xz") -> Path:
    """Put the tree into a package; every time in it is `epoch`, every owner root."""
    control = tree / "DEBIAN"
    control.mkdir()
    text = (HERE / "control").read_text(encoding="utf-8")
    (control / "control").write_text(
        text.replace("@VERSION@", version).replace("@SIZE@", str(_installed_bytes(tree) // 1024)), encoding="utf-8"
    )
    for name in SCRIPTS:
        shutil.copy(HERE / name, control / name)
    _digests(tree, control)
    _settle(tree, epoch)
    out.mkdir(parents=True, exist_ok=True)
    package = out / f"{NAME}_{version}_amd64.deb"
    package.unlink(missing_ok=True)
    level = [] if compression == "none" else ["-z2"]  # higher: minutes for some percent
    words = ["dpkg-deb", "--root-owner-group", f"-Z{compression}", *level, "--build", str(tree), str(package)]
    subprocess.run(words, check=True, stdout=sys.stderr)
    return package


def _digests(tree: Path, control: Path) -> None:
    """For `dpkg --verify`."""
    with (control / "md5sums").open("w", encoding="utf-8") as out:
        for path in _files(tree):
            name = path.relative_to(tree)
            if name.parts[0] != "DEBIAN":
                digest = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
                out.write(f"{digest}  {name}\n")


def _settle(tree: Path, epoch: int) -> None:
    """Modes and times that do not depend on who builds."""
    scripts = {tree / "DEBIAN" / name for name in SCRIPTS}
    for path in [tree, *sorted(tree.rglob("*"))]:
        if not path.is_symlink():
            runs = path.is_dir() or bool(path.stat().st_mode & 0o100) or path in scripts
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def _files(tree: Path) -> Iterator[Path]:
    return (path for path in sorted(tree.rglob("*")) if path.is_file() and not path.is_symlink())


def _installed_bytes(tree: Path) -> int:
    return sum(path.stat().st_size for path in _files(tree) if path.relative_to(tree).parts[0] != "DEBIAN")


if __name__ == "__main__":
    sys.exit(main())
