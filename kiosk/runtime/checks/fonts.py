"""Fonts for screen and paper, rare characters included, and voices. Must never start Qt."""

from __future__ import annotations

import subprocess

from kiosk.documents import fonts
from kiosk.domain.text import Text
from kiosk.runtime import voices as packages
from kiosk.runtime.diagnostics import Check, DoctorFault, Finding, Surroundings, Verdict, found
from kiosk.runtime.searching import radicals

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


def by_radical(around: Surroundings) -> Finding:
    """Is the package here by which rare characters are found by radical and strokes, and is its file whole?"""
    del around
    known = sum(bool(radicals.strokes(number)) for number in range(1, radicals.COUNT + 1))
    if known < radicals.COUNT:
        return found(Verdict.WARN, DoctorFault.NO_RADICALS, missing="unicode-data", radicals=str(known))
    return Finding(Verdict.PASS, facts={"radicals": str(known)})


def voices(around: Surroundings) -> Finding:
    """Can pages be read aloud, and if not, which packages are missing?"""
    del around
    missing = packages.missing()
    if missing:
        return found(Verdict.WARN, DoctorFault.NO_VOICE, missing=", ".join(missing))
    return Finding(Verdict.PASS, facts={"voice": "espeak-ng cmn"})


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
        "radicals",
        "fonts",
        Text("按部首查字", "按部首查字", "Characters by radical"),
        Text(
            "缺了就不能按部首查生僻字：装软件包 unicode-data。",
            "缺了就不能按部首查罕用字：裝套件 unicode-data。",
            "Missing: rare characters are not found by radical; install unicode-data.",
        ),
        by_radical,
        limit=20.0,
    ),
    Check(
        "voices",
        "fonts",
        Text("语音", "語音", "Voices"),
        Text(
            "缺了就没有“朗读”按钮：装结果里列出的软件包。",
            "缺了就沒有「朗讀」按鈕：裝結果裡列出的套件。",
            "Missing: pages have no button for reading aloud; install the packages named in the result.",
        ),
        voices,
    ),
)
