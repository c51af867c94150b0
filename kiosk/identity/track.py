"""One face from the first frame to the decision, by what the recogniser sees; `liveness` holds its place.

Must never keep an embedding after `wipe`, and never decides who it is: only whether it is still the same.
"""

from __future__ import annotations

import numpy as np

from kiosk.identity.liveness import Keep
from kiosk.identity.recogniser import cosine
from kiosk.identity.vision import Floats

_SLIPS = 1
"""Looks in a row that may be unlike: a turned, blurred or blinking face is, for a moment."""


class Track:
    """What was kept of one try: frontal faces (compared with the card) and faces in action (kept to the track)."""

    def __init__(self, same: float, every: float = 0.6) -> None:
        """`same`: cosine from which two faces of one try are one person's; `every`: seconds between two looks."""
        self._same = same
        self._every = every
        self._frontal: list[Floats] = []
        self._acted: list[Floats] = []
        self._looked_at = float("-inf")
        self._unlike = 0

    @property
    def kept(self) -> tuple[Floats, ...]:
        """Every embedding that is held."""
        return (*self._frontal, *self._acted)

    def due(self, at: float) -> bool:
        """Is it time to make sure that the face is still the same?"""
        return bool(self._frontal) and at - self._looked_at >= self._every

    def take(self, embedding: Floats, keep: Keep | None, at: float) -> bool:
        """Is the face of second `at` still the same? Kept where `keep` says so, else looked at and overwritten."""
        self._looked_at = at
        like = not self._frontal or cosine(self.mean(), embedding) >= self._same
        self._unlike = 0 if like else self._unlike + 1
        if keep is None:
            embedding.fill(0)
        else:
            (self._frontal if keep is Keep.FRONTAL else self._acted).append(embedding)
        return self._unlike <= _SLIPS

    def mean(self) -> Floats:
        """(128,) mean of the frontal embeddings, of unit length."""
        mean = np.asarray(np.mean(self._frontal, axis=0), dtype=np.float32)
        return mean / max(float(np.linalg.norm(mean)), 1e-6)

    def unbroken(self) -> bool:
        """Are all the kept faces, frontal and in action, the same person's?"""
        mean = self.mean()
        return all(cosine(mean, one) >= self._same for one in self.kept)

    def wipe(self) -> None:
        """Overwrite and forget."""
        for one in self.kept:
            one.fill(0)
        self._frontal.clear()
        self._acted.clear()
        self._unlike = 0
        self._looked_at = float("-inf")
