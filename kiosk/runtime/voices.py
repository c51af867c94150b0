"""Which packages a voice still needs here: what the doctor says, and why a page has no button for reading aloud.

Must never start anything: it looks for files.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

NEEDED: Final = (
    ("speech-dispatcher", ("usr/bin/speech-dispatcher",)),
    ("libspeechd2", ("usr/lib/*/libspeechd.so.2", "usr/lib/libspeechd.so.2")),
    (
        "speech-dispatcher-espeak-ng",
        ("usr/lib/*/speech-dispatcher-modules/sd_espeak-ng", "usr/lib/speech-dispatcher-modules/sd_espeak-ng"),
    ),
    ("espeak-ng-data", ("usr/lib/*/espeak-ng-data/cmn_dict", "usr/share/espeak-ng-data/cmn_dict")),
)
"""Debian package -> where a file of it lies; the last one is the Mandarin voice."""


def missing(root: Path = Path("/")) -> tuple[str, ...]:
    """Names of the packages that are not there, in the order in which they are needed; empty: there is a voice."""
    return tuple(package for package, places in NEEDED if not any(any(root.glob(place)) for place in places))
