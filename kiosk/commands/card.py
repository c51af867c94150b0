"""`kiosk card read|decode|chip`: one card, from a reader or from a raw record, masked unless asked.

A real terminal (settings or KIOSK_DEPLOYMENT say production) never shows a card unmasked and never reads from a
virtual port. Must never log what a card says.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from kiosk.commands import seconds, whole

if TYPE_CHECKING:
    from devices.contract import ChipCard, ChipReader, DeviceError, IdReader
    from devices.protocols.idcard_record import CardRecord

Card = TypeVar("Card")

_log = logging.getLogger(__name__)
_TIMEOUT = 20.0
_MISSES = 3
_ADDRESS_SHOWN = 3
_YEAR = 4
LABELS = {
    "kind": "证件",
    "name": "姓名",
    "name_latin": "英文姓名",
    "sex": "性别",
    "nation": "民族",
    "nationality": "国籍",
    "birth": "出生",
    "address": "住址",
    "number": "证件号码",
    "authority": "签发机关",
    "valid_from": "有效期自",
    "valid_to": "有效期至",
    "pass_number": "通行证号码",
    "warnings": "提示",
    "photo": "照片",
}
"""The answer's fields in their order, and their names in Chinese."""
KINDS = {
    "resident": "居民身份证",
    "hmt": "港澳台居民居住证",
    "foreigner-2017": "外国人永久居留身份证（2017版）",
    "foreigner-2023": "外国人永久居留身份证（2023版）",
}
CHIP_LABELS = {
    "sort": "卡",
    "name": "姓名",
    "number": "号码",
    "sex": "性别",
    "nation": "民族",
    "birth": "出生",
    "birthplace": "出生地代码",
    "card_number": "社保卡号",
    "version": "规范版本",
    "class": "卡类别",
    "region": "发卡地区代码",
    "issuer": "初始化机构",
    "issued": "发卡日期",
    "valid_to": "有效期至",
    "identifier": "卡识别码",
    "warnings": "提示",
}
"""The same for a chip card: `number` is the citizen number (社会保障号码), on a staff card its uid."""
SORTS = {
    "social-security": "社会保障卡",
    "staff": "工作卡（只有卡号，可以复制，不能单独作凭证）",
    "bank": "银行卡（不读卡号）",
    "other": "其他卡",
}
MESSAGES = {
    "device.gone": "找不到读卡器，请检查连接。",
    "device.not-configured": "请用 --port 或 --serial 指明读卡器，见 kiosk devices list。",
    "device.busy": "读卡器正被另一个程序使用。",
    "device.not-permitted": "没有权限（串口要 dialout 组，USB 要 udev 规则），或正式终端不允许使用虚拟端口。",
    "device.silent": "读卡器没有回答，请检查电源和波特率。",
    "reader.no-card": "没有等到证件，请把证件放在读卡区。",
    "reader.sam-60-self-test": "读卡器自检没有通过，请停用并报修。",
    "reader.sam-66-not-authorised": "读卡器的安全模块没有授权，请停用并报修。",
    "reader.record-malformed": "证件内容不完整或不合格式，请拿起证件再放一次；文件请检查是否为 256 字节的原始记录。",
    "reader.document-unsupported": "暂不支持这种证件。",
    "chip.no-card": "没有等到卡，请把卡插入或放上读卡器。",
    "chip.service-gone": "读卡服务 pcscd 没有运行。",
    "chip.pulled": "卡拿得太早，请重放，等读完再拿。",
    "chip.mute": "卡没有应答，请擦净触点、换个方向再试。",
    "chip.unknown-card": "不认识的卡，请用社保卡或登记过的工作卡。",
    "chip.resident-card": "这是身份证，请放到身份证读卡区。",
    "chip.not-permitted": "这张卡要授权终端才能读；程序从不试密码。",
    "chip.malformed": "卡里的内容不合格式，请重放。",
    "file.unreadable": "文件打不开，请检查路径和权限。",
    "production.refused": "正式终端不显示完整证件信息，请去掉 --full。",
}
NAMED_MESSAGES = {
    "device.not-configured": "不是串口，或一个序列号有几个口：请从 kiosk devices list 里选，写到 --port。",
}
"""Where `kiosk card read` was told which reader, and has other words."""
CHIP_MESSAGES = {
    "device.not-configured": "接有不止一个读卡器，请用 --reader 写明名称，见 kiosk devices list。",
    "device.not-permitted": "没有权限使用 pcscd，或正式终端不允许使用虚拟读卡器。",
}
"""Where `kiosk card chip` has other words."""
ADVICE = {
    "wait": "请稍等再试。",
    "lift-and-place": "没有读好，请拿起证件，再平放一次。",
    "retry": "通信受到干扰，请再试一次。",
    "reset": "请重新启动设备。",
    "configure": "请检查设备配置。",
    "call": "请联系维护人员。",
}
"""By the fault's action, where there is no message of its own."""


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of `kiosk card`."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    read = verbs.add_parser("read", help="read one card from a reader")
    read.add_argument("--driver", choices=("sam_serial", "sam_usb"), default="sam_serial", help="what it is on")
    read.add_argument("--port", help="serial port of the reader, or its place on the USB (1-2.3)")
    read.add_argument("--serial", help="serial number, instead of a port")
    read.add_argument("--baud", type=whole, help="line speed; probed where it is not given")
    read.add_argument("--timeout", type=seconds, default=_TIMEOUT, metavar="S", help="seconds to wait for a card")
    decode = verbs.add_parser("decode", help="decode a raw 256-byte record")
    decode.add_argument("file", type=Path, metavar="FILE")
    chip = verbs.add_parser("chip", help="read one chip card through PC/SC: social-security card, staff card")
    chip.add_argument("--reader", default="", metavar="NAME", help="its name, or how it begins; else the only one")
    chip.add_argument("--timeout", type=seconds, default=_TIMEOUT, metavar="S", help="seconds to wait for a card")
    for verb in (read, decode, chip):
        verb.add_argument("--json", action="store_true", help="one JSON object instead of a listing")
        verb.add_argument("--full", action="store_true", help="unmasked; refused in production")
        verb.add_argument("--config", type=Path, help="settings file: only `deployment` is read (KIOSK_CONFIG)")


def run(args: argparse.Namespace) -> int:
    """0 and the document, or 1 and a fault."""
    from devices.contract import DeviceError
    from kiosk.runtime.deployment import is_production

    production = is_production(args.config)
    if args.full and production:
        return _failed("production.refused", as_json=args.json)
    if args.verb == "chip":
        return _chip(args, production=production)
    try:
        record = _read(args, production=production) if args.verb == "read" else _decoded(args.file)
    except DeviceError as error:
        named = args.verb == "read" and (args.port or args.serial)
        return _refused(error, as_json=args.json, words=NAMED_MESSAGES if named else MESSAGES)
    except OSError:
        return _failed("file.unreadable", as_json=args.json)
    if record is None:
        return _failed("reader.no-card", as_json=args.json)
    document = described(record, full=args.full)
    if args.json:
        print(json.dumps(document, ensure_ascii=False))
    else:
        print(listing(document))
    return 0


def described(record: CardRecord, *, full: bool) -> dict[str, Any]:
    """The document as the commands print it: fields of LABELS in order, absent ones None, masked unless `full`.

    `photo` is `decoded` where the open field of virtual cards is found, None where no photo was read at all.
    """
    from devices.protocols import virtual_photo
    from kiosk.domain.person import mask_name, mask_number

    document = {name: getattr(record, name) for name in LABELS if name != "photo"}
    document |= {"kind": record.kind.value, "name": record.name or None, "warnings": list(record.warnings)}
    decoded = virtual_photo.unpack(record.photo) is not None
    document["photo"] = ("decoded" if decoded else "undecodable") if record.photo else None
    if full:
        return document
    masks = {
        "name": mask_name,
        "name_latin": mask_name,
        "number": mask_number,
        "pass_number": mask_number,
        "address": mask_address,
        "birth": mask_birth,
    }
    return {name: masks[name](value) if name in masks and value else value for name, value in document.items()}


def mask_address(address: str) -> str:
    """Keep the province: 示例省示例市… -> 示例省****."""
    return address[:_ADDRESS_SHOWN] + "*" * (len(address) - _ADDRESS_SHOWN)


def mask_birth(birth: str) -> str:
    """Keep the year: 1985-03-14 -> 1985-**-**."""
    return birth[:_YEAR] + "".join(mark if mark == "-" else "*" for mark in birth[_YEAR:])


def listing(document: Mapping[str, Any]) -> str:
    """The document for people: one field a line, absent ones left out."""
    shown = {
        **document,
        "kind": KINDS[document["kind"]],
        "warnings": "、".join(document["warnings"]),
        "photo": {"decoded": "已解码", "undecodable": "无法解码"}.get(document["photo"]),
    }
    return "\n".join(f"{LABELS[name]}：{value}" for name, value in shown.items() if value)


def described_chip(card: ChipCard, *, full: bool) -> dict[str, Any]:
    """A chip card as the command prints it: CHIP_LABELS in order, absent fields None, masked unless `full`."""
    from kiosk.domain.person import mask_name, mask_number

    said = {**card.fields, "sort": card.sort, "number": card.number or None, "name": card.name or None}
    document: dict[str, Any] = {name: said.get(name) for name in CHIP_LABELS}
    document["warnings"] = card.fields["warnings"].split(",") if card.fields.get("warnings") else []
    if full:
        return document
    masks = {
        "name": mask_name,
        "number": mask_number,
        "card_number": mask_number,
        "identifier": mask_number,
        "birth": mask_birth,
    }
    return {name: masks[name](value) if name in masks and value else value for name, value in document.items()}


def _chip(args: argparse.Namespace, *, production: bool) -> int:
    """Wait for a chip card and print it."""
    from devices.contract import DeviceError
    from devices.registry import driver

    try:
        reader: ChipReader = driver("chip_pcsc", production=production).open({"reader": args.reader})
        card = _polled(reader.poll, reader.close, args.timeout)
    except DeviceError as error:
        return _refused(error, as_json=args.json, words=CHIP_MESSAGES)
    if card is None:
        return _failed("chip.no-card", as_json=args.json)
    document = described_chip(card, full=args.full)
    if args.json:
        print(json.dumps(document, ensure_ascii=False))
    else:
        shown = {**document, "sort": SORTS[document["sort"]], "warnings": "、".join(document["warnings"])}
        print("\n".join(f"{CHIP_LABELS[name]}：{value}" for name, value in shown.items() if value))
    return 0


def _read(args: argparse.Namespace, *, production: bool) -> CardRecord | None:
    """Wait for an identity card; None where none came in time."""
    from devices.registry import driver

    named = {"port": args.port, "serial": args.serial, "baud": args.baud}
    options = {name: value for name, value in named.items() if value}
    reader: IdReader = driver(args.driver, production=production).open(options)
    return _polled(reader.poll, reader.close, args.timeout)


def _polled(
    poll: Callable[[Callable[[], None]], Card | None], close: Callable[[], None], timeout: float
) -> Card | None:
    """Wait `timeout` seconds for a card, then `close`. A passing fault is put up with a few times."""
    from devices.contract import DeviceError
    from devices.worker import damped

    deadline = time.monotonic() + timeout
    misses = 0
    try:
        while time.monotonic() < deadline:
            try:
                card = poll(lambda: _log.info("card found"))
            except DeviceError as error:
                misses += 1
                if not damped(error.fault) or misses >= _MISSES or time.monotonic() >= deadline:
                    raise
                _log.info("once more after %s", error.fault.code)
                continue
            if card is not None:
                return card
        return None
    finally:
        close()


def _decoded(file: Path) -> CardRecord:
    from devices.protocols import idcard_record

    with file.open("rb") as stream:
        return idcard_record.decode(stream.read(idcard_record.RECORD_BYTES + 1))


def _refused(error: DeviceError, *, as_json: bool, words: Mapping[str, str] = MappingProxyType({})) -> int:
    """A device fault, in the `words` of its code, in those of every card, or in those of what helps."""
    code = error.fault.code
    message = words.get(code) or MESSAGES.get(code) or ADVICE.get(error.fault.action.value, "")
    return _failed(code, as_json=as_json, message=message)


def _failed(code: str, *, as_json: bool, message: str | None = None) -> int:
    message = MESSAGES[code] if message is None else message
    if as_json:
        print(json.dumps({"fault": code, "message": message}, ensure_ascii=False))
    else:
        print(f"{code}: {message}", file=sys.stderr)
    return 1
