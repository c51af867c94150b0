"""What stands around every page: header, banner, steps, dialog, language, contrast, and the name of the page itself.

Must never decide where to go: `home`, `back`, `help` are intents, the session answers with a view.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.domain.text import Language, TextSize
from kiosk.flows.events import (
    ContrastChosen,
    ElderChosen,
    HelpOpened,
    LanguageChosen,
    LeaveAsked,
    LeaveConfirmed,
    LowReachChosen,
    Stayed,
    TextSizeChosen,
    Touched,
    WentBack,
    WentHome,
)
from kiosk.runtime.view import Dialog
from ui import technician
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.viewmodels.base import ViewModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

_CLOCK_TICK_MS = 1000


@QmlElement
@QmlSingleton
class Chrome(ViewModel):
    """`kiosk.runtime.view.Chrome` for QML, with the clock and the name of the screen."""

    changed = Signal()
    screenChanged = Signal()
    clockChanged = Signal()
    parts = ("chrome",)

    def __init__(self, parent: QObject | None = None) -> None:
        self._screen = ""
        self._clock = ""
        self._display_open = False
        super().__init__(parent)
        self._screen = self.view.screen.value
        self._bridge.leaving.connect(self._leave_page)
        self._bridge.arrived.connect(self._enter_page)
        self._bridge.has_settled.connect(self.changed)
        self._timer = QTimer(self)
        self._timer.setInterval(_CLOCK_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._tick()

    def _leave_page(self) -> None:
        self._display_open = False
        self._screen = ""
        self.screenChanged.emit()

    def _enter_page(self) -> None:
        self._screen = self.view.screen.value
        self.screenChanged.emit()

    def _tick(self) -> None:
        shown = self._bridge.now().strftime("%H:%M")
        if shown != self._clock:
            self._clock = shown
            self.clockChanged.emit()

    @Property(str, notify=screenChanged)
    def screen(self) -> str:
        """Name of the page (a `kiosk.flows.screens.Screen` value); empty while one page makes room for the next."""
        return self._screen

    @Property(bool, notify=changed)
    def seen(self) -> bool:
        """Can the first picture be seen? What may come later is made now."""
        return self._bridge.seen

    @Property(str, notify=clockChanged)
    def clock(self) -> str:
        """Wall clock, hh:mm."""
        return self._clock

    @Property(int, notify=clockChanged)
    def weekday(self) -> int:
        """Day of the week, 0 = Monday."""
        return self._bridge.now().weekday()

    @Property(str, notify=changed)
    def organisation(self) -> str:
        """Who runs the terminal."""
        return self.view.chrome.organisation

    @Property(str, notify=changed)
    def terminal(self) -> str:
        """Name of the terminal, such as A-03."""
        return self.view.chrome.terminal

    @Property(bool, notify=changed)
    def testEnvironment(self) -> bool:
        """Are devices or platform not the real ones."""
        return self.view.chrome.test_environment

    @Property(bool, notify=changed)
    def online(self) -> bool:
        """Does the platform answer."""
        return self.view.chrome.online

    @Property(str, notify=changed)
    def linkFault(self) -> str:
        """Platform fault code while not online, or empty."""
        return self.view.chrome.link_fault or ""

    @Property(int, notify=changed)
    def deviceFaults(self) -> int:
        """How many devices do not work now."""
        return len(self.view.chrome.device_faults)

    @Property(str, notify=changed)
    def deviceFault(self) -> str:
        """Code of the worst device fault, or empty."""
        faults = self.view.chrome.device_faults
        return faults[0] if faults else ""

    @Property(str, notify=changed)
    def banner(self) -> str:
        """A `kiosk.runtime.view.Banner` value."""
        return self.view.chrome.banner.value

    @Property(bool, notify=changed)
    def serviceable(self) -> bool:
        """Has this process a desk for technicians, and the time to load its pages."""
        return self._bridge.settled and technician.offered()

    @Property(int, notify=changed)
    def catalogueDays(self) -> int:
        """Whole days since the platform confirmed what is offered here."""
        return self.view.chrome.catalogue_days

    @Property(str, notify=changed)
    def dialog(self) -> str:
        """A `kiosk.runtime.view.Dialog` value."""
        return self.view.chrome.dialog.value

    @Property(int, notify=changed)
    def dialogSeconds(self) -> int:
        """Seconds left in the idle dialog."""
        return self.view.chrome.dialog_seconds

    @Property(str, notify=changed)
    def language(self) -> str:
        """BCP 47 tag: zh-Hans, zh-Hant or en."""
        return self.view.chrome.language.value

    @Property(bool, notify=changed)
    def highContrast(self) -> bool:
        """Is high contrast on."""
        return self.view.chrome.high_contrast

    @Property(bool, notify=changed)
    def elder(self) -> bool:
        """Is 长辈版 on."""
        return self.view.chrome.elder

    @Property(bool, notify=changed)
    def lowReach(self) -> bool:
        """Is everything to touch in the lower half."""
        return self.view.chrome.low_reach

    @Property(str, notify=changed)
    def textSize(self) -> str:
        """A `kiosk.domain.text.TextSize` value."""
        return self.view.chrome.text_size.value

    @Property(bool, notify=changed)
    def displayOpen(self) -> bool:
        """Is the sheet for text size, contrast, reach and language open; never beside a dialog."""
        return self._display_open and self.view.chrome.dialog is Dialog.NONE

    @Property(bool, notify=changed)
    def roundTheClock(self) -> bool:
        """Has the place no opening hours."""
        return self.view.chrome.round_the_clock

    @Property(str, notify=changed)
    def closes(self) -> str:
        """Time of day at which the place closes, HH:MM; empty where it has no hours, or that is not known."""
        return self.view.chrome.closes

    @Property(bool, notify=changed)
    def cardLeft(self) -> bool:
        """Has whoever was here before left a card on the reader?"""
        return self.view.chrome.card_left

    @Property(str, notify=changed)
    def hotline(self) -> str:
        """Number of the hotline."""
        return self.view.chrome.hotline

    @Property(str, notify=changed)
    def service(self) -> str:
        """Name of the service in the step indicator; empty = no indicator."""
        return self.view.chrome.service

    @Property(int, notify=changed)
    def step(self) -> int:
        """Number of the step, from 1."""
        return self.view.chrome.step

    @Property(int, notify=changed)
    def steps(self) -> int:
        """How many steps there are."""
        return self.view.chrome.steps

    @Property(str, notify=changed)
    def stepName(self) -> str:
        """A `kiosk.runtime.view.StepName` value."""
        return self.view.chrome.step_name.value

    @Property(bool, notify=changed)
    def personal(self) -> bool:
        """Is anything of a person on screen."""
        return self.view.chrome.personal

    @Slot()
    def help(self) -> None:
        """呼叫帮助."""
        self.send(HelpOpened())

    @Slot()
    def home(self) -> None:
        """Back to the home page."""
        self.send(WentHome())

    @Slot()
    def back(self) -> None:
        """返回."""
        self.send(WentBack())

    @Slot()
    def touched(self) -> None:
        """Any touch: the idle clock starts again."""
        self.send(Touched())

    @Slot(str)
    def setLanguage(self, language: str) -> None:
        """Switch to a language by its tag."""
        self.send(LanguageChosen(Language(language)))

    @Slot(bool)
    def setContrast(self, on: bool) -> None:  # noqa: FBT001
        """Switch high contrast."""
        self.send(ContrastChosen(on))

    @Slot(bool)
    def setElder(self, on: bool) -> None:  # noqa: FBT001
        """Switch 长辈版."""
        self.send(ElderChosen(on))

    @Slot(bool)
    def setLowReach(self, on: bool) -> None:  # noqa: FBT001
        """Switch 低位操作."""
        self.send(LowReachChosen(on))

    @Slot(str)
    def setTextSize(self, size: str) -> None:
        """Choose 字号 by its value."""
        self.send(TextSizeChosen(TextSize(size)))

    @Slot(bool)
    def openDisplay(self, on: bool) -> None:  # noqa: FBT001
        """Open the sheet, or close it; it lies over the page, which goes on."""
        self._display_open = on
        self.changed.emit()

    @Slot()
    def stay(self) -> None:
        """继续办理 in a dialog."""
        self.send(Stayed())

    @Slot()
    def leave(self) -> None:
        """Ask to leave; the session asks once."""
        self.send(LeaveAsked())

    @Slot()
    def confirmLeave(self) -> None:
        """退出并清除 in the dialog."""
        self.send(LeaveConfirmed())
