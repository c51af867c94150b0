"""Pages of the staff's desk as a test shows them: made-up cases, nobody's."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.runtime.workbench.view import Act, Bar, DeskView, Figures, HelpField, HelpOption, HelpView, Page, Row

AT = 1_783_820_000.0
LONG = "灵活就业人员参加企业职工基本养老保险登记"
STANDINGS = ("queued", "sending", "waiting", "done", "withdrawn", "ended")
ROWS = (
    Row("a", "set-aside", "A03-0712-0046", "林*舟", "异地就医备案", AT, "platform.gone", 3, 0.0, "submission"),
    Row("b", "call-back", "A03-0712-0041", "吴*棠", LONG, AT - 900, "job.expired", 1, 0.0, "submission"),
    *(
        Row(f"r{n}", standing, f"A03-0712-000{n}", "何*生", "高龄津贴申领", AT - 1000 * n, ledger="submission")
        for n, standing in enumerate(STANDINGS)
    ),
)
OPEN = DeskView(
    stage="open",
    who="示例甲",
    number="7",
    roles=("clerk", "head"),
    pages=tuple(page for page in Page if page is not Page.REVIEW),
    rows=ROWS,
    counts={"today": 8, "calls": 1, "outbox": 4, "days": 2},
    chosen="a",
    acts=(Act.RETRY, Act.END),
)
DAY = Row("2026-07-10", "escalated", "2026-07-10", at=AT, fault="reconcile.tasks-open")
DIFFERENCE = Row("c", "F", "A03-0711-0007", item="2026-07-11", ledger="payments")
OFFERS = (
    Row("yb-mzbx", "offer", name="示例市医疗保险中心", item="门诊费用报销"),
    Row("yb-ydjy", "offer", name="示例市医疗保障局", item=LONG),
)
REVIEWS = (
    Row("v", "review", "0190a8a0", "林*舟", "异地就医备案", AT),
    Row("w", "own", "0190a8a1", "吴*棠", "高龄津贴申领", AT),
    Row("x", "look-there", "0190a8a2", "何*生", "临时救助申请", AT),
    Row("y", "second", "0190a8a3", item="临时救助申请", at=AT, ledger="draft"),
)
KINDS = (HelpOption("work", "长期居住"), HelpOption("retired", "异地安置退休"), HelpOption("visit", "临时外出就医"))
FORM = HelpView(
    "form",
    LONG,
    (
        HelpField("kind", "choice", "备案类型", value="work", options=KINDS, required=True),
        HelpField("amount", "number", "发票金额", value="0.5", required=True, problem="number-low", limit="1"),
        HelpField("visited", "date", "哪天看的病", required=True, problem="required"),
        HelpField("invoice", "file", "门诊发票", required=True, there=True),
        HelpField("prescription", "file", "处方"),
    ),
    theirs=True,
)
SENT_BACK = replace(
    FORM,
    fields=(*FORM.fields[:1], replace(FORM.fields[1], marked=True), *FORM.fields[2:]),
    wants_look=True,
    why="contradicts",
)
LOOK = HelpView("look", LONG, (*FORM.fields[:1], replace(FORM.fields[1], marked=True), *FORM.fields[2:]))
DRAFTS = tuple(
    Row(name, standing, f"0190a8a{n}", item=LONG if n else "临时救助申请", at=AT - 900 * n, ledger="draft")
    for n, (name, standing) in enumerate(zip("stuv", ("sent-back", "looked-at", "second", "draft"), strict=True))
)
SLIPS = (
    Row("0a", "printed", "A03-0712-0046", "林*舟", "异地就医备案", AT, ledger="slip", copy=1, copies=1, pages=1),
    Row("0b", "failed", "A03-0712-0041", "吴*棠", LONG, AT - 300, "printer.paper-out", ledger="slip", pages=1),
    Row("0c", "printed", "A03-0712-0046", "林*舟", "异地就医备案", AT - 600, ledger="slip", copies=1, pages=1),
    Row("0d", "unsure", "2026071200017", "", "水费", AT - 900, "printer.outcome-unknown", ledger="slip", pages=1),
    Row("0e", "done", "A03-0712-0003", at=AT - 1200, ledger="print"),
)
PRINTS = replace(
    OPEN,
    page=Page.PRINTS,
    rows=tuple(replace(row, printer="printer_escpos") if row.pages else row for row in SLIPS),
    chosen="0c",
    acts=(Act.REPRINT,),
)
HANDED = HelpView("handed", "门诊费用报销", code="70418236", until="07-13 09:41")
COUNTED = Figures(
    day="2026-07-12",
    total=46,
    median=4.2,
    hours=tuple(Bar(str(8 + n), count) for n, count in enumerate((2, 7, 9, 5, 1, 0, 6, 8, 5, 3, 0))),
    items=(
        Bar(LONG, 14),
        Bar("异地就医备案", 12),
        Bar("高龄津贴申领", 9),
        Bar("门诊费用报销", 5),
        Bar("临时救助申请", 3),
        Bar("*", 2),
        Bar("", 1),
    ),
    outcomes=(
        Bar("done", 37),
        Bar("queued", 3),
        Bar("sending", 1),
        Bar("waiting", 1),
        Bar("set-aside", 1),
        Bar("call-back", 1),
        Bar("withdrawn", 1),
        Bar("ended", 1),
    ),
    waits=(Bar("10", 30), Bar("60", 4), Bar("600", 2), Bar("3600", 1), Bar("longer", 0), Bar("not-yet", 7)),
    days=("2026-07-12", "2026-07-11"),
)
COUNTING = replace(OPEN, page=Page.FIGURES, rows=(), chosen="", acts=(Act.SAVE,), figures=COUNTED)
VIEWS = {
    "sign-in": DeskView(),
    "locked-out": DeskView(problem="staff.locked", wait=24, card=True),
    "today": OPEN,
    "calls": replace(
        OPEN,
        page=Page.CALLS,
        rows=ROWS[1:2],
        chosen="b",
        acts=(Act.CALL, Act.END),
        phone="19900000001",
        said="call",
        online=False,
    ),
    "assist": replace(OPEN, page=Page.ASSIST, rows=OFFERS, chosen="yb-mzbx", acts=()),
    "assist-form": replace(OPEN, page=Page.ASSIST, rows=OFFERS, chosen="", acts=(), help=FORM),
    "assist-handed": replace(OPEN, page=Page.ASSIST, rows=(), chosen="", acts=(), help=HANDED),
    "review": replace(
        OPEN,
        pages=(Page.TODAY, Page.REVIEW),
        page=Page.REVIEW,
        rows=REVIEWS,
        chosen="v",
        acts=(Act.CONFIRM, Act.REFUSE),
    ),
    "assist-sent-back": replace(OPEN, page=Page.ASSIST, rows=(), chosen="", acts=(), help=SENT_BACK),
    "drafts": replace(OPEN, page=Page.DRAFTS, rows=DRAFTS, chosen="s", acts=(Act.RESUME, Act.DROP)),
    "look": replace(OPEN, pages=(Page.TODAY, Page.REVIEW), page=Page.REVIEW, rows=(), acts=(), look=LOOK),
    "differences": replace(OPEN, page=Page.DIFFERENCES, rows=(DIFFERENCE,), chosen="c", acts=(Act.CHECKED,)),
    "figures": COUNTING,
    "figures-saved": replace(COUNTING, said="save", saved="/var/lib/kiosk/state/figures/figures-2026-07-12.pdf"),
    "figures-none": replace(COUNTING, figures=Figures("2026-07-12", days=("2026-07-12",)), problem="file"),
    "prints": PRINTS,
    "prints-reprinting": replace(PRINTS, chosen="0b", busy=True, doing=Act.REPRINT),
    "prints-reprinted": replace(PRINTS, said="reprint", doing=Act.REPRINT),
    "prints-no-paper": replace(PRINTS, chosen="0d", problem="printer.paper-out", doing=Act.REPRINT),
    "days": replace(OPEN, page=Page.DAYS, rows=(DAY,), chosen=DAY.row_id, acts=(Act.COMPARE,)),
    "empty": replace(OPEN, page=Page.PRINTS, rows=(), chosen="", acts=(), problem="platform.no-link"),
}
