"""How large a room may be. The figures are printed, so that a trend is seen before a limit is hit."""

from __future__ import annotations

import ast
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house_rules.tree import name, parsed, product_modules, text, tracked

MODULE_LINES = 400
QML_LINES = 250
FUNCTION_LINES = 50
USUAL_FUNCTION_LINES = 30
DOCSTRINGS = 0.95

Function = ast.FunctionDef | ast.AsyncFunctionDef


def line_counts(pattern: str) -> dict[str, int]:
    return {name(path): len(text(path).splitlines()) for path in tracked(pattern)}


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """(where, lines) of every function, from the first decorator-free line to the last."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, Function):
            yield f"{name(path)}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def public_definitions(path: Path) -> Iterator[tuple[str, bool]]:
    """(where, has a docstring) of the module, its public classes, functions and methods."""
    module = parsed(path)
    if module.body:
        yield name(path), ast.get_docstring(module) is not None
    yield from _definitions(module, name(path))


def _definitions(parent: ast.Module | ast.ClassDef, where: str) -> Iterator[tuple[str, bool]]:
    for node in parent.body:
        if not isinstance(node, ast.ClassDef | Function) or node.name.startswith("_"):
            continue
        if isinstance(node, Function) and _without_own_words(node):
            continue
        yield f"{where}:{node.lineno} {node.name}", ast.get_docstring(node) is not None
        if isinstance(node, ast.ClassDef):
            yield from _definitions(node, where)


def _without_own_words(node: Function) -> bool:
    """Overloads and setters are documented where the function or the getter is."""
    names = [ast.unparse(decorator).split(".")[-1].split("(")[0] for decorator in node.decorator_list]
    return bool({"overload", "setter", "override"}.intersection(names))


def test_a_module_is_no_longer_than_a_room() -> None:
    assert {where: lines for where, lines in line_counts("*.py").items() if lines > MODULE_LINES} == {}


def test_a_qml_file_is_no_longer_than_a_room() -> None:
    assert {where: lines for where, lines in line_counts("*.qml").items() if lines > QML_LINES} == {}


def test_a_function_is_short() -> None:
    lengths = {where: lines for path in tracked("*.py") for where, lines in functions(path)}
    assert {where: lines for where, lines in lengths.items() if lines > FUNCTION_LINES} == {}
    usual = sum(lines <= USUAL_FUNCTION_LINES for lines in lengths.values())
    assert usual >= 0.95 * len(lengths), f"{usual} of {len(lengths)} have at most {USUAL_FUNCTION_LINES} lines"


def test_public_things_say_what_they_are() -> None:
    said = {where: has for path in product_modules() for where, has in public_definitions(path)}
    silent = [where for where, has in said.items() if not has]
    assert len(silent) <= (1 - DOCSTRINGS) * len(said), silent


def test_no_room_without_a_purpose_in_its_name() -> None:
    vague = {"utils", "common", "helpers", "manager", "misc"}
    assert [
        name(path) for path in tracked("*.py", "*.qml") if vague & set(name(path).lower().split(".")[0].split("/"))
    ] == []


def test_figures(capsys: pytest.CaptureFixture[str]) -> None:
    """Prints them; the limits are above."""
    modules = line_counts("*.py")
    product = [modules[name(path)] for path in product_modules()]
    tests = [lines for where, lines in modules.items() if where.startswith("tests/")]
    qml = list(line_counts("*.qml").values()) or [0]
    lengths = [lines for path in product_modules() for _, lines in functions(path)]
    usual = sum(lines <= USUAL_FUNCTION_LINES for lines in lengths)
    said = [has for path in product_modules() for _, has in public_definitions(path)]
    lines = [
        _lengths("product", product),
        _lengths("tests", tests),
        _lengths("QML", qml),
        _lengths("functions", lengths),
        f"functions of at most {USUAL_FUNCTION_LINES} lines: {usual / len(lengths):.1%}",
        f"public docstrings: {sum(said) / len(said):.1%} of {len(said)}",
    ]
    with capsys.disabled():
        sys.stdout.write("\n" + "".join(f"  {line}\n" for line in lines))
    assert min(product) >= 0


def _lengths(what: str, lines: list[int]) -> str:
    return f"{what}: {len(lines)}, {sum(lines)} lines, median {statistics.median(lines):.0f}, longest {max(lines)}"
