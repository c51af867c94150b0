"""What a keystroke in the search field costs with 2,000 items: typed letter by letter, right and wrong.

Beside it what the simplest search would cost, which finds 汉字 of names and everyday words and nothing else.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.text import Language
from kiosk.runtime.searching.index import Index
from tests.benchmarks.figures import Figure, of_samples
from tests.benchmarks.large import large

_TYPED = (
    "异地就医备案", "養老金", "社bk", "身份zheng", "yanglaojin", "yanglaojinlingquzigerenzheng", "ynaglaojin",
    "yannaojin", "gjj", "shbzk", "s", "medical insurance", "medicla", "外地看病", "营业执造", "没有这样的事项",
    "zzzzzzzzzzzzzzzzzzzz",
)  # fmt: skip
_RUNS = 3


def measure() -> dict[str, Figure]:
    """`search_key`: every keystroke of what people type. `search_index`: making it, off the screen's thread."""
    catalogue = large()
    keys = [words[:length] for words in _TYPED for length in range(1, len(words) + 1)]
    plain = [_milliseconds(partial(_plain, catalogue, key)) for key in keys]
    made, found = list[float](), list[float]()
    for _ in range(_RUNS):
        made.append(_milliseconds(partial(Index, catalogue)))
        index = Index(catalogue)
        found += [_milliseconds(partial(index.find, key, Language.ZH_HANS)) for key in keys]
    name = "looking into every name and word"
    return {
        "search_key": of_samples(found, "ms", baseline=plain, name=name, floor="p95 <= 30 ms"),
        "search_index": of_samples(made, "ms"),
    }


def _plain(catalogue: Catalogue, key: str) -> list[str]:
    return [
        item.code
        for item in catalogue.items
        if key in item.name.zh_hans or any(key in word for word in item.keywords)
    ]


def _milliseconds(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return (time.perf_counter() - begin) * 1000
