"""The documents say what is there: commands, drivers, faults, pins."""

from __future__ import annotations

import argparse
import ast
import importlib
import pkgutil
import re
import subprocess
import sys

import pytest

import devices.drivers
import kiosk.commands
from devices.contract import Driver
from kiosk.commands import docs
from kiosk.runtime import fault_words
from tests.house_rules.tree import ROOT, name, parsed, product_modules, text, tracked

READMES = ("README.md", "README.zh-CN.md")
TECHNICIAN = ROOT / "docs" / "technician-manual.zh-CN.md"
FAULTS = ROOT / "docs" / "faults.md"
ARCHITECTURE = ROOT / "docs" / "architecture.md"


def commands() -> set[str]:
    return {module.name.replace("_", "-") for module in pkgutil.iter_modules(kiosk.commands.__path__)}


def drivers() -> list[Driver]:
    modules = [
        importlib.import_module(f"devices.drivers.{m.name}") for m in pkgutil.iter_modules(devices.drivers.__path__)
    ]
    return [module.DRIVER for module in modules if hasattr(module, "DRIVER")]


@pytest.mark.parametrize("readme", READMES)
def test_readme_shows_the_two_commands(readme: str) -> None:
    shown = text(ROOT / readme)
    assert re.search(r"^\./run$", shown, re.MULTILINE)
    assert re.search(r"^\./test$", shown, re.MULTILINE)


@pytest.mark.parametrize("readme", READMES)
def test_readme_names_every_command_and_no_other(readme: str) -> None:
    named = set(re.findall(r"`kiosk ([a-z-]+)", text(ROOT / readme)))
    assert named == commands()


def test_help_names_every_command() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "kiosk", "--help"], check=True, capture_output=True, text=True, timeout=60, cwd=ROOT
    ).stdout
    assert [command for command in commands() if command not in shown] == []


def test_tests_that_the_documents_name_are_there() -> None:
    made = {found for path in tracked("tests/**/*.py") for found in re.findall(r"def (test_\w+)\(", text(path))}
    traps = text(ROOT / "docs" / "testing.md").partition("## Traps")[2].partition("\n## ")[0]
    named = re.findall(r"`(test_\w+)`", traps)
    assert named
    assert [one for one in named if one not in made] == []


def test_every_attack_of_the_threat_table_names_tests_that_are_collected() -> None:
    table = text(ROOT / "docs" / "security.zh-CN.md").partition("## 威胁表")[2].partition("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ") and "`test_" in line]
    attacks = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert len(attacks) > 30
    assert rows == attacks, "an attack that no test tries"
    collected = {
        found
        for path in tracked("tests/**/test_*.py")
        for found in re.findall(r"^def (test_\w+)\(", text(path), re.MULTILINE)
    }
    assert sorted({*re.findall(r"`(test_\w+)`", table)} - collected) == []


def test_generated_pages_are_in_step(capsys: pytest.CaptureFixture[str]) -> None:
    assert docs.run(argparse.Namespace(verb="check")) == 0, capsys.readouterr().err


def test_every_fault_enum_is_on_the_faults_page() -> None:
    listed = {name for _, name in fault_words.ENUMS.values()}
    enums = {
        node.name
        for path in product_modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef)
        and re.search(r"(Fault|Reason)$", node.name)
        and any(ast.unparse(base) in {"Enum", "StrEnum"} for base in node.bases)
    }
    assert enums <= listed


def test_every_fault_has_its_words_and_no_word_is_left_over() -> None:
    """A new fault needs its row in kiosk/runtime/fault_words.toml, then `kiosk docs write`."""
    known, wanted = set(fault_words.table()), fault_words.codes()
    assert [code for code in wanted if code not in known] == []
    assert sorted(known.difference(wanted)) == []
    assert len(wanted) == len(set(wanted))


def test_fault_page_tells_every_fault_and_the_manual_leads_there() -> None:
    page = text(FAULTS)
    assert [code for code in fault_words.codes() if f"| `{code}` |" not in page] == []
    assert "](faults.md)" in text(TECHNICIAN)
    assert not re.search(r"^\| `[a-z]+\.[a-z-]+` \|", text(TECHNICIAN), re.MULTILINE), "the tables stand in faults.md"


def test_a_driver_says_whether_anybody_has_plugged_one_in() -> None:
    rows = {line.split("`")[1]: line for line in text(ARCHITECTURE).splitlines() if line.startswith("| `")}
    assert drivers()
    for driver in drivers():
        row = rows.get(driver.name, "")
        assert row, f"docs/architecture.md has no row for {driver.name}"
        expected = "virtual" if driver.virtual else (driver.verified_on or "never seen on hardware")
        assert expected in row, row


def test_links_lead_somewhere() -> None:
    broken = [
        f"{name(path)}: {target}"
        for path in tracked("*.md")
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text(path))
        if not (path.parent / target).exists()
    ]
    assert broken == []


def test_pins_carry_hashes_and_no_index() -> None:
    for path in tracked("packaging/requirements/*.txt"):
        pinned = [line for line in text(path).splitlines() if "==" in line and not line.lstrip().startswith("#")]
        assert pinned, name(path)
        assert text(path).count("--hash=sha256:") >= len(pinned), name(path)
        assert not re.search(r"^\s*--(extra-)?index|https?:", text(path), re.MULTILINE), name(path)


def test_every_debian_package_has_its_reason() -> None:
    for path in tracked("packaging/apt-packages/*.txt"):
        for line in text(path).splitlines():
            if line.strip() and not line.startswith("#"):
                assert re.fullmatch(r"[a-z0-9.+-]+\s+# \S.*", line), f"{name(path)}: {line}"


def test_ci_calls_the_commands_of_the_readme() -> None:
    script = text(ROOT / ".ci" / "run")
    assert "make check" in script
    assert "./test" in script
