"""How good a picture is, in figures: light, contrast, sharpness, glare. For guidance and for the technician.

Sans-IO: a picture goes in, numbers come out. Must never look for faces: those are judged only within the consented
step, by the identity package.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from devices.transports.vision import Picture, cv2

TOO_DARK: Final = 45.0
"""Mean grey level below which details drown in noise (the limit of the face check's quality gate)."""
TOO_BRIGHT: Final = 245.0
"""Above it: 250 and more is burnt out, and a white page fills most of the picture."""
TOO_FLAT: Final = 25.0
"""Grey levels between the darkest and the lightest 2 per cent: fog, or a hand before the lens."""
BLURRED: Final = 2.7
"""Width of edges in thousandths of the longer side, see `edge_width`. Sharp text on a page measured 1.4 to 2.1; at
2.7 a page of A4 is blurred by about 0.4 mm, and characters of 10.5 points begin to close."""
GLARE: Final = 0.006
"""Share of the picture burnt out in one patch: some 4 square centimetres of A4."""
Grey = NDArray[np.uint8]
_WORK: Final = 1000
"""Pixels of the longer side at which edges are measured."""
_CALM: Final = 1.2
"""Pixels of blur added before: it takes the sensor's noise away, and nothing measures narrower than that."""
_EDGES: Final = 0.98
"""The steepest 2 per cent of the picture are its edges, where they rise out of the noise."""
_OUT_OF_NOISE: Final = 12.0
_FEWEST: Final = 200
"""Pixels of edge below which nothing is said of sharpness: a blank sheet has no edges."""
_THIN: Final = 3
"""Every third row and column is enough for a median."""
_BURNT: Final = 252
_LOOK: Final = 320
"""Pixels of the longer side for light, contrast, and glare."""


@dataclass(frozen=True)
class Quality:
    """What was measured.

    Attributes:
        brightness: mean grey level, 0 to 255.
        contrast: grey levels between the darkest and lightest 2 per cent.
        edge: width of edges, see `edge_width`; 0 where there are none to measure.
        glare: share of the picture that is burnt out in its largest patch, 0 to 1.
    """

    brightness: float
    contrast: float
    edge: float
    glare: float

    @property
    def complaints(self) -> tuple[str, ...]:
        """What is wrong, worst first: too-dark, too-bright, too-flat, blurred, glare. Empty = good."""
        wrong = {
            "too-dark": self.brightness < TOO_DARK,
            "too-bright": self.brightness > TOO_BRIGHT,
            "too-flat": self.contrast < TOO_FLAT,
            "blurred": self.edge > BLURRED,
            "glare": self.glare > GLARE,
        }
        return tuple(name for name, so in wrong.items() if so)


def measure(picture: Picture, *, sharpness: bool = True) -> Quality:
    """Judge an RGB picture; without `sharpness` quicker, and `edge` is 0. Never raises for a picture."""
    scale = min(1.0, _LOOK / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)
    low, high = np.percentile(grey, (2, 98))
    return Quality(
        brightness=float(grey.mean()),
        contrast=float(high - low),
        edge=edge_width(picture) if sharpness else 0.0,
        glare=_glare(grey),
    )


def edge_width(picture: Picture) -> float:
    """Width (standard deviation) of the steepest edges in thousandths of the picture's longer side; 0 = no edges.

    From the energy of the Laplacian over that of the gradient, which for an edge blurred by s pixels is 1 / (2 s^2)
    whatever its contrast; so neither light nor the colour of the ink changes the figure, while the plain variance of
    the Laplacian grows with both. Noise is taken off both energies by their median: most of a picture is no edge.
    """
    scale = min(1.0, _WORK / max(picture.shape[:2]))
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    if scale < 1:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    calm = cv2.GaussianBlur(grey.astype(np.float32), (0, 0), _CALM)
    across, down = (cv2.Sobel(calm, cv2.CV_32F, *way, scale=1 / 8) for way in ((1, 0), (0, 1)))
    slope = across * across + down * down
    bend = np.square(cv2.Laplacian(calm, cv2.CV_32F, ksize=1))
    noise = float(np.median(slope[::_THIN, ::_THIN])) / np.log(2.0)  # of two squared normal deviates
    bend_noise = float(np.median(bend[::_THIN, ::_THIN])) / 0.4549  # of one
    steepest = float(np.quantile(slope[::_THIN, ::_THIN], _EDGES))
    edges = slope >= max(steepest, _OUT_OF_NOISE * noise, 1.0)
    if int(edges.sum()) < _FEWEST:
        return 0.0
    steep = float(slope[edges].mean()) - noise
    bent = max(float(bend[edges].mean()) - bend_noise, 1e-4 * steep)
    return float(np.sqrt(steep / (2 * bent)) * _WORK / max(grey.shape))


def _glare(grey: Grey) -> float:
    """The largest burnt-out patch, unless the whole paper is that light: then it is the exposure, not a lamp."""
    burnt = (grey >= _BURNT).astype(np.uint8)
    count, _, found, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(burnt, cv2.MORPH_OPEN, np.ones((3, 3))))
    largest = max((int(found[one, cv2.CC_STAT_AREA]) for one in range(1, count)), default=0)
    share = largest / grey.size
    return share if share < 1 / 3 else 0.0
