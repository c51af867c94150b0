"""Why the face way is closed: reason codes for screen, log and support; must never hold anything of a person."""

from __future__ import annotations

from enum import StrEnum


class FaceReason(StrEnum):
    """Every reason for which nobody may pass by their face now."""

    MODELS_MISSING = "models-missing"
    """A network file is not installed: `kiosk models fetch`."""
    MODELS_ALTERED = "models-altered"
    """A network file is not the pinned one, or OpenCV cannot load it: find out who changed it, then fetch again."""
    LIVENESS_MISSING = "liveness-missing"
    """The passive liveness network that the settings name is not there."""
    LIVENESS_ALTERED = "liveness-altered"
    """It is not the file of the digest in the settings, or no network of that form: find out who changed it."""
    RESTING = "face-rest"
    """The tries of several rounds were used up at this terminal within half an hour: wait, or use another way."""
    DECODER_MISSING = "decoder-missing"
    """No library that decodes this chip photo is configured, or it cannot be loaded."""
    DECODER_FAILED = "decoder-failed"
    """The library crashed, hung or answered nonsense in its process; the terminal itself lives on."""
    CHIP_PHOTO = "chip-photo-undecodable"
    """The photo field is empty, broken, or shows no single face."""
    CAMERA = "camera"
    """The camera gives no pictures."""


class FaceUnavailable(Exception):  # noqa: N818  it is an expected outcome, not an error of ours
    """The face way cannot be used: say why and offer the equal other way. `detail` is for the log."""

    def __init__(self, reason: FaceReason, detail: str = "") -> None:
        super().__init__(f"{reason.value}: {detail}" if detail else reason.value)
        self.reason = reason
        self.detail = detail
