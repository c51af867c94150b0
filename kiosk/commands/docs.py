"""`kiosk docs write|check`: the pages that are printed from tables and enums, so that no document can fall behind.

Needs a checkout (the pages are no part of the installed package) and must never start Qt or touch a device.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import importlib
import inspect
import pkgutil
import sys
import textwrap
import types
import typing
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
NOTE = "<!-- Printed by `kiosk docs write`; do not edit. -->\n"


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of `kiosk docs`."""
    parser.add_argument("verb", choices=("write", "check"), help="write the pages, or compare them")


def run(args: argparse.Namespace) -> int:
    """0 = written, or all in step; 1 = a page differs (the difference goes to standard error)."""
    pages = _pages()
    if args.verb == "write":
        for name, text in pages.items():
            (DOCS / name).parent.mkdir(parents=True, exist_ok=True)
            (DOCS / name).write_text(text, encoding="utf-8")
        return 0
    return max([_compare(name, text) for name, text in pages.items()])


def _pages() -> dict[str, str]:
    """Every page by its path below docs/."""
    from kiosk.runtime import fault_page

    return {
        "faults.md": fault_page.page(ROOT),
        "generated/job-states.md": job_states_page(),
        "generated/flows.md": flows_page(),
        "generated/commands.md": commands_page(),
        "generated/settings.md": settings_page(),
        "generated/audit-events.md": audit_page(),
    }


def _compare(name: str, wanted: str) -> int:
    path = DOCS / name
    found = path.read_text(encoding="utf-8") if path.is_file() else ""
    if found == wanted:
        return 0
    print(f"docs/{name} is not in step: kiosk docs write", file=sys.stderr)
    lines = difflib.unified_diff(found.splitlines(), wanted.splitlines(), "as it is", "as it should be", lineterm="")
    print("\n".join(lines), file=sys.stderr)
    return 1


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table; a bar inside a cell is escaped."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"


def member_notes(kind: type) -> dict[str, str]:
    """The strings written under the members of an enum or the fields of a struct, by name."""
    body = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
    notes: dict[str, str] = {}
    if not isinstance(body, ast.ClassDef):
        return notes
    for member, below in zip(body.body, body.body[1:], strict=False):
        named = member.targets[0] if isinstance(member, ast.Assign) else getattr(member, "target", None)
        if isinstance(named, ast.Name) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            notes[named.id] = " ".join(str(below.value.value).split())
    return notes


# --- state tables ---------------------------------------------------------------------------------------------
def job_states_page() -> str:
    """The life of a queued job: diagram, states, events."""
    states = importlib.import_module("offline_cache.states")
    notes = member_notes(states.JobEvent)
    parts = [
        NOTE,
        "# Life of a job\n",
        f"{_first_paragraph(states)}\n",
        f"```mermaid\n{states.mermaid().strip()}\n```\n",
        table(("state", "meaning"), [(f"`{state.value}`", meaning) for state, meaning in states.MEANING.items()]),
        table(("event", "meaning"), [(f"`{event.value}`", notes.get(event.name, "")) for event in states.JobEvent]),
    ]
    return "\n".join(parts)


def audit_page() -> str:
    """Every event of the audit trail, and what may stand in its fields."""
    events = importlib.import_module("kiosk.runtime.audit.events")
    notes = member_notes(events.AuditEvent)
    rows = [
        (f"`{event.code}`", notes.get(event.name, ""), ", ".join(f"`{name}`" for name in event.fields))
        for event in events.AuditEvent
    ]
    allowed = [(f"`{name}`", one.about) for name, one in events.FIELDS.items()]
    parts = [
        NOTE,
        "# Events of the audit trail\n",
        f"{_first_paragraph(events)}\n",
        f"{_first_paragraph(importlib.import_module('kiosk.runtime.audit.trail'))}\n",
        table(("event", "when", "fields"), rows),
        "## Fields\n\nNothing else fits into them; a field may be left out, none may be added.\n",
        table(("field", "what may stand in it"), allowed),
    ]
    return "\n".join(parts)


def flows_page() -> str:
    """Every flow: its sentence, its diagram, and which step shows which screen."""
    from kiosk.flows.engine import mermaid
    from kiosk.flows.tables import FLOWS

    parts = [NOTE, "# Flows\n"]
    for flow in FLOWS.values():
        rows = [
            (
                f"`{step.value}`",
                f"`{what.screen.value}`" if what.screen else "",
                f"*{what.calls}*" if what.calls else "",
            )
            for step, what in flow.steps.items()
        ]
        parts += [f"## {flow.name}\n"]
        if flow.about:
            parts += [f"{flow.about}\n"]
        parts += [f"```mermaid\n{mermaid(flow).strip()}\n```\n", table(("step", "screen", "calls"), rows)]
    return "\n".join(parts)


def _first_paragraph(thing: object) -> str:
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())


# --- settings -------------------------------------------------------------------------------------------------
def settings_page() -> str:
    """Every key of the settings file, table by table."""
    from kiosk.runtime import settings

    parts = [NOTE, "# Settings\n", f"{_first_paragraph(settings)}\n", "A key that is not here is refused.\n"]
    for path, kind in _tables(settings.Settings):
        notes = member_notes(kind)
        rows = [
            (f"`{field.name}`", _type(field.type), _field_default(field), notes.get(field.name, ""))
            for field in msgspec.structs.fields(kind)
            if not _structs(field.type)
        ]
        parts += [f"## {f'`[{path}]`' if path else 'At the top'}\n", f"{_first_paragraph(kind)}\n"]
        parts += [table(("key", "type", "default", "meaning"), rows)] if rows else []
    return "\n".join([*parts, *_option_tables()])


def _option_tables() -> Iterator[str]:
    """What may stand in `options` of a device, driver by driver."""
    from devices import known_options

    yield f"## Options of the drivers\n\n{_first_paragraph(known_options)}\n"
    named = {f"`{name}`": options for name, options in known_options.KNOWN.items()}
    of_a_kind = {f"Any {kind.value}": options for kind, options in known_options.OF_A_KIND.items()}
    for heading, options in {**of_a_kind, **named}.items():
        yield f"### {heading}\n"
        rows = [(f"`{name}`", meaning) for name, meaning in options.items()]
        yield table(("option", "meaning"), rows) if rows else "None.\n"


def _tables(kind: type[msgspec.Struct], path: str = "") -> Iterator[tuple[str, type[msgspec.Struct]]]:
    """(dotted path, struct) of the file's tables, from the top down."""
    yield path, kind
    for field in msgspec.structs.fields(kind):
        for inner in _structs(field.type):
            yield from _tables(inner, f"{path}.{field.name}".lstrip("."))


def _structs(kind: Any) -> list[type[msgspec.Struct]]:
    """The struct that a field is, if it is one (alone or with None)."""
    return [
        one for one in (typing.get_args(kind) or (kind,)) if isinstance(one, type) and issubclass(one, msgspec.Struct)
    ]


def _type(kind: Any) -> str:
    names = [
        " or ".join(f"`{member.value}`" for member in one)
        if isinstance(one, type) and issubclass(one, Enum)
        else str(getattr(one, "__name__", one)).lower()
        for one in (typing.get_args(kind) if isinstance(kind, types.UnionType) else (kind,))
        if one is not type(None)
    ]
    return " or ".join(names)


def _field_default(field: msgspec.structs.FieldInfo) -> str:
    if field.required:
        return "required"
    value = field.default_factory() if field.default is msgspec.NODEFAULT else field.default
    if value is None or value in ("", {}):
        return ""
    if isinstance(value, Path):
        return "in the installation" if value.is_absolute() else f"`{value}`"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


# --- commands -------------------------------------------------------------------------------------------------
def commands_page() -> str:
    """Every command with its arguments. Laid out here: argparse prints differently from one Python to the next."""
    from kiosk import commands

    parts = [NOTE, "# Commands\n", "JSON goes to standard output alone, everything else to standard error.\n"]
    for name in sorted(module.name for module in pkgutil.iter_modules(commands.__path__)):
        module = importlib.import_module(f"kiosk.commands.{name}")
        parser = argparse.ArgumentParser(prog=f"kiosk {name.replace('_', '-')}")
        module.add(parser)
        parts += [f"## `{parser.prog}`\n", f"{_first_paragraph(module)}\n"]
        for verb, rows in _arguments(parser):
            if rows:
                parts += [f"`{verb}`\n", table(("argument", "meaning", "default"), rows)]
    return "\n".join(parts)


def _arguments(parser: argparse.ArgumentParser, about: str = "") -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """(command line, rows) of a parser and of those under it."""
    rows: list[tuple[str, ...]] = []
    below: list[tuple[argparse.ArgumentParser, str]] = []
    for action in parser._actions:  # noqa: SLF001  argparse offers no other way to ask
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            words = {choice.dest: choice.help or "" for choice in action._choices_actions}  # noqa: SLF001
            below += [(child, words.get(name, "")) for name, child in action.choices.items()]
        elif not isinstance(action, argparse._HelpAction) and action.help is not argparse.SUPPRESS:  # noqa: SLF001
            rows.append((_shape(action), _meaning(action), _default(action)))
    if about or rows:
        yield f"{parser.prog}" + (f" — {about}" if about else ""), rows or [("", about, "")]
    for child, words_ in below:
        yield from _arguments(child, words_)


def _shape(action: argparse.Action) -> str:
    value = str(action.metavar or action.dest.upper())
    if action.choices is not None:
        value = "{" + ",".join(str(choice) for choice in action.choices) + "}"
    if not action.option_strings:
        return f"`{value}`"
    option = ", ".join(action.option_strings)
    return f"`{option}`" if action.nargs == 0 else f"`{option} {value}`"


def _meaning(action: argparse.Action) -> str:
    required = bool(action.option_strings) and action.required
    return (action.help or "").replace("%(default)s", str(action.default)) + (" (required)" if required else "")


def _default(action: argparse.Action) -> str:
    value: Any = action.default
    if value in (None, False, argparse.SUPPRESS) or (isinstance(value, Path) and value.is_absolute()):
        return ""  # a path of this machine means nothing in a document
    return f"`{value}`"
