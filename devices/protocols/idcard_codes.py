"""Code tables and number checks of Chinese identity documents. Warns about odd numbers, never refuses one.

Cards with wrong check digits and numbers that later rules would not allow are in people's pockets; who refuses
them locks their holders out. Must never hold a region table: a number keeps the code of its first registration.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

SEXES: Final = MappingProxyType({"0": "未知", "1": "男", "2": "女", "9": "未说明"})
"""GB/T 2261.1."""

_NATION_LINES: Final = """
01汉 02蒙古 03回 04藏 05维吾尔 06苗 07彝 08壮 09布依 10朝鲜 11满 12侗 13瑶 14白 15土家 16哈尼 17哈萨克 18傣 19黎
20傈僳 21佤 22畲 23高山 24拉祜 25水 26东乡 27纳西 28景颇 29柯尔克孜 30土 31达斡尔 32仫佬 33羌 34布朗 35撒拉 36毛南
37仡佬 38锡伯 39阿昌 40普米 41塔吉克 42怒 43乌孜别克 44俄罗斯 45鄂温克 46德昂 47保安 48裕固 49京 50塔塔尔 51独龙
52鄂伦春 53赫哲 54门巴 55珞巴 56基诺 97其他 98外国血统中国籍人士
"""
NATIONS: Final = MappingProxyType({entry[:2]: entry[2:] for entry in _NATION_LINES.split()})
"""GB/T 3304. 57 ("coding error" in one source) stays unknown on purpose."""

HMT_PREFIXES: Final = ("810000", "820000", "830000")
"""Hong Kong, Macao, Taiwan: how a residence-permit number begins."""

_CITIZEN_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CITIZEN_CHECKS: Final = "10X98765432"
_FOREIGN_WEIGHTS: Final = (7, 3, 1)
_CITIZEN_LENGTH: Final = 18
_FOREIGN_LENGTH: Final = 15
_NO_LINK: Final = ("", "000")


def citizen_check(body: str) -> str:
    """Check character of 17 digits: GB 11643, ISO 7064 MOD 11-2. Raises ValueError for anything but 17 digits."""
    if len(body) != _CITIZEN_LENGTH - 1 or not _digits(body):
        raise ValueError("17 digits needed")
    total = sum(weight * int(digit) for weight, digit in zip(_CITIZEN_WEIGHTS, body, strict=True))
    return _CITIZEN_CHECKS[total % 11]


def foreign_check(body: str) -> str:
    """Check digit of the 14 characters of a 2017 foreign resident's number (weights 7-3-1, A = 10 … Z = 35).

    The only printed specimen does not satisfy it, so a mismatch is worth a warning and no more. Raises ValueError.
    """
    if len(body) != _FOREIGN_LENGTH - 1 or not (body.isascii() and body.isalnum() and body == body.upper()):
        raise ValueError("14 capital letters or digits needed")
    return str(sum(_FOREIGN_WEIGHTS[place % 3] * int(char, 36) for place, char in enumerate(body)) % 10)


def number_warnings(number: str, birth: str, sex: str | None) -> tuple[str, ...]:
    """What is odd about an 18-character number, next to `birth` (YYYYMMDD) and the sex code (None: not compared)."""
    if len(number) != _CITIZEN_LENGTH or not _digits(number[:17]):
        return ("number-form",)
    parity_wrong = sex in ("1", "2") and int(number[16]) % 2 != int(sex) % 2
    found = {
        "number-check": citizen_check(number[:17]) != number[17],
        "number-birth": number[6:14] != birth,
        "number-sex": parity_wrong,
    }
    return tuple(code for code, odd in found.items() if odd)


def foreign_number_warnings(number: str, birth: str, nationality: str) -> tuple[str, ...]:
    """What is odd about a 15-character number of 2017: form, check digit, birth (YYMMDD inside), nationality."""
    try:
        check = foreign_check(number[:14])
    except ValueError:
        return ("number-form",)
    if len(number) != _FOREIGN_LENGTH:
        return ("number-form",)
    found = {
        "number-check": check != number[14],
        "number-birth": number[7:13] != birth[2:],
        "number-nationality": number[:3] != nationality,
    }
    return tuple(code for code, odd in found.items() if odd)


def former_number(number: str, nationality: str, link: str) -> str | None:
    """The 15-character number that a 2023 card replaces, None where it replaces none or cannot be told.

    nationality + province + link[0:2] + YYMMDD + link[2] + check (one source; shown, never used to decide).
    """
    if link in _NO_LINK or len(link) != len("000"):
        return None
    body = nationality + number[1:3] + link[:2] + number[8:14] + link[2]
    try:
        return body + foreign_check(body)
    except ValueError:
        return None


def _digits(text: str) -> bool:
    """ASCII digits only: str.isdigit() also takes ² and Arabic-Indic digits."""
    return text.isascii() and text.isdigit()
