"""The report on paper: in Chinese, dated, a verdict for every check, a line to sign, page after page."""

from __future__ import annotations

import datetime as dt

import pypdfium2

from kiosk.documents.readiness import Report, Row, render

AT = dt.datetime(2026, 7, 12, 9, 41, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def report(*rows: Row, failed: bool = False) -> Report:
    return Report("A-03", "开发环境，不得对公众开放", "0.1.0", AT, f"共 {len(rows)} 项", failed, rows)


def row(title: str = "身份证读卡器", verdict: str = "模拟", *details: str, failed: bool = False) -> Row:
    return Row(title, verdict, failed, "09:41:00", 1.25, details)


def pages(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def test_report_says_terminal_time_verdicts_and_where_to_sign() -> None:
    (page,) = pages(
        render(report(row("凭条打印机", "故障", "printer.paper-out：没有纸。换纸", failed=True), failed=True))
    )
    for words in (
        "终端检测报告", "A-03", "2026-07-12 09:41:00+08:00", "0.1.0", "开发环境", "结论：有故障", "凭条打印机",
        "故障", "printer.paper-out：没有纸。换纸", "检测人签字", "第 1 页",
    ):  # fmt: skip
        assert words in page, words


def test_what_is_simulated_does_not_make_a_terminal_ready() -> None:
    (page,) = pages(render(report(row())))
    assert "模拟和未测的项目不算通过" in page
    assert "模拟" in page


def test_long_reports_go_on_and_no_check_is_broken_over_two_pages() -> None:
    rows = [row(f"第{n}项检查", "正常", f"开头{n} " + "很长的说明，" * 40 + f"结尾{n}") for n in range(40)]
    found = pages(render(report(*rows)))
    assert len(found) > 3
    for n in range(40):
        (page,) = [page for page in found if f"第{n}项检查" in page]
        assert f"开头{n} " in page
        assert f"结尾{n}" in page.replace("\r\n", "")
    assert "检测人签字" in found[-1]


def test_nothing_stands_outside_the_paper() -> None:
    for page in pypdfium2.PdfDocument(render(report(row("名" * 60, "正常", "x" * 400), row("𬱟㛃𫖯")))):
        width, height = page.get_size()
        text = page.get_textpage()
        for n in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(n)
            assert 0 <= left <= right <= width
            assert 0 <= bottom <= top <= height


def test_same_report_same_bytes() -> None:
    assert render(report(row())) == render(report(row()))
