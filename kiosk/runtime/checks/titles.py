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
        "读卡区不要放卡，只问读卡模块。",
        "讀卡區不要放卡，只問讀卡模組。",
        "Leave the reader empty: only its module is asked.",
    ),
    Kind.CHIP_READER: Text(
        "卡槽里不要有卡，只问读卡器。",
        "卡槽裡不要有卡，只問讀卡機。",
        "Leave the slot empty: only the reader is asked.",
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
        "不用扫，只看连接。", "不用掃，只看連線。", "Nothing to scan: only the connection is looked at."
    ),
    Kind.HEADPHONES: Text(
        "不用插耳机，只看连接。", "不用插耳機，只看連線。", "No headphones needed: only the connection is looked at."
    ),
    Kind.KEYPAD: Text(
        "不用按键，只看连接。", "不用按鍵，只看連線。", "No key needed: only the connection is looked at."
    ),
    Kind.DOOR: Text("不用开门，只看触点。", "不用開門，只看觸點。", "Leave the door: only the contact is looked at."),
}
