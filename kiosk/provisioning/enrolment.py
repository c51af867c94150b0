"""The platform gets to know the terminal's key: over the line, or by a file that is carried there and a receipt back.

The request is an ordinary carry-out bundle with the enrolment in it, signed by the very key, sealed for the platform:
any terminal with a line hands it in (`kiosk queue deliver`). Must never believe a receipt that the platform did not
sign.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from kiosk.domain.ids import uuid7
from kiosk.platform_api.carry_out import Bundle, BundleError, carried, packed, read_receipt
from kiosk.platform_api.contract import JSON
from kiosk.platform_api.faults import PlatformError
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.signing.keys import PrivateKey, PublicKey
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import CarryOutReceipt, CarryOutResults, Enrolment
from kiosk.provisioning.faults import ProvisionError, ProvisionFault
from kiosk.provisioning.place import replace_file
from kiosk.provisioning.setup import Outcome, Setup, Standing, already, done
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.connections import make_client
from kiosk.runtime.key_files import platform_key, signing_key
from kiosk.runtime.new_file import require_folder

PATH = "/v1/terminals/enrolments"
_MOST = 1 << 20
"""Bytes of a receipt that are read: a stick holds other people's files, too."""
_FILES = 200
_SHORTEST, _LONGEST = 6, 64
"""Characters of a code (openapi.yaml, Enrolment)."""


def enrolment(setup: Setup) -> Outcome:
    """Known to the platform, or on the way. Raises ProvisionError, PlatformError, KeyRefused, OSError."""
    files = setup.files
    if files.enrolled.exists():
        return already("平台已认得本机密钥")
    outcome = _carried(setup) if setup.usb else _online(setup)
    if outcome.standing is Standing.DONE:
        files.enrolled.parent.mkdir(mode=0o700, exist_ok=True)
        files.enrolled.touch(mode=0o600)
        setup.place.hand_over(files.state_dir)
    return outcome


def _online(setup: Setup) -> Outcome:
    code = _code(setup)
    client = make_client(setup.settings)
    try:
        known = client.enrol(code)
    except PlatformError as error:
        if error.problem is not None and error.problem.kind == ProblemType.ENROLMENT_CODE_INVALID.value:
            raise ProvisionError(ProvisionFault.CODE) from error
        raise
    finally:
        client.close()
    return done(f"在线注册为 {known.terminal_id}，密钥 {known.key_id}")


def _carried(setup: Setup) -> Outcome:
    settings, folder = setup.settings, setup.answers.enrolment.folder
    if folder is None:
        raise ProvisionError(ProvisionFault.ANSWERS, "enrolment.folder")
    require_folder(folder)
    key, platform = signing_key(settings, make=False), platform_key(settings)
    refused = ""
    for results in receipts(folder, platform):
        for one in results.results:
            if one.enrolled is not None and one.enrolled.key_id == key.key_id:
                return done(f"按回执注册为 {one.enrolled.terminal_id}，密钥 {key.key_id}")
            if one.problem is not None and results.terminal_id == settings.terminal.id:
                refused = f"；先前的申请被拒绝（{one.problem.kind}），要新的注册码"
    path = folder / f"enrol-request-{settings.terminal.id}.json"
    replace_file(path, request(settings.terminal.id, _code(setup), key, platform))
    how = f"到有网的终端上 kiosk queue deliver {path.name} --out 目录，把 receipt-*.json 带回，再运行一次"
    return Outcome(Standing.WAITING, f"申请已写入 {path}。{how}{refused}")


def _code(setup: Setup) -> str:
    code = setup.answers.enrolment.code
    if not code:
        raise ProvisionError(ProvisionFault.ANSWERS, "enrolment.code")
    if not _SHORTEST <= len(code) <= _LONGEST:
        raise ProvisionError(ProvisionFault.CODE)
    return code


def request(terminal_id: str, code: str, key: PrivateKey, platform: PublicKey) -> bytes:
    """The file that is carried: JSON of a `CarryOut` that only the platform opens."""
    body = msgspec.json.encode(Enrolment(code, key.public.pem))
    entry_id = uuid7()
    entry = carried(entry_id, "POST", PATH, {"Content-Type": JSON, "Idempotency-Key": entry_id}, body)
    now = to_rfc3339(SystemClock().wall().timestamp())
    bundle = Bundle(uuid7(), terminal_id, now, platform.key_id, key.key_id, (entry,))
    return msgspec.json.encode(packed(bundle, key, platform))


def receipts(folder: Path, platform: PublicKey) -> Iterator[CarryOutResults]:
    """The receipts in there, each signed by the platform. Raises ProvisionError: ANSWER_FILE for one that is not."""
    for path in sorted(folder.glob("receipt-*.json"))[:_FILES]:
        try:
            with path.open("rb") as file:
                yield read_receipt(msgspec.json.decode(file.read(_MOST), type=CarryOutReceipt), platform)
        except (BundleError, msgspec.DecodeError) as error:
            raise ProvisionError(ProvisionFault.ANSWER_FILE, path.name) from error
