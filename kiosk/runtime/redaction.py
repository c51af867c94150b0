"""What may leave the terminal in a support bundle: everything by allow-list, nothing because it looked harmless.

A log word is kept when our own programmers wrote it (it stands in a message of our sources), when it is a name of
ours (module, fault code, driver, exception), or a number of at most three digits. Everything else becomes a mark.
"""

from __future__ import annotations

import ast
import builtins
import importlib.util
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kiosk.runtime.checks import software
from kiosk.runtime.fault_words import codes
from kiosk.runtime.settings import Device, Devices, Settings
from kiosk.runtime.verdicts import FACTS

PACKAGES = ("kiosk", "devices", "offline_cache", "ui")
MARK = "▢"
LINES = 500
"""So many of the last lines of a log are looked at."""
_LONGEST = 400
_LINE = re.compile(
    r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}) (DEBUG|INFO|WARNING|ERROR|CRITICAL) ([A-Za-z_][A-Za-z0-9_.]*) (.*)"
)
_TOKEN = re.compile(r"[A-Za-z0-9_.-]+|[^\sA-Za-z0-9_.-]+|\s+")
_NUMBER = re.compile(r"\d{1,3}(\.\d{1,3})?")
_PLACE = re.compile(r"([a-z_]+\.py):(\d{1,4})")
_PLAIN = re.compile(r"[A-Za-z0-9 .,:;+%()×/_-]{0,80}")
_LONG_NUMBER = re.compile(r"\d{8}")
"""Serial numbers go too: nobody can tell them from a person's."""
_PUNCTUATION = set("()[]{}:;,.<>=+*/%'\"|!?-")
_OPTIONS = {"baud", "width", "height", "fps", "live", "loop", "black_mark", "width_mm", "copies"}
"""Options of devices that are plain measures."""


def log_lines(text: Iterable[str]) -> Iterator[str]:
    """The lines that are of our form, word by word; anything else (tracebacks, other programs) is left out."""
    for line in text:
        seen = _LINE.fullmatch(line.rstrip("\n")[:_LONGEST])
        if seen is None:
            continue
        at, level, logger, message = seen.groups()
        yield f"{at} {level} {logger if logger in modules() else MARK} {''.join(_kept(message))}"


def _kept(message: str) -> Iterator[str]:
    position = 0
    while position < len(message):
        place = _PLACE.match(message, position)
        if place and place[1] in files():
            yield place[0]
            position = place.end()
            continue
        found = _TOKEN.match(message, position)
        token = found[0] if found else message[position]
        position += len(token)
        yield _word(token)


def _word(token: str) -> str:
    if token.isspace():
        return " "
    if set(token) <= _PUNCTUATION or _NUMBER.fullmatch(token):
        return token
    bare = token.strip(".-")
    return token if bare in vocabulary() or bare in modules() else MARK


@cache
def vocabulary() -> frozenset[str]:
    """Every word of our log messages, every fault code and driver, every exception that Python itself has."""
    words = {word for path in _sources() for text in _messages(path) for word in re.findall(r"[A-Za-z_][\w-]*", text)}
    words |= set(codes())
    words |= {path.stem for path in _sources() if path.parent.name == "drivers"}
    exceptions = (one for one in vars(builtins).values() if isinstance(one, type) and issubclass(one, BaseException))
    return frozenset(words | {one.__name__ for one in exceptions})


@cache
def modules() -> frozenset[str]:
    """Dotted names of our modules: the names of our loggers."""
    names = set(PACKAGES)
    for name, root in _roots():
        for path in root.rglob("*.py"):
            parts = [name, *path.relative_to(root).with_suffix("").parts]
            names.add(".".join(part for part in parts if part != "__init__"))
    return frozenset(names)


@cache
def files() -> frozenset[str]:
    """File names of our modules."""
    return frozenset(path.name for path in _sources())


def _roots() -> list[tuple[str, Path]]:
    found = [(name, importlib.util.find_spec(name)) for name in PACKAGES]
    return [(name, Path(spec.origin).parent) for name, spec in found if spec is not None and spec.origin]


@cache
def _sources() -> tuple[Path, ...]:
    return tuple(sorted(path for _, root in _roots() for path in root.rglob("*.py")))


def _messages(path: Path) -> Iterator[str]:
    """The texts of the log calls in a file: their first argument, written out in the source."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
            continue
        owner = ast.unparse(node.func.value).lower()
        text = node.args[0]
        if owner.lstrip("_") in {"log", "logger"} and isinstance(text, ast.Constant) and isinstance(text.value, str):
            yield text.value


def facts(given: Mapping[str, str]) -> dict[str, str]:
    """Measures that have a name of ours, with values in which nothing looks like a number of anybody."""
    named = {*FACTS, *software.versions()}
    counted = {f"fault {code}" for code in codes()}
    kept = {name: value for name, value in given.items() if name in named or name in counted}
    return {
        name: value if _PLAIN.fullmatch(value) and not _LONG_NUMBER.search(value) else MARK
        for name, value in kept.items()
    }


def settings(given: Settings) -> dict[str, Any]:
    """The settings without keys, addresses, names and paths."""
    platform, face, screen = given.platform, given.face, given.screen
    return {
        "deployment": given.deployment.value,
        "terminal": {"id": short_name(given.terminal.id)},
        "platform": {
            "scheme": platform.base_url.partition(":")[0] if platform.base_url.startswith("http") else MARK,
            "suite": platform.suite if platform.suite in {"sm2-sm3", "p256-sha256"} else MARK,
            "ca_file": platform.ca_file is not None,
            "enrol_code": platform.enrol_code is not None,
            "timeout": platform.timeout,
        },
        "devices": {
            name: _device(device)
            for name in Devices.__struct_fields__
            if (device := getattr(given.devices, name)) is not None
        },
        "face": {"accept": face.accept, "review": face.review, "vendor_library": face.vendor_library is not None},
        "screen": {"width": screen.width, "height": screen.height, "fullscreen": screen.fullscreen},
        "sandbox": given.sandbox is not None,
        "twins": given.twins is not None,
    }


def _device(device: Device) -> dict[str, Any]:
    measures = {
        name: value for name, value in device.options.items() if name in _OPTIONS and isinstance(value, int | float)
    }
    driver = device.driver.replace("-", "_")
    return {"driver": driver if driver in vocabulary() else MARK, "options": measures}


def short_name(text: str) -> str:
    """A terminal's number is kept when it cannot be anybody's: few characters, no long run of digits."""
    plain = re.fullmatch(r"[A-Za-z0-9-]{1,16}", text) and not re.search(r"\d{5}", text)
    return text if plain else MARK
