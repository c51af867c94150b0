"""A filled-in sample (样表) of a paper, from the service guide: looked at before anybody shows a card."""

from __future__ import annotations

from enum import StrEnum

from kiosk.domain.catalogue import Material
from kiosk.flows import events as on
from kiosk.flows import supply_effects as do
from kiosk.flows.acts import both, put, sets, takes
from kiosk.flows.engine import Row, Step
from kiosk.flows.events import Event
from kiosk.flows.events.supply import SampleOpened, SampleShown
from kiosk.flows.memory import Memory
from kiosk.flows.screens import Screen

ON_SAMPLE = Step(Screen.SAMPLE, enter=(do.FetchSample(),))


def sampled(memory: Memory, code: str) -> Material | None:
    """The paper of that code, where the catalogue names a sample of it and it can be had now."""
    materials = memory.item.materials if memory.item and memory.around.online else ()
    return next((one for one in materials if one.code == code and one.sample_id), None)


def _has(memory: Memory, event: Event) -> bool:
    return isinstance(event, SampleOpened) and sampled(memory, event.code) is not None


_OPENED = both(takes("supply", chosen="code"), sets("supply", phase="opening", fault=None, source="sample"))
_FAILED = both(takes("supply", fault="fault"), sets("supply", phase="failed"))


def _closed(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    return put(memory, "supply", phase="opening", fault=None, source="", chosen="")


def rows(item: StrEnum, sample: StrEnum) -> tuple[Row, ...]:
    """From the guide to a sample, and back."""
    return (
        Row(item, SampleOpened, sample, _OPENED, when=_has),
        Row(item, SampleOpened, item),
        Row(sample, SampleShown, sample, sets("supply", phase="review")),
        Row(sample, on.PlatformFailed, sample, _FAILED),
        Row(sample, on.RetryAsked, sample, sets("supply", phase="opening", fault=None), (do.FetchSample(),)),
        Row(sample, on.WentBack, item, _closed),
    )
