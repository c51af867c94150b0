"""How a scanner was set up, from the options of its driver. Both scanner drivers read them the same way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from devices.contract import DeviceError, Fault
from devices.protocols.scan_code import Manner, Suffix

_PREFIX_AT_MOST: Final = 32
_SILENCES: Final = (0.01, 10.0)


def manner(options: Mapping[str, Any], silence: float) -> Manner:
    """Options `suffix` (line, cr, lf, crlf, tab, gap), `prefix` (text, latin-1), `aim` (AIM ids are sent), `silence`.

    `silence`: seconds where the options say nothing. Raises DeviceError NOT_CONFIGURED.
    """
    try:
        suffix = Suffix(options.get("suffix", Suffix.LINE.value))
        prefix = str(options.get("prefix", "")).encode("latin-1")
        seconds = float(options.get("silence", silence))
    except ValueError as error:
        raise DeviceError(Fault.NOT_CONFIGURED, "suffix, prefix or silence") from error
    if len(prefix) > _PREFIX_AT_MOST or not _SILENCES[0] <= seconds <= _SILENCES[1]:
        raise DeviceError(Fault.NOT_CONFIGURED, "prefix is too long, or silence out of bounds")
    return Manner(suffix, prefix, bool(options.get("aim", False)), seconds)
