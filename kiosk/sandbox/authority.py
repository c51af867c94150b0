"""A certificate authority of the sandbox's own, and certificates that do not hold. Must never be trusted by anybody.

The kinds that are wrong are wrong in one respect each, so that a terminal can be seen to tell them apart.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
import socket
import ssl
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

AUTHORITY = "ca.pem"
"""In the folder: what a terminal trusts."""
_DAY = dt.timedelta(days=1)
_YEARS = dt.timedelta(days=3650)


class Shown(StrEnum):
    """Which certificate is presented."""

    GOOD = ""
    NAME = "name"
    """For another host."""
    EXPIRED = "expired"
    EARLY = "early"
    """Not valid before tomorrow: it is the clock, then."""
    UNKNOWN = "unknown"
    """Of an authority that nobody knows."""


class _Lazy(ssl.SSLContext):
    """Leaves the handshake to the thread that answers: whoever connects and says nothing holds up nobody else."""

    def wrap_socket(self, sock: socket.socket, *_: Any, **__: Any) -> ssl.SSLSocket:
        """For a listening socket."""
        return super().wrap_socket(sock, server_side=True, do_handshake_on_connect=False)


def context(folder: Path, hosts: tuple[str, ...], shown: Callable[[], Shown]) -> ssl.SSLContext:
    """For a server: presents what `shown` says at every new connection.

    Args:
        folder: where the authority lies, made where it is absent; `ca.pem` is what a terminal trusts.
        hosts: names and addresses that the good certificate is for.
        shown: asked at every handshake, in the thread that answers.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    ready = {kind: _context(folder, hosts, kind) for kind in Shown}

    def chosen(line: ssl.SSLObject | ssl.SSLSocket, name: str | None, before: ssl.SSLContext) -> None:
        del name, before
        line.context = ready[shown()]

    outer = _context(folder, hosts, Shown.GOOD)
    outer.sni_callback = chosen
    return outer


def _context(folder: Path, hosts: tuple[str, ...], kind: Shown) -> ssl.SSLContext:
    known = Shown.UNKNOWN if kind is Shown.UNKNOWN else Shown.GOOD
    signer, signer_key = _authority(folder, "ca" if known is Shown.GOOD else "unknown-ca")
    now = dt.datetime.now(dt.UTC)
    first = {Shown.EXPIRED: now - 9 * _DAY, Shown.EARLY: now + _DAY}.get(kind, now - _DAY)
    last = now - _DAY if kind is Shown.EXPIRED else now + 365 * _DAY
    names = ("elsewhere.example",) if kind is Shown.NAME else hosts
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = (
        _builder("sandbox", signer.subject, key.public_key(), (first, last))
        .add_extension(x509.SubjectAlternativeName([_name(one) for one in names]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer_key.public_key()), critical=False)
        .sign(signer_key, hashes.SHA256())
    )
    path = folder / f"server-{kind or 'good'}.pem"
    _write(path, _pem(key) + certificate.public_bytes(serialization.Encoding.PEM))
    made = _Lazy(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(path)
    return made


def _authority(folder: Path, name: str) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    """The one in the folder, so that a terminal trusts it over restarts."""
    certificate_file, key_file = folder / f"{name}.pem", folder / f"{name}.key"
    if key_file.exists() and certificate_file.exists():
        held = serialization.load_pem_private_key(key_file.read_bytes(), None)
        if isinstance(held, ec.EllipticCurvePrivateKey):
            return x509.load_pem_x509_certificate(certificate_file.read_bytes()), held
    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"sandbox {name}")])
    certificate = (
        _builder(f"sandbox {name}", subject, key.public_key(), (now - _YEARS, now + _YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_USAGE, critical=True)
        .sign(key, hashes.SHA256())
    )
    _write(key_file, _pem(key))
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return certificate, key


def _builder(
    name: str, issuer: x509.Name, key: ec.EllipticCurvePublicKey, valid: tuple[dt.datetime, dt.datetime]
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid[0])
        .not_valid_after(valid[1])
    )


def _name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(path: Path, content: bytes) -> None:
    """For this user alone, from the first byte on."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)


_USAGE = x509.KeyUsage(
    digital_signature=False,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=True,
    encipher_only=False,
    decipher_only=False,
)
