"""How requests and answers are signed: one file a suite; the suite is fixed by the key, never by the message.

Must never accept an algorithm that a message names for itself.
"""

from __future__ import annotations

from kiosk.platform_api.signing import ecdsa_p256, sm2_sm3
from kiosk.platform_api.signing.scheme import Scheme

SM2_SM3 = sm2_sm3.SCHEME.name
ECDSA_P256_SHA256 = ecdsa_p256.SCHEME.name

SCHEMES: dict[str, Scheme] = {scheme.name: scheme for scheme in (sm2_sm3.SCHEME, ecdsa_p256.SCHEME)}
"""Every suite this program signs with, by its name in the contract."""


def scheme(name: str) -> Scheme:
    """The suite of that name; ValueError where there is none."""
    try:
        return SCHEMES[name]
    except KeyError:
        raise ValueError(f"no signature suite {name!r}: one of {', '.join(SCHEMES)}") from None
