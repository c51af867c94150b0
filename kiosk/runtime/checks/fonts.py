"""Fonts for screen and paper, rare characters included, and voices. Must never start Qt."""

from __future__ import annotations

import shutil
import subprocess

from kiosk.documents import fonts
from kiosk.domain.text import Text
from kiosk.runtime.diagnostics import Check, DoctorFault, Finding, Surroundings, Verdict, found

SCREEN_FAMILIES = ("Noto Sans CJK SC", "Noto Sans CJK TC")
RARE = "𬱟㛃𫖯"
"""Characters of names in GB 18030-2022, two of them beyond the Basic Multilingual Plane."""
_PATIENCE = 10


def on_paper(around: Surroundings) -> Finding:
    """Can every character be printed? Raises DocumentError."""
    del around
    facts = {"main": fonts.main_font()}
    missing = fonts.missing(RARE)
    if missing:
        codes = ", ".join(f"U+{ord(one):04X}" for one in missing)
        return found(Verdict.WARN, DoctorFault.RARE_FONT, **facts, missing=codes)
    return Finding(Verdict.PASS, facts=facts)


def on_screen(around: Surroundings) -> Finding:
    """Are the fonts that the interface names installed?"""
    del around
    got = {family: _matched(family) for family in SCREEN_FAMILIES}
    rare = _families_with(RARE[0])
    facts = {**got, "rare": rare or "-"}
    if any(family not in name for family, name in got.items()):
        return found(Verdict.FAIL, DoctorFault.ROLE_FONT, **facts)
    return Finding(Verdict.PASS, facts=facts) if rare else found(Verdict.WARN, DoctorFault.RARE_FONT, **facts)


def voices(around: Surroundings) -> Finding:
    """Is a Mandarin voice installed? This version does not speak yet, so its absence is no fault."""
    del around
    speaker = shutil.which("espeak-ng")
    if speaker is None:
        return Finding(Verdict.NOT_FITTED, facts={"espeak-ng": "-"})
    listed = _said([speaker, "--voices=cmn"]).splitlines()[1:]
    return Finding(Verdict.PASS if listed else Verdict.NOT_FITTED, facts={"mandarin_voices": str(len(listed))})


def _matched(family: str) -> str:
    return _said(["fc-match", "-f", "%{family}", family])


def _families_with(character: str) -> str:
    """The first family that has the character."""
    listed = _said(["fc-list", f":charset={ord(character):x}", "family"]).splitlines()
    return listed[0] if listed else ""


def _said(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()


CHECKS = (
    Check(
        "screen-fonts",
        "fonts",
        Text("屏幕字体", "螢幕字型", "Fonts on screen"),
        Text(
            "缺了就装字体包：fonts-noto-cjk。",
            "缺了就裝字型套件：fonts-noto-cjk。",
            "Missing: install fonts-noto-cjk.",
        ),
        on_screen,
    ),
    Check(
        "paper-fonts",
        "fonts",
        Text("打印字体和生僻字", "列印字型和罕用字", "Fonts on paper, rare characters"),
        Text(
            "缺了就装字体包：fonts-wqy-zenhei、fonts-hanazono。",
            "缺了就裝字型套件：fonts-wqy-zenhei、fonts-hanazono。",
            "Missing: install fonts-wqy-zenhei and fonts-hanazono.",
        ),
        on_paper,
        limit=40.0,
    ),
    Check(
        "voices",
        "fonts",
        Text("语音", "語音", "Voices"),
        Text("这一版还不朗读。", "這一版還不朗讀。", "This version does not read aloud yet."),
        voices,
    ),
)
