"""The page of the finder (智能导办), from the catalogue's questions and the answers so far. Pure.

Keys: `QUESTION#n` is an answer, `?QUESTION` one of several questions to begin with, `item:CODE` an item or a
package, `item:CODE#VARIANT` an item in that situation (情形). What a row
means is found again in the catalogue, never taken from the key alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.domain.catalogue import Catalogue, GuideAnswer, GuideQuestion
from kiosk.domain.offers import in_variant, offer
from kiosk.domain.text import Language
from kiosk.flows.events.guided import ITEM
from kiosk.runtime import shown as v
from kiosk.runtime.scene import Scene

_List = tuple[str, tuple[v.ChoiceLine, ...]]


def guide_rows(scene: Scene) -> _List:
    """The next question with its answers; or, without a question, the items that fit."""
    catalogue, language = scene.catalogue, scene.memory.around.language
    if catalogue is None:
        return "", ()
    path = scene.memory.choosing.path
    if not path:
        return _beginning(catalogue, language)
    chosen = path[-1]
    if chosen.startswith("?"):
        return _question(_of(catalogue, chosen[1:]), language)
    answer = _answer(catalogue, chosen)
    if answer is not None and answer.next:
        return _question(_of(catalogue, answer.next), language)
    return "", tuple(_items(catalogue, answer, language))


def variant_rows(scene: Scene) -> _List:
    """The situations (情形) of the item, for whoever came to it by its name."""
    item, language = scene.memory.item, scene.memory.around.language
    variants = item.variants if item else ()
    rows = (
        v.ChoiceLine(one.code, one.name.said(language), one.hint.said(language) if one.hint else "")
        for one in variants
    )
    return item.name.said(language) if item else "", tuple(rows)


def _beginning(catalogue: Catalogue, language: Language) -> _List:
    """The first question, and below its answers the others that one may begin with."""
    first = [one for one in catalogue.questions if one.first]
    if not first:
        return "", ()
    title, rows = _question(first[0], language)
    others = (v.ChoiceLine(f"?{one.code}", one.text.said(language), icon="help") for one in first[1:])
    return title, (*rows, *others)


def _question(question: GuideQuestion | None, language: Language) -> _List:
    if question is None:
        return "", ()
    answers = enumerate(question.answers)
    rows = tuple(v.ChoiceLine(f"{question.code}#{n}", one.text.said(language)) for n, one in answers)
    return question.text.said(language), rows


def _of(catalogue: Catalogue, code: str) -> GuideQuestion | None:
    return next((one for one in catalogue.questions if one.code == code), None)


def _answer(catalogue: Catalogue, key: str) -> GuideAnswer | None:
    code, _, number = key.partition("#")
    question = _of(catalogue, code)
    known = question is not None and number.isdecimal() and int(number) < len(question.answers)
    return question.answers[int(number)] if question is not None and known else None


def _items(catalogue: Catalogue, answer: GuideAnswer | None, language: Language) -> Iterator[v.ChoiceLine]:
    """What fits."""
    for code in answer.items if answer else ():
        item = offer(catalogue, code)
        if item is not None:
            found = in_variant(item, answer.variant or "") if answer else None
            key = f"{ITEM}{code}#{found.variant.code}" if found else f"{ITEM}{code}"
            note = found.variant.name if found else item.summary
            yield v.ChoiceLine(key, item.name.said(language), note.said(language))
