"""The networks of the face check: are they the pinned ones, and what kind of liveness is there. Loads none."""

from __future__ import annotations

import hashlib

from kiosk.domain.text import Text
from kiosk.identity.face_check import LIVENESS
from kiosk.identity.faults import FaceReason, FaceUnavailable
from kiosk.identity.models import MODEL_ID, require, verify
from kiosk.runtime.diagnostics import Check, DoctorFault, Finding, Surroundings, Verdict, found


def files(around: Surroundings) -> Finding:
    """Every network file by its digest. Raises FaceUnavailable."""
    folder = around.settings.face.models_dir
    require(folder)
    states = {name: state.value for name, state in verify(folder).items()}
    return Finding(Verdict.PASS, facts={"model": MODEL_ID, **states})


def liveness(around: Surroundings) -> Finding:
    """What stands against a picture held to the camera, said as it is. Raises FaceUnavailable."""
    wanted = around.settings.face.liveness
    if wanted is None:
        return found(Verdict.WARN, DoctorFault.ACTIVE_ONLY, liveness=LIVENESS)
    try:
        digest = hashlib.sha256(wanted.file.read_bytes()).hexdigest()
    except OSError as error:
        raise FaceUnavailable(FaceReason.LIVENESS_MISSING) from error
    if digest != wanted.sha256.lower():
        raise FaceUnavailable(FaceReason.LIVENESS_ALTERED)
    return Finding(Verdict.PASS, facts={"liveness": f"active and passive ({wanted.file.name})"})


CHECKS = (
    Check(
        "face-models",
        "models",
        Text("人脸模型文件", "人臉模型檔案", "Face models"),
        Text(
            "缺了用 kiosk models fetch 取；被改过先查是谁改的。",
            "缺了用 kiosk models fetch 取；被改過先查是誰改的。",
            "Missing: kiosk models fetch. Altered: find out who did it first.",
        ),
        files,
        limit=30.0,
    ),
    Check(
        "liveness",
        "models",
        Text("活体检测", "活體檢測", "Liveness"),
        Text(
            "只有动作式，挡不住变形的照片。这一项提醒，不是故障。",
            "只有動作式，擋不住變形的照片。這一項提醒，不是故障。",
            "Challenges only; a warped still is not stopped. A reminder, not a fault.",
        ),
        liveness,
    ),
)
