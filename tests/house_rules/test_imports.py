"""Who may import whom, where import-linter does not look: inside functions, and by name of the outside package."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house_rules.tree import ROOT, imports, name, product_modules, tracked


def users_of(package: str) -> list[str]:
    """Product files that import the outside package anywhere."""
    return [
        name(path)
        for path in product_modules()
        if any(module == package or module.startswith(f"{package}.") for module in imports(path))
    ]


def test_qt_lives_in_ui_only() -> None:
    assert [where for where in users_of("PySide6") if not where.startswith("ui/")] == []


def test_http_lives_in_platform_api_only() -> None:
    assert [where for where in users_of("requests") if not where.startswith("kiosk/platform_api/")] == []


@pytest.mark.parametrize("package", ["devices", "offline_cache"])
def test_the_libraries_know_nothing_of_the_kiosk(package: str) -> None:
    wrong = [
        f"{name(path)} imports {module}"
        for path in tracked(f"{package}/*.py")
        for module in imports(path)
        if module.split(".")[0] in {"kiosk", "ui"}
    ]
    assert wrong == []


def test_no_usage_report_to_anybody() -> None:
    """The mediapipe package tells its maker: never on a government terminal."""
    assert users_of("mediapipe") == []
    pins = [path for path in tracked("packaging/requirements/*.txt") if "mediapipe" in Path(path).read_text("utf-8")]
    assert pins == []


def test_only_commands_print() -> None:
    """Ruff's rule, once more for files that silence it."""
    silenced = [
        name(path)
        for path in product_modules()
        if "noqa: T201" in path.read_text("utf-8") and not name(path).startswith("kiosk/commands/")
    ]
    assert silenced == []
    assert (ROOT / "kiosk" / "commands").is_dir()
