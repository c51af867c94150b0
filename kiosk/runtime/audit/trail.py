r"""Adds lines to the audit trail; each holds the digest of the one before, some the terminal's signature.

A line is `SM3(body) body\n`, the body one JSON object: `seq` (1, 2, …), `at`, `by`, `event`, its fields, `before`
(the digest of the line before; zeros for the first). Several processes write to one file, in turn (flock), each line
down to the disk. What stands there is never changed; only the torn end that a power cut leaves is cut off, and said.
A file that is full or of an earlier day is put away, and the chain goes on in a new one (files.py).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.runtime.audit import files
from kiosk.runtime.audit.events import OTHER, AuditError, AuditEvent, Value, checked
from kiosk.runtime.audit.files import (
    LONGEST,
    Places,
    alone,
    count,
    cut_torn_end,
    first_line,
    last_line,
    last_of,
    write_all,
)
from offline_cache.files import sync_directory

if TYPE_CHECKING:
    from kiosk.platform_api.signing.keys import PrivateKey

__all__ = [
    "DIGEST", "GENESIS", "LONGEST", "AuditFault", "End", "Line", "Places", "Trail", "audit_folder", "digest",
    "digest_of", "parsed", "signed_over",
]  # fmt: skip

GENESIS = "0" * 64
"""What stands before the first line."""
DIGEST = 64
_DATE = len("2026-07-12")
_log = logging.getLogger(__name__)


class AuditFault(Enum):
    """Faults of the trail: (code, what helps)."""

    NOT_WRITTEN = ("audit.not-written", "look at disk space, owner and mode of the state directory")
    BROKEN = ("audit.broken", "the trail was changed: keep all files, export it, call whoever audits")
    GONE = ("audit.gone", "cases were taken here and their trail is gone: touch nothing, call whoever audits")
    NO_TRAIL = ("audit.no-trail", "nothing was written there yet: look at the folder given")
    NO_KEY = ("audit.no-key", "restore the key file, or give the terminal's public key with --key")
    NOT_READABLE = ("audit.not-readable", "look at the file named, its owner and its mode")
    EXISTS = ("audit.exists", "an export never replaces one: give a folder that is not there yet")

    def __init__(self, code: str, remedy: str) -> None:
        self.code = code
        self.remedy = remedy


@dataclass(frozen=True)
class Line:
    """One line that is what it says it is."""

    raw: bytes
    """Without the line feed."""
    own: str
    """Its digest."""
    said: Mapping[str, Any]

    @property
    def seq(self) -> int:
        """Its number."""
        return int(self.said["seq"])

    @property
    def before(self) -> str:
        """Digest of the line before."""
        return str(self.said["before"])


@dataclass(frozen=True)
class End:
    """Where the trail ends: the next line goes behind it."""

    seq: int = 0
    own: str = GENESIS
    signed: bool = True
    """Is there nothing behind the last checkpoint?"""


def audit_folder(state_dir: Path) -> Path:
    """Where the trail of a terminal lies."""
    return state_dir / "audit"


def digest(body: bytes) -> str:
    """SM3 (GB/T 32905-2016) in hexadecimal digits."""
    return hashlib.new("sm3", body).hexdigest()


def signed_over(seq: int, before: str) -> bytes:
    """What a checkpoint signs: its place, and through the digest before it all lines above."""
    return f"kiosk audit 1\n{seq}\n{before}".encode()


def parsed(raw: bytes) -> Line | None:
    """The line, or None where its digest does not fit it or it is no line at all."""
    own, space, body = raw[:DIGEST], raw[DIGEST : DIGEST + 1], raw[DIGEST + 1 :]
    if space != b" " or digest(body).encode() != own:
        return None
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    whole = isinstance(said, dict) and type(said.get("seq")) is int and type(said.get("before")) is str
    return Line(raw, own.decode(), said) if whole else None


def digest_of(raw: bytes) -> str:
    """By which the next line names this one; of what is none of ours, that of the whole."""
    line = parsed(raw)
    return digest(raw) if line is None else line.own


class Trail:
    """The trail of this terminal, as one process writes it. Every method may be called from any thread."""

    def __init__(self, folder: Path, by: str, now: Callable[[], dt.datetime]) -> None:
        """`by`: who writes, `screen`, `sync`, `run` or `staff`; `now`: local time with offset."""
        self._places = Places(folder)
        self._by, self._now = by, now

    def append(self, event: AuditEvent, at: dt.datetime | None = None, /, **fields: object) -> None:
        """Add one line, durably. Raises AuditError (nothing is written) and OSError."""
        told = checked(event, fields)
        with self._held() as (descriptor, end):
            self._write(descriptor, end, event, told, at)

    def note(self, event: AuditEvent, at: dt.datetime | None = None, /, **fields: object) -> None:
        """The same for whoever cannot do anything about it: what fails is logged, by its code and kind alone.

        A fault code that is not in the table is written as `other`; a field that is None is left out.
        """
        told = {name: value for name, value in fields.items() if value is not None}
        if "fault" in told:
            told["fault"] = _known(told["fault"])
        try:
            self.append(event, at, **told)
        except AuditError as error:
            _log.error("audit event refused: %s", error)  # it names a field, never a value
        except Exception as error:  # noqa: BLE001  the trail must not take down those it tells of
            why = getattr(error, "strerror", None) or type(error).__name__
            _log.error("%s %s", AuditFault.NOT_WRITTEN.code, why)

    def checkpoint(self, key: PrivateKey) -> None:
        """Sign everything so far, unless that is done already. Raises OSError."""
        with self._held() as (descriptor, end):
            if end.signed:
                return
            signature = key.sign(signed_over(end.seq + 1, end.own)).hex()
            told = checked(AuditEvent.CHECKPOINT, {"suite": key.suite, "key": key.key_id, "signature": signature})
            self._keep_head(self._write(descriptor, end, AuditEvent.CHECKPOINT, told))

    def end(self) -> End:
        """Where it ends; makes nothing where there is nothing. Raises OSError."""
        if not (self._places.lines.exists() or self._places.earlier):
            return End()
        with self._held() as (_, end):
            return end

    def digest_of(self, seq: int) -> str | None:
        """That of line `seq`; None where there is no such line. Raises OSError."""
        raw = self._places.line(seq)
        return None if raw is None else digest_of(raw)

    def _write(
        self,
        descriptor: int,
        end: End,
        event: AuditEvent,
        told: Mapping[str, Value],
        at: dt.datetime | None = None,
    ) -> Line:
        body = {
            "seq": end.seq + 1,
            "at": (at or self._now()).isoformat(timespec="milliseconds"),
            "by": self._by,
            "event": event.code,
            **told,
            "before": end.own,
        }
        text = json.dumps(body, separators=(",", ":")).encode("ascii")
        own = digest(text)
        raw = f"{own} ".encode() + text
        write_all(descriptor, raw + b"\n")
        os.fdatasync(descriptor)
        return Line(raw, own, body)

    def _keep_head(self, line: Line) -> None:
        draft = self._places.head.with_name(f".head.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600), "wb") as file:
            file.write(line.raw + b"\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._places.head)
        sync_directory(self._places.folder)

    @contextmanager
    def _held(self) -> Iterator[tuple[int, End]]:
        """The file, ours alone, and where the trail ends. Before, a torn end is cut off, a full file put away."""
        today, over = self._now().date().isoformat(), True
        while over:
            with alone(self._places) as descriptor:
                cut = cut_torn_end(descriptor)
                end = _end(descriptor, self._places)
                over = not cut and _is_over(descriptor, today) and self._places.put_away(end.seq)
                if over:
                    continue
                if cut:
                    line = self._write(descriptor, end, AuditEvent.END_CUT, {"bytes": cut})
                    end = End(line.seq, line.own, signed=False)
                yield descriptor, end


def _known(fault: object) -> object:
    from kiosk.runtime.fault_words import words

    return fault if isinstance(fault, str) and words(fault) is not None else OTHER


def _end(descriptor: int, places: Places) -> End:
    """Behind a line that is none of ours the trail goes on, so that nothing is lost; `verify` says where it broke."""
    if os.fstat(descriptor).st_size == 0:
        return _end_of(places.earlier[-1]) if places.earlier else End()
    raw = last_line(descriptor)
    return _behind(raw) or End(sum(map(last_of, places.earlier[-1:])) + count(descriptor), digest(raw), signed=False)


def _end_of(path: Path) -> End:
    with path.open("rb") as file:
        raw = last_line(file.fileno())
    return _behind(raw) or End(last_of(path), digest(raw), signed=False)


def _behind(raw: bytes) -> End | None:
    line = parsed(raw)
    return None if line is None else End(line.seq, line.own, line.said.get("event") == AuditEvent.CHECKPOINT.code)


def _is_over(descriptor: int, today: str) -> bool:
    """Is the file full, or was it begun on an earlier day? A clock that was set back puts nothing away."""
    if os.fstat(descriptor).st_size >= files.FULL:
        return True
    first = parsed(first_line(descriptor))
    return first is not None and str(first.said.get("at"))[:_DATE] < today
