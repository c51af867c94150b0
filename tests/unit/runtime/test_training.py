"""Training (演练): closed in a folder of its own, and nothing that it makes opens anywhere else."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kiosk.platform_api.faults import PlatformError
from kiosk.platform_api.wire import Draft
from kiosk.runtime import training
from kiosk.runtime.carrying import Carrier
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.connections import open_store
from kiosk.runtime.files import Files
from kiosk.runtime.queue_work import opened
from kiosk.runtime.settings import Deployment, Device, GatewayFamily, ProvincialGateway, Settings
from kiosk.runtime.training import Real, TrainingError, TrainingFault
from kiosk.runtime.workbench.drawer import Slip, drawer_of
from offline_cache.contract import StoreError, StoreFault
from tests.platform_stand import NOW, sandbox_stand
from tests.runtime_stand import NOON

SETTINGS = """deployment = "production"
[terminal]
id = "A03"
label = "A03"
[platform]
base_url = "https://platform.example"
platform_key = "platform.pem"
[storage]
state_dir = "state"
"""


@pytest.fixture
def real(tmp_path: Path) -> Real:
    """A terminal in production stands on this machine."""
    folder = tmp_path / "real"
    (folder / "state").mkdir(parents=True)
    (folder / "kiosk.toml").write_text(SETTINGS, "utf-8")
    return Real(folder / "kiosk.toml", {"KIOSK_DEPLOYMENT": "production"})


def refused(folder: Path, real: Real) -> TrainingFault:
    with pytest.raises(TrainingError) as caught:
        training.prepare(folder, real)
    return caught.value.fault


def test_it_is_closed_and_made_anew_each_time(tmp_path: Path, real: Real) -> None:
    folder = tmp_path / "training"
    first = training.prepare(folder, real)
    assert training.loopback(first.platform.base_url)
    assert first.storage.state_dir.is_relative_to(folder)
    assert (folder.stat().st_mode & 0o077, first.terminal.label) == (0, "YANLIAN")
    config = folder / "kiosk.toml"
    config.write_text(config.read_text("utf-8").replace(first.platform.base_url, "https://platform.example"), "utf-8")
    assert training.loopback(training.prepare(folder, real).platform.base_url)


@pytest.mark.parametrize("where", ["real/state", "real/state/training", "real", "."])
def test_it_does_not_work_where_a_terminal_does(tmp_path: Path, real: Real, where: str) -> None:
    before = sorted(path.name for path in tmp_path.rglob("*"))
    assert refused(tmp_path / where, real) is TrainingFault.NOT_OURS
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_nor_where_other_things_lie_nor_through_a_link(tmp_path: Path, real: Real) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("x", "utf-8")
    assert refused(folder, real) is TrainingFault.NOT_OURS
    (tmp_path / "door").symlink_to(tmp_path / "real" / "state")
    assert refused(tmp_path / "door", real) is TrainingFault.NOT_OURS
    training.prepare(tmp_path / "training", real)
    (tmp_path / "training" / "state").symlink_to(tmp_path / "real" / "state")
    assert refused(tmp_path / "training", real) is TrainingFault.NOT_CLOSED


def test_nor_with_the_keys_of_a_terminal(tmp_path: Path, real: Real) -> None:
    handed = replace_surroundings(real, CREDENTIALS_DIRECTORY="/run/credentials/kiosk.service")
    assert refused(tmp_path / "training", handed) is TrainingFault.REAL_KEYS
    assert not (tmp_path / "training").exists()


def replace_surroundings(real: Real, **more: str) -> Real:
    return Real(real.settings, {**real.surroundings, **more})


def platform(**changes: Any) -> Callable[[Settings], Settings]:
    return lambda settings: replace(settings, platform=replace(settings.platform, **changes))


@pytest.mark.parametrize(
    "change",
    [
        lambda settings: replace(settings, deployment=Deployment.PRODUCTION),
        lambda settings: replace(settings, sandbox=None),
        lambda settings: replace(settings, storage=replace(settings.storage, state_dir=Path("/var/lib/kiosk"))),
        lambda settings: replace(
            settings, devices=replace(settings.devices, receipt_printer=Device("printer_cups", {"queue": "q"}))
        ),
        platform(base_url="https://platform.example"),
        platform(base_url="http://localhost:80"),
        platform(base_url="http://127.0.0.1.example:80"),
        platform(base_url="http://192.0.2.1"),
        platform(platform_key=Path("/etc/kiosk/platform.pem")),
        platform(gateway=ProvincialGateway(GatewayFamily.TIF, "a")),
    ],
)
def test_whatever_leads_out_of_it_is_refused(
    tmp_path: Path, real: Real, change: Callable[[Settings], Settings]
) -> None:
    settings = training.prepare(tmp_path / "training", real)
    with pytest.raises(TrainingError) as caught:
        training.require_closed(change(settings), (tmp_path / "training").resolve())
    assert caught.value.fault is TrainingFault.NOT_CLOSED


# --- what it makes opens nowhere else ---------------------------------------------------------------------
@pytest.fixture
def practised(tmp_path: Path, real: Real) -> Settings:
    settings = training.prepare(tmp_path / "training", real)
    training._fill(settings)
    return settings


def test_there_is_somebody_and_something_to_do_once(practised: Settings) -> None:
    training._fill(practised)
    with opened(Files(practised.storage.state_dir)) as outbox:
        states = [job.state.value for job in outbox.jobs()]
        assert sorted(states) == ["call-back", "call-back", "queued"]
        assert {job.reference[:8] for job in outbox.jobs()} == {"YANLIAN-"}


def test_its_store_and_its_forms_do_not_open_with_a_terminals_key(
    practised: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    theirs, ours = Files(tmp_path / "real" / "state"), Files(practised.storage.state_dir)
    open_store(theirs).close()
    draft = Draft("0190a8a0-0000-7000-8000-000000000001", "yb-mzbx", "1", "1", {}, (), (), NOON.isoformat())
    drawer_of(ours).keep(Slip(draft, "门诊费用报销", "s-02", "", NOW))
    for path in theirs.outbox.parent.glob("outbox.db*"):
        path.unlink()
    shutil.copy(ours.outbox, theirs.outbox)
    shutil.copytree(ours.desk, theirs.desk)
    with pytest.raises(StoreError) as caught, opened(theirs):
        pass
    assert caught.value.fault is StoreFault.WRONG_KEY
    assert drawer_of(theirs).all(NOW) == ()
    assert "cannot be opened" in caplog.text


test_its_store_and_its_forms_do_not_open_with_a_terminals_key = pytest.mark.expects_warnings(
    test_its_store_and_its_forms_do_not_open_with_a_terminals_key
)


def test_what_it_would_carry_out_is_refused_by_any_other_platform(practised: Settings, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    with sandbox_stand(tmp_path / "own") as own, sandbox_stand(tmp_path) as other:
        files = Files(practised.storage.state_dir)
        with opened(files) as outbox:
            key = own.key
            carrier = Carrier(outbox, practised.terminal.id, key, own.sandbox.world.key.public, ManualClock(NOON))
            (bundle,) = carrier.export().bundles
        with pytest.raises(PlatformError):
            other.platform.carry_out(bundle)
        assert other.control("submissions")["count"] == 0
