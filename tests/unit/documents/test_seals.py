"""Seals: one that holds is told with its office; altered, late, unknown, missing and OFD each have their name."""

from __future__ import annotations

import datetime as dt
import io
import sqlite3
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from kiosk.documents.faults import DocumentError, DocumentFault
from kiosk.documents.seals import check
from kiosk.sandbox import sealing
from kiosk.sandbox.papers import Paper, certificate

NOW = dt.datetime(2026, 7, 12, 9, 41, tzinfo=dt.timezone(dt.timedelta(hours=8)))
OFFICE = "示例市社会保险中心"
PLAIN = certificate(Paper("社保参保证明", OFFICE, (("姓名", "测试甲"),), "ZM1", "ABCD2345", "2026-07-12"))


def authority() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.row_factory = sqlite3.Row
    db.executescript(sealing.SCHEMA)
    return db


@pytest.fixture(scope="module")
def sealed() -> bytes:
    return sealing.seal(DB, PLAIN, OFFICE, "社保参保证明")


DB = authority()


@pytest.fixture
def roots(tmp_path: Path) -> Path:
    path = tmp_path / "roots.pem"
    path.write_text(sealing.authority(DB), "ascii")
    return path


def fault(file: bytes, roots: Path | None, at: dt.datetime = NOW) -> DocumentFault:
    with pytest.raises(DocumentError) as caught:
        check(file, roots, at)
    return caught.value.fault


def test_seal_that_holds_is_told_with_its_office(sealed: bytes, roots: Path) -> None:
    assert check(sealed, roots, NOW).office == OFFICE


@pytest.mark.parametrize("where", [b"stream\n", b"/ByteRange", b"/Contents"])
def test_altered_file_is_not_sealed(sealed: bytes, roots: Path, where: bytes) -> None:
    pdf = bytearray(sealed)
    pdf[pdf.index(where) + 40] ^= 1
    assert fault(bytes(pdf), roots) in {DocumentFault.SEAL_ALTERED, DocumentFault.SEAL_MISSING}


def test_something_added_after_the_seal_is_an_alteration(sealed: bytes, roots: Path) -> None:
    added = pypdfium2.PdfDocument(sealed)
    added.new_page(100, 100)
    out = io.BytesIO()
    added.save(out, flags=1)  # FPDF_INCREMENTAL: what was sealed stays, byte for byte
    added.close()
    assert out.getvalue().startswith(sealed)
    assert fault(out.getvalue(), roots) is DocumentFault.SEAL_ALTERED
    assert fault(sealed + b"\n% more", roots) is DocumentFault.SEAL_ALTERED


def test_seal_out_of_its_days_is_expired(sealed: bytes, roots: Path) -> None:
    assert fault(sealed, roots, NOW.replace(year=2070)) is DocumentFault.SEAL_EXPIRED
    assert fault(sealed, roots, NOW.replace(year=2019)) is DocumentFault.SEAL_EXPIRED


def test_seal_of_an_authority_nobody_here_trusts(sealed: bytes, tmp_path: Path) -> None:
    other = tmp_path / "other.pem"
    other.write_text(sealing.authority(authority()), "ascii")
    assert fault(sealed, other) is DocumentFault.SEAL_UNKNOWN


def test_without_a_root_nothing_holds(sealed: bytes, tmp_path: Path) -> None:
    empty = tmp_path / "empty.pem"
    empty.write_bytes(b"")
    for roots in (None, tmp_path / "none.pem", empty):
        assert fault(sealed, roots) is DocumentFault.SEAL_ROOTS


def test_unsealed_paper_ofd_and_other_files_are_told_apart(roots: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as ofd:
        ofd.writestr("OFD.xml", "<ofd:OFD/>")
    assert fault(PLAIN, roots) is DocumentFault.SEAL_MISSING
    assert fault(packed.getvalue(), roots) is DocumentFault.OFD
    for file in (b"", b"PK\x03\x04 nothing", b"<html>"):
        assert fault(file, roots) is DocumentFault.NOT_PDF
    assert fault(b"%PDF-1.7\nnothing more", roots) in {DocumentFault.SEAL_ALTERED, DocumentFault.NOT_PDF}
