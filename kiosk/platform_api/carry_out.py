"""The bundle that is carried by hand, and its receipt (openapi.yaml, Carry-out). Must never trust an unsigned one.

The signature of a bundle is the terminal's over the JSON of the bundle without `signature`, keys sorted, no spaces,
UTF-8; it names the platform's key as well, so that nobody passes it on to another platform.
"""

from __future__ import annotations

import base64
import hashlib

import msgspec

from kiosk.platform_api.sealing import SealError, seal, unseal
from kiosk.platform_api.signing.keys import PrivateKey, PublicKey
from kiosk.platform_api.wire import CarryOut, CarryOutReceipt, CarryOutResults
from kiosk.platform_api.wire.base import Wire


class Carried(Wire, frozen=True):
    """One request as it would have been sent."""

    id: str
    method: str
    path: str
    headers: dict[str, str]
    body: str
    """Base64."""
    sha256: str
    """Of the body's bytes."""


class Bundle(Wire, frozen=True):
    """What is inside."""

    bundle_id: str
    terminal_id: str
    made_at: str
    platform_key_id: str
    key_id: str
    """The terminal's key that signs."""
    entries: tuple[Carried, ...]
    signature: str = ""


class BundleError(Exception):
    """A bundle or receipt is not what it should be; says which respect, nothing of its content."""


def carried(entry_id: str, method: str, path: str, headers: dict[str, str], body: bytes) -> Carried:
    """An entry."""
    text = base64.b64encode(body).decode("ascii")
    return Carried(entry_id, method, path, headers, text, hashlib.sha256(body).hexdigest())


def packed(bundle: Bundle, key: PrivateKey, platform: PublicKey) -> CarryOut:
    """Signed by the terminal and sealed for the platform."""
    signature = base64.b64encode(key.sign(_words(bundle))).decode("ascii")
    sealed = seal(platform, msgspec.json.encode(msgspec.structs.replace(bundle, signature=signature)))
    digest, content = hashlib.sha256(sealed).hexdigest(), base64.b64encode(sealed).decode("ascii")
    return CarryOut(bundle.bundle_id, bundle.terminal_id, platform.key_id, digest, content)


def opened(carry_out: CarryOut, key: PrivateKey) -> Bundle:
    """What is inside; the signature is for `signed_by` to check. BundleError where it cannot be opened or read."""
    try:
        sealed = base64.b64decode(carry_out.content, validate=True)
    except ValueError:
        raise BundleError("content") from None
    if hashlib.sha256(sealed).hexdigest() != carry_out.sha256:
        raise BundleError("sha256")
    try:
        bundle = msgspec.json.decode(unseal(key, sealed), type=Bundle)
    except (SealError, msgspec.DecodeError):
        raise BundleError("content") from None
    if (bundle.bundle_id, bundle.terminal_id) != (carry_out.bundle_id, carry_out.terminal_id):
        raise BundleError("bundleId")
    return bundle


def signed_by(bundle: Bundle, key: PublicKey) -> bool:
    """Did the holder of that key make this bundle?"""
    try:
        signature = base64.b64decode(bundle.signature, validate=True)
    except ValueError:
        return False
    return key.scheme.verify(key.point, _words(bundle), signature)


def receipt(results: CarryOutResults, key: PrivateKey) -> CarryOutReceipt:
    """The platform's word on what became of everything."""
    body = msgspec.json.encode(results)
    signature = base64.b64encode(key.sign(body)).decode("ascii")
    return CarryOutReceipt(results.bundle_id, base64.b64encode(body).decode("ascii"), key.key_id, signature)


def read_receipt(given: CarryOutReceipt, platform: PublicKey) -> CarryOutResults:
    """The results; BundleError where the platform did not sign them."""
    try:
        body, signature = (
            base64.b64decode(given.receipt, validate=True),
            base64.b64decode(given.signature, validate=True),
        )
        results = msgspec.json.decode(body, type=CarryOutResults)
    except (ValueError, msgspec.DecodeError):
        raise BundleError("receipt") from None
    if given.key_id != platform.key_id or not platform.scheme.verify(platform.point, body, signature):
        raise BundleError("signature")
    if results.bundle_id != given.bundle_id:
        raise BundleError("bundleId")
    return results


def _words(bundle: Bundle) -> bytes:
    return msgspec.json.encode(msgspec.structs.replace(bundle, signature=""), order="sorted")
