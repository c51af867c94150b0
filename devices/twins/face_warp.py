"""Turns a still portrait's head and closes its eyes, for the virtual camera; must never be used on a real person.

The 468 points of the face mesh (from a file, no network runs here) are moved in space and the picture is pulled
along triangle by triangle. A ring around the head moves with it and a wider ring stands still: hair and neck follow.
"""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from devices.transports.vision import Floats, Picture, cv2, read_picture

WIDTH, HEIGHT = 640, 480
EYES = 84.0
"""Pixels between the eyes in the frontal picture."""
SHUT = 0.9
"""From this share on the eyes count as closed and are painted so."""
_OVAL = (
    *(10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377),
    *(152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109),
)
"""Outline of the face in the mesh, in order (MediaPipe's FACEMESH_FACE_OVAL)."""
_LIDS = (
    *zip((246, 161, 160, 159, 158, 157, 173), (7, 163, 144, 145, 153, 154, 155), strict=True),
    *zip((466, 388, 387, 386, 385, 384, 398), (249, 390, 373, 374, 380, 381, 382), strict=True),
)
"""(upper, lower) points of the lids, right eye then left."""
_ABOVE = (
    *zip((247, 30, 29, 27, 28, 56, 190), (7, 163, 144, 145, 153, 154, 155), strict=True),
    *zip((467, 260, 259, 257, 258, 286, 414), (249, 390, 373, 374, 380, 381, 382), strict=True),
)
"""The skin above the lids, which stretches after them."""

Triangles = NDArray[np.int32]


class Head:
    """One test face on the canvas, ready to be posed. Raises OSError or ValueError where its files are no good."""

    def __init__(self, picture: Path, mesh: Path) -> None:
        texture = read_picture(picture)
        if texture is None:
            raise ValueError(f"no picture: {picture.name}")
        stored = json.loads(mesh.read_text(encoding="utf-8"))
        self._texture = texture
        self._to_canvas = _placing(np.array(stored["eyes"], np.float32))
        scale = float(np.linalg.norm(self._to_canvas[:, 0]))
        points = np.array(stored["mesh"], np.float32)
        flat = points[:, :2] @ self._to_canvas[:, :2].T + self._to_canvas[:, 2]
        self._face = np.column_stack((flat, points[:, 2] * scale)).astype(np.float32)
        self._points = _with_rings(self._face)
        self._triangles = _triangulate(self._points[:, :2])
        self._posed = cache(self._render)

    def posed(self, yaw: float, lids: float) -> Picture:
        """The portrait turned by `yaw` degrees (positive: to the person's own left) with the eyes `lids` closed."""
        return self._posed(round(yaw), round(lids, 1))

    def _render(self, yaw: int, lids: float) -> Picture:
        back = np.asarray(cv2.invertAffineTransform(self._to_canvas), np.float32)
        rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
        maps = np.stack([back[i, 0] * columns + back[i, 1] * rows + back[i, 2] for i in (0, 1)], axis=-1)
        if yaw or lids:
            moved = self._moved(math.radians(yaw), lids)
            source = self._points[:, :2] @ back[:, :2].T + back[:, 2]
            depth = moved[self._triangles, 2].mean(axis=1)
            for triangle in self._triangles[np.argsort(-depth)]:
                _fill(maps, moved[triangle, :2], source[triangle])
        sheet = np.asarray(
            cv2.remap(self._texture, maps[..., 0], maps[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE),
            np.uint8,
        )
        return self._closed(sheet) if lids >= SHUT else sheet

    def _closed(self, sheet: Picture) -> Picture:
        """Lay skin over what is left of the eyes and draw the lashes along the lower lid."""
        for corners, pairs in (((33, 133), _LIDS[:7]), ((263, 362), _LIDS[7:])):
            upper = self._face[[corners[0], *(pair[0] for pair in pairs), corners[1]], :2]
            lower = self._face[[corners[0], *(pair[1] for pair in pairs), corners[1]], :2]
            outline = cv2.convexHull(np.concatenate((upper, lower)).astype(np.int32))
            eye = np.asarray(cv2.fillPoly(np.zeros((HEIGHT, WIDTH), np.uint8), [outline], 255), np.uint8)
            eye = np.asarray(cv2.dilate(eye, np.ones((3, 3), np.uint8)), np.uint8)
            around = cv2.subtract(cv2.dilate(eye, np.ones((7, 7), np.uint8)), eye) > 0
            skin = np.median(sheet[around], axis=0)
            soft = np.asarray(cv2.GaussianBlur(eye, (7, 7), 0), np.float32)[..., None] / 255
            sheet = (sheet * (1 - soft) + skin * soft).astype(np.uint8)
            lashes = np.round(lower * 8).astype(np.int32)
            cv2.polylines(
                sheet,
                [lashes],
                isClosed=False,
                color=(skin * 0.4).tolist(),
                thickness=2,
                lineType=cv2.LINE_AA,
                shift=3,
            )
        return sheet

    def _moved(self, angle: float, lids: float) -> Floats:
        points = self._points.copy()
        for share, pairs in ((1.0, _LIDS), (0.55, _ABOVE)):
            for upper, lower in pairs:
                points[upper] += (self._points[lower] - self._points[upper]) * lids * share
        head = slice(0, len(self._face) + len(_OVAL))
        middle = self._face[list(_OVAL), 0].mean()
        pivot = self._face[:, 2].max() + 0.5 * EYES
        x, z = points[head, 0] - middle, points[head, 2] - pivot
        points[head, 0] = middle + x * math.cos(angle) - z * math.sin(angle)
        points[head, 2] = pivot + x * math.sin(angle) + z * math.cos(angle)
        return points


def _placing(eyes: Floats) -> Floats:
    """Source picture -> canvas: eyes level, EYES apart, in the upper middle."""
    across = eyes[1] - eyes[0]
    middle = eyes.mean(axis=0)
    angle = math.degrees(math.atan2(float(across[1]), float(across[0])))
    place = (float(middle[0]), float(middle[1]))
    matrix = np.asarray(cv2.getRotationMatrix2D(place, angle, EYES / float(np.linalg.norm(across))), np.float32)
    matrix[:, 2] += np.array([WIDTH / 2, HEIGHT * 0.45], np.float32) - middle
    return matrix


def _with_rings(face: Floats) -> Floats:
    """The mesh, a ring that moves with the head (hair, ears) and one that stands still."""
    oval = face[list(_OVAL)]
    middle = oval.mean(axis=0)
    near = oval + (oval - middle) * np.array([0.35, 0.45, 0], np.float32)
    near[:, 2] += 0.25 * EYES
    far = oval + (oval - middle) * np.array([1.3, 1.1, 0], np.float32)
    far[:, 2] = near[:, 2].max() + EYES
    return np.concatenate((face, near, far)).astype(np.float32)


def _triangulate(points: Floats) -> Triangles:
    """Delaunay triangles as rows of three point numbers, all wound the same way."""
    low, high = points.min(axis=0) - 2, points.max(axis=0) + 2
    plane = cv2.Subdiv2D((int(low[0]), int(low[1]), int(high[0] - low[0]) + 2, int(high[1] - low[1]) + 2))
    for x, y in points:
        plane.insert((float(x), float(y)))
    corners = np.asarray(plane.getTriangleList(), np.float32).reshape(-1, 3, 2)
    inside = np.all((corners > low) & (corners < high), axis=(1, 2))
    found = np.linalg.norm(points[None, None] - corners[inside][:, :, None], axis=-1).argmin(axis=-1)
    distinct = (found[:, 0] != found[:, 1]) & (found[:, 1] != found[:, 2]) & (found[:, 0] != found[:, 2])
    return np.asarray(found[distinct], np.int32)


def _fill(maps: Floats, target: Floats, source: Floats) -> None:
    """Let every pixel inside the triangle `target` look at its place in `source`."""
    left, top = np.maximum(np.floor(target.min(axis=0)).astype(int), 0)
    right, bottom = np.minimum(np.ceil(target.max(axis=0)).astype(int) + 1, (WIDTH, HEIGHT))
    (ax, ay), (bx, by), (cx, cy) = target
    area = (by - cy) * (ax - cx) + (cx - bx) * (ay - cy)
    if right <= left or bottom <= top or abs(area) < 1e-3:  # noqa: PLR2004  no width left: seen edge on
        return
    rows, columns = np.mgrid[top:bottom, left:right].astype(np.float32)
    one = ((by - cy) * (columns - cx) + (cx - bx) * (rows - cy)) / area
    two = ((cy - ay) * (columns - cx) + (ax - cx) * (rows - cy)) / area
    three = 1 - one - two
    inside = (one >= -0.02) & (two >= -0.02) & (three >= -0.02)  # noqa: PLR2004  a hair wider: no seams
    place = one[..., None] * source[0] + two[..., None] * source[1] + three[..., None] * source[2]
    maps[top:bottom, left:right][inside] = place[inside]
