"""The tracked files, read once: what every house rule looks at."""

from __future__ import annotations

import ast
import functools
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("kiosk", "ui", "devices", "offline_cache")


@functools.cache
def tracked(*patterns: str) -> tuple[Path, ...]:
    """Files under version control that match the patterns (all without one), as they are on disk."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--", *patterns], cwd=ROOT, check=True, capture_output=True, timeout=60
    )
    names = [name for name in listing.stdout.decode().split("\0") if name]
    return tuple(path for path in (ROOT / name for name in names) if path.is_file() and not path.is_symlink())


@functools.cache
def text(path: Path) -> str:
    """The file's text; empty for a binary one, as grep -I has it."""
    raw = path.read_bytes()
    return "" if b"\0" in raw else raw.decode("utf-8", errors="replace")


@functools.cache
def parsed(path: Path) -> ast.Module:
    """The module's syntax tree."""
    return ast.parse(text(path), filename=str(path))


def name(path: Path) -> str:
    """Path from the root of the tree."""
    return path.relative_to(ROOT).as_posix()


def product_modules() -> tuple[Path, ...]:
    """The Python files of the four packages."""
    return tuple(path for path in tracked("*.py") if name(path).split("/")[0] in PRODUCT)


def imports(path: Path) -> set[str]:
    """Full names of every module that is imported anywhere in the file."""
    found: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module)
    return found
