"""What the checks of devices are called, and what the technician does for each, in three languages."""

from __future__ import annotations

from devices.contract import Kind
from kiosk.domain.text import Text

DEVICE_TITLES = {
    Kind.ID_READER: Text("身份证读卡器", "身分證讀卡機", "ID card reader"),
    Kind.CHIP_READER: Text("芯片卡读卡器", "晶片卡讀卡機", "Chip card reader"),
    Kind.CAMERA: Text("人脸摄像头", "人臉攝影機", "Face camera"),
    Kind.DOCUMENT_CAMERA: Text("高拍仪", "高拍儀", "Document camera"),
    Kind.RECEIPT_PRINTER: Text("凭条打印机", "憑條印表機", "Receipt printer"),
    Kind.DOCUMENT_PRINTER: Text("文件打印机", "文件印表機", "Document printer"),
    Kind.SCANNER: Text("扫码器", "掃碼器", "Code scanner"),
    Kind.HEADPHONES: Text("耳机孔", "耳機孔", "Headphone jack"),
    Kind.KEYPAD: Text("数字键盘", "數字鍵盤", "Numeric keypad"),
    Kind.DOOR: Text("服务门", "維修門", "Service door"),
}
DEVICE_GUIDANCE = {
    Kind.ID_READER: Text(
        "一起测时读卡区不要放卡。单独测时，15 秒内放一张测试卡，只看读不读得到。",
        "一起測時讀卡區不要放卡。單獨測時，15 秒內放一張測試卡，只看讀不讀得到。",
        "With all: leave it empty. Alone: lay a test card on it within 15 s; only whether it reads is kept.",
    ),
    Kind.CHIP_READER: Text(
        "一起测时卡槽里不要有卡。单独测时，15 秒内插一张测试卡，只看读不读得到。",
        "一起測時卡槽裡不要有卡。單獨測時，15 秒內插一張測試卡，只看讀不讀得到。",
        "With all: leave it empty. Alone: put a test card in within 15 s; only whether it reads is kept.",
    ),
    Kind.CAMERA: Text(
        "镜头前不要站人，看画面的大小、快慢和明暗。",
        "鏡頭前不要站人，看畫面的大小、快慢和明暗。",
        "Nobody before the lens: size, speed and light of the picture are looked at.",
    ),
    Kind.DOCUMENT_CAMERA: Text(
        "台面上不要放纸，看画面的大小、快慢和明暗。",
        "檯面上不要放紙，看畫面的大小、快慢和明暗。",
        "No paper on the plate: size, speed and light of the picture are looked at.",
    ),
    Kind.RECEIPT_PRINTER: Text(
        "只问状态，不出纸。要看打得清不清楚，做打印测试。",
        "只問狀態，不出紙。要看印得清不清楚，做列印測試。",
        "Only its state is asked. For legible paper use the print test.",
    ),
    Kind.DOCUMENT_PRINTER: Text(
        "只问状态，不出纸。", "只問狀態，不出紙。", "Only its state is asked, nothing is printed."
    ),
    Kind.SCANNER: Text(
        "单独测时，15 秒内扫一个码。", "單獨測時，15 秒內掃一個碼。", "Alone: hold a code up within 15 s."
    ),
    Kind.HEADPHONES: Text(
        "单独测时，15 秒内插拔一次耳机。",
        "單獨測時，15 秒內插拔一次耳機。",
        "Alone: plug headphones in or out within 15 s.",
    ),
    Kind.KEYPAD: Text(
        "单独测时，15 秒内按一个键。", "單獨測時，15 秒內按一個鍵。", "Alone: press any key within 15 s."
    ),
    Kind.DOOR: Text(
        "单独测时，15 秒内开关一次门。", "單獨測時，15 秒內開關一次門。", "Alone: open or close the door within 15 s."
    ),
}
