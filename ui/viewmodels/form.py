"""Form pages, photographing a page, and check-your-answers for QML; must never judge an answer."""

from __future__ import annotations

from typing import ClassVar

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.flows.events import (
    Accepted,
    FieldChanged,
    PageChosen,
    PictureDropped,
    PictureKept,
    PictureTaken,
    RetryAsked,
    ScanOpened,
)
from kiosk.flows.events.supply import FilesOpened, InsteadDropped, InsteadOpened, PhoneOpened
from kiosk.runtime.view import FieldError, FieldView, MaterialRow, PrefilledRow, SummarySection
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.viewmodels.base import ViewModel
from ui.viewmodels.rows import RowsModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

_AT_ONCE = 10
"""So many questions are made before a page is painted: more than a screen holds."""
_MORE = 3
"""So many between two frames after that: a finger does not notice them."""
_BETWEEN_MS = 25


@QmlElement
@QmlSingleton
class Form(ViewModel):
    """One form page.

    What was typed is kept until the view repeats it, so that a view made before the last key does not undo it. Of a
    long page the first screen is made at once, the rest while it is being read.
    """

    changed = Signal()
    turned = Signal()
    """Another page, or another set of errors: the focus goes where the view says."""
    parts: ClassVar[tuple[str, ...]] = ("form",)

    def prepare(self) -> None:
        """Make the lists."""
        self._fields = RowsModel(FieldView, self)
        self._errors = RowsModel(FieldError, self)
        self._prefilled = RowsModel(PrefilledRow, self)
        self._exempt = RowsModel(MaterialRow, self)
        self._typed: dict[str, str] = {}
        self._page: tuple[object, ...] = ()
        self._shown_errors: tuple[FieldError, ...] = ()
        self._made = 0
        self._rest = QTimer(self, interval=_BETWEEN_MS)
        self._rest.timeout.connect(self._make_more)

    def refresh(self) -> None:
        """Fill the lists; a new page begins with new rows."""
        form = self.view.form
        page = (form.page, tuple((field.name, field.kind) for field in form.fields))
        turned = page != self._page or form.errors != self._shown_errors
        if page != self._page:
            self._typed.clear()
            self._fields.set_rows(())
            self._made = _AT_ONCE
        if form.focus or form.errors:  # it may be any of them
            self._made = len(form.fields)
        self._page, self._shown_errors = page, form.errors
        self._show_fields()
        self._errors.set_rows(form.errors)
        self._prefilled.set_rows(form.prefilled)
        self._exempt.set_rows(form.exempt)
        if turned:
            self.turned.emit()

    def _show_fields(self) -> None:
        fields = self.view.form.fields
        self._fields.set_rows(tuple(self._with_typed(field) for field in fields[: self._made]))
        if self._made >= len(fields):
            self._rest.stop()
        elif not self._rest.isActive():
            self._rest.start()

    def _make_more(self) -> None:
        self._made += _MORE
        self._show_fields()

    def _with_typed(self, field: FieldView) -> FieldView:
        typed = self._typed.get(field.name)
        if typed is None or typed == field.value:
            return field
        return msgspec.structs.replace(field, value=typed)

    @Property(QObject, constant=True)
    def fields(self) -> QObject:
        """The questions (FieldView)."""
        return self._fields

    @Property(QObject, constant=True)
    def errors(self) -> QObject:
        """What is missing (FieldError)."""
        return self._errors

    @Property(QObject, constant=True)
    def prefilled(self) -> QObject:
        """What need not be asked (PrefilledRow)."""
        return self._prefilled

    @Property(QObject, constant=True)
    def exempt(self) -> QObject:
        """Papers that need not be brought (MaterialRow)."""
        return self._exempt

    @Property(int, notify=changed)
    def exemptCount(self) -> int:
        """How many papers need not be brought."""
        return len(self.view.form.exempt)

    @Property(str, notify=changed)
    def title(self) -> str:
        """The question."""
        return self.view.form.title

    @Property(int, notify=changed)
    def page(self) -> int:
        """Which page, from 1."""
        return self.view.form.page

    @Property(int, notify=changed)
    def pages(self) -> int:
        """Pages in all."""
        return self.view.form.pages

    @Property(bool, notify=changed)
    def words(self) -> bool:
        """Is anything here answered in words, so that the keyboard is needed?"""
        return any(field.kind in {"text", "address"} for field in self.view.form.fields)

    @Property(int, notify=changed)
    def errorCount(self) -> int:
        """How many places must be mended."""
        return len(self.view.form.errors)

    @Property(int, notify=changed)
    def fieldCount(self) -> int:
        """How many questions this page has, those not made yet with them."""
        return len(self.view.form.fields)

    @Property(int, notify=changed)
    def prefilledCount(self) -> int:
        """How many values need not be asked."""
        return len(self.view.form.prefilled)

    @Property(str, notify=changed)
    def focus(self) -> str:
        """The field the page opens at, or empty."""
        return self.view.form.focus

    @Property(bool, notify=changed)
    def returning(self) -> bool:
        """Does the primary button go back to the check page?"""
        return self.view.form.returning

    @Slot(str, str)
    def change(self, name: str, value: str) -> None:
        """The person changed an answer."""
        self._typed[name] = value
        self._show_fields()
        self.send(FieldChanged(name, value))

    @Slot()
    def next(self) -> None:
        """下一步."""
        self.send(Accepted())

    @Slot(str)
    def openScan(self, field: str) -> None:
        """现在扫描."""
        self.send(ScanOpened(field))

    @Slot(str, str)
    def openWay(self, field: str, way: str) -> None:
        """手机传, U 盘, 以前交过, 以后补, 签承诺书代替; an empty way: 改为现在交."""
        if way == "phone":
            self.send(PhoneOpened(field))
        elif way in {"stick", "earlier"}:
            self.send(FilesOpened(field, way))
        else:
            self.send(InsteadOpened(field, promise=way == "promise") if way else InsteadDropped(field))


@QmlElement
@QmlSingleton
class Scan(ViewModel):
    """Photographing a page."""

    changed = Signal()
    parts: ClassVar[tuple[str, ...]] = ("scan",)

    @Property(str, notify=changed)
    def material(self) -> str:
        """What is photographed."""
        return self.view.scan.material

    @Property(str, notify=changed)
    def phase(self) -> str:
        """`live`, `review` or `fault`."""
        return self.view.scan.phase

    @Property(str, notify=changed)
    def fault(self) -> str:
        """Why there is no picture, or why the page was not taken (code), or empty."""
        return self.view.scan.fault or ""

    @Property(str, notify=changed)
    def hint(self) -> str:
        """`ready`, what to do better (code), or empty."""
        return self.view.scan.hint

    @Slot()
    def takeWhole(self) -> None:
        """就这样拍."""
        self.send(PictureTaken(whole=True))

    @Slot()
    def takePicture(self) -> None:
        """拍照."""
        self.send(PictureTaken())

    @Slot()
    def keepPicture(self) -> None:
        """清楚，用这张."""
        self.send(PictureKept())

    @Slot()
    def dropPicture(self) -> None:
        """重拍."""
        self.send(PictureDropped())

    @Slot()
    def retry(self) -> None:
        """Try the camera again."""
        self.send(RetryAsked())


@QmlElement
@QmlSingleton
class Check(ViewModel):
    """请核对一遍再提交."""

    changed = Signal()
    parts: ClassVar[tuple[str, ...]] = ("check",)

    def prepare(self) -> None:
        """Make the lists."""
        self._sections = RowsModel(SummarySection, self)
        self._materials = RowsModel(MaterialRow, self)

    def refresh(self) -> None:
        """Fill the lists."""
        self._sections.set_rows(self.view.check.sections)
        self._materials.set_rows(self.view.check.materials)

    @Property(QObject, constant=True)
    def sections(self) -> QObject:
        """The answers in groups (SummarySection)."""
        return self._sections

    @Property(QObject, constant=True)
    def materials(self) -> QObject:
        """The materials (MaterialRow)."""
        return self._materials

    @Property(int, notify=changed)
    def materialCount(self) -> int:
        """How many materials."""
        return len(self.view.check.materials)

    @Property(bool, notify=changed)
    def signature(self) -> bool:
        """Does a signature come next?"""
        return self.view.check.signature

    @Slot(str)
    def edit(self, field: str) -> None:
        """修改."""
        self.send(PageChosen(field))

    @Slot()
    def accept(self) -> None:
        """核对无误."""
        self.send(Accepted())
