"""The guide in a few lines of text, for a code that a phone keeps: it needs no line, and leads nowhere.

Must never hold anything of a person; it is public.
"""

from __future__ import annotations

from kiosk.domain.text import Language, Text
from kiosk.runtime.view import ItemView

MOST = 560
"""Bytes: a code of 89 modules (version 18-M), which a phone reads off the screen at an arm's length."""
_LABELS = {
    "who": Text("谁能办", "誰能辦", "Who can apply"),
    "bring": Text("要带什么", "要帶什麼", "What to bring"),
    "duration": Text("多久办好", "多久辦好", "How long it takes"),
    "fee": Text("收不收钱", "收不收錢", "What it costs"),
}
_ELSEWHERE = Text("也可以到", "也可以到", "Also at")
_ITEMS = Text("一次办", "一次辦", "In one")
_CALL = Text("有问题打", "有問題打", "Questions? Call")
_DAY = Text("指南日期", "指南日期", "Guide of")


def take_along(item: ItemView, language: Language, hotline: str, day: str) -> str:
    """The lines, the first to be missed last; empty where not even the name fits."""
    colon = ": " if language is Language.EN else "："
    joined = (", " if language is Language.EN else "、").join(one.name for one in item.joins if one.taken)
    labels = {name: label.said(language) for name, label in _LABELS.items()}
    facts = {fact.name: f"{fact.label or labels[fact.name]}{colon}{fact.value}" for fact in item.facts}
    last = [f"{_CALL.said(language)}{colon}{hotline}", f"{_DAY.said(language)}{colon}{day}"]
    name = f"{item.name} · {item.variant}" if item.variant else item.name
    lines = [name, *(facts[name] for name in ("bring", "who", "across", "fee", "duration") if name in facts), *last]
    more = [
        f"{_ITEMS.said(language)}{colon}{joined}" if joined else "",
        f"{_ELSEWHERE.said(language)}{colon}{item.elsewhere}" if item.elsewhere else "",
    ]
    kept: list[str] = []
    for line in [*lines, *more]:
        if line and len("\n".join([*kept, line]).encode()) <= MOST:
            kept.append(line)
    return "\n".join(kept) if name in kept else ""
