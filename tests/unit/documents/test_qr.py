from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.documents import qr
from kiosk.documents.faults import DocumentError, DocumentFault
from tests.qr_reader import qr_codes


def _decode(matrix: qr.Matrix) -> list[str]:
    picture = np.kron(~np.pad(np.array(matrix), qr.QUIET), np.ones((6, 6), dtype=bool)).astype(np.uint8) * 255
    return [found.text for found in qr_codes(picture)]


@settings(deadline=None, max_examples=40)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300))
def test_an_independent_reader_gets_the_same_text_back(payload: str) -> None:
    # A lone letter beyond ASCII may be guessed as another encoding: the rare case is kept out by an anchor.
    anchored = f"回执 {payload}"
    assert _decode(qr.matrix(anchored)) == [anchored]


def test_the_matrix_is_square_and_has_no_border() -> None:
    matrix = qr.matrix("https://platform.example/q/Zk3xY7")
    assert all(len(row) == len(matrix) for row in matrix)
    assert matrix[0][:7] == (True,) * 7
    assert (len(matrix) - 17) % 4 == 0


def test_the_same_payload_gives_the_same_code() -> None:
    assert qr.matrix("A03-0712-0046") == qr.matrix("A03-0712-0046")


def test_nothing_is_refused_by_name() -> None:
    with pytest.raises(DocumentError) as caught:
        qr.matrix("")
    assert caught.value.fault is DocumentFault.QR_EMPTY


def test_a_payload_too_long_is_refused_by_name_without_being_shown() -> None:
    with pytest.raises(DocumentError) as caught:
        qr.matrix("密" * 778)
    assert caught.value.fault is DocumentFault.QR_TOO_LONG
    assert "密" not in str(caught.value)


def test_the_longest_payload_still_fits() -> None:
    assert len(qr.matrix("x" * 2331)) == 177
