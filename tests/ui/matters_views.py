"""Sample views of one's own cases and drafts, with invented words."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from kiosk.domain.text import Language
from kiosk.flows.screens import Screen
from kiosk.runtime.shown_matters import AskedRow, DraftView, MatterRow, MatterView, PartRow
from kiosk.runtime.view import Banner, Chrome, Dialog, View
from tests.ui.task_views import PAGES as TASKS
from tests.ui.task_views import words

_NAME, _OFFICE = "异地就医备案", "示例市医疗保障局"
_STATES = (
    ("CORRECTION", "attention", "需要补正"),
    ("QUEUED", "waiting", ""),
    ("SUBMITTED", "progress", "已收件，等部门受理"),
    ("answered-queued", "waiting", "需要补正"),
    ("COMPLETED", "ok", "已办结"),
    ("REJECTED", "error", "未同意"),
    ("WITHDRAWN", "todo", "已撤回"),
)


def around(language: Language, *, line: bool = True) -> Chrome:
    made = Chrome(organisation="示例市政务服务", terminal="A-03", personal=True, language=language)
    if line:
        return made
    return msgspec.structs.replace(made, online=False, link_fault="platform.no-link", banner=Banner.OFFLINE)


def row(language: Language, number: int, *, draft: bool = False) -> MatterRow:
    state, status, said = ("draft", "todo", "") if draft else _STATES[number % len(_STATES)]
    return MatterRow(f"r{number}", words(language, _NAME), status, state, said, "07-12 09:20")


def listed(count: int, drafts: int, *, line: bool = True, **more: object) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        view = MatterView(
            rows=tuple(row(language, number) for number in range(count)),
            drafts=tuple(row(language, number, draft=True) for number in range(drafts)),
            asked=line,
            listed_at="09:40" if line else "",
            taking="yes" if line else "needs-network",
        )
        view = msgspec.structs.replace(view, **more)
        return View(serial=0, screen=Screen.MATTERS, chrome=around(language, line=line), matter=view)

    return make


def matter(
    state: str, status: str, text: str = "", *, line: bool = True, **more: object
) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        view = MatterView(
            name=words(language, _NAME),
            department=words(language, _OFFICE),
            state=state,
            status=status,
            text=text,
            number="SL20260712000046",
            time="07-10 15:02",
            updated="07-12 09:20",
            printable=True,
            withdraw="yes",
        )
        view = msgspec.structs.replace(view, **more)
        return View(serial=0, screen=Screen.MATTER, chrome=around(language, line=line), matter=view)

    return make


def mending(mend: str, **more: object) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        wanted = (
            AskedRow(words(language, "手机号码"), "19900138006"),
            AskedRow(words(language, "从哪天开始")),
            AskedRow(words(language, "居住证"), paper=True),
        )
        asked = "请按下面的清单一次补齐，逾期未补的按撤回处理。"
        view = matter("CORRECTION", "attention", "需要补正")(language)
        part = msgspec.structs.replace(view.matter, wanted=wanted, asked_text=asked, due="2026-07-22", mend=mend)
        return msgspec.structs.replace(view, matter=msgspec.structs.replace(part, **more))

    return make


def draft(screen: Screen, **more: object) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        view = DraftView(name=words(language, _NAME), saved="07-12 09:20", until="2026-08-11")
        line = more.get("blocked") != "needs-network"
        view = msgspec.structs.replace(view, **more)
        return View(serial=0, screen=screen, chrome=around(language, line=line), draft=view)

    return make


def handover(**more: object) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        view = msgspec.structs.replace(MatterView(), **more)
        return View(serial=0, screen=Screen.HANDOVER, chrome=around(language), matter=view)

    return make


def kept_from(page: str, offer: str, dialog: Dialog = Dialog.NONE, **more: object) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        view = TASKS[page](language)
        chrome = msgspec.structs.replace(view.chrome, dialog=dialog, dialog_seconds=47)
        draft = msgspec.structs.replace(DraftView(offer=offer, worth=True), **more)
        return msgspec.structs.replace(view, chrome=chrome, draft=draft)

    return make


_PARTS = (PartRow("参保登记", "ok", "已办结", "SL20260712000047"), PartRow("医保参保", "progress", "办理中"))
PAGES: dict[str, Callable[[Language], View]] = {
    "matters": listed(3, 1),
    "matters-many": listed(14, 2),
    "matters-loading": listed(0, 0, loading=True),
    "matters-empty": listed(0, 0),
    "matters-here": listed(2, 0, line=False),
    "matters-here-empty": listed(0, 0, line=False),
    "matters-fault": listed(1, 0, asked=False, fault="platform.server-down"),
    "matter-received": matter("SUBMITTED", "progress", "已收件，等部门受理"),
    "matter-queued": matter(
        "QUEUED", "waiting", line=False, number="A03-0712-0046", provisional=True, here=True, updated=""
    ),
    "matter-sent": matter(
        "sent", "waiting", number="A03-0712-0046", provisional=True, here=True, withdraw="on-its-way"
    ),
    "matter-attention": matter("attention", "attention", number="A03-0712-0046", provisional=True, withdraw=""),
    "matter-package": matter("IN_PROGRESS", "progress", "办理中", parts=_PARTS),
    "matter-completed": matter("COMPLETED", "ok", "已办结", withdraw=""),
    "matter-withdrawn": matter("WITHDRAWN", "todo", "已撤回", withdraw="", printable=False),
    "matter-not-withdrawn": matter("ACCEPTED", "progress", "已受理", refused="platform.refused"),
    "matter-withdrawing": matter("ACCEPTED", "progress", "已受理", busy=True),
    "matter-mend": mending("yes"),
    "matter-mend-expired": mending("expired"),
    "matter-mend-answered": mending("answered", answering="queued"),
    "draft": draft(Screen.DRAFT),
    "draft-busy": draft(Screen.DRAFT, busy=True),
    "draft-refused": draft(Screen.DRAFT, refused="platform.not-found"),
    "draft-gone": draft(Screen.DRAFT, blocked="gone"),
    "draft-needs-network": draft(Screen.DRAFT, blocked="needs-network"),
    "kept-saving": draft(Screen.DRAFT_KEPT, phase="saving"),
    "kept": draft(Screen.DRAFT_KEPT, phase="saved"),
    "kept-for-the-desk": draft(
        Screen.DRAFT_KEPT, phase="saved", helping=True, code="70418236", code_until="07-13 09:41"
    ),
    "handover": handover(),
    "handover-typed": handover(code="70418236"),
    "handover-taking": handover(code="70418236", busy=True),
    "handover-gone": handover(code="70418236", refused="platform.gone"),
    "handover-not-mine": handover(code="70418236", refused="platform.not-found"),
    "check-filled-by-staff": kept_from("check", "yes", staff="s-02"),
    "kept-failed": draft(Screen.DRAFT_KEPT, phase="failed", fault="platform.timeout"),
    "kept-elsewhere": draft(Screen.DRAFT_KEPT, phase="failed", fault="platform.conflict"),
    "form-keep": kept_from("form-phone", "yes"),
    "form-keep-free": kept_from("form-kinds", "yes"),
    "form-keep-not-now": kept_from("form-kinds", "needs-network"),
    "form-idle-not-now": kept_from("form-kinds", "needs-network", Dialog.IDLE),
    "form-earlier": kept_from("form-kinds", "yes", earlier=True, worth=False, saved="07-12 09:20"),
    "form-earlier-busy": kept_from("form-phone", "yes", earlier=True, worth=False, saved="07-12 09:20", busy=True),
    "check-keep": kept_from("check", "yes"),
    "check-older-form": kept_from("check", "yes", older_form=True),
    "result-not-stored-keep": kept_from("result-not-stored", "yes"),
    "form-keep-leave": kept_from("form-kinds", "yes", Dialog.LEAVE),
    "form-keep-idle": kept_from("form-kinds", "yes", Dialog.IDLE),
}
