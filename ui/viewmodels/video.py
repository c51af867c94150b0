"""短视频 for QML: which it is, and what is said in it when. Must never play anything: that is `ui.video`."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal

from kiosk.flows.events import RetryAsked, Touched
from kiosk.flows.events.videos import VideoBroken
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.viewmodels.base import ViewModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class ShortVideo(ViewModel):
    """One short video of the guide."""

    changed = Signal()
    parts: ClassVar[tuple[str, ...]] = ("video",)

    @Property(str, notify=changed)
    def title(self) -> str:
        """What it shows."""
        return self.view.video.title

    @Property(str, notify=changed)
    def phase(self) -> str:
        """`opening`, `ready` or `failed`."""
        return self.view.video.phase

    @Property(str, notify=changed)
    def file(self) -> str:
        """Where it lies, once it is ready."""
        return self.view.video.file

    @Property(str, notify=changed)
    def fault(self) -> str:
        """Why it does not play (code), or empty."""
        return self.view.video.fault or ""

    @Property(int, notify=changed)
    def seconds(self) -> int:
        """Its length."""
        return self.view.video.seconds

    @Property(str, notify=changed)
    def transcript(self) -> str:
        """All that is said in it."""
        return "\n".join(cue.text for cue in self.view.video.captions)

    @Property(str, notify=changed)
    def longest(self) -> str:
        """The caption that takes most room."""
        return max((cue.text for cue in self.view.video.captions), key=len, default="")

    @Slot(int, result=str)
    def captionAt(self, milliseconds: int) -> str:
        """What is said then, or empty."""
        return next((cue.text for cue in self.view.video.captions if cue.start <= milliseconds < cue.end), "")

    @Slot()
    def retry(self) -> None:
        """Fetch it again."""
        self.send(RetryAsked())

    @Slot()
    def broken(self) -> None:
        """It came, and cannot be played."""
        from kiosk.runtime.kept_videos import VideoFault  # not before: home comes up without it

        self.send(VideoBroken(VideoFault.UNDECODABLE.code))

    @Slot()
    def watched(self) -> None:
        """Somebody looks at it: that is being there."""
        self.send(Touched())
