"""What every code scanner must do. Verbs: scan {hex}, longest, too_long, vanish, come_back.

`scan` holds up a code with these bytes, `longest` one of exactly 4096 (0000 to 1023, four digits each), `too_long`
one of more than that. A scanner that only types (a keyboard) says `can["bytes"] = False`: then only ASCII is asked.
"""

from __future__ import annotations

from devices.conformance.listening import came, fault_came, until_back
from devices.conformance.suite import (
    GONE_AND_BACK,
    TWIN_BACK,
    Bench,
    Suite,
    expect,
    rule,
)
from devices.conformance.unaided import BRIEF, listened, unaided
from devices.contract import Code, Describable, Fault, Kind

_QUIET = 0.3
_PLAIN = b"https://example.invalid/{0123456789}?A=b-C_d"
_BYTES = bytes(range(0x20, 0x100))
_LONGEST = b"".join(b"%04d" % number for number in range(1024))
_SECOND = b"SECOND-0002"


def _scanned(bench: Bench, data: bytes) -> Code:
    bench.do("scan", hex=data.hex())
    code = came(bench)
    expect(isinstance(code, Code), f"{type(code).__name__} instead of Code")
    return code  # type: ignore[no-any-return]


@rule()
def where_nothing_is_scanned_nothing_comes(bench: Bench) -> None:
    """`listen` returns None once its time is over, and does not raise."""
    expect(bench.device.listen(_QUIET) is None, "a code came although nobody scanned")


@rule("scan")
def a_code_comes_once_and_byte_for_byte(bench: Bench) -> None:
    """What was scanned is what comes: the same bytes, without suffix or AIM id, once; the next one is its own."""
    _opened = bench.device
    for data in (_PLAIN, _SECOND):
        expect(_scanned(bench, data).raw == data, "the bytes that came are not those that were scanned")
    expect(bench.device.listen(_QUIET) is None, "a code came twice")


@rule("scan")
def bytes_that_are_no_text_stay_as_they_are(bench: Bench) -> None:
    """A code of binary data comes unchanged; a scanner that types says that it cannot."""
    device = bench.device
    if isinstance(device, Describable) and device.describe().can.get("bytes") is False:
        return
    expect(_scanned(bench, _BYTES).raw == _BYTES, "binary data was changed")


@rule("longest")
def the_longest_code_comes_whole(bench: Bench) -> None:
    """A code of exactly 4096 bytes is no code too long: every byte of it comes."""
    _opened = bench.device
    bench.do("longest")
    code = came(bench)
    expect(isinstance(code, Code) and code.raw == _LONGEST, "the bytes that came are not the 4096 that were scanned")


@rule("scan", "too_long")
def a_code_that_is_too_long_is_refused_and_the_next_one_read(bench: Bench) -> None:
    """More than 4096 bytes raise scanner.too-long; never a part of them; the next code is read as ever."""
    _opened = bench.device
    _scanned(bench, _PLAIN)  # what is said of the fault must not hold the code before it
    bench.do("too_long")
    fault = fault_came(bench)
    expect(fault is Fault.CODE_TOO_LONG, f"{fault.code} instead of {Fault.CODE_TOO_LONG.code}")
    expect(_scanned(bench, _SECOND).raw == _SECOND, "the code after it is not what was scanned")


@rule("scan", "vanish", "come_back")
def a_lost_scanner_is_gone_and_works_again(bench: Bench) -> None:
    """While it is away, device.gone; once it is back and opened anew, codes come again."""
    _opened = bench.device
    _scanned(bench, _PLAIN)
    until_back(bench)
    expect(_scanned(bench, _SECOND).raw == _SECOND, "the code after it is not what was scanned")


@rule("scan")
def nothing_of_the_code_in_what_may_be_logged(bench: Bench) -> None:
    """`repr` of a code does not show what it says: it may be somebody's."""
    _opened = bench.device
    expect("SECOND" not in repr(_scanned(bench, _SECOND)), "the code stands in repr()")


SUITE = Suite(
    Kind.SCANNER,
    (
        where_nothing_is_scanned_nothing_comes,
        a_code_comes_once_and_byte_for_byte,
        bytes_that_are_no_text_stay_as_they_are,
        the_longest_code_comes_whole,
        a_code_that_is_too_long_is_refused_and_the_next_one_read,
        a_lost_scanner_is_gone_and_works_again,
        nothing_of_the_code_in_what_may_be_logged,
        *unaided(listened(Code), "listen", given=BRIEF),
    ),
    verbs={"scan": "Scan this code once:\n{code}", **GONE_AND_BACK},
    twin={"longest": {"do": "scan", "hex": _LONGEST.hex()}, **TWIN_BACK},
)
