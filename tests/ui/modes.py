"""The modes and sizes that every page must hold in, and what each asks for."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.text import Language, TextSize
from tests.ui.page_rules import ELDER, LOW_REACH, STANDARD, Limits

PORTRAIT, LANDSCAPE = (1080, 1920), (1920, 1080)


@dataclass(frozen=True)
class Look:
    """A mode: what it changes in the chrome, its limits, and the size of the screen."""

    name: str
    chrome: dict[str, object] = field(default_factory=dict)
    limits: Limits = STANDARD
    size: tuple[int, int] = PORTRAIT

    def language(self, nth: int) -> Language:
        """The language in which this mode shows the n-th sample view."""
        return tuple(Language)[(nth + LOOKS.index(self)) % len(Language)]


LOOKS = (
    Look("high-contrast", {"high_contrast": True}),
    Look("elder", {"elder": True}, ELDER),
    Look("large", {"text_size": TextSize.LARGE}, Limits(text=34)),
    Look("largest", {"text_size": TextSize.LARGEST}, Limits(text=42)),
    Look("low-reach", {"low_reach": True}, LOW_REACH),
    Look("landscape", size=LANDSCAPE),
    Look("landscape-low-reach", {"low_reach": True}, LOW_REACH, LANDSCAPE),
)
"""Beside the standard, in which every view is shown in every language. A page of a mode differs from that of another
by its sizes, and in no language by others: so each mode shows every view once, and the languages take turns from view
to view and from mode to mode. Most screens have several views: they are seen in every language in every mode."""
