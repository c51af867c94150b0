"""The keys of this terminal: are they there, whole, and nobody else's. Must never show a key, nor make one."""

from __future__ import annotations

import stat
from pathlib import Path

from kiosk.domain.text import Text
from kiosk.platform_api.signing.keys import KeyFileError, KeyFileUnsafe, in_credentials, load
from kiosk.platform_api.signing.ring import KeyRing
from kiosk.runtime import key_files
from kiosk.runtime.checks.disk import absent
from kiosk.runtime.connections import Files
from kiosk.runtime.diagnostics import Check, DoctorFault, Finding, Surroundings, Verdict, found
from offline_cache.crypto import Vault
from offline_cache.keys import load_key

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def _mode(path: Path) -> str:
    return f"{stat.S_IMODE(path.stat().st_mode):04o}"


def _wide(path: Path) -> bool:
    """May others read it? What the service manager hands out has modes of its own; reading it checks them."""
    return not in_credentials(path) and bool(path.stat().st_mode & _OTHERS)


def data_key(around: Surroundings) -> Finding:
    """The key that opens the store. Raises StoreError, PermissionError, KeyRefused."""
    files = Files(around.settings.storage.state_dir)
    path = files.data_key
    if not path.exists():
        if files.outbox.exists():
            key_files.require_data_key(files)
        return absent(files.state_dir) or Finding(Verdict.NOT_RUN, facts={"state": "not made yet"})
    if not path.is_file():
        return found(Verdict.FAIL, DoctorFault.KEY_UNUSABLE, names=path.name)
    if not in_credentials(path) and (_wide(path) or _wide(path.parent)):
        return found(Verdict.FAIL, DoctorFault.MODES, mode=_mode(path), folder_mode=_mode(path.parent))
    key_id = Vault(load_key(path)).key_id.hex()
    return Finding(Verdict.PASS, facts={"mode": _mode(path), "key_id": key_id})


def terminal_key(around: Surroundings) -> Finding:
    """The key that signs requests, and whether the platform knows it. Raises PermissionError, KeyRefused."""
    files = Files(around.settings.storage.state_dir)
    path = files.terminal_key
    if not path.exists():
        if files.enrolled.exists():
            raise key_files.KeyRefused(key_files.KeyFault.MISSING, "the terminal's signing key", path)
        return found(Verdict.WARN, DoctorFault.NO_KEY, enrolled="no")
    if not path.is_file():
        return found(Verdict.FAIL, DoctorFault.KEY_UNUSABLE, names=path.name)
    if _wide(path):
        return found(Verdict.FAIL, DoctorFault.MODES, mode=_mode(path))
    try:
        key = load(path)
    except KeyFileUnsafe:
        return found(Verdict.FAIL, DoctorFault.MODES, mode=_mode(path))
    except (OSError, ValueError, KeyFileError):
        return found(Verdict.FAIL, DoctorFault.KEY_UNUSABLE)
    days = (around.clock.wall().timestamp() - path.stat().st_mtime) / 86400
    facts = {"mode": _mode(path), "suite": key.suite, "key_id": key.key_id, "days": f"{days:.0f}"}
    facts["from"] = "service manager" if in_credentials(path) else "file"
    facts["changing"] = "yes" if KeyRing(path).changing else "no"
    facts["enrolled"] = "yes" if files.enrolled.exists() else "unknown"
    return Finding(Verdict.PASS, facts=facts)


def platform_key(around: Surroundings) -> Finding:
    """The platform's public key, which came with the installation. Raises KeyRefused."""
    key = key_files.platform_key(around.settings)
    return Finding(Verdict.PASS, facts={"suite": key.suite, "key_id": key.key_id})


CHECKS = (
    Check(
        "data-key",
        "keys",
        Text("数据密钥", "資料金鑰", "Data key"),
        Text(
            "密钥文件应是 0600。丢了就打不开排队的办件，不要自己新建。",
            "金鑰檔案應是 0600。丟了就打不開排隊的辦件，不要自己新建。",
            "Mode 0600. Without it queued cases cannot be opened: never make a new one.",
        ),
        data_key,
    ),
    Check(
        "terminal-key",
        "keys",
        Text("终端签名密钥", "終端簽名金鑰", "Terminal signing key"),
        Text(
            "没有密钥或平台不认时，重新注册终端。",
            "沒有金鑰或平台不認時，重新註冊終端。",
            "Missing, or not known to the platform: enrol the terminal again.",
        ),
        terminal_key,
    ),
    Check(
        "platform-key",
        "keys",
        Text("平台公钥", "平台公鑰", "Platform key"),
        Text(
            "随安装介质来，从不经网络下载。",
            "隨安裝媒體來，從不經網路下載。",
            "Comes with the installation, never over the line.",
        ),
        platform_key,
    ),
)
