"""Every fault of every package in Chinese: its cause, and what staff do. One table, read once.

Must never be the place where a fault is made up: the enums say which there are, a house rule compares.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from enum import Enum
from functools import cache
from pathlib import Path

import msgspec

ENUMS = {
    "设备": ("devices.faults", "Fault"),
    "本机存储": ("offline_cache.contract", "StoreFault"),
    "排队的办件": ("offline_cache.contract", "JobFault"),
    "同步": ("kiosk.runtime.sync_faults", "SyncFault"),
    "指标": ("kiosk.runtime.fleet.metrics", "MetricsFault"),
    "对账": ("kiosk.runtime.reconciliation", "DayFault"),
    "审计": ("kiosk.runtime.audit.trail", "AuditFault"),
    "工作人员": ("kiosk.staff.faults", "StaffFault"),
    "平台": ("kiosk.platform_api.faults", "PlatformFault"),
    "人脸方式为什么关着": ("kiosk.identity.faults", "FaceReason"),
    "文书": ("kiosk.documents.faults", "DocumentFault"),
    "短视频": ("kiosk.runtime.kept_videos", "VideoFault"),
    "配置": ("kiosk.runtime.settings", "SettingsFault"),
    "密钥": ("kiosk.runtime.key_files", "KeyFault"),
    "自检": ("kiosk.runtime.diagnostics", "DoctorFault"),
    "有人忘了东西": ("kiosk.runtime.left_faults", "LeftFault"),
    "演练": ("kiosk.runtime.training", "TrainingFault"),
    "开通和退役": ("kiosk.provisioning.faults", "ProvisionFault"),
}
"""Where each package keeps its faults; a house rule looks for enums that are missing here."""


class FaultWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One fault in words. `citizen` is empty where the interface's own texts say what is seen."""

    cause: str
    staff: str
    citizen: str = ""


@cache
def table() -> dict[str, FaultWords]:
    """All of them by code."""
    import tomllib

    text = (Path(__file__).with_name("fault_words.toml")).read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, FaultWords])


def words(code: str) -> FaultWords | None:
    """The words for a code; None for one that nobody knows."""
    return table().get(code)


def faults(title: str) -> Iterator[tuple[str, Enum]]:
    """(code, member) of the faults under one title of ENUMS."""
    module, name = ENUMS[title]
    enum: type[Enum] = getattr(importlib.import_module(module), name)
    for fault in enum:
        yield str(getattr(fault, "code", fault.value)), fault


def codes() -> list[str]:
    """Every code there is, package by package."""
    return [code for title in ENUMS for code, _ in faults(title)]
