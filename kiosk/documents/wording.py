"""The words of the slip, Chinese first; the others stand below the Chinese, which prevails.

Must never say more than is true: only ACCEPTED may read 已受理, and no slip of a terminal is called a 受理通知书
(行政许可法 §32: what a terminal hands out is a receipt of submission, 收件回执).
"""

from __future__ import annotations

from kiosk.domain.submission import Outcome
from kiosk.domain.text import Text

PROVISIONAL = (Outcome.SENT, Outcome.QUEUED)
"""Outcomes without an answer of the platform: dashed border, 暂存号, and the mark that it is not accepted."""

TITLE = {
    Outcome.ACCEPTED: Text("收件回执", "收件回執", "Receipt of submission"),
    Outcome.RECEIVED: Text("收件回执", "收件回執", "Receipt of submission"),
    Outcome.SENT: Text("收件回执（暂存）", "收件回執（暫存）", "Provisional receipt"),
    Outcome.QUEUED: Text("收件回执（暂存）", "收件回執（暫存）", "Provisional receipt"),
    Outcome.FAILED: Text("办理情况凭条", "辦理情況憑條", "Result slip"),
}
STATE = {
    Outcome.ACCEPTED: Text("已受理", "已受理", "Accepted"),
    Outcome.RECEIVED: Text("已收件，等部门受理", "已收件，等部門受理", "Received, not yet accepted"),
    Outcome.SENT: Text("已送出，等确认", "已送出，等確認", "Sent, awaiting confirmation"),
    Outcome.QUEUED: Text("已保存，还没有送出", "已保存，還沒有送出", "Saved, not sent yet"),
    Outcome.FAILED: Text("没有办成", "沒有辦成", "Not done"),
}
DECIDED = {
    "approved": Text("已批准", "已批准", "Approved"),
    "refused": Text("没有批准", "沒有批准", "Refused"),
    "deciding": Text("已受理，正在审", "已受理，正在審", "Accepted, being decided"),
}
"""Of a case that is decided while the person waits."""
DONE_HERE = Text("已经批准，不用再来。", "已經批准，不用再來。", "It is approved; you need not come again.")
MARK = {
    Outcome.QUEUED: Text(
        "已收到，尚未上传，不代表受理",
        "已收到，尚未上傳，不代表受理",
        "Kept here, not uploaded yet. This is not an acceptance.",
    ),
    Outcome.SENT: Text(
        "已收到，上传尚未确认，不代表受理",
        "已收到，上傳尚未確認，不代表受理",
        "Kept here, upload not confirmed. This is not an acceptance.",
    ),
}
"""What stands in the dashed box. SENT does not say 尚未上传: it may have arrived."""

REPRINT = Text("补打 第 {n} 次", "補打 第 {n} 次", "Reprint no. {n}")
"""What stands on top of a slip that staff had printed again."""

NUMBER = Text("办件编号", "辦件編號", "Case number")
HOLDING_NUMBER = Text("暂存号（不是受理号）", "暫存號（不是受理號）", "Holding number (not a case number)")
ITEM = Text("事项", "事項", "Service")
JOINS = Text("一次办的事项", "一次辦的事項", "Services in it")
APPLICANT = Text("申请人", "申請人", "Applicant")
TIME = Text("时间", "時間", "Time")
DEPARTMENT = Text("办理部门", "辦理部門", "Department")
TERMINAL = Text("终端", "終端", "Terminal")
CAUSE = Text("原因", "原因", "Reason")
NEXT = Text("接下来", "接下來", "What happens next")
PENDING = Text(
    "本人身份还没有核验，由平台复核。",
    "本人身分還沒有核驗，由平台覆核。",
    "Your identity has not been confirmed yet; the platform will review it.",
)
SCAN_LOOKUP = Text("扫码查办理进度", "掃碼查辦理進度", "Scan to follow your case")
SCAN_TEXT = Text("扫码可存下这张凭条的文字", "掃碼可存下這張憑條的文字", "Scan to keep this slip as text")
HOTLINE = Text("有问题请打", "有問題請打", "Questions? Call")
CHINESE_PREVAILS = Text("以中文为准", "以中文為準", "The Chinese text prevails")

STEPS = {
    Outcome.ACCEPTED: (
        Text("部门正在办理，有结果会通知您。", "部門正在辦理，有結果會通知您。", "The department is working on it."),
    ),
    Outcome.RECEIVED: (
        Text("部门会看材料，决定是否受理。", "部門會看材料，決定是否受理。", "The department decides on acceptance."),
        Text("请别重复提交。", "請別重複提交。", "Please do not submit again."),
    ),
    Outcome.SENT: (
        Text("机器会自己继续确认。", "機器會自己繼續確認。", "This terminal keeps asking by itself."),
        Text("请别重复提交。", "請別重複提交。", "Please do not submit again."),
    ),
    Outcome.QUEUED: (
        Text("连上平台后自动送出。", "連上平台後自動送出。", "It is sent by itself when the platform is reached."),
        Text("请别重复提交。", "請別重複提交。", "Please do not submit again."),
    ),
    Outcome.FAILED: (
        Text("可以重新办理，或请工作人员帮忙。", "可以重新辦理，或請工作人員幫忙。", "Try again or ask staff."),
    ),
}
"""What is said where the caller has nothing more exact."""
UNCLEAR = (
    Text(
        "可能已经送到：工作人员和平台核对后告诉您。",
        "可能已經送到：工作人員和平台核對後告訴您。",
        "It may have arrived: staff compare it with the platform and tell you.",
    ),
    Text("核对清楚以前，请别再申请。", "核對清楚以前，請別再申請。", "Please do not apply again meanwhile."),
)
"""Of a case that nobody sends any more and that may have arrived."""
