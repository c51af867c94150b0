"""The parts of setting up and taking down, without a sandbox."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from devices import registry
from devices.contract import Found, Kind, Roots
from kiosk.platform_api.carry_out import receipt
from kiosk.platform_api.signing.keys import PrivateKey, new_key
from kiosk.platform_api.wire import CarryOutResult, CarryOutResults, Enrolled
from kiosk.provisioning import assigning, enrolment, keys, machine, steps, wiping, wizard
from kiosk.provisioning.answers import Answers, Enrolling, Expected, ExpectedDevice, First, Keeping, Profile, Who
from kiosk.provisioning.as_built import differences
from kiosk.provisioning.faults import ProvisionError, ProvisionFault
from kiosk.provisioning.place import Place
from kiosk.provisioning.report import pdf
from kiosk.provisioning.setup import Outcome, Setup, Standing
from kiosk.runtime.claim import claim, let_go
from kiosk.runtime.connections import open_store
from kiosk.runtime.files import Files
from offline_cache.contract import JobState
from offline_cache.outbox import Outbox

PLATFORM = new_key("sm2-sm3")
SERIAL = Found("sam_serial", Kind.ID_READER, "reader", {"port": "/dev/serial/by-id/usb-one"}, "1")
SAME_PORT = Found("printer_escpos", Kind.RECEIPT_PRINTER, "printer", {"port": "/dev/serial/by-id/usb-one"}, "1")
USB = Found("sam_usb", Kind.ID_READER, "reader", {"serial": "77"}, "77")


@pytest.fixture
def setup(tmp_path: Path) -> Iterator[Setup]:
    medium, home = tmp_path / "medium", tmp_path / "terminal"
    medium.mkdir()
    (medium / "p.pem").write_text(PLATFORM.public.pem, encoding="ascii")
    tables = {
        "deployment": "development",
        "platform": {"base_url": "https://platform.example.invalid", "platform_key": "p.pem"},
        "storage": {"state_dir": str(home / "state")},
    }
    (tmp_path / "machine-id").write_text("0123456789abcdef0123456789abcdef\n", encoding="ascii")
    answers = Answers(medium / "x.toml", Who("TEST-C01", "C01"), keys=Keeping("file"))
    profile = Profile("示例省", tables, Expected(), medium)
    place = Place(home / "kiosk.toml", tmp_path / "machine-id")
    nothing = Roots(tmp_path / "dev", tmp_path / "sys")
    yield Setup(place, answers, profile, roots=nothing)
    let_go()


def answer(setup: Setup, **changes: Any) -> None:
    import msgspec

    setup.answers = msgspec.structs.replace(setup.answers, **changes)


def begun(setup: Setup) -> Files:
    machine.profile(setup)
    keys.keys(setup)
    return setup.files


def kept(files: Files) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (files.state_dir / "keys").iterdir()}


# --- machine and keys -----------------------------------------------------------------------------------
def test_keys_are_made_once_and_said_plainly_to_be_files(setup: Setup) -> None:
    machine.profile(setup)
    first = keys.keys(setup)
    assert (first.standing, first.said) == (Standing.NOTED, keys.PLAIN)
    before = kept(setup.files)
    assert set(before) == {"data.key", "terminal.pem"}
    keys.keys(setup)
    assert kept(setup.files) == before


def test_a_lost_key_is_never_replaced(setup: Setup) -> None:
    files = begun(setup)
    files.enrolled.touch()
    files.terminal_key.unlink()
    outcome = steps.attempted(next(step for step in steps.STEPS if step.name == "keys"), setup)
    assert (outcome.standing, outcome.fault) == (Standing.FAILED, "key.missing")
    assert not files.terminal_key.exists()


def test_a_running_terminal_is_left_alone(setup: Setup) -> None:
    machine.profile(setup)
    claim(setup.files.state_dir)
    with pytest.raises(ProvisionError) as caught:
        keys.keys(setup)
    assert caught.value.fault is ProvisionFault.RUNNING
    assert not setup.files.data_key.exists()


@pytest.mark.parametrize(
    ("number", "mark", "fault"),
    [
        ("TEST-C02", "0123456789abcdef0123456789abcdef", ProvisionFault.OTHER_TERMINAL),
        ("TEST-C01", "ffffffffffffffffffffffffffffffff", ProvisionFault.OTHER_MACHINE),
    ],
)
def test_a_terminal_in_use_does_not_become_another(
    setup: Setup, number: str, mark: str, fault: ProvisionFault
) -> None:
    begun(setup).enrolled.touch()
    answer(setup, terminal=Who(number, "C01"))
    setup.place.machine_id.write_text(mark, encoding="ascii")
    with pytest.raises(ProvisionError) as caught:
        machine.machine(setup)
    assert caught.value.fault is fault


def test_no_machine_id_no_production(setup: Setup) -> None:
    setup.place.machine_id.write_text("uninitialized\n", encoding="ascii")
    assert machine.machine(setup).standing is Standing.DONE
    setup.profile.settings["deployment"] = "production"
    with pytest.raises(ProvisionError) as caught:
        machine.machine(setup)
    assert caught.value.fault is ProvisionFault.NO_MACHINE_ID


# --- enrolment by files ---------------------------------------------------------------------------------
def signed(by: PrivateKey, key_id: str, status: int = 201) -> bytes:
    import msgspec

    known = Enrolled("TEST-C01", key_id, "terminal", "2026-11-23T00:00:00Z")
    one = CarryOutResult("01900000-0000-7000-8000-000000000002", status, enrolled=known)
    bundle = "01900000-0000-7000-8000-000000000001"
    results = CarryOutResults(bundle, "TEST-C01", "0" * 64, "2026-11-23T00:00:00Z", (one,))
    return msgspec.json.encode(receipt(results, by))


def carried(setup: Setup, stick: Path) -> Outcome:
    answer(setup, enrolment=Enrolling("usb", "SIX-OR-MORE", stick))
    return enrolment.enrolment(setup)


def test_a_receipt_for_this_key_enrols(setup: Setup, tmp_path: Path) -> None:
    from kiosk.platform_api.signing.keys import load

    files = begun(setup)
    assert carried(setup, tmp_path).standing is Standing.WAITING
    assert not files.enrolled.exists()
    (tmp_path / "receipt-1.json").write_bytes(signed(PLATFORM, load(files.terminal_key).key_id))
    assert carried(setup, tmp_path).standing is Standing.DONE
    assert files.enrolled.exists()


def test_a_receipt_for_another_key_enrols_nothing(setup: Setup, tmp_path: Path) -> None:
    files = begun(setup)
    (tmp_path / "receipt-1.json").write_bytes(signed(PLATFORM, new_key("sm2-sm3").key_id))
    assert carried(setup, tmp_path).standing is Standing.WAITING
    assert not files.enrolled.exists()


@pytest.mark.parametrize("content", [signed(new_key("sm2-sm3"), "sm2-0"), b"{}", b"\xff"])
def test_a_receipt_that_the_platform_did_not_sign_is_named(setup: Setup, tmp_path: Path, content: bytes) -> None:
    files = begun(setup)
    (tmp_path / "receipt-1.json").write_bytes(content)
    with pytest.raises(ProvisionError) as caught:
        carried(setup, tmp_path)
    assert caught.value.fault is ProvisionFault.ANSWER_FILE
    assert not files.enrolled.exists()


# --- devices --------------------------------------------------------------------------------------------
def test_a_port_that_two_drivers_offer_is_nobodys(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.profile(setup)
    monkeypatch.setattr(registry, "found", lambda _roots: [SERIAL, SAME_PORT])
    assert assigning.devices(setup).said == "没有设备"
    setup.profile = Profile(
        "示例省", setup.profile.settings, Expected((ExpectedDevice("id_reader"),)), setup.profile.folder
    )
    with pytest.raises(ProvisionError) as caught:
        assigning.devices(setup)
    assert caught.value.fault is ProvisionFault.DEVICE_UNCLEAR


def test_the_only_reader_is_assigned_by_its_serial_number(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.profile(setup)
    monkeypatch.setattr(registry, "found", lambda _roots: [USB])
    assert assigning.devices(setup).standing is Standing.DONE
    device = setup.settings.devices.id_reader
    assert device is not None
    assert (device.driver, device.options) == ("sam_usb", {"serial": "77"})
    assert assigning.devices(setup).standing is Standing.ALREADY


def test_a_device_that_is_expected_and_not_attached_is_named(setup: Setup) -> None:
    machine.profile(setup)
    setup.profile = Profile(
        "示例省", setup.profile.settings, Expected((ExpectedDevice("scanner"),)), setup.profile.folder
    )
    with pytest.raises(ProvisionError, match="scanner") as caught:
        assigning.devices(setup)
    assert caught.value.fault is ProvisionFault.DEVICE_MISSING


def test_differences_are_told_in_words() -> None:
    reader = {"kind": "id_reader", "driver": "sam_usb", "model": "M1", "serial": "7", "firmware": "1.0"}
    door = {"kind": "door", "driver": "door_contact", "model": "", "serial": "", "firmware": ""}
    built = {"devices": [reader, door], "versions": {"kernel": "6.1"}}
    wanted = (ExpectedDevice("id_reader", model="M1", firmware="1.1"), ExpectedDevice("camera"))
    assert list(differences(Expected(wanted, {"kernel": "6.1", "python": "3.11"}), built)) == [
        "id_reader firmware：应为 1.1，实为 1.0",
        "camera：没有装",
        "door：清单上没有",
        "python：应为 3.11，实为 未知",
    ]
    assert list(differences(Expected(), built)) == []


# --- the run as a whole ---------------------------------------------------------------------------------
def test_nothing_is_run_behind_a_step_that_failed(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_setup: Setup) -> Outcome:
        raise ProvisionError(ProvisionFault.PROXY, "http")

    said = Outcome(Standing.DONE, "")
    row = (
        steps.Step("a", "甲", lambda _s: said),
        steps.Step("b", "乙", broken),
        steps.Step("c", "丙", lambda _s: said),
    )
    monkeypatch.setattr(steps, "STEPS", row)
    tries: list[str] = []

    def again(step: steps.Step, _outcome: Outcome) -> bool:
        tries.append(step.name)
        return len(tries) < 3

    past = steps.run(setup, lambda _step, _outcome: None, again)
    assert [outcome.standing.value for _, (_, outcome, _, _) in past] == ["done", "failed", "not-run"]
    assert tries == ["b", "b", "b"]
    _, (_, outcome, _, _) = past[1]
    assert outcome.advice.endswith("只能走代理的，写进 platform.proxy")
    with pypdfium2.PdfDocument(pdf(setup, [one for _, one in past])) as document:
        words = document[0].get_textpage().get_text_range()
    assert "没有开通，有一步没有通过" in words
    assert "provision.proxy" in words


# --- questions ------------------------------------------------------------------------------------------
def test_questions_are_asked_again_until_the_answer_is_right(setup: Setup, tmp_path: Path) -> None:
    profile = tmp_path / "profile.toml"
    profile.write_text('name = "示例省"\n[platform]\nbase_url = "https://x"\n', encoding="utf-8")
    typed = iter(
        [
            "nowhere.toml",
            str(profile),
            "终端",
            "SF-A03",
            "",
            "",
            "2",
            str(tmp_path),
            "ONCE-1",
            "",
            "7",
            "",
            "某某",
            "n",
            "rest",
        ]
    )
    said: list[str] = []
    found = wizard.questions(lambda _words: next(typed), said.append, {})
    assert found.terminal == Who("SF-A03", "A03", "A03")
    assert found.enrolment == Enrolling("usb", "ONCE-1", tmp_path)
    assert len(said) == 3
    assert next(typed) == "rest"
    assert found.staff == First("7", "某某", card=False)
    assert found.keys.seal == "auto"
    assert setup.place.config.parent.parent == tmp_path


def test_an_earlier_run_is_what_is_proposed(tmp_path: Path) -> None:
    profile = tmp_path / "profile.toml"
    profile.write_text('name = "示例省"\n[platform]\nbase_url = "https://x"\n', encoding="utf-8")
    typed = iter([str(profile), *[""] * 7])
    before = {"id": "SF-A03", "label": "A3", "name": "三号"}
    found = wizard.questions(lambda _words: next(typed), lambda _said: None, before)
    assert found.terminal == Who("SF-A03", "A3", "三号")
    changed = wizard.another_code(found, lambda _words: "ONCE-2", lambda _said: None)
    assert (found.enrolment.code, changed.enrolment.code) == (None, "ONCE-2")


def test_a_device_is_chosen_by_its_number() -> None:
    typed = iter(["3", "2"])
    assert wizard.which("id_reader", [SERIAL, USB], lambda _words: next(typed), lambda _said: None) == USB


# --- out of service -------------------------------------------------------------------------------------
def test_what_only_a_person_can_settle_stops_it(setup: Setup) -> None:
    files = begun(setup)
    with closing(Outbox(open_store(files))) as outbox:
        outbox.enqueue("a", "rating", b"{}")
        assert wiping.require_carriable(files) == {"queued": 1}
        claimed = outbox.claim(time.time())
        assert claimed is not None
        assert wiping.require_carriable(files) == {"sending": 1}
        outbox.set_aside("a", "job.refused")
    with pytest.raises(ProvisionError, match="1 set-aside") as caught:
        wiping.require_carriable(files)
    assert caught.value.fault is ProvisionFault.QUEUE


def test_the_stick_must_not_be_what_is_wiped(setup: Setup) -> None:
    files = begun(setup)
    with pytest.raises(ProvisionError) as caught:
        wiping.carry_out(setup.place, setup.settings, files.state_dir / "keys")
    assert caught.value.fault is ProvisionFault.NOT_EXPORTED
    assert files.data_key.exists()


def test_a_link_in_place_of_the_keys_leads_nobody_to_erase_what_is_not_ours(setup: Setup, tmp_path: Path) -> None:
    files, settings = begun(setup), setup.settings
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "letter").write_bytes(b"dear")
    folder = files.state_dir / "keys"
    folder.rename(files.state_dir / "elsewhere")
    folder.symlink_to(theirs)
    wiping.wipe(setup.place, settings)
    assert (theirs / "letter").read_bytes() == b"dear"
    assert list(files.state_dir.iterdir()) == []


def test_everything_is_wiped_and_told_also_after_a_cut(setup: Setup, tmp_path: Path) -> None:
    files, settings = begun(setup), setup.settings
    stick = tmp_path / "stick"
    stick.mkdir()
    assert wiping.carry_out(setup.place, settings, stick) == []
    files.data_key.unlink()  # a run that was cut off had begun with the keys
    assert wiping.carry_out(setup.place, settings, stick) == []
    told = {one.what for one in wiping.wipe(setup.place, settings)}
    assert told == {"密钥", "数据 provisioning", "数据 run.lock", "配置 p.pem", "配置 kiosk.toml"}
    assert list(files.state_dir.iterdir()) == []
    path = wiping.record(settings, stick, {"wiped": []})
    assert json.loads(path.read_text(encoding="utf-8"))["terminal"] == "TEST-C01"


def test_states_that_are_carried_and_those_that_are_over_are_all_there_are() -> None:
    assert {state.value for state in JobState} - wiping.CARRIED - wiping.OVER == {"call-back", "set-aside"}
