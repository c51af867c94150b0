"""Words in the virtual camera's pictures: the mark 测试影像 and a page to scan; must never show real data."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from devices.transports.vision import Picture

_PAGE = (
    "示例省示例市社区服务中心",
    "居 住 证 明（测试材料）",
    "",
    "兹证明测试用户甲为本辖区居民，",
    "现居住于示例路一百号。",
    "本证明仅供自助终端测试使用，",
    "不具有任何效力。",
    "",
    "编号 TEST-0001    2026年1月1日",
)
_PAGE_LATIN = ("TEST PAGE", "", "This page is for tests of the", "document camera only.", "", "No. TEST-0001")


@cache
def _font_file() -> str | None:
    """A font with Chinese characters, where fontconfig knows one."""
    tool = shutil.which("fc-match")
    if tool is None:
        return None
    asked = [tool, "-f", "%{file}\n%{lang}", "Noto Sans CJK SC:lang=zh-cn"]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=10, check=False)
    file, _, languages = done.stdout.partition("\n")
    return file if "zh-cn" in languages else None


def has_chinese() -> bool:
    """Is a font with Chinese characters installed?"""
    return _font_file() is not None


@cache
def font(size: int) -> Any:
    """The font of `size` pixels; one without Chinese characters where no other is installed."""
    file = _font_file()
    return ImageFont.truetype(file, size) if file else ImageFont.load_default(size)


def mark(width: int, height: int) -> Picture:
    """A (height, width, 3) RGB strip that says 测试影像 (TEST where no Chinese font is installed)."""
    strip = Image.new("RGB", (width, height), (150, 20, 20))
    words = "测试影像 TEST" if _font_file() else "TEST"
    draw = ImageDraw.Draw(strip)
    draw.text((width // 2, height // 2), words, font=font(int(height * 0.7)), fill="white", anchor="mm")
    return np.asarray(strip, dtype=np.uint8).copy()


def page(width: int, height: int) -> Picture:
    """A white sheet with readable lines on a dark table: (height, width, 3) RGB."""
    table = Image.new("RGB", (width, height), (60, 52, 46))
    draw = ImageDraw.Draw(table)
    left, top = width // 10, height // 16
    draw.rectangle((left, top, width - left, height - top), fill=(244, 243, 238))
    lines = _PAGE if _font_file() else _PAGE_LATIN
    step = (height - 2 * top) // (len(lines) + 1)
    for number, line in enumerate(lines, 1):
        place = (width // 2, top + number * step)
        draw.text(place, line, font=font(int(step * 0.62)), fill=(25, 25, 30), anchor="mm")
    return np.asarray(table, dtype=np.uint8).copy()
