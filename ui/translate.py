"""Keeps the translations in step: `python -m ui.translate --update | --check | --release`.

`--update` reads every text of the QML and Python files into the .ts files, `--check` fails on a text without 繁體 or
English and on a 繁體 word that is written in two ways,
`--release` compiles. Development and set-up only; must never run in a citizen's process.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree as ET

UI = Path(__file__).parent
I18N = UI / "i18n"
COMPILED = I18N / "build"
LANGUAGES = ("zh_Hant", "en")
ONE_WORD = {
    "平臺": "平台", "一臺": "一台", "這臺": "這台", "裏": "裡", "爲": "為", "綫": "線", "啓": "啟", "賬": "帳",
    "信息": "資訊", "網絡": "網路", "屏幕": "螢幕", "身份證": "身分證",
}  # fmt: skip
"""繁體 has several forms for these: the one that is not used here -> the one that is."""


def tool(name: str) -> str:
    """Path of a PySide6 tool, beside the Python that runs this."""
    beside = Path(sys.executable).parent / f"pyside6-{name}"
    return str(beside) if beside.exists() else f"pyside6-{name}"


def update() -> int:
    """Read the texts of all sources into the .ts files; texts that are gone are dropped. Return the exit code."""
    sources = sorted(str(path.relative_to(UI)) for path in (UI / "qml").rglob("*.qml"))
    for language in LANGUAGES:
        file = f"i18n/{language}.ts"
        command = [tool("lupdate"), *sources, "-source-language", "zh_CN", "-target-language", language]
        command += ["-no-obsolete", "-locations", "none", "-ts", file]
        done = subprocess.run(command, check=False, cwd=UI, capture_output=True, text=True)
        if done.returncode:
            sys.stderr.write(done.stderr + done.stdout)
            return done.returncode
    return 0


def unfinished(language: str) -> list[str]:
    """Texts without a finished translation into `language`."""
    root = ET.parse(I18N / f"{language}.ts").getroot()  # noqa: S314 - our own file
    missing = []
    for message in root.iter("message"):
        translation = message.find("translation")
        if translation is None or translation.get("type") is not None or not (translation.text or "").strip():
            missing.append(message.findtext("source") or "")
    return missing


def mixed() -> list[str]:
    """繁體 texts with a form that is not the one used everywhere else."""
    root = ET.parse(I18N / "zh_Hant.ts").getroot()  # noqa: S314 - our own file
    said = [message.findtext("translation") or "" for message in root.iter("message")]
    return [f"{text}: {used}, not {other}" for text in said for other, used in ONE_WORD.items() if other in text]


def texts(language: str) -> set[tuple[str, str]]:
    """Context and source of every text in the .ts file."""
    root = ET.parse(I18N / f"{language}.ts").getroot()  # noqa: S314 - our own file
    return {
        (context.findtext("name") or "", message.findtext("source") or "")
        for context in root.iter("context")
        for message in context.iter("message")
    }


def check() -> list[str]:
    """What is wrong: texts not translated, and texts of the sources that the .ts files do not know yet."""
    problems = [f"{language}: {text}" for language in LANGUAGES for text in unfinished(language)]
    sources = sorted(str(path.relative_to(UI)) for path in (UI / "qml").rglob("*.qml"))
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh.ts"
        command = [tool("lupdate"), *sources, "-locations", "none", "-ts", str(fresh)]
        subprocess.run(command, check=True, cwd=UI, capture_output=True)
        root = ET.parse(fresh).getroot()  # noqa: S314 - just written by lupdate
    wanted = {
        (context.findtext("name") or "", message.findtext("source") or "")
        for context in root.iter("context")
        for message in context.iter("message")
    }
    for language in LANGUAGES:
        known = texts(language)
        problems += [f"{language}: run --update for {name}: {text}" for name, text in sorted(wanted - known)]
        problems += [f"{language}: no longer used, {name}: {text}" for name, text in sorted(known - wanted)]
    return problems + [f"zh_Hant: {problem}" for problem in mixed()]


def release() -> int:
    """Compile every .ts file that is newer than its compiled form. Return the exit code."""
    COMPILED.mkdir(exist_ok=True)
    for language in LANGUAGES:
        source, compiled = I18N / f"{language}.ts", COMPILED / f"{language}.qm"
        if compiled.exists() and compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        command = [tool("lrelease"), str(source), "-qm", str(compiled)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode:
            sys.stderr.write(done.stderr + done.stdout)
            return done.returncode
    return 0


def main(arguments: list[str]) -> int:
    """Do what the command line says; return the exit code."""
    parser = argparse.ArgumentParser(description="translations of the interface")
    what = parser.add_mutually_exclusive_group(required=True)
    for name in ("update", "check", "release"):
        what.add_argument(f"--{name}", action="store_true")
    chosen = parser.parse_args(arguments)
    if chosen.update:
        return update()
    if chosen.release:
        return release()
    problems = check()
    sys.stderr.write("".join(f"{problem}\n" for problem in problems))
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
