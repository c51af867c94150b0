"""Sheets to lay under the virtual document camera: a certificate, a form with a table, a card, a blank one.

Fictional throughout and marked as test material; must never show real data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from devices.transports.vision import Picture
from devices.twins.lettering import font, has_chinese

WHITE = (246, 245, 241)
INK = (28, 28, 34)
_WIDTH, _HEIGHT = 1240, 1754
"""A4 at 150 dots an inch."""
_CARD = 1012, 638
"""ID-1 (ISO/IEC 7810) at 300 dots an inch."""
_CERTIFICATE = (
    "兹证明测试用户甲为本辖区居民，现居住于示例省示例市示例区甲子路一百号。",
    "该用户自二〇二四年一月一日起在上述地址居住，情况属实。",
    "本证明仅供自助终端测试使用，不具有任何法律效力。",
    "经办人：测试员乙        联系电话：00000000",
)
_LATIN = (
    "This sheet is for tests of the document camera only.",
    "It certifies that test user A lives in the sample district.",
    "It has no legal effect whatsoever.",
    "Clerk: tester B        Telephone: 00000000",
)


def sheets() -> tuple[str, ...]:
    """Names of all sheets."""
    return tuple(sorted(_DRAWN))


@cache
def sheet(name: str) -> Picture:
    """(height, width, 3) RGB, read-only: the sheet seen straight from above. Raises KeyError for an unknown name."""
    drawn = np.asarray(_DRAWN[name](), dtype=np.uint8).copy()
    drawn.setflags(write=False)
    return drawn


def _certificate() -> Any:
    image, draw = _blank(_WIDTH, _HEIGHT)
    words = _CERTIFICATE if has_chinese() else _LATIN
    title = "居住情况证明（测试材料）" if has_chinese() else "CERTIFICATE (TEST MATERIAL)"
    draw.text((_WIDTH // 2, 190), title, font=font(64), fill=INK, anchor="mm")
    for number in range(20):
        line = words[number % len(words)]
        draw.text((130, 310 + number * 56), line[:36] if has_chinese() else line, font=font(28), fill=INK)
    draw.ellipse((820, 1450, 1080, 1710), outline=(190, 40, 40), width=9)
    seal = "测试专用" if has_chinese() else "TEST"
    draw.text((950, 1580), seal, font=font(52), fill=(190, 40, 40), anchor="mm")
    return image


def _form() -> Any:
    """A table with a thick frame: its outline is a better quadrangle than that of the paper on a light desk."""
    image, draw = _blank(_WIDTH, _HEIGHT)
    title = "申请表（测试材料）" if has_chinese() else "APPLICATION (TEST MATERIAL)"
    draw.text((_WIDTH // 2, 130), title, font=font(56), fill=INK, anchor="mm")
    draw.rectangle((90, 220, _WIDTH - 90, _HEIGHT - 120), outline=INK, width=8)
    words = ("姓名", "事项", "地址", "日期") if has_chinese() else ("Name", "Item", "Address", "Date")
    for row in range(12):
        top = 220 + row * 117
        draw.line((90, top, _WIDTH - 90, top), fill=INK, width=3)
        draw.text((130, top + 58), f"{words[row % 4]} {row + 1:02}", font=font(34), fill=INK, anchor="lm")
    draw.line((420, 220, 420, _HEIGHT - 120), fill=INK, width=3)
    return image


def _card() -> Any:
    image, draw = _blank(*_CARD, colour=(206, 224, 238))
    title = "测试卡" if has_chinese() else "TEST CARD"
    draw.text((70, 110), title, font=font(72), fill=INK, anchor="lm")
    draw.text((70, 470), "0000 0000 0000 0000", font=font(62), fill=INK, anchor="lm")
    draw.rectangle((70, 220, 210, 330), fill=(214, 178, 84), outline=INK, width=4)
    return image


def _blank(width: int, height: int, colour: tuple[int, int, int] = WHITE) -> tuple[Any, Any]:
    image = Image.new("RGB", (width, height), colour)
    return image, ImageDraw.Draw(image)


_DRAWN: Mapping[str, Callable[[], Any]] = {
    "blank": lambda: _blank(_WIDTH, _HEIGHT)[0],
    "card": _card,
    "certificate": _certificate,
    "form": _form,
}
