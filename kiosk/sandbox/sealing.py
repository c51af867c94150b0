"""Electronic seals of the sandbox's own test authority: PAdES (ETSI EN 319 142-1, baseline B-B) through pyHanko.

Must never be trusted outside a sandbox: authority and keys are made here, and lie in its database in the clear.
Offices in the field seal with SM2 (GB/T 38540); pyHanko has no SM2, so these seals are ECDSA P-256 with SHA-256.
"""

from __future__ import annotations

import datetime as dt
import io
import sqlite3

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

SCHEMA = """
CREATE TABLE IF NOT EXISTS seals (
  name TEXT PRIMARY KEY, certificate BLOB NOT NULL, key BLOB NOT NULL
) STRICT;
"""
TABLE = "seals"
_AUTHORITY = "示例省电子印章测试根（沙箱）"
_FROM, _UNTIL = dt.datetime(2020, 1, 1, tzinfo=dt.UTC), dt.datetime(2060, 1, 1, tzinfo=dt.UTC)
_DER, _PEM = serialization.Encoding.DER, serialization.Encoding.PEM


def authority(db: sqlite3.Connection) -> str:
    """What a terminal trusts seals by: the authority's certificate, PEM."""
    certificate, _ = _pair(db, _AUTHORITY)
    return certificate.public_bytes(_PEM).decode("ascii")


def seal(db: sqlite3.Connection, pdf: bytes, office: str, reason: str) -> bytes:
    """The file, sealed by the office of that name."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # slow to load, and seldom wanted
    from pyhanko.sign import signers
    from pyhanko.sign.fields import SigSeedSubFilter

    root, _ = _pair(db, _AUTHORITY)
    certificate, key = _pair(db, office)
    held = pkcs12.serialize_key_and_certificates(None, key, certificate, [root], serialization.NoEncryption())
    signer = signers.SimpleSigner.load_pkcs12_data(held, ())
    if signer is None:
        raise TypeError("not a key that was made here")
    about = signers.PdfSignatureMetadata(
        field_name="Seal", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, name=office, reason=reason
    )
    out = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), about, signer=signer)
    return bytes(out.getvalue())


def _pair(db: sqlite3.Connection, name: str) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    """Certificate and key of that name, made at the first call."""
    row = db.execute("SELECT * FROM seals WHERE name = ?", (name,)).fetchone()
    if row is None:
        row = dict(zip(("certificate", "key"), _made(db, name), strict=True))
        db.execute("INSERT INTO seals VALUES (?, ?, ?)", (name, row["certificate"], row["key"]))
    key = serialization.load_der_private_key(row["key"], None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("not a key that was made here")
    return x509.load_der_x509_certificate(row["certificate"]), key


def _made(db: sqlite3.Connection, name: str) -> tuple[bytes, bytes]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _named(name)
    is_root = name == _AUTHORITY
    issuer, signer = (subject, key) if is_root else _issuer(db)
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_FROM)
        .not_valid_after(_UNTIL)
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=0 if is_root else None), critical=True)
        .add_extension(_usage(is_root=is_root), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .sign(signer, hashes.SHA256())
    )
    private = key.private_bytes(_DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return built.public_bytes(_DER), private


def _issuer(db: sqlite3.Connection) -> tuple[x509.Name, ec.EllipticCurvePrivateKey]:
    root, key = _pair(db, _AUTHORITY)
    return root.subject, key


def _named(name: str) -> x509.Name:
    parts = ((NameOID.ORGANIZATION_NAME, "kiosk sandbox"), (NameOID.COMMON_NAME, name))
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in parts])


def _usage(*, is_root: bool) -> x509.KeyUsage:
    """An authority signs certificates, an office seals (non-repudiation)."""
    return x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=not is_root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )
