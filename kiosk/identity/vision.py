"""The one door to OpenCV for the kiosk; must never be bypassed by a plain `import cv2` elsewhere in `kiosk`.

opencv-python points Qt at its own Qt 5 plugins while it is imported; with PySide6 in the same process that ends
in a window that never comes. The two variables are therefore removed right after the import.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(1 << 26))  # a small file can claim to be a huge picture
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""(height, width, 3) uint8 in RGB, unless a docstring says otherwise."""
Floats = NDArray[np.float32]

for _name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
    os.environ.pop(_name, None)
cv2.setNumThreads(2)

LARGEST = 8192
"""Pixels a side of a stored picture may have: a header can claim more than the memory holds."""


def decode_image(data: bytes) -> Picture | None:
    """An RGB picture of a JPEG, PNG, BMP or WebP file; None where it is none."""
    if not data:
        return None
    try:
        stored: Any = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:  # a header that claims absurd sizes
        return None
    if stored is None or max(stored.shape[:2]) > LARGEST:
        return None
    picture = np.asarray(cv2.cvtColor(stored, cv2.COLOR_BGR2RGB), dtype=np.uint8)
    stored.fill(0)
    return picture


__all__ = ["Floats", "Picture", "cv2", "decode_image"]
