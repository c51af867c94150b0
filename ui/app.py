"""Starts the window of one citizen's process and joins it to the session; ends the process when the session is over.

Must never import OpenCV (it points Qt at plug-ins of its own) and never hold anything of a person itself.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, TextIO

import msgspec
import shiboken6
from PySide6.QtCore import QObject, QSocketNotifier, QTimer
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtQuick import QQuickWindow

from kiosk.flows.events import Event
from kiosk.flows.screens import Screen
from kiosk.runtime.delays import SCREEN_BEAT
from kiosk.runtime.preview import Preview
from kiosk.runtime.view import Chrome, View
from ui import bridge, environment, fonts, i18n, icons, speech, technician, viewmodels
from ui.first_view import FirstView, Inlet
from ui.main_window import MainWindow, make_engine
from ui.sweeper import Sweeper

if TYPE_CHECKING:
    from PySide6.QtCore import QTimerEvent

EXIT_PROGRAM_FAULT = 70
"""Exit code after an exception nobody expected (EX_SOFTWARE of sysexits.h): the supervisor shows the standby."""
EXIT_NO_WINDOW = 71
"""Exit code when the QML files could not be loaded."""
COVERED_MS = 15_000
"""How long a finished process keeps 信息已清除 on screen for the next one to cover, unless it is told to quit."""
_BEGINNING_LIMIT = 5.0
"""Seconds to wait at the end for a session that is only just coming up."""
_CHUNK = 65536

_log = logging.getLogger(__name__)


class Session(Protocol):
    """One citizen's session, on a thread of its own."""

    def start(self) -> None:
        """Take the devices and show the first view."""

    def send(self, event: Event, serial: int) -> None:
        """Put an event into the inbox; returns at once."""

    def turns(self) -> bool:
        """Does its thread still turn? Any thread."""

    def stop(self) -> None:
        """Release the devices and end the thread; returns when that is done."""


class Links(msgspec.Struct, frozen=True):
    """What a session gets to reach the screen; each may be called from any thread."""

    show: Callable[[View], None]
    preview: Preview
    ended: Callable[[], None]
    """The session is over: the window closes and the process ends."""
    cleared: bool
    """Somebody was here before: show 信息已清除 first."""
    press: Callable[[str], None]
    """A key of the numeric keypad, in the words of its device."""


SessionFactory = Callable[[Links], Session]
TechnicianFactory = Callable[[Callable[[], None], Callable[[Any], None], Callable[[], None]], technician.Desk]
"""Given: end the session and give the devices back; show a picture; end the process."""


class ScreenOptions(msgspec.Struct, frozen=True):
    """How the window is shown.

    Attributes:
        size: width and height of the window, pixels.
        fullscreen: cover the whole screen.
        standby: stay hidden until standard input says `{"do": "activate"}`.
        probe_socket: path of the development probe's socket, or None.
        production: refuses the probe.
        cache_dir: where Qt may keep compiled QML; a folder of its own per build lies below.
        first: shown at once, and the session comes up behind it when the order to activate is there; what is pressed
            meanwhile waits for it. None: the window is shown with the session's first view.
        voice: Qt's name of what reads pages aloud, or `none`.
        technician: makes the desk behind the technician's pages, which knows who may come in; or None.
    """

    size: tuple[int, int] = (1080, 1920)
    fullscreen: bool = False
    standby: bool = False
    probe_socket: str | None = None
    production: bool = True
    cache_dir: Path | None = None
    first: View | None = None
    voice: str = speech.DAEMON
    technician: TechnicianFactory | None = None


def run_screen(make_session: SessionFactory, options: ScreenOptions) -> int:
    """Show the window and run until the session ends.

    Args:
        make_session: makes the session when the window becomes active; called on the GUI thread.
        options: how the window is shown.

    Returns:
        The exit code: 0, or one of the EXIT_ values.

    Raises:
        PermissionError: a probe was asked for in production.
    """
    if options.production and options.probe_socket is not None:
        msg = "the probe is a development surface: refused in production"
        raise PermissionError(msg)
    environment.prepare(options.cache_dir)
    sys.excepthook = _die
    threading.excepthook = _thread_died
    try:
        application = QGuiApplication(["kiosk-screen"])
        screen = ScreenProcess(application, make_session, options)
        sweeper = Sweeper(application)
        sweeper.start()
        if not screen.load():
            return EXIT_NO_WINDOW
        screen.listen()
        return screen.run()
    finally:
        environment.clean()  # here too: a forked process ends without its exit handlers


def _die(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
    """End the process at an exception nobody expected. The message is not logged: it may hold personal data."""
    places = []
    while trace is not None:
        places.append(f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    _log.critical("ended by %s at %s", kind.__name__, " < ".join(reversed(places)))
    logging.shutdown()
    environment.clean()
    os._exit(EXIT_PROGRAM_FAULT)


def _thread_died(died: threading.ExceptHookArgs) -> None:
    """Without its session the page would stand there for ever; any other thread costs its own device or answer."""
    if died.thread is not None and died.thread.name == "session":
        _die(died.exc_type, died.exc_value or died.exc_type(), died.exc_traceback)
    name = died.thread.name if died.thread is not None else "?"
    _log.critical("thread %s ended by %s", name, died.exc_type.__name__)


class ScreenProcess(QObject):
    """The pieces of one screen process and the order in which they come and go."""

    def __init__(self, application: QGuiApplication, make_session: SessionFactory, options: ScreenOptions) -> None:
        super().__init__()
        self._application = application
        self._make_session = make_session
        self._options = options
        self._session: Session | None = None
        self._beginning: threading.Thread | None = None
        self._active = False
        self._busy = False
        self._seen = False
        self._began = False
        self._out: TextIO = sys.stdout
        self._notifiers: list[QSocketNotifier] = []
        self._orders = b""
        self._inlet = Inlet()
        self.bridge = bridge.Bridge(self._inlet.send)
        if options.first is not None:
            self.bridge.view = options.first
        bridge.install(self.bridge)
        self.speech = speech.installed_for(self.bridge, options.voice, keep=options.probe_socket is not None)
        make = options.technician
        self.bridge.settled = options.first is None
        technician.offer(make and (lambda: make(self._release, self.bridge.preview, self.bridge.finish)))
        self.window: QQuickWindow | None = None
        fonts.prepare()
        font = QFont(fonts.FAMILIES[0])
        application.setFont(font)
        viewmodels.register()
        self.engine = make_engine(application)
        self._reading = MainWindow(self.engine)
        self.engine.addImageProvider(
            icons.PROVIDER, icons.IconProvider(options.cache_dir and options.cache_dir / "icons")
        )
        self._language = i18n.Languages(application, self.engine, self.bridge)

    def load(self) -> bool:
        """Load the window, hidden. False if the QML files cannot be loaded."""
        if self._options.first is not None:  # while the files are being read
            fonts.warm(msgspec.json.encode(self._options.first).decode())
        window = self._reading.create(*self._options.size)
        if window is None:
            return False
        self.window = window
        if self._options.first is None:
            self._watch(window)
        gc.freeze()
        return True

    def _watch(self, window: QQuickWindow) -> None:
        """Hear what is touched, pressed, to be read. Not before something is seen: the first picture comes first."""
        from ui.keypad import Keypad
        from ui.touches import Touches

        self._touches = Touches(self.bridge, window)
        self._keypad = Keypad(self.bridge, window)
        self.speech.watch(window)

    def listen(self) -> None:
        """Start the probe if asked for, obey SIGTERM, and either wait for orders or show the window at once."""
        self._obey_signals()
        if self._options.probe_socket is not None and self.window is not None:
            from ui.probe import Probe

            self._probe = Probe(self._options.probe_socket, self.window)
        if self._options.standby:
            notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
            notifier.activated.connect(self._order)
            self._notifiers.append(notifier)
            self.startTimer(round(1000 * SCREEN_BEAT))
            self._say("ready")
        if self._options.first is not None and self.window is not None:
            self.window.frameSwapped.connect(self._painted)
            self._show()
        if not self._options.standby:
            self.activate(cleared=False)

    def run(self) -> int:
        """Run the event loop until the session ends or the process is told to."""
        code = self._application.exec()
        if self._beginning is not None and self._beginning.is_alive():
            self._beginning.join(_BEGINNING_LIMIT)
        if self._session is not None:
            self._session.stop()
        self.close()
        return code

    def close(self) -> None:
        """Take the window down before the engine: nothing may look at a view model that is gone."""
        if self.window is not None:
            shiboken6.delete(self.window)
            self.window = None
        shiboken6.delete(self.engine)
        self.bridge.close()

    def activate(self, *, cleared: bool) -> None:
        """Show the window and start the session."""
        window = self.window
        if window is None or self._active:
            return
        self._active = True
        self._say("active")
        self.bridge.finished.connect(self._finish)
        if self._options.first is None:
            window.frameSwapped.connect(self._painted)
            self._waits = FirstView(self.bridge, self._show)
            self._begin(cleared=cleared)
        else:
            self._begin_behind()

    def _begin_behind(self) -> None:
        """Both must be there: the order, and the first picture, which has the processor to itself."""
        if self._active and self._seen and self._beginning is None:
            self._beginning = threading.Thread(target=self._begin, name="session", daemon=True)
            self._beginning.start()

    def _begin(self, *, cleared: bool = False) -> None:
        """Make the session and start it."""
        session = self._make_session(
            Links(self._came, self.bridge.preview, self.bridge.finish, cleared=cleared, press=self.bridge.key)
        )
        self._session = session
        session.start()

    def _came(self, view: View) -> None:
        """The session has a view, on its own thread; with the first it is ready for what was pressed."""
        self.bridge.show(view)
        if not self._began:
            self._began = True
            self._say("began")
        busy = view.screen is not Screen.HOME
        if busy is not self._busy:  # the terminal is not upgraded under somebody's hands
            self._busy = busy
            self._say("busy" if busy else "free")
        if self._session is not None:
            self._inlet.open(self._session.send)

    def _release(self) -> None:
        """No citizen any more: end the session, devices and all. From the desk's thread; touches keep it awake."""
        session, self._session = self._session, None
        if session is not None:
            session.stop()
        desk = technician.desk()
        if desk is not None:
            self.bridge.sink = lambda _event, _serial: desk.touch()

    def _show(self) -> None:
        """The session has something to show: now the window may be seen."""
        if self.window is None:
            return
        if self._options.fullscreen:
            self.window.showFullScreen()
        else:
            self.window.show()

    def _painted(self) -> None:
        """A frame is on screen; the first one that shows what the session wants is told."""
        if self.window is not None and self.bridge.view.serial > 0:
            self.window.frameSwapped.disconnect(self._painted)
            self._say("painted")
            self._seen = True
            if self._options.first is not None:
                self._watch(self.window)
                self._begin_behind()
            import_module("ui.later")
            self._reading.read_rest()
            self.bridge.settle()

    def _finish(self) -> None:
        """The session is over: nothing of the person stays on screen while the next process comes to the front."""
        chrome = self.bridge.view.chrome
        blank = Chrome(organisation=chrome.organisation, terminal=chrome.terminal, language=chrome.language)
        self.bridge.show(View(serial=self.bridge.view.serial + 1, screen=Screen.CLEARED, chrome=blank))
        self._show()
        self._say("ended")
        QTimer.singleShot(COVERED_MS if self._options.standby else 0, self._leave)

    def timerEvent(self, _event: QTimerEvent) -> None:
        """Tell that the window and the session still turn; a screen that hangs says nothing, and is replaced."""
        if self._session is None or self._session.turns():
            self._say("alive")

    def _say(self, event: str) -> None:
        if self._options.standby:
            self._out.write(msgspec.json.encode({"event": event}).decode() + "\n")
            self._out.flush()

    def _leave(self) -> None:
        """End the event loop. Not by quit, which would ask the window: it says no, whoever asks it to close."""
        self._application.exit(0)

    def _order(self) -> None:
        data = os.read(sys.stdin.fileno(), _CHUNK)
        self._orders += data
        *lines, self._orders = self._orders.split(b"\n")
        for line in lines:
            order = msgspec.json.decode(line)
            if order.get("do") == "activate":
                self.activate(cleared=bool(order.get("cleared", False)))
            else:
                self._leave()
        if not data:  # whoever gives the orders is gone
            self._leave()

    def _obey_signals(self) -> None:
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        os.set_blocking(reader, False)
        signal.set_wakeup_fd(writer)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._leave())
        notifier = QSocketNotifier(reader, QSocketNotifier.Type.Read, self)
        notifier.activated.connect(lambda: os.read(reader, 64))
        self._notifiers.append(notifier)
