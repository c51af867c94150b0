"""How a check may end, and what verdicts and measures are called in three languages.

Must stay light: the interface imports it before the first picture.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from kiosk.domain.text import Language, Text


class Verdict(StrEnum):
    """How a check ended. Only FAIL is a failure of the terminal."""

    PASS = "pass"  # noqa: S105  a verdict, not a password
    WARN = "warn"
    FAIL = "fail"
    SIMULATED = "simulated"
    """It works, and a program stands behind it instead of a device or platform."""
    BUSY = "busy"
    """The running terminal holds the device: it could not be looked at, which is no fault."""
    NOT_FITTED = "not-fitted"
    NEEDS_PERSON = "needs-person"
    """Only a person can tell, and none has said so yet."""
    NOT_RUN = "not-run"
    """Cancelled, or what it stands on does not work."""


VERDICTS = {
    Verdict.PASS: Text("正常", "正常", "OK"),
    Verdict.WARN: Text("留意", "留意", "Attention"),
    Verdict.FAIL: Text("故障", "故障", "Failed"),
    Verdict.SIMULATED: Text("模拟", "模擬", "Simulated"),
    Verdict.BUSY: Text("占用中", "占用中", "In use"),
    Verdict.NOT_FITTED: Text("未安装", "未安裝", "Not fitted"),
    Verdict.NEEDS_PERSON: Text("待人工", "待人工", "Needs a person"),
    Verdict.NOT_RUN: Text("未测", "未測", "Not run"),
}
ACTIONS = {
    "wait": Text("等一等", "等一等", "Wait"),
    "lift-and-place": Text("拿起再放一次", "拿起再放一次", "Lift the card and place it again"),
    "retry": Text("再试一次", "再試一次", "Try again"),
    "clean": Text("清洁或清理", "清潔或清理", "Clean or clear it"),
    "refill": Text("补充耗材", "補充耗材", "Refill"),
    "reset": Text("重启或重插", "重啟或重插", "Restart it, or plug it in again"),
    "configure": Text("改配置", "改設定", "Correct the settings"),
    "call": Text("打电话", "打電話", "Call support"),
}
"""What helps, by `devices.faults.Action`, where the sentence for the fault is not at hand in the language."""

FACTS = {
    "addresses": Text("地址数", "位址數", "addresses"),
    "aside": Text("放在一边的坏文件", "放在一邊的壞檔案", "files put aside"),
    "authorities": Text("信任的机构", "信任的機構", "trusted authorities"),
    "brightness": Text("亮度", "亮度", "brightness"),
    "call-back": Text("要回电", "要回電", "to call back"),
    "catalogue": Text("事项目录版本", "事項目錄版本", "catalogue version"),
    "checkpoints": Text("签名处数", "簽名處數", "checkpoints"),
    "cells": Text("格数", "格數", "cells"),
    "confirmed": Text("平台确认时间", "平台確認時間", "confirmed"),
    "damaged": Text("遇到损坏的次数", "遇到損壞的次數", "times damage was met"),
    "days": Text("天数", "天數", "days"),
    "deployment": Text("环境", "環境", "deployment"),
    "done": Text("已送到", "已送到", "done"),
    "driver": Text("驱动", "驅動", "driver"),
    "ended": Text("工作人员已了结", "工作人員已了結", "ended by staff"),
    "ends": Text("到期", "到期", "ends"),
    "enrolled": Text("已注册", "已註冊", "enrolled"),
    "fault": Text("故障", "故障", "fault"),
    "firmware": Text("固件", "韌體", "firmware"),
    "folder_mode": Text("文件夹权限", "資料夾權限", "mode of the folder"),
    "free_mb": Text("剩余 MB", "剩餘 MB", "free MB"),
    "free_nodes": Text("剩余索引节点", "剩餘索引節點", "free i-nodes"),
    "issuer": Text("签发者", "簽發者", "issuer"),
    "kb": Text("大小 KB", "大小 KB", "size KB"),
    "kernel": Text("内核", "核心", "kernel"),
    "key_id": Text("密钥标识", "金鑰識別", "key id"),
    "last": Text("最近一次", "最近一次", "last"),
    "light": Text("光线", "光線", "light"),
    "line": Text("第几行", "第幾行", "line"),
    "lines": Text("行数", "行數", "lines"),
    "liveness": Text("活体", "活體", "liveness"),
    "machine": Text("机型", "機型", "machine"),
    "milliseconds": Text("毫秒", "毫秒", "milliseconds"),
    "mode": Text("权限", "權限", "mode"),
    "model": Text("型号", "型號", "model"),
    "names": Text("名称", "名稱", "names"),
    "offset_seconds": Text("相差秒数", "相差秒數", "offset, seconds"),
    "oldest_minutes": Text("最久的已等分钟", "最久的已等分鐘", "oldest, minutes"),
    "online": Text("联网", "連線", "online"),
    "open": Text("未送出", "未送出", "open"),
    "pictures_per_second": Text("每秒画面", "每秒畫面", "pictures per second"),
    "port": Text("端口", "連接埠", "port"),
    "processors": Text("处理器", "處理器", "processors"),
    "protocol": Text("协议", "協定", "protocol"),
    "queued": Text("排队", "排隊", "queued"),
    "rare": Text("生僻字字体", "罕用字字型", "font of rare characters"),
    "reason": Text("原因", "原因", "reason"),
    "route": Text("有路由", "有路由", "route"),
    "sending": Text("正在送", "正在送", "sending"),
    "serial": Text("序列号", "序號", "serial"),
    "set-aside": Text("已搁置", "已擱置", "set aside"),
    "size": Text("画面大小", "畫面大小", "picture size"),
    "state": Text("状态", "狀態", "state"),
    "suite": Text("算法", "演算法", "suite"),
    "system": Text("系统", "系統", "system"),
    "time_service": Text("时间服务", "時間服務", "time service"),
    "total_mb": Text("总共 MB", "總共 MB", "total MB"),
    "untouched": Text("没有反应的格", "沒有反應的格", "cells without touch"),
    "used_ms": Text("试用，毫秒", "試用，毫秒", "used after, milliseconds"),
    "verified_on": Text("真机验证", "真機驗證", "verified on"),
    "unsigned": Text("签名之后行数", "簽名之後行數", "lines not signed yet"),
    "version": Text("版本", "版本", "version"),
    "waiting": Text("等着再送", "等著再送", "waiting"),
    "warnings": Text("提醒", "提醒", "warnings"),
    "withdrawn": Text("已撤回", "已撤回", "withdrawn"),
    "zone": Text("时区", "時區", "time zone"),
}
"""Names of the measures that a check may give; any other keeps its own name."""


_PREFIXES = {
    "can ": Text("能力 ", "能力 ", "can "),
    "fault ": Text("故障 ", "故障 ", "fault "),
    "no driver ": Text("没有驱动 ", "沒有驅動 ", "no driver "),
    "unknown driver ": Text("没有这个驱动 ", "沒有這個驅動 ", "unknown driver "),
}


def in_words(facts: Mapping[str, str], language: Language = Language.ZH_HANS) -> str:
    """All measures of a check in one line."""
    return "；".join(f"{fact_name(name, language)} {value}" for name, value in facts.items())


def fact_name(name: str, language: Language = Language.ZH_HANS) -> str:
    """What a measure is called."""
    known = FACTS.get(name)
    if known is not None:
        return known.said(language)
    prefix = next((one for one in _PREFIXES if name.startswith(one)), "")
    return _PREFIXES[prefix].said(language) + name.removeprefix(prefix) if prefix else name
