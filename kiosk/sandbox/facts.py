"""What the fictional province holds about a person, as rows of a certificate. Must never be read off anybody real."""

from __future__ import annotations

from kiosk.sandbox.seed import SeedPerson
from kiosk.sandbox.world import World

_OWNED = {"fccx": "property", "hyjl": "marriage"}
"""Certificate types that say what licences there are of a kind."""


def facts(world: World, person: SeedPerson, certificate_type: str) -> tuple[tuple[str, str], ...]:
    """Name, number and what the type is about. Figures follow from the person's id, so that they stay the same."""
    seed = int(person.person_id[1:])
    head = (("姓名", person.names[0]), ("证件号码", person.number))
    plain = {
        "sbcb": (("参保险种", "职工基本养老保险"), ("累计缴费", f"{12 + seed * 7} 个月"), ("参保状态", "正常参保")),
        "ybcb": (("参保地", person.profile.get("insuredAt", "没有参保记录")), ("缴费年度", "2025、2026")),
        "gjjjc": (
            ("公积金账号", person.profile.get("fundAccount", "没有账户")),
            ("缴存余额", f"{seed * 3127 + 480}.00 元"),
            ("缴存状态", "正常" if "fundAccount" in person.profile else "没有账户"),
        ),
        "gsws": (("税款所属期", "2025 年度"), ("实缴（退）金额", f"{seed * 216 + 35}.40 元")),
        "hjzm": (("户籍登记", "示例省示例市"), ("登记事项", "与登记内容一致")),
        "wfzjl": (("查询结果", "未发现有犯罪记录"), ("查询区间", "出生之日至出具之日")),
    }
    if certificate_type in plain:
        return head + plain[certificate_type]
    kind = _OWNED.get(certificate_type, "")
    held = [one for one in world.seed.licences if one.type == kind and person.person_id in one.holders]
    rows = tuple(("登记记录", f"{one.number}，{one.issued_on} 登记") for one in held)
    return head + (rows or (("登记记录", "没有查到"),))
