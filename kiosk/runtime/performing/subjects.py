"""What a complaint is about, in words: on the page and in what is sent."""

from __future__ import annotations

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.grievance import SUBJECTS, About
from kiosk.domain.text import Text
from kiosk.flows.memory import Memory


def subject_of(memory: Memory, catalogue: Catalogue | None) -> Text:
    """What it is about, in the platform's own words where it has any."""
    said = memory.complaint
    item = catalogue.item(said.item_code) if catalogue and said.item_code else None
    if item is not None:
        return item.name
    theme = next((one for one in catalogue.themes if one.code == said.theme), None) if catalogue else None
    return theme.name if theme else SUBJECTS.get(About(said.about or About.ELSE), SUBJECTS[About.ELSE])
