"""Effects of short videos: kept here, or fetched once. Must never let on a byte that the catalogue does not name."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from kiosk.domain.catalogue import Video
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.events.videos import VideoBroken, VideoReady
from kiosk.flows.memory import Memory
from kiosk.flows.video_effects import FetchVideo
from kiosk.flows.videos import chosen
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.interface import Platform
from kiosk.runtime.desk import Desk
from kiosk.runtime.kept_videos import LARGEST, KeptVideos, VideoError, VideoFault
from kiosk.runtime.scope import Scope

_log = logging.getLogger(__name__)


class Videos:
    """Videos of the guide; nothing of them belongs to a person."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept = KeptVideos(desk.files.videos)

    def does(self) -> Mapping[type[Effect], Callable[[Memory, Scope], None]]:
        """Its effects."""
        return {FetchVideo: self.fetch}

    def fetch(self, memory: Memory, scope: Scope) -> None:
        """Tell where it lies, or why it does not."""
        video = chosen(memory)
        if video is not None:
            self._desk.later(lambda: self._look(video, scope))

    def _look(self, video: Video, scope: Scope) -> None:
        kept = self._kept.find(video)
        if kept is not None:
            scope.tell(VideoReady(str(kept)))
        else:
            self._desk.ask(scope, lambda client: self._fetched(client, video))

    def _fetched(self, client: Platform, video: Video) -> Event:
        """Raises PlatformError where it is the line."""
        try:
            return VideoReady(str(self._kept.keep(video, _from_platform(client, video))))
        except VideoError as error:
            _log.warning("short video %s: %s", video.video_id, error)
            return VideoBroken(error.fault.code)


def _from_platform(client: Platform, video: Video) -> bytes:
    """Raises VideoError, PlatformError."""
    from kiosk.platform_api.transport import AnswerTooLarge

    try:
        return client.video(video.video_id, min(video.size, LARGEST))
    except AnswerTooLarge as error:
        raise VideoError(VideoFault.TOO_LARGE) from error
    except PlatformError as error:
        if error.fault in {PlatformFault.NOT_FOUND, PlatformFault.GONE}:
            raise VideoError(VideoFault.MISSING) from error
        raise
