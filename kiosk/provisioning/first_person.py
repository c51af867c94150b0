"""The first technician of the terminal. Must never see a PIN that is typed, nor keep one that is given."""

from __future__ import annotations

import json
import sys

from kiosk.provisioning.as_user import as_user
from kiosk.provisioning.setup import Outcome, Setup, Standing, already, done
from kiosk.runtime.fault_words import words
from kiosk.runtime.staff_accounts import people_of
from kiosk.staff.faults import StaffError
from kiosk.staff.roles import Role

_HOW = "kiosk staff add 工号 --name 姓名 --role technician --card"


def first_person(setup: Setup) -> Outcome:
    """Somebody who may maintain it has an account: `kiosk staff add`, which asks for card and PIN itself."""
    try:
        everybody = people_of(setup.files).everybody()
    except StaffError as error:
        return _failed(error.fault.code, error.detail)
    there = [one.number for one in everybody if Role.TECHNICIAN in one.roles and not one.disabled]
    if there:
        return already(f"工号 {there[0]}")
    first = setup.answers.staff
    if first is None:
        return Outcome(Standing.NOTED, f"没有登记；之后用 {_HOW}")
    command = ["staff", "add", first.number, "--name", first.name, "--role", Role.TECHNICIAN.value, "--json"]
    command += ["--config", str(setup.place.config), *(["--card"] if first.card else [])]
    typed = first.secret_file is None and setup.attended and sys.stdin.isatty()
    given = "" if first.secret_file is None else first.secret_file.read_text(encoding="utf-8")
    answer = as_user(setup.place, command, **({} if typed else {"input": given}))
    if answer.returncode:
        said = json.loads(answer.stdout or "{}")
        return _failed(str(said.get("fault", "provision.answers")), str(said.get("detail", "")))
    return done(f"工号 {first.number}{'，工作卡' if first.card else ''}")


def _failed(code: str, detail: str) -> Outcome:
    known = words(code)
    return Outcome(Standing.FAILED, detail, code, f"{known.cause}。{known.staff}" if known else "")
