"""From what the reader read to the person of the matter; must never carry the photo along.

The reader's record is taken by its shape, because `kiosk.identity` and `devices` do not import each other.
"""

from __future__ import annotations

from typing import Protocol

from kiosk.domain.person import DocumentKind, Person


class ReadCard(Protocol):
    """What a card record offers (`devices.protocols.idcard_record.CardRecord` does)."""

    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def name_latin(self) -> str | None: ...  # noqa: D102
    @property
    def sex(self) -> str: ...  # noqa: D102
    @property
    def nation(self) -> str | None: ...  # noqa: D102
    @property
    def nationality(self) -> str | None: ...  # noqa: D102
    @property
    def birth(self) -> str: ...  # noqa: D102
    @property
    def address(self) -> str | None: ...  # noqa: D102
    @property
    def number(self) -> str: ...  # noqa: D102
    @property
    def authority(self) -> str | None: ...  # noqa: D102
    @property
    def valid_from(self) -> str: ...  # noqa: D102
    @property
    def valid_to(self) -> str: ...  # noqa: D102
    @property
    def pass_number(self) -> str | None: ...  # noqa: D102
    @property
    def warnings(self) -> tuple[str, ...]: ...  # noqa: D102


def person_of(card: ReadCard) -> Person:
    """The holder, in the words the card has for them (男, 汉).

    A foreigner without a Chinese name keeps the Latin one. Raises ValueError for an unknown kind of document.
    """
    return Person(
        kind=DocumentKind(str(card.kind)),
        name=card.name or card.name_latin or "",
        number=card.number,
        birth=card.birth,
        sex=card.sex,
        nation=card.nation,
        nationality=card.nationality,
        name_latin=card.name_latin,
        address=card.address,
        authority=card.authority,
        valid_from=card.valid_from,
        valid_to=card.valid_to,
        pass_number=card.pass_number,
        warnings=card.warnings,
    )
