"""The slip of a confirmed policy (免申即享凭条): what was confirmed, and the number to ask with; one PDF page.

Must never say that money was paid, nor carry a name or an account. Same slip, same bytes.
"""

from __future__ import annotations

from kiosk.documents import slip as slips
from kiosk.documents.roll import PAPERS, Paper
from kiosk.documents.slip import Row, Said, Slip
from kiosk.domain.text import Text

TITLE = Text("免申即享凭条", "免申即享憑條", "Slip: benefit without application")
TEST = Text("测试，不会发放", "測試，不會發放", "Test, nothing is granted")
NOT_PAID = Text(
    "已确认不等于已发放。发到哪一步，打电话报确认编号问。",
    "已確認不等於已發放。發到哪一步，打電話報確認編號問。",
    "Confirmed is not yet granted. Call and give the number to ask.",
)
_NUMBER = Text("确认编号", "確認編號", "Confirmation number")
_BENEFIT = Text("享受什么", "享受什麼", "Benefit")
_POLICY = Text("哪个政策", "哪個政策", "Policy")
_DEPARTMENT = Text("谁来发", "誰來發", "Granted by")


class BenefitSlip(Slip, frozen=True, kw_only=True):
    """Everything the slip says; `at` is the time of print."""

    state: Text
    """The platform's word for how it stands."""
    benefit: Text
    policy: Text
    department: Text
    number: str


def render(slip: BenefitSlip, paper: Paper = PAPERS[80]) -> bytes:
    """The slip as PDF, as wide as the paper. Raises DocumentError as `kiosk.documents.receipt.render` does."""
    rows = (
        Row(_NUMBER, Text(slip.number)),
        Row(_BENEFIT, slip.benefit),
        Row(_POLICY, slip.policy),
        Row(_DEPARTMENT, slip.department),
    )
    return slips.render(slip, Said("benefit", TITLE, slip.state, TEST, rows, NOT_PAID), paper)
