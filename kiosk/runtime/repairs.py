"""Four repairs that staff can do without being technicians: one table of what each is for, and of its steps.

A step is one thing to do, with a drawing (`ui/qml/Kiosk/Technician/RepairDrawing.qml`). Must stay light (the
interface imports it before the first picture, hence codes in place of enums), and must never ask for a tool, a screw
or a password.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from kiosk.domain.text import Text


class Step(msgspec.Struct, frozen=True):
    """One thing to do, and the drawing that shows it."""

    drawing: str
    text: Text


class Repair(msgspec.Struct, frozen=True):
    """One repair.

    Attributes:
        name: stable: in the audit trail, in the report of the journey.
        check: which check of the doctor says whether the device is sound, before and after.
        icon: of `ui/icons`.
        faults: codes that it may mend.
    """

    name: str
    check: str
    icon: str
    title: Text
    faults: frozenset[str]
    steps: tuple[Step, ...]


_OPEN_LID = Step(
    "open-lid",
    Text(
        "打开服务门，按住凭条打印机的开盖钮，把盖子掀到底。",
        "打開維修門，按住憑條印表機的開蓋鈕，把蓋子掀到底。",
        "Open the service door. Hold the button of the receipt printer and lift its lid all the way.",
    ),
)
_CLOSE_LID = Step(
    "close-lid",
    Text(
        "两边一起往下按盖子，听到“咔”一声。撕掉露在外面的纸，关好服务门。",
        "兩邊一起往下按蓋子，聽到「喀」一聲。撕掉露在外面的紙，關好維修門。",
        "Press the lid down on both sides until it clicks. Tear off the paper's end. Close the service door.",
    ),
)
_CHANGE_PAPER = Repair(
    "paper",
    "receipt-printer",
    "receipt",
    Text("换凭条纸", "換憑條紙", "Change the receipt paper"),
    frozenset({"printer.paper-out", "printer.black-mark", "doctor.device-warns"}),
    (
        _OPEN_LID,
        Step(
            "take-core",
            Text(
                "拿出用完的纸芯，剩下的碎纸也拿干净。",
                "拿出用完的紙芯，剩下的碎紙也拿乾淨。",
                "Take out the empty core and any paper that is left.",
            ),
        ),
        Step(
            "lay-roll",
            Text(
                "放进新纸卷，纸头从下面出来，朝着自己。和盖子里的小图对一下。",
                "放進新紙捲，紙頭從下面出來，朝著自己。和蓋子裡的小圖對一下。",
                "Lay the new roll in. Its end comes from below, towards you. Compare the picture inside the lid.",
            ),
        ),
        Step(
            "pull-end",
            Text(
                "把纸头拉出一掌长，放平。用指甲划一下朝外的一面，划得出黑印才对。",
                "把紙頭拉出一掌長，放平。用指甲劃一下朝外的一面，劃得出黑印才對。",
                "Pull the end out by a hand's length. Scratch its outer side: the right side turns black.",
            ),
        ),
        _CLOSE_LID,
    ),
)
_CLEAR_JAM = Repair(
    "jam",
    "receipt-printer",
    "printer",
    Text("清除卡纸", "清除卡紙", "Clear a paper jam"),
    frozenset({"printer.paper-jam", "printer.cutter", "printer.cover-open", "printer.stopped"}),
    (
        Step(
            "leave-slip",
            Text(
                "不要从出纸口往外拽。拽断的纸会留在里面。",
                "不要從出紙口往外拽。拽斷的紙會留在裡面。",
                "Do not pull at the slot. What tears off stays inside.",
            ),
        ),
        _OPEN_LID,
        Step(
            "take-scraps",
            Text(
                "拿出皱的纸和碎纸。切刀很快，打印头烫：不要用手碰，也不要用剪刀、镊子。",
                "拿出皺的紙和碎紙。切刀很利，印字頭燙：不要用手碰，也不要用剪刀、鑷子。",
                "Take out crumpled paper and scraps. Blade sharp, head hot: do not touch them, use no tool.",
            ),
        ),
        Step(
            "tear-straight",
            Text(
                "把皱的一段撕掉，撕齐。再拉出一掌长，放平。",
                "把皺的一段撕掉，撕齊。再拉出一掌長，放平。",
                "Tear off the crumpled part, straight. Pull out a hand's length and lay it flat.",
            ),
        ),
        _CLOSE_LID,
    ),
)
_CLEAN_CAMERA = Repair(
    "camera",
    "camera",
    "camera",
    Text("擦摄像头", "擦攝影機", "Clean the camera"),
    frozenset(
        {
            "camera.black",
            "camera.stopped",
            "camera.frozen",
            "camera.picture-invalid",
            "doctor.camera-light",
            "device.gone",
        }
    ),
    (
        Step(
            "free-lens",
            Text(
                "镜头是屏幕上方的小圆窗。挡住它的贴纸、镜头盖、挂着的东西，拿开。",
                "鏡頭是螢幕上方的小圓窗。擋住它的貼紙、鏡頭蓋、掛著的東西，拿開。",
                "The lens is the small round window above the screen. Take away what covers it: a sticker, a cap.",
            ),
        ),
        Step(
            "wipe-lens",
            Text(
                "用干的软布，从中间往外打圈轻轻擦。不喷水，不用酒精。",
                "用乾的軟布，從中間往外打圈輕輕擦。不噴水，不用酒精。",
                "Wipe it gently with a dry soft cloth, in circles from the middle. No water, no alcohol.",
            ),
        ),
        Step(
            "light-lens",
            Text(
                "看看大厅的灯开着没有，有没有窗户或灯正对着镜头。该开的开，该遮的遮。",
                "看看大廳的燈開著沒有，有沒有窗戶或燈正對著鏡頭。該開的開，該遮的遮。",
                "Are the lights of the hall on? Does a window or a lamp shine into the lens? Switch on, or shade it.",
            ),
        ),
        Step(
            "plug-camera",
            Text(
                "还是没有画面：打开服务门，拔下标着“摄像头”的线，数到五，插回原来的口，插到底。",
                "還是沒有畫面：打開維修門，拔下標著「攝影機」的線，數到五，插回原來的孔，插到底。",
                "Still no picture: open the service door, unplug the camera, count to five, plug it back in.",
            ),
        ),
    ),
)
_SEAT_READER = Repair(
    "reader",
    "id-reader",
    "id",
    Text("重插读卡器", "重插讀卡機", "Reseat the card reader"),
    frozenset(
        {
            "device.gone",
            "device.silent",
            "device.hung",
            "reader.frame-garbled",
            "reader.frame-oversized",
            "reader.sam-10-checksum",
            "reader.sam-11-length",
            "reader.sam-result-unknown",
        }
    ),
    (
        Step(
            "clear-plate",
            Text(
                "拿开读卡区上的卡、手机、钥匙和别的金属东西。",
                "拿開讀卡區上的卡、手機、鑰匙和別的金屬東西。",
                "Take cards, telephones, keys and anything of metal off the reader.",
            ),
        ),
        Step(
            "unplug-reader",
            Text(
                "打开服务门，找到标着“读卡器”的线，捏住插头拔下来。不要拽线。",
                "打開維修門，找到標著「讀卡機」的線，捏住插頭拔下來。不要拽線。",
                "Open the service door, find the card reader's cable. Hold the plug, not the cable, to pull it out.",
            ),
        ),
        Step(
            "plug-reader",
            Text(
                "慢慢数到五，再插回原来的口，插到底，不晃。",
                "慢慢數到五，再插回原來的孔，插到底，不晃。",
                "Count slowly to five. Plug it back into the same place, all the way, until it sits firmly.",
            ),
        ),
        Step(
            "see-lamp",
            Text(
                "读卡器上的灯亮了就好。关好服务门，读卡区空着。",
                "讀卡機上的燈亮了就好。關好維修門，讀卡區空著。",
                "The lamp of the reader is on. Close the service door and leave the reader empty.",
            ),
        ),
    ),
)
REPAIRS: Mapping[str, Repair] = {one.name: one for one in (_CHANGE_PAPER, _CLEAR_JAM, _CLEAN_CAMERA, _SEAT_READER)}
"""By name, in the order of the page."""
CHECKED = frozenset(one.check for one in REPAIRS.values())
"""The checks that a repair begins and ends with."""


def fitting(check: str, fault: str) -> str:
    """The name of the repair for what a check found wrong; empty where only a technician can help."""
    fits = (one.name for one in REPAIRS.values() if one.check == check and fault in one.faults)
    return next(fits, "")
