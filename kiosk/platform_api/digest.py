"""Digests of bodies: Content-Digest (RFC 9530) and the manifest digest. Must never decode what it digests."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

import http_sf
import msgspec

from kiosk.platform_api.signing.scheme import Scheme


def content_digest(scheme: Scheme, body: bytes) -> str:
    """Value of the Content-Digest field with the suite's own hash, e.g. `sm3=:…:`."""
    return str(http_sf.ser({scheme.digest_name: scheme.digest(body)}))


def digest_matches(scheme: Scheme, value: str, body: bytes) -> bool:
    """Does the field hold the suite's digest, and is it that of `body`? Other digests beside it prove nothing."""
    try:
        members: Any = http_sf.parse(value.encode("ascii"), tltype="dictionary")
        found = members[scheme.digest_name][0]
    except (ValueError, KeyError, TypeError):
        return False
    return isinstance(found, bytes) and hmac.compare_digest(found, scheme.digest(body))


def whole_digest(document: Any) -> str:
    """SHA-256 of a JSON document in canonical form (RFC 8785), hexadecimal: the same whoever wrote it down.

    Args:
        document: decoded JSON whose numbers are integers below 2**53 or come out of JSON as they went in.
    """
    return hashlib.sha256(msgspec.json.encode(document, order="sorted")).hexdigest()


def manifest_digest(body: bytes) -> str:
    """X-Manifest-Digest: SHA-256 of exactly the bytes of a submission, 64 hexadecimal digits."""
    return hashlib.sha256(body).hexdigest()
