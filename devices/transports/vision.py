"""The one door to OpenCV for `devices`; must never be bypassed by a plain `import cv2` elsewhere in `devices`.

opencv-python points Qt at its own Qt 5 plugins while it is imported; with PySide6 in the same process that ends
in a window that never comes. The two variables are therefore removed right after the import.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(1 << 26))  # a small file can claim to be a huge picture
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""(height, width, 3) uint8 in RGB."""
Floats = NDArray[np.float32]

for _name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
    os.environ.pop(_name, None)
cv2.setNumThreads(2)


def as_rgb(bgr: Any) -> Picture | None:
    """A BGR or grey picture of OpenCV in RGB; None where it is no picture."""
    if bgr is None or bgr.size == 0 or bgr.dtype != np.uint8:
        return None
    code = cv2.COLOR_GRAY2RGB if bgr.ndim == 2 else cv2.COLOR_BGR2RGB  # noqa: PLR2004  a plane without channels
    return np.asarray(cv2.cvtColor(bgr, code), dtype=np.uint8)


def read_picture(path: Path) -> Picture | None:
    """An RGB picture of a JPEG or PNG file; None where it cannot be decoded. Raises OSError."""
    return picture_of(path.read_bytes())


def picture_of(data: bytes) -> Picture | None:
    """The RGB picture of a JPEG or PNG file's content; None where it cannot be decoded."""
    if not data:
        return None
    try:
        return as_rgb(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR))
    except cv2.error:  # a header that claims absurd sizes
        return None


__all__ = ["Floats", "Picture", "as_rgb", "cv2", "picture_of", "read_picture"]
