"""All items of one catalogue, findable on every keystroke.

By 汉字 of either script, full pinyin, initials, a mixture of them, everyday words, English, and by what was meant
where something was mistyped. Making an index takes some tenths of a second for 2,000 items: never on the way to a
page. Finding is pure, never raises, and a query is kept nowhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from itertools import pairwise
from operator import or_

from kiosk.domain.catalogue import Catalogue, ServiceItem
from kiosk.domain.offers import packages
from kiosk.domain.text import Language
from kiosk.runtime.searching.corpus import Corpus, Step, Steps, places
from kiosk.runtime.searching.spelling import DIGRAPHS, LONGEST, alike, flat, parts, readings, worn

RESULTS = 40
"""Items found at most: a list that goes on for ever helps nobody."""
LONGEST_QUERY = 40
"""Characters that are looked at; the field takes no more."""
_READINGS = 2
"""Of a 汉字, where one more makes one more spelling of a text; the rarer ones are found without mistakes only."""
_PIECE, _PIECE_LETTERS = 2, 4
"""汉字, or letters, that a piece of a query has at least: shorter ones are everywhere."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Match:
    """An item found, and the part of its name, in the language asked for, that the query stands in (0, 0: none)."""

    item: ServiceItem
    begin: int = 0
    length: int = 0


@dataclass(frozen=True)
class Found:
    """What was found, best first; `guessed`: nothing is called so, these are like it."""

    matches: tuple[Match, ...] = ()
    guessed: bool = False


class How(StrEnum):
    """How a character of the query may fit one of a text."""

    SPELLED = "spelled"
    """The same, or its syllable; the last syllable may be unfinished."""
    SHORT = "short"
    """Also the first letter, or zh, ch, sh."""
    SOUNDS = "sounds"
    """Also a syllable, or the syllable of a 汉字, that sounds like it."""
    LITERAL = "literal"


@dataclass(frozen=True)
class Rung:
    """One way of looking; a list of them is gone down until enough was found."""

    texts: str
    how: How
    begin: bool = False
    """A text must begin so."""
    end: bool = False
    """And end so."""


_CHINESE = (
    Rung("chinese", How.SPELLED, begin=True, end=True),
    Rung("chinese", How.SPELLED, begin=True),
    Rung("chinese", How.SPELLED),
    Rung("chinese", How.SHORT, begin=True, end=True),
    Rung("chinese", How.SHORT, begin=True),
)
_ENGLISH = (
    Rung("english", How.LITERAL, begin=True, end=True),
    Rung("english", How.LITERAL, begin=True),
    Rung("english", How.LITERAL),
)
_LAST = (Rung("chinese", How.SHORT), Rung("summaries", How.LITERAL))
_LADDERS = dict.fromkeys((Language.ZH_HANS, Language.ZH_HANT), (*_CHINESE, *_ENGLISH, *_LAST))
_LADDERS[Language.EN] = (*_ENGLISH, *_CHINESE, *_LAST)
_GUESSES = (Rung("chinese", How.SOUNDS, begin=True), Rung("chinese", How.SOUNDS))


@dataclass(frozen=True)
class _Text:
    """A text of an item, a name or other words."""

    item: ServiceItem
    words: str
    name: bool = False


class Index:
    """All items of one catalogue, findable."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        items = sorted((*catalogue.items, *packages(catalogue)), key=lambda item: (-item.uses, item.name.zh_hans))
        names = [_Text(item, item.name.zh_hans, name=True) for item in items]
        words = [_Text(item, word) for item in items for word in item.keywords]
        english = [_Text(item, item.name.en, name=True) for item in items if item.name.en]
        summaries = [_Text(item, item.summary.zh_hans) for item in items]
        self._texts: dict[str, Sequence[_Text]] = {
            "chinese": (*names, *words),
            "english": english,
            "summaries": summaries,
        }
        self._corpora = {name: Corpus(_words(one.words) for one in texts) for name, texts in self._texts.items()}
        spelled = [(one, letters) for one in (*names, *words) for letters in _spellings(one.words)]
        spelled += [(one, [worn(word) for word in _words(one.words)]) for one in english]
        self._texts["letters"] = [one for one, _ in spelled]
        self._corpora["letters"] = Corpus(letters for _, letters in spelled)
        for letter in _LETTERS:
            self._corpora["letters"].at(letter)
        self._sounds = _Sounds(self._corpora["chinese"])
        self._simple = _simple(items)

    def find(self, query: str, language: Language, limit: int = RESULTS) -> Found:
        """The best matches, best first. Any text is a query."""
        wanted = "".join(part for _, part in parts(flat(query[: 4 * LONGEST_QUERY])))[:LONGEST_QUERY]
        wanted = "".join(self._simple.get(character, character) for character in wanted)
        if not wanted:
            return Found()
        steps: dict[tuple[str, How], Steps] = {}
        matches = self._collect(wanted, _LADDERS[language], language, limit, steps)
        if matches:
            return Found(matches)
        guesses = self._collect(wanted, _GUESSES, language, limit, steps) if _may_sound(wanted) else ()
        return Found(guesses or self._in_two(wanted, limit) or self._amiss(wanted, limit), guessed=True)

    def _collect(
        self, wanted: str, ladder: Sequence[Rung], language: Language, limit: int, made: dict[tuple[str, How], Steps]
    ) -> tuple[Match, ...]:
        found: dict[str, Match] = {}
        for rung in ladder:
            if len(found) >= limit:
                break
            corpus = self._corpora[rung.texts]
            key = (rung.texts, rung.how)
            steps = made.get(key) or made.setdefault(key, self._steps(wanted, corpus, rung.how))
            states = corpus.walk(steps, corpus.begins if rung.begin else corpus.entries)
            for end in places(states[-1] & corpus.ends if rung.end else states[-1]):
                number, within = corpus.text_of(end)
                text = self._texts[rung.texts][number]
                if text.item.code not in found:
                    begin = within - (end - corpus.begin_of(steps, states, end))
                    found[text.item.code] = Match(text.item, *_marked(text, language, begin, within))
                    if len(found) >= limit:
                        break
        return tuple(found.values())

    def _in_two(self, wanted: str, limit: int) -> tuple[Match, ...]:
        """Items that have it in two pieces, in either order: 门诊报销 for 门诊费用报销."""
        corpus, texts = self._corpora["chinese"], self._texts["chinese"]
        steps = self._steps(wanted, corpus, How.SPELLED)
        heads, least = corpus.walk(steps, corpus.entries), _PIECE_LETTERS if wanted.isascii() else _PIECE
        for cut in range(len(wanted) - least, least - 1, -1):
            tails = corpus.walk(steps[cut:], corpus.entries)[-1] if heads[cut] else 0
            ends = {texts[corpus.text_of(end)[0]].item.code for end in places(tails)}
            both = (texts[corpus.text_of(end)[0]].item for end in places(heads[cut]) if ends)
            found = {item.code: Match(item) for item in both if item.code in ends}
            if found:
                return tuple(found.values())[:limit]
        return ()

    def _amiss(self, wanted: str, limit: int) -> tuple[Match, ...]:
        """Items that have nearly that: one mistake in few letters or 汉字, two in many."""
        name, few, many = ("letters", 4, 8) if wanted.isascii() else ("chinese", 3, 6)
        if len(wanted) < few:
            return ()
        corpus, texts = self._corpora[name], self._texts[name]
        wanted = worn(wanted) if wanted.isascii() else wanted
        steps = self._steps(wanted, corpus, How.LITERAL if wanted.isascii() else How.SPELLED)
        found: dict[str, Match] = {}
        for mistakes in range(1, 3 if len(wanted) >= many else 2):
            for end in places(corpus.walk_amiss(steps, corpus.entries, mistakes)):
                item = texts[corpus.text_of(end)[0]].item
                found.setdefault(item.code, Match(item))
                if len(found) >= limit:
                    break
            if found:
                break
        return tuple(found.values())

    def _steps(self, wanted: str, corpus: Corpus, how: How) -> Steps:
        ways = {How.SPELLED: self._sounds.spelled, How.SHORT: self._sounds.short, How.SOUNDS: self._sounds.like}
        fits = ways.get(how)
        steps = []
        for at, character in enumerate(wanted):
            literal = corpus.at(character)
            here: list[Step] = [(1, literal)] if literal else []
            if fits is not None:
                here += _syllables(wanted, at, fits)
            steps.append(here)
        return steps


class _Sounds:
    """The places of a corpus by how they sound; what was asked for once is remembered."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._spelled, self._like = _Spellings(), _Spellings()
        for character in corpus.characters:
            for syllable in readings(character):
                self._spelled.add(syllable, character)
                self._like.add(alike(syllable), character)
        self._kept: dict[tuple[bool, bool, str], int] = {}
        for first in (*_LETTERS, *DIGRAPHS):
            self.short(first, last=False)

    def spelled(self, sound: str, *, last: bool) -> int:
        """The places that are read so, or, for the last one, begin to be."""
        return self._places(sound, like=False, begun=last)

    def short(self, sound: str, *, last: bool) -> int:
        """The places that are read so or begin with that letter, or with zh, ch, sh."""
        return self._places(sound, like=False, begun=last or len(sound) == 1 or sound in DIGRAPHS)

    def like(self, sound: str, *, last: bool) -> int:
        """The places that sound like it; of a 汉字, like one of its readings."""
        if sound.isascii():
            return self._places(alike(sound), like=True, begun=last)
        return reduce(or_, (self.like(one, last=False) for one in readings(sound)), 0)

    def _places(self, sound: str, *, like: bool, begun: bool) -> int:
        spellings = self._like if like else self._spelled
        characters = (spellings.begun if begun else spellings.whole).get(sound)
        if characters is None:
            return 0
        key = (like, begun, sound)
        if key not in self._kept:
            self._kept[key] = self._corpus.at_any(characters)
        return self._kept[key]


class _Spellings:
    """汉字 by a whole syllable, and by what a syllable begins with."""

    def __init__(self) -> None:
        self.whole: dict[str, set[str]] = {}
        self.begun: dict[str, set[str]] = {}

    def add(self, syllable: str, character: str) -> None:
        """It is read so."""
        self.whole.setdefault(syllable, set()).add(character)
        for length in range(1, len(syllable) + 1):
            self.begun.setdefault(syllable[:length], set()).add(character)


def _syllables(wanted: str, at: int, fits: Callable[..., int]) -> Iterator[Step]:
    """Every syllable, or what `fits` takes for one, that the query may have from there."""
    for length in range(1, LONGEST + 1):
        sound = wanted[at : at + length]
        if len(sound) < length or (length > 1 and not (sound.isascii() and sound.isalpha())):
            return
        found = fits(sound, last=at + length == len(wanted))
        if found:
            yield length, found


def _may_sound(wanted: str) -> bool:
    """A single 汉字 sounds like a hundred others."""
    return len(wanted) > 1


def _words(text: str) -> list[str]:
    return [part for _, part in parts(flat(text))]


def _spellings(text: str) -> Iterator[list[str]]:
    """The text in pinyin: all usual readings, then for each 汉字 that has another one the same with that one."""
    sounds = [readings(part)[:_READINGS] or (part,) for part in _words(text)]
    usual = [sound[0] for sound in sounds]
    yield _worn(usual)
    for at, sound in enumerate(sounds):
        for other in sound[1:]:
            yield _worn([*usual[:at], other, *usual[at + 1 :]])


def _worn(syllables: Sequence[str]) -> list[str]:
    """As `worn` leaves them where they stand in a row: a g after an n is gone."""
    pairs = pairwise(("", *syllables))
    return [worn(one)[before.endswith("n") and one.startswith("g") :] for before, one in pairs]


def _simple(items: Iterable[ServiceItem]) -> dict[str, str]:
    """繁體 characters to 简体, learned from texts that the catalogue has in both; a pair must sound the same."""
    pairs = Counter[tuple[str, str]]()
    for item in items:
        for text in (item.name, item.summary, item.department, item.guide.who, item.guide.elsewhere):
            if text.zh_hant and len(text.zh_hant) == len(text.zh_hans):
                pairs.update(pair for pair in zip(text.zh_hant, text.zh_hans, strict=True) if pair[0] != pair[1])
    simple: dict[str, str] = {}
    for (traditional, simplified), _ in pairs.most_common():
        if not set(readings(traditional)).isdisjoint(readings(simplified)):
            simple.setdefault(traditional, simplified)
    return simple


def _marked(text: _Text, language: Language, begin: int, end: int) -> tuple[int, int]:
    """Where in the name, as it is shown in `language`, the characters found stand, and how many they are."""
    shown = text.item.name.said(language)
    other_script = text.name and language is Language.ZH_HANT and len(shown) == len(text.words)
    if shown != text.words and not other_script:
        return 0, 0
    at = [start + place for start, part in parts(flat(text.words)) for place in range(len(part))]
    return at[begin], at[end - 1] + 1 - at[begin]
