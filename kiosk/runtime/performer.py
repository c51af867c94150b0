"""Joins effects to those who do them. An effect nobody does is a mistake of ours, found at the first test."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from devices.contract import Kind
from devices.hotplug import HotPlug
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.submission import Consent
from kiosk.flows import benefit_effects as benefit
from kiosk.flows import certify_effects as certify
from kiosk.flows import effects as do
from kiosk.flows import service_effects as also
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.memory import Memory
from kiosk.forms.layout import Form
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.appointing import Appointing
from kiosk.runtime.performing.asking import Asking, consent_to
from kiosk.runtime.performing.benefiting import Benefiting
from kiosk.runtime.performing.camera import Page
from kiosk.runtime.performing.casework import Casework
from kiosk.runtime.performing.certifying import Certifying
from kiosk.runtime.performing.companies import Companies
from kiosk.runtime.performing.drafts import Drafts
from kiosk.runtime.performing.facing import Face
from kiosk.runtime.performing.filing import Filing
from kiosk.runtime.performing.finding import Finding
from kiosk.runtime.performing.handing_over import HandingOver
from kiosk.runtime.performing.informing import Informing
from kiosk.runtime.performing.keypad import Keypad, PressKey
from kiosk.runtime.performing.matters import Matters
from kiosk.runtime.performing.paying import Cashier
from kiosk.runtime.performing.phoning import Phoning
from kiosk.runtime.performing.printing import Printing
from kiosk.runtime.performing.reading import Reading
from kiosk.runtime.performing.recording import Recording
from kiosk.runtime.performing.scanning import Scanning
from kiosk.runtime.performing.videos import Videos
from kiosk.runtime.performing.watching import Watching
from kiosk.runtime.place import Place
from kiosk.runtime.preview import Preview
from kiosk.runtime.scope import Scope
from kiosk.runtime.searching.index import Index
from kiosk.runtime.witness import Witness

Do = Callable[[Memory, Scope], None]


def _nobody_listens(_key: str) -> None:
    """Where there is no screen."""


class TerminalPerformer:
    """Does every effect with this terminal's devices, store and platform."""

    def __init__(self, desk: Desk, place: Place, preview: Preview, press: PressKey = _nobody_listens) -> None:
        self._desk = desk
        self._place = place
        self._reading = Reading(self._desk)
        self._face = Face(self._desk, preview)
        self._page = Page(self._desk, preview)
        self._asking = Asking(self._desk)
        self._casework = Casework(self._desk)
        self._matters = Matters(self._desk, self._asking)
        self._drafts = Drafts(self._desk, self._asking, lambda: self._casework.form)
        self._recording = Recording(self._desk)
        self._appointing = Appointing(self._desk, self._asking)
        self._cashier = Cashier(self._desk, self._asking)
        self._informing = Informing(self._desk)
        self._phoning = Phoning(self._desk, self._asking)
        self._filing = Filing(self._desk, self._asking, preview)
        self._benefiting = Benefiting(self._desk, self._asking)
        self._certifying = Certifying(self._desk, self._asking)
        self._printing = Printing(self._desk, lambda: _Around(self._desk, place))
        self._watching = Watching(self._desk)
        self._keypad = Keypad(self._desk, press)
        self._jack = Keypad(self._desk, press, Kind.HEADPHONES)
        self._scanning = Scanning(self._desk, preview)
        self._finding = Finding(self._desk)
        self._hotplug: HotPlug | None = None
        self._tell: Callable[[Event], None] = lambda _event: None
        self._does: Mapping[type[Effect], Do] = {
            **self._table(),
            **self._phoning.does(),
            **self._filing.does(),
            **self._scanning.does(),
            **self._benefiting.does(),
            **Companies(self._desk, self._asking).does(),
            **HandingOver(self._desk, self._asking).does(),
            **Videos(self._desk).does(),
        }

    @property
    def witness(self) -> Witness:
        """Who is told of the session: the audit trail, then the board of devices."""
        from kiosk.runtime.fleet.board import Board

        desk = self._desk
        wall = lambda: desk.clock.wall().timestamp()  # noqa: E731  passed on, never called here
        return Board(desk.witness, desk.notes, wall, lambda: _levels(desk))

    def consent(self, purpose: str) -> Consent:
        """The consent of that purpose, now."""
        return consent_to(purpose, self._desk.clock.wall())

    @property
    def catalogue(self) -> Catalogue | None:
        """The catalogue at hand."""
        return self._desk.catalogue

    @property
    def index(self) -> Index | None:
        """What finds things in the catalogue at hand; None until it is made, which begins with the first asking."""
        return self._finding.index()

    @property
    def form(self) -> Form | None:
        """The form laid out for the present item."""
        return self._casework.form

    def begin(self, tell: Callable[[Event], None]) -> None:
        """Take the devices, start watching the line."""
        self._tell = tell
        self._hotplug = HotPlug()
        self._hotplug.start()
        self._finding.begin(tell)
        self._watching.begin(tell)
        self._reading.begin(tell)
        self._printing.begin(tell)
        self._certifying.begin(tell)
        self._face.begin(tell)
        self._filing.begin()
        self._keypad.begin(tell)
        self._jack.begin(tell)
        self._scanning.begin(tell)

    def perform(self, effect: Effect, memory: Memory, scope: Scope) -> None:
        """Do one effect."""
        self._does[type(effect)](memory, scope)

    def end(self, memory: Memory) -> None:  # noqa: ARG002  what is held ends with the process
        """Let everything go."""
        if self._hotplug is not None:
            self._hotplug.stop()
        printers = (self._printing, self._certifying)
        devices = (self._keypad, self._jack, self._scanning, self._reading, self._face, *printers)
        for part in (*devices, self._watching, self._asking):
            part.end()
        self._page.stop()
        self._desk.close()

    def _table(self) -> Mapping[type[Effect], Do]:
        return {
            do.StartReading: self._start_reading,
            do.LookForLeft: self._look_for_left,
            do.StopReading: lambda _memory, _scope: self._reading.stop(),
            do.FindWays: self._find_ways,
            do.StartFace: self._face.start,
            do.StopFace: lambda _memory, _scope: self._face.stop(),
            do.SendCode: self._asking.send_code,
            do.OpenSession: self._asking.open_session,
            do.PrepareForm: self._casework.prepare_form,
            do.CheckPage: self._casework.check_page,
            do.StartPreview: self._page.start,
            do.StopPreview: lambda _memory, _scope: self._page.stop(),
            do.TakePicture: lambda _memory, _scope: self._page.take(whole=False),
            do.TakeWholePicture: lambda _memory, _scope: self._page.take(whole=True),
            do.StoreCase: self._casework.store_case,
            do.WatchCase: self._casework.watch_case,
            do.FetchLicences: self._asking.fetch_licences,
            do.MakeToken: self._asking.make_token,
            do.WatchToken: self._asking.watch_token,
            do.DropToken: self._asking.drop_token,
            do.FindMatters: self._matters.find,
            do.WithdrawMatter: self._matters.withdraw,
            do.KeepDraft: self._drafts.keep,
            do.LookForDraft: self._drafts.look,
            do.OpenDraft: self._drafts.open,
            do.DropDraft: self._drafts.drop,
            do.EndDraft: self._drafts.end,
            do.StoreRating: self._recording.store_rating,
            also.StoreComplaint: self._recording.store_complaint,
            also.WatchComplaint: self._recording.watch_complaint,
            also.FindSlots: self._appointing.find_slots,
            also.FindBooked: self._appointing.find_booked,
            also.Book: self._appointing.book,
            also.GiveBack: self._appointing.give_back,
            certify.FetchCertificate: self._certifying.fetch,
            certify.PrintCertificate: self._certifying.print_copy,
            certify.StopPrinting: self._certifying.stop,
            certify.DropCertificate: self._certifying.drop,
            also.FindBills: self._cashier.find_bills,
            also.PlaceOrder: self._cashier.place_order,
            also.WatchOrder: self._cashier.watch_order,
            also.CancelOrder: self._cashier.cancel_order,
            also.LeaveOrder: self._cashier.leave_order,
            also.FindPapers: self._informing.find_papers,
            also.FindTerminals: self._informing.find_terminals,
            also.FetchPaper: self._informing.fetch_paper,
            **self._slips(),
        }

    def _slips(self) -> Mapping[type[Effect], Do]:
        return {
            do.PrintReceipt: self._printing.print_receipt,
            also.PrintPayment: self._printing.print_payment,
            benefit.PrintSlip: self._printing.print_benefit,
        }

    def _look_for_left(self, memory: Memory, scope: Scope) -> None:  # noqa: ARG002  effects by signature
        """The reader, where it can tell."""
        self._reading.look_for_left()

    def _start_reading(self, memory: Memory, scope: Scope) -> None:
        """While the person looks for the card, the networks are loaded."""
        self._reading.start(memory, scope)
        self._face.preload()

    def _find_ways(self, memory: Memory, scope: Scope) -> None:
        """Which ways are open: the platform knows the phone, we know the photo."""
        self._face.decode(memory, self._tell)
        self._asking.find_ways(memory, scope)


def _levels(desk: Desk) -> Mapping[str, int]:
    """Of the page printer; what asks it is loaded when it is asked. Raises DeviceError."""
    from kiosk.runtime.fleet.printer_levels import levels

    return levels(desk.settings)


class _Around:
    """What a receipt says about the terminal, as it is now."""

    def __init__(self, desk: Desk, place: Place) -> None:
        self.catalogue: Catalogue | None = desk.catalogue
        self.organisation = place.organisation
        self.terminal = place.terminal
        self.hotline = place.hotline
        self.now = desk.clock.wall()
        self.test = place.test_environment
