"""What people say is not right (投诉、办不成事、建议): by which door, about what, in which ready sentences.

The sentences are the terminal's own; what is sent is their Chinese, which those who answer can read.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from kiosk.domain.text import Text


class Channel(StrEnum):
    """Which door; the words of the contract (`Complaint.channel`)."""

    UNABLE = "unable-to-handle"
    """事没办成 (办不成事反映)."""
    COMPLAINT = "complaint"
    """对服务不满意 (投诉)."""
    HOTLINE = "hotline"
    """想提建议、有别的事 (12345)."""


class About(StrEnum):
    """What it is about."""

    TERMINAL = "terminal"
    PEOPLE = "people"
    THEME = "theme"
    """A kind of services; which item is not known."""
    ITEM = "item"
    ELSE = "else"


NAMES: Mapping[Channel, Text] = {
    Channel.UNABLE: Text("办不成事", "辦不成事", "Could not get it done"),
    Channel.COMPLAINT: Text("投诉", "投訴", "Complaint"),
    Channel.HOTLINE: Text("建议", "建議", "Suggestion"),
}
SUBJECTS: Mapping[About, Text] = {
    About.TERMINAL: Text("这台自助终端", "這台自助終端", "This terminal"),
    About.PEOPLE: Text("大厅和工作人员", "大廳和工作人員", "The hall and its staff"),
    About.ELSE: Text("别的事", "別的事", "Something else"),
}
_MACHINE = (
    ("card", Text("读不了我的证件", "讀不了我的證件", "It cannot read my card")),
    ("slip", Text("凭条打不出来", "憑條打不出來", "No slip comes out")),
    ("touch", Text("屏幕点不准、没反应", "螢幕點不準、沒反應", "The screen does not answer my touch")),
    ("small", Text("字太小、太难懂", "字太小、太難懂", "The words are too small or too hard")),
    ("slow", Text("等太久", "等太久", "I have to wait too long")),
    ("stopped", Text("办到一半停了", "辦到一半停了", "It stopped half-way")),
)
_MATTER = (
    ("papers", Text("材料一次没说清", "材料一次沒說清", "I was not told all the papers at once")),
    ("errands", Text("来回跑了好几趟", "來回跑了好幾趟", "I had to come several times")),
    ("late", Text("过了说好的时间还没办好", "過了說好的時間還沒辦好", "It is later than promised")),
    ("system", Text("系统交不上去", "系統交不上去", "The system does not take it")),
    ("returned", Text("被退回来，没说清为什么", "被退回來，沒說清為什麼", "It was sent back and I do not know why")),
    ("nobody", Text("几个部门都说不归他们管", "幾個部門都說不歸他們管", "No department feels responsible")),
)
_PEOPLE = (
    ("rude", Text("态度不好", "態度不好", "They were not friendly")),
    ("queue", Text("排队太久", "排隊太久", "I had to queue too long")),
    ("absent", Text("窗口没有人", "窗口沒有人", "Nobody at the counter")),
    ("differ", Text("每个人说的不一样", "每個人說的不一樣", "Everybody says something else")),
)
REASONS: Mapping[About, tuple[tuple[str, Text], ...]] = {
    About.TERMINAL: _MACHINE,
    About.PEOPLE: _PEOPLE,
    About.THEME: _MATTER,
    About.ITEM: _MATTER,
    About.ELSE: (),
}
"""Code and sentence, for what it is about."""
