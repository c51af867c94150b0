"""Words inside, codes outside: the tables of the standards and feeds that count the same things in different ways.

Nothing but an adapter may use this; a code never gets into the program. Sources: GB/T 39046-2020 annex A, the
national 好差评 feed, the C0109 tables of the national reporting, and the adapters of two provinces that swap what
others do not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import format_datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Generic, TypeVar

from kiosk.domain.catalogue import RatingLevel
from kiosk.platform_api.times import from_http

W = TypeVar("W", bound=StrEnum)
CHINA = dt.timezone(dt.timedelta(hours=8))


class CodeUnknownError(ValueError):
    """A code or word that a table does not have. Its text names the table alone."""


@dataclass(frozen=True)
class Codes(Generic[W]):
    """One enumeration in one dialect; both directions, nothing twice."""

    name: str
    of_word: Mapping[W, str]

    def __post_init__(self) -> None:
        """Two words with one code could not be read back."""
        if len(set(self.of_word.values())) != len(self.of_word):
            raise ValueError(f"{self.name}: a code stands twice")

    def code(self, word: W) -> str:
        """To the outside. CodeUnknownError where this dialect has no code for it."""
        try:
            return self.of_word[word]
        except KeyError:
            raise CodeUnknownError(self.name) from None

    def word(self, code: str) -> W:
        """From the outside. CodeUnknownError for a code we do not know: never guessed."""
        for word, known in self.of_word.items():
            if known == code:
                return word
        raise CodeUnknownError(self.name)


class ProjectType(StrEnum):
    """办件类型."""

    IMMEDIATE = "IMMEDIATE"
    """即办件."""
    PROMISED = "PROMISED"
    """承诺件."""


class ServiceObject(StrEnum):
    """服务对象."""

    PERSON = "PERSON"
    COMPANY = "COMPANY"
    INSTITUTION = "INSTITUTION"
    SOCIETY = "SOCIETY"
    UNINCORPORATED = "UNINCORPORATED"
    """非法人企业."""
    AUTHORITY = "AUTHORITY"
    """行政机关."""
    OTHER = "OTHER"


class RatingChannel(StrEnum):
    """Where somebody rated."""

    COMPUTER = "COMPUTER"
    MOBILE = "MOBILE"
    QR = "QR"
    HALL_TABLET = "HALL_TABLET"
    TERMINAL = "TERMINAL"
    """政务大厅其他(自助)终端."""
    TELEPHONE = "TELEPHONE"
    SMS = "SMS"
    SYSTEM = "SYSTEM"
    """系统默认评价: what this product never does."""


def _codes(name: str, kind: type[W], given: Mapping[str, str]) -> Codes[W]:
    return Codes(name, MappingProxyType({kind(word): code for word, code in given.items()}))


_LEVELS = tuple(level.value for level in RatingLevel)
SATISFACTION_GBT_39046 = _codes(
    "satisfaction of GB/T 39046 A.8", RatingLevel, dict(zip(_LEVELS, "12345", strict=True))
)
"""1 is the best."""
SATISFACTION_FEED = _codes("satisfaction of the feed", RatingLevel, dict(zip(_LEVELS, "54321", strict=True)))
"""5 is the best."""
PROJECT_GBT_39046 = _codes("project type of GB/T 39046 A.6", ProjectType, {"IMMEDIATE": "1", "PROMISED": "2"})
PROMISE_SHANDONG = _codes("promiseTime, 山东", ProjectType, {"IMMEDIATE": "1", "PROMISED": "2"})
PROMISE_ZHEJIANG = _codes("promiseTime, 浙江", ProjectType, {"IMMEDIATE": "2", "PROMISED": "1"})
_LEGAL = {"PERSON": "1", "COMPANY": "2", "INSTITUTION": "3", "SOCIETY": "4"}
OBJECT_GBT_39046 = _codes(
    "service object of GB/T 39046 A.4", ServiceObject, _LEGAL | {"AUTHORITY": "5", "OTHER": "6"}
)
OBJECT_REPORTING = _codes(
    "service object of C0109", ServiceObject, _LEGAL | {"UNINCORPORATED": "5", "AUTHORITY": "6", "OTHER": "9"}
)
_CHANNELS = {"COMPUTER": "1", "MOBILE": "2", "QR": "3", "HALL_TABLET": "4", "TERMINAL": "5"}
CHANNEL_SOCIAL_SECURITY = _codes("pf, 社保", RatingChannel, _CHANNELS | {"TELEPHONE": "6", "SMS": "7"})
CHANNEL_ZHEJIANG = _codes("pf, 浙江", RatingChannel, _CHANNELS | {"SMS": "6", "SYSTEM": "7"})


class TimeForm(StrEnum):
    """How a gateway writes a time."""

    SECONDS = "seconds"
    """TIF."""
    MILLISECONDS = "milliseconds"
    """国家数据共享交换平台."""
    GMT = "gmt"
    """浙江: RFC 1123."""
    DIGITS = "digits"
    """GB/T 39046: YYYYMMDDhhmmss, China's time."""


_DIGITS = {TimeForm.SECONDS: 10, TimeForm.MILLISECONDS: 13, TimeForm.DIGITS: 14}
"""Until the year 2286 the number of digits tells them apart."""


def written(at: float, form: TimeForm) -> str:
    """Seconds since 1970 as the gateway writes them; parts of a second only where it has them."""
    if form is TimeForm.SECONDS:
        return str(int(at))
    if form is TimeForm.MILLISECONDS:
        return str(round(at * 1000))
    if form is TimeForm.GMT:
        return format_datetime(dt.datetime.fromtimestamp(int(at), dt.UTC), usegmt=True)
    return dt.datetime.fromtimestamp(at, CHINA).strftime("%Y%m%d%H%M%S")


def read(value: str, form: TimeForm) -> float:
    """Back to seconds since 1970. CodeUnknownError where it is not of that form."""
    try:
        if form is TimeForm.GMT:
            return from_http(value)
        if not (value.isascii() and value.isdigit() and len(value) == _DIGITS[form]):
            raise CodeUnknownError(form)
        if form is TimeForm.DIGITS:
            return dt.datetime.strptime(value, "%Y%m%d%H%M%S").replace(tzinfo=CHINA).timestamp()
        return int(value) / (1 if form is TimeForm.SECONDS else 1000)
    except ValueError:
        raise CodeUnknownError(form) from None
