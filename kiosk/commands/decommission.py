"""`kiosk decommission`: keys and data of a terminal are wiped, once nothing waits in it or what waits is carried out.

Must never wipe before a person has typed the terminal's number, and says what was wiped.
"""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kiosk.provisioning.place import Place
    from kiosk.runtime.settings import Settings

_ADVICE = (
    "请把带出的文件交到有网的终端递交（kiosk queue deliver），确认平台收下后再销毁。",
    "请平台停用这把终端密钥。",
    "固态硬盘可能在别处留有旧块：数据是加密的，密钥已经擦除；硬盘报废时仍请按规定销毁。",
)


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments."""
    parser.add_argument("--config", type=Path, help="settings file (default: KIOSK_CONFIG, else the installed one)")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="a stick: what waits (sealed), audit trail, record"
    )
    parser.add_argument("--yes-wipe", metavar="ID", help="unattended: the terminal's number, in place of typing it")
    parser.add_argument("--json", action="store_true", help="JSON on standard output")


def run(args: argparse.Namespace) -> int:
    """0 = wiped; 1 = not wiped, or not whole; 2 = settings fault, or not confirmed."""
    from kiosk.platform_api.faults import PlatformError
    from kiosk.provisioning.faults import ProvisionError, ProvisionFault
    from kiosk.runtime.claim import InUseError, let_go
    from kiosk.runtime.key_files import KeyRefused
    from kiosk.runtime.settings import SettingsError
    from offline_cache.contract import StoreError

    try:
        answer = _decommissioned(args)
    except (SettingsError, ProvisionError) as error:
        wrong = isinstance(error, SettingsError) or error.fault is ProvisionFault.CONFIRM
        return _failed(args, error.fault.code, error.fault.remedy, error.detail) + int(wrong)
    except (StoreError, KeyRefused) as error:
        return _failed(args, error.fault.code, error.fault.remedy, error.detail)
    except PlatformError as error:
        return _failed(args, error.fault.code, error.fault.remedy, "")
    except InUseError as error:
        return _failed(args, ProvisionFault.RUNNING.code, ProvisionFault.RUNNING.remedy, str(error.folder))
    except OSError as error:
        fault = ProvisionFault.NOT_WRITTEN
        return _failed(args, fault.code, fault.remedy, f"{error.filename}: {error.strerror}")
    finally:
        let_go()
    print(json.dumps(answer, ensure_ascii=False, indent=2) if args.json else _text(answer))
    return 0


def _decommissioned(args: argparse.Namespace) -> dict[str, Any]:
    from kiosk.provisioning import wiping
    from kiosk.provisioning.place import Place
    from kiosk.runtime.claim import claim
    from kiosk.runtime.deployment import settings_file
    from kiosk.runtime.files import Files
    from kiosk.runtime.settings import load

    place = Place(settings_file(args.config).absolute())
    place.owner()
    settings = load(place.config)
    claim(settings.storage.state_dir)
    try:
        waiting = wiping.require_carriable(Files(settings.storage.state_dir))
        _confirm(args, settings, waiting)
        written = wiping.carry_out(place, settings, args.out)
    finally:
        place.hand_over(settings.storage.state_dir)
    return _wiped(args, place, settings, written)


def _wiped(args: argparse.Namespace, place: Place, settings: Settings, written: list[str]) -> dict[str, Any]:
    from kiosk.provisioning import wiping

    key = wiping.key_id(place, settings)
    wiped = [{"what": one.what, "files": one.files, "bytes": one.size} for one in wiping.wipe(place, settings)]
    facts = {"key_id": key, "carried_out": written, "wiped": wiped}
    path = wiping.record(settings, args.out, facts)
    return {"terminal": settings.terminal.id, **facts, "record": str(path)}


def _confirm(args: argparse.Namespace, settings: Settings, waiting: dict[str, int]) -> None:
    """Raises ProvisionError: CONFIRM."""
    from kiosk.provisioning.faults import ProvisionError, ProvisionFault

    typed: str | None = args.yes_wipe
    if typed is None:
        number = sum(waiting.values())
        print(f"将擦除终端 {settings.terminal.id} 的密钥、数据和配置，不能恢复。", file=sys.stderr)
        print(f"还没有送到平台的 {number} 件会密封写入 {args.out}，只有平台能打开。", file=sys.stderr)
        print("确认请输入终端编号：", end="", file=sys.stderr, flush=True)
        with suppress(EOFError):
            typed = input().strip()
    if typed != settings.terminal.id:
        raise ProvisionError(ProvisionFault.CONFIRM, typed or "-")


def _text(answer: dict[str, Any]) -> str:
    lines = [f"终端 {answer['terminal']} 已退役，密钥 {answer['key_id'] or '（打不开）'}"]
    lines += [f"带出　{name}" for name in answer["carried_out"]]
    lines += [f"擦除　{one['what']}　{one['files']} 个文件　{one['bytes']} 字节" for one in answer["wiped"]]
    return "\n".join([*lines, f"记录　{answer['record']}", *_ADVICE])


def _failed(args: argparse.Namespace, code: str, remedy: str, detail: str) -> int:
    if args.json:
        print(json.dumps({"fault": code, "message": remedy, "detail": detail}, ensure_ascii=False))
    print(f"kiosk decommission: {code}: {detail} ({remedy})", file=sys.stderr)
    return 1
