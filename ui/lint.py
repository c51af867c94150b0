"""Checks the QML files with qmllint, warnings included: `python -m ui.lint`.

qmllint exits 0 even when it cannot resolve a module of ours, so it must know the Python types (metaobjectdump →
qmltyperegistrar, into build/qmltypes) and must run with `--max-warnings 0`. Development only.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import PySide6

from ui.translate import tool

UI = Path(__file__).parent
ROOT = UI.parent
BUILD = ROOT / "build" / "qmltypes"
MODULE = "Kiosk.ViewModels"


def sources() -> list[Path]:
    """Python files that give types to QML."""
    found = sorted((UI / "viewmodels").glob("*.py")) + sorted(UI.glob("*.py"))
    return [path for path in found if "QML_IMPORT_NAME" in path.read_text("utf-8")]


def describe_types() -> Path:
    """Write `plugins.qmltypes` and `qmldir` of our Python module; return the import path."""
    folder = BUILD.joinpath(*MODULE.split("."))
    folder.mkdir(parents=True, exist_ok=True)
    dump = subprocess.run(
        [tool("metaobjectdump"), *map(str, sources())], check=True, capture_output=True, text=True, cwd=ROOT
    ).stdout
    types = folder / "metatypes.json"
    types.write_text(json.dumps(_with_constants(json.loads(dump))), "utf-8")
    foreign = sorted((Path(PySide6.__path__[0]) / "Qt" / "metatypes").glob("qt6*_metatypes.json"))
    wanted = [path for path in foreign if path.name.startswith(("qt6core", "qt6gui", "qt6qml", "qt6quick_"))]
    registrar = [tool("qmltyperegistrar"), "--generate-qmltypes", str(folder / "plugins.qmltypes")]
    registrar += ["--import-name", MODULE, "--major-version", "1", "--minor-version", "0"]
    registrar += ["-o", str(folder / "registration.cpp"), "--foreign-types", ",".join(map(str, wanted)), str(types)]
    subprocess.run(registrar, check=True, capture_output=True, text=True)
    (folder / "qmldir").write_text(f"module {MODULE}\ntypeinfo plugins.qmltypes\ndepends QtQuick\n", "utf-8")
    return BUILD


def _with_constants(dump: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Mark properties without a notify signal as constant: metaobjectdump does not read `constant=True`."""
    for module in dump:
        for described in module.get("classes", ()):
            for held in described.get("properties", ()):
                if "notify" not in held:
                    held["constant"] = True
    return dump


def main() -> int:
    """Lint every QML file; return the exit code of qmllint."""
    types = describe_types()
    files = sorted(str(path) for path in (UI / "qml").rglob("*.qml"))
    command = [
        str(Path(PySide6.__path__[0]) / "qmllint"),
        "-I",
        str(types),
        "-I",
        str(UI / "qml"),
        "--max-warnings",
        "0",
        *files,
    ]
    return subprocess.run(command, check=False, cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
