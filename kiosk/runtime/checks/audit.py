"""The audit trail: does it hold from the first line to the last? Reads it whole; changes nothing."""

from __future__ import annotations

from devices.contract import Action
from kiosk.domain.text import Text
from kiosk.platform_api.signing.keys import KeyFileError, load
from kiosk.platform_api.signing.ring import former_keys
from kiosk.runtime.audit.check import Break, verify
from kiosk.runtime.audit.remembered import remembered
from kiosk.runtime.audit.trail import AuditFault, Places, audit_folder
from kiosk.runtime.checks.queue import nothing_yet
from kiosk.runtime.connections import Files
from kiosk.runtime.diagnostics import Check, Finding, Surroundings, Verdict


def trail(around: Surroundings) -> Finding:
    """Whole, where it breaks, or gone though there must have been one. Raises OSError."""
    files = Files(around.settings.storage.state_dir)
    places, key, known = Places(audit_folder(files.state_dir)), files.terminal_key, remembered(files)
    lines, head = places.read()
    if not lines and head is None:
        fault = AuditFault.GONE
        return Finding(Verdict.FAIL, fault.code, Action.CALL.value) if known.trail else nothing_yet(around)
    try:
        keys = [load(key).public] if key.exists() else []
    except KeyFileError:
        keys = []  # the check of the keys says so
    keys += former_keys(key.parent)
    found = verify(lines, head, keys, known=known)
    facts = {name: str(getattr(found, name)) for name in ("lines", "purged", "checkpoints", "unsigned")}
    if found.broken is None:
        return Finding(Verdict.PASS, facts=facts)
    if found.broken.how is Break.FORGED and not keys:  # there is nothing to hold the signature against
        return Finding(Verdict.WARN, AuditFault.NO_KEY.code, Action.CONFIGURE.value, facts)
    facts |= {"reason": found.broken.how.value, "line": str(found.broken.line)}
    return Finding(Verdict.FAIL, AuditFault.BROKEN.code, Action.CALL.value, facts)


CHECKS = (
    Check(
        "audit-trail",
        "keys",
        Text("审计记录", "稽核紀錄", "Audit trail"),
        Text(
            "断了什么都不要动，用 kiosk audit export 导出，打电话。",
            "斷了什麼都不要動，用 kiosk audit export 匯出，打電話。",
            "Broken: touch nothing, kiosk audit export, and call.",
        ),
        trail,
        limit=60.0,
    ),
)
