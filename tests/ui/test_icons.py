"""What was drawn once is kept as pixels for the next process; never a wrong picture, never a fault of the disk."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from ui import icons

REQUEST = "wallet/0F4C8A/48"


@pytest.fixture
def drawn() -> QImage:
    return icons.draw("wallet", QColor("#0F4C8A"), 48)


def asked(kept: Path | None, request: str = REQUEST) -> QImage:
    size = QSize()
    image = icons.IconProvider(kept).requestImage(request, size, QSize())
    assert (size.width(), size.height()) == (48, 48)
    return image


def test_second_time_it_comes_from_the_folder_and_looks_the_same(tmp_path: Path, drawn: QImage) -> None:
    kept = tmp_path / "icons"
    assert asked(kept) == drawn
    (file,) = kept.iterdir()
    file.write_bytes(bytes(len(file.read_bytes())))
    nothing = asked(kept)
    assert nothing != drawn
    assert nothing.pixelColor(24, 24).alpha() == 0, "it was read, not drawn"


@pytest.mark.parametrize("left", [0, 1, 48 * 48 * 4 - 1])
def test_half_a_file_is_drawn_anew(tmp_path: Path, drawn: QImage, left: int) -> None:
    asked(tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:left])
    assert asked(tmp_path) == drawn
    assert asked(tmp_path) == drawn
    assert len(list(tmp_path.iterdir())) == 1


def test_colour_and_side_are_told_apart(tmp_path: Path) -> None:
    assert asked(tmp_path) != asked(tmp_path, "wallet/FFFFFF/48")


def test_a_newer_drawing_is_shown_at_once(tmp_path: Path, drawn: QImage, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    (shipped / "wallet.svg").write_text((icons.FOLDER / "wallet.svg").read_text("utf-8"), "utf-8")
    monkeypatch.setattr(icons, "FOLDER", shipped)
    assert asked(tmp_path / "kept") == drawn
    (shipped / "wallet.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    later = time.time_ns() + 1_000_000
    os.utime(shipped / "wallet.svg", ns=(later, later))
    assert asked(tmp_path / "kept") != drawn


def test_a_name_from_outside_keeps_nothing_outside(tmp_path: Path) -> None:
    kept = tmp_path / "a" / "b"
    asked(kept, "%2e%2e/0F4C8A/48")
    assert {file.name.partition("-0F")[0] for file in kept.iterdir()} == {icons.UNKNOWN}


def test_where_nothing_can_be_kept_it_is_drawn(tmp_path: Path, drawn: QImage) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    assert asked(tmp_path / "file" / "icons") == drawn
    assert asked(None) == drawn
