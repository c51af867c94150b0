"""The consent texts a person sees, with the digest that goes into the evidence (个人信息保护法 §14, §29).

The words here are the words on the page, in 简体, which prevails; a test compares them with the page. Must never be
changed without a new version: the digest is what proves to which text somebody agreed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ConsentText:
    """One text: `purpose` and `version` go into the evidence beside the digest."""

    purpose: str
    version: str
    lines: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of the lines, joined by line feeds, in UTF-8."""
        return hashlib.sha256("\n".join(self.lines).encode()).hexdigest()


FACE = ConsentText(
    purpose="face-check",
    version="2026-1",
    lines=(
        "刷脸以前，先问您同不同意",
        "不同意也能办，换一种方式，效力一样。",
        "只做一件事：用摄像头看您的脸，和证件芯片里的照片比一比，确认是您本人。",
        "在这台机器上比。照片只用来比对，比完马上删，不存也不发出去。",
        "发给平台的只有比对结果，没有照片。",
        "只管这一次。下次再用，会再问您。",
        "会请您做两个小动作，比如眨眼、转头。",
        "同意这一次用刷脸",
    ),
)
"""Separate consent to one face check (人脸识别技术应用安全管理办法, in force 2025-06-01)."""

AUTHORISE = ConsentText(
    purpose="authorise",
    version="2026-1",
    lines=(
        "请本人授权",
        "只授权办这一件事，别的事不行。",
        "最多 24 小时有效，办完就作废。",
        "代您办的人也要刷自己的证件，确认身份。",
        "授权和签名跟申请一起交给办理部门。",
        "同意授权并签名",
    ),
)
"""A principal lets somebody act for them, for one case (民法典 §165)."""
GUARDIAN = ConsentText(
    purpose="guardian",
    version="2026-1",
    lines=(
        "请确认您是孩子的监护人",
        "我是这个孩子的监护人。",
        "只办这一件事，最多 24 小时有效。",
        "不刷孩子的脸。要确认身份的是您。",
        "办理部门会核对监护关系。核对不上，这次申请不算数。",
        "我是监护人，继续",
    ),
)
"""A guardian declares to be one (民法典 §27, §34; 个人信息保护法 §31)."""
TEXTS: Mapping[str, ConsentText] = {text.purpose: text for text in (FACE, AUTHORISE, GUARDIAN)}
