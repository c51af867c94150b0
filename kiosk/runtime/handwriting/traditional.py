"""Traditional forms of simplified characters, because the model knows simplified ones alone.

Source: Unicode Standard Annex #38 (Unihan), field kTraditionalVariant, from Debian's `unicode-data`.
"""

from __future__ import annotations

import bz2
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

SOURCE: Final = Path("/usr/share/unicode/Unihan_Variants.txt.bz2")
_FIELD: Final = re.compile(rb"^U\+([0-9A-F]{4,6})\tkTraditionalVariant\t([^\n]+)$", re.MULTILINE)
_CODE: Final = re.compile(rb"U\+([0-9A-F]{4,6})")


def available() -> bool:
    """Is the package here that says them?"""
    return SOURCE.is_file()


def before_simplified(characters: Iterable[str]) -> list[str]:
    """The same characters, the traditional forms of each before it, each once."""
    forms = _forms(SOURCE)
    listed = (form for one in characters for form in (*(f for f in forms.get(one, "") if f != one), one))
    return list(dict.fromkeys(listed))


@lru_cache(maxsize=1)
def _forms(source: Path) -> Mapping[str, str]:
    """Simplified -> its traditional forms; nothing where the file is missing or damaged."""
    try:
        text = bz2.decompress(source.read_bytes())
    except (OSError, ValueError):
        return {}
    return {
        chr(int(code, 16)): "".join(chr(int(form, 16)) for form in _CODE.findall(forms))
        for code, forms in _FIELD.findall(text)
    }
