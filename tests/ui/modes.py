"""The modes and sizes that every page must hold in, and what each asks for."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.ui.page_rules import STANDARD, Limits

PORTRAIT, LANDSCAPE = (1080, 1920), (1920, 1080)


@dataclass(frozen=True)
class Look:
    """A mode: what it changes in the chrome, and its limits."""

    name: str
    chrome: dict[str, object] = field(default_factory=dict)
    limits: Limits = STANDARD


LOOKS = (Look("standard"), Look("high-contrast", {"high_contrast": True}))
SIZES = (PORTRAIT,)
