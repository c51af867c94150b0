"""The steps of setting up as one table, and what runs them one after the other. Each may be run again.

Must never go on behind a step that failed: what stands on it would only fail for another reason.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.platform_api.faults import PlatformError
from kiosk.platform_api.signing.keys import KeyFileError
from kiosk.provisioning import as_built, assigning, enrolment, first_person, keys, line, machine, sealing
from kiosk.provisioning.faults import ProvisionError, ProvisionFault
from kiosk.provisioning.report import READY, Past
from kiosk.provisioning.setup import Outcome, Setup, Standing
from kiosk.runtime.claim import let_go
from kiosk.runtime.fault_words import words
from kiosk.runtime.key_files import KeyFault, KeyRefused
from kiosk.runtime.settings import SettingsError
from offline_cache.contract import StoreError


@dataclass(frozen=True)
class Step:
    """One step. `keys`: it needs the keys, opened."""

    name: str
    title: str
    do: Callable[[Setup], Outcome]
    keys: bool = True


STEPS = (
    Step("machine", "机器", machine.machine, keys=False),
    Step("profile", "省份配置", machine.profile, keys=False),
    Step("keys", "密钥", keys.keys, keys=False),
    Step("clock", "时钟", line.clock),
    Step("network", "网络", line.network),
    Step("enrolment", "注册", enrolment.enrolment),
    Step("devices", "设备", assigning.devices),
    Step("self-tests", "自检", line.self_tests),
    Step("as-built", "装机清单", as_built.as_built),
    Step("first-person", "首位技术员", first_person.first_person),
)

Tell = Callable[[Step, Outcome | None], None]
"""Called when a step begins (None) and when it ended."""
Again = Callable[[Step, Outcome], bool]
"""Asked where a step failed: once more?"""


def run(setup: Setup, tell: Tell, again: Again = lambda _step, _outcome: False) -> list[tuple[Step, Past]]:
    """Every step in order; after one that failed or waits the others are not run."""
    past: list[tuple[Step, Past]] = []
    held = True
    try:
        for step in STEPS:
            begun, at = time.monotonic(), dt.datetime.now().astimezone().timetz().isoformat(timespec="seconds")
            outcome = _tried(step, setup, tell, again) if held else Outcome(Standing.NOT_RUN)
            held = held and outcome.standing in READY
            past.append((step, (step.title, outcome, at, time.monotonic() - begun)))
    finally:
        if setup.claimed:
            setup.claimed = False
            let_go()
    return past


def _tried(step: Step, setup: Setup, tell: Tell, again: Again) -> Outcome:
    while True:
        tell(step, None)
        outcome = attempted(step, setup)
        tell(step, outcome)
        if outcome.standing is not Standing.FAILED or not again(step, outcome):
            return outcome


def attempted(step: Step, setup: Setup) -> Outcome:
    """The step, its fault by name with what helps; only a mistake of ours goes up."""
    try:
        with sealing.handed_out(setup.place) if step.keys else contextlib.nullcontext():
            return step.do(setup)
    except (ProvisionError, SettingsError, KeyRefused) as error:
        return _failed(error.fault.code, error.detail, error.fault.remedy)
    except (PlatformError, StoreError) as error:
        return _failed(error.fault.code, "", error.fault.remedy)
    except KeyFileError as error:
        return _failed(KeyFault.UNUSABLE.code, str(error), KeyFault.UNUSABLE.remedy)
    except OSError as error:
        fault = ProvisionFault.NOT_WRITTEN
        return _failed(fault.code, f"{error.filename or ''}: {error.strerror}", fault.remedy)


def _failed(code: str, detail: str, remedy: str) -> Outcome:
    """Advice in Chinese, where the table of faults has it."""
    known = words(code)
    advice = f"{known.cause}。{known.staff}" if known is not None else remedy
    return Outcome(Standing.FAILED, detail, code, advice)
