"""A signed package archive of the tests' own, made by the recipe, and small packages to put into it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.package_stand import PATIENCE, ROOT

RECIPE = ROOT / "packaging" / "apt-repository" / "repository"
NAME = "budayang-kiosk"


class Archive:
    """`repository` with its two folders. Keep `folder` short: gpg's agent listens on a socket in there."""

    def __init__(self, folder: Path) -> None:
        self.keys, self.folder = folder / "keys", folder / "archive"
        self.public = self.folder / "public"
        self.keyring = self.public / "keyring.gpg"
        self.do("key")

    def do(self, *words: str | Path, code: int = 0) -> str:
        """What it says on both outputs; AssertionError where it does not end with `code`."""
        done = subprocess.run(
            [RECIPE, self.keys, self.folder, *words], check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, timeout=PATIENCE,
        )  # fmt: skip
        assert done.returncode == code, done.stdout
        return done.stdout

    def listed(self) -> list[str]:
        """Lines of `list`."""
        return self.do("list").splitlines()


def package(folder: Path, name: str = NAME, **fields: str) -> Path:
    """A package of one file; `fields` go into its control file, underscores being hyphens."""
    about = {
        "Package": name,
        "Version": "1.0",
        "Architecture": "amd64",
        "Maintainer": "Tests <tests@example.invalid>",
    }
    about |= {"Section": "misc", "Priority": "optional", "Description": "of the tests"}
    about |= {key.replace("_", "-"): value for key, value in fields.items()}
    tree = folder / f"tree-{name}-{about['Version']}"
    (tree / "DEBIAN").mkdir(parents=True)
    (tree / "usr/share" / name).mkdir(parents=True)
    (tree / "usr/share" / name / "version").write_text(about["Version"], encoding="ascii")
    control = "".join(f"{key}: {value}\n" for key, value in about.items())
    (tree / "DEBIAN" / "control").write_text(control, encoding="utf-8")
    path = folder / f"{name}_{about['Version']}.deb"
    words = ["dpkg-deb", "--root-owner-group", "-Znone", "--build", str(tree), str(path)]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, timeout=PATIENCE)
    return path
