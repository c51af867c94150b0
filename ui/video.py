"""The picture of a short video for QML. What plays it is a process of its own, begun when a video is opened.

Must never load Qt Multimedia, nor anything more than this file before somebody opens a video.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from ui.qt import Property, QmlElement, Slot

if TYPE_CHECKING:
    from ui.video_feed import VideoFeed

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


class _Held:
    """What ends with the item. WORKAROUND: PySide6 6.11 keeps what it has made for QML after Qt has destroyed it."""

    def __init__(self) -> None:
        self.feed: VideoFeed | None = None

    def end(self) -> None:
        """The item has gone."""
        if self.feed is not None:
            self.feed.close()
            self.feed.deleteLater()
            self.feed = None


@QmlElement
class VideoItem(QQuickPaintedItem):
    """The newest picture of a video, whole; still until somebody plays it."""

    changed = Signal()
    moved = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._held = _Held()
        self.destroyed.connect(self._held.end)

    @Property(str, notify=changed)
    def standing(self) -> str:
        """`opening`, or as in `video_wire.State`."""
        feed = self._held.feed
        return feed.standing.state.value if feed and feed.standing else "opening"

    @Property(str, notify=changed)
    def sound(self) -> str:
        """As in `video_wire.Sound`."""
        feed = self._held.feed
        return feed.standing.sound.value if feed and feed.standing else "none"

    @Property(int, notify=changed)
    def length(self) -> int:
        """Milliseconds; 0 where nobody knows."""
        feed = self._held.feed
        return feed.standing.length if feed and feed.standing else 0

    @Property(int, notify=moved)
    def moment(self) -> int:
        """Of the picture that is seen, milliseconds."""
        feed = self._held.feed
        return feed.frame.at if feed and feed.frame else 0

    @Property(bool, notify=moved)
    def pictured(self) -> bool:
        """Is there a picture?"""
        return self._held.feed is not None and self._held.feed.frame is not None

    @Slot(str)
    def open(self, file: str) -> None:
        """Show the first picture of that file; none: nothing."""
        from pathlib import Path

        from ui.video_feed import VideoFeed

        self._held.end()
        self.changed.emit()
        self.moved.emit()
        if not file:
            return
        feed = VideoFeed()
        feed.pictured.connect(self._pictured)
        feed.stood.connect(self.changed)
        self._held.feed = feed
        feed.open(Path(file), QSize(max(1, round(self.width())), max(1, round(self.height()))))

    @Slot()
    def play(self) -> None:
        """Go on, or begin again where it has ended."""
        self._say("again" if self.standing == "ended" else "play")

    @Slot()
    def pause(self) -> None:
        """Stand still."""
        if self.standing == "playing":
            self._say("pause")

    @Slot(bool)
    def hear(self, wanted: bool) -> None:  # noqa: FBT001  QML passes no names
        """With sound, or without."""
        self._say("sound-on" if wanted else "sound-off")

    def _say(self, word: str) -> None:
        if self._held.feed is not None:
            self._held.feed.say(word)

    def _pictured(self) -> None:
        self.moved.emit()
        self.update()

    def paint(self, painter: QPainter) -> None:
        """Draw the newest picture, as large as fits, and ask for the next."""
        feed = self._held.feed
        if feed is None or feed.frame is None:
            return
        frame = feed.frame
        image = QImage(frame.points, frame.width, frame.height, frame.width * 3, QImage.Format.Format_RGB888)
        scale = min(self.width() / frame.width, self.height() / frame.height)
        size = QSizeF(frame.width * scale, frame.height * scale)
        place = QRectF(QPointF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2), size)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, image)
        feed.taken()
