"""The modes and sizes that every page must hold in, and what each asks for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kiosk.domain.text import Language, TextSize
from tests.ui.page_rules import ELDER, LOW_REACH, STANDARD, Limits

PORTRAIT, LANDSCAPE = (1080, 1920), (1920, 1080)


@dataclass(frozen=True)
class Look:
    """A mode: what it changes in the chrome, its limits, the size of the screen, and how many of the views it shows.

    Attributes:
        each: each n-th view is shown.
        only: the one language of this mode; None: they take turns.
    """

    name: str
    chrome: dict[str, object] = field(default_factory=dict)
    limits: Limits = STANDARD
    size: tuple[int, int] = PORTRAIT
    each: int = 1
    only: Language | None = None

    def language(self, nth: int) -> Language:
        """The language in which this mode shows the n-th sample view."""
        return self.only or tuple(Language)[(nth + LOOKS.index(self)) % len(Language)]


LOOKS = (
    Look("high-contrast", {"high_contrast": True}),
    Look("elder", {"elder": True}, ELDER),
    Look("large", {"text_size": TextSize.LARGE}, Limits(text=34)),
    Look("largest", {"text_size": TextSize.LARGEST}, Limits(text=42)),
    Look("low-reach", {"low_reach": True}, LOW_REACH),
    Look("landscape", size=LANDSCAPE, only=Language.ZH_HANS),
    Look("landscape-low-reach", {"low_reach": True}, LOW_REACH, LANDSCAPE),
    Look("landscape-contrast", {"high_contrast": True}, STANDARD, LANDSCAPE, each=5, only=Language.EN),
    Look("landscape-elder", {"elder": True}, ELDER, LANDSCAPE, each=5),
    Look("elder-largest", {"elder": True, "text_size": TextSize.LARGEST}, ELDER, each=5),
    Look("elder-low-reach", {"elder": True, "low_reach": True}, replace(ELDER, touch_from=0.5), each=5),
)
"""Beside the standard, in which every view is shown in every language. A page of a mode differs from that of another
by its sizes, and in no language by others: so each mode shows every view once, and the languages take turns from view
to view and from mode to mode. Most screens have several views: they are seen in every language in every mode. Of two
modes at once a share of the views must do: the whole takes its time."""
