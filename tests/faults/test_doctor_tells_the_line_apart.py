"""The doctor on the way to the platform: which layer is at fault, and never a missing line for a certificate."""

from __future__ import annotations

import datetime as dt
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import trustme
from msgspec.structs import replace

from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.signing import keys
from kiosk.runtime.checks import network
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.connections import Files
from kiosk.runtime.diagnostics import Finding, Look, Surroundings, Verdict, failed
from kiosk.runtime.fault_words import words
from kiosk.runtime.settings import Sandbox, Settings
from kiosk.sandbox import server
from tests import runtime_stand
from tests.platform_stand import SandboxStand, sandbox_stand

TODAY = dt.datetime.now(dt.UTC)
DAY = dt.timedelta(days=1)


def around(wanted: Settings) -> Surroundings:
    return Surroundings(wanted, SystemClock())


def asked(look: Look, wanted: Settings) -> Finding:
    """As the doctor asks: an expected failure is a finding."""
    try:
        return look(around(wanted))
    except PlatformError as error:
        found = failed(error)
        assert found is not None
        return found


@contextmanager
def secured(folder: Path, certificate: trustme.LeafCert, authority: trustme.CA | None) -> Iterator[Settings]:
    """A platform with that certificate, and the settings of a terminal that trusts that authority."""
    chain, key, trusted = folder / "chain.pem", folder / "key.pem", folder / "ca.pem"
    chain.write_bytes(b"".join(blob.bytes() for blob in certificate.cert_chain_pems))
    key.write_bytes(certificate.private_key_pem.bytes())
    sandbox = server.Sandbox(server.Settings(None, folder / "keys", tls=(chain, key)))
    sandbox.start()
    wanted = runtime_stand.settings(folder, url=sandbox.url)
    if authority is not None:
        authority.cert_pem.write_to_path(trusted)
        wanted = replace(wanted, platform=replace(wanted.platform, ca_file=trusted))
    try:
        yield wanted
    finally:
        sandbox.close()


def test_a_good_certificate_says_who_signed_it_and_until_when(tmp_path: Path) -> None:
    authority = trustme.CA(organization_name="示例省政务")
    with secured(tmp_path, authority.issue_cert("127.0.0.1", not_after=TODAY + 90 * DAY), authority) as wanted:
        found = asked(network.certificate, wanted)
    assert (found.verdict, found.simulated) == (Verdict.SIMULATED, True)
    assert found.facts["issuer"].startswith("示例省政务")
    assert found.facts["ends"] == (TODAY + 90 * DAY).date().isoformat()
    assert found.facts["protocol"].startswith("TLS")


def test_a_certificate_that_ends_soon_is_said_in_time(tmp_path: Path) -> None:
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1", not_after=TODAY + 5 * DAY)
    with secured(tmp_path, certificate, authority) as wanted:
        found = asked(network.certificate, wanted)
    assert (found.verdict, found.fault) == (Verdict.WARN, "doctor.certificate-ends")


@pytest.mark.parametrize(
    ("identity", "begins", "ends", "trusted", "code", "reason"),
    [
        ("elsewhere.example", -1, 90, True, "platform.tls-name", {"wrong-name", "wrong-address"}),
        ("127.0.0.1", -9, -1, True, "platform.tls-expired", {"expired"}),
        ("127.0.0.1", -1, 90, False, "platform.tls-authority", {"unknown-authority"}),
        ("127.0.0.1", 1, 90, True, "platform.tls-not-yet", {"not-yet-valid"}),
    ],
)
def test_a_certificate_that_does_not_hold_is_told_by_its_reason(  # noqa: PLR0913
    tmp_path: Path, identity: str, begins: int, ends: int, *, trusted: bool, code: str, reason: set[str]
) -> None:
    authority = trustme.CA()
    certificate = authority.issue_cert(identity, not_before=TODAY + begins * DAY, not_after=TODAY + ends * DAY)
    with secured(tmp_path, certificate, authority if trusted else None) as wanted:
        found = asked(network.certificate, wanted)
    assert (found.verdict, found.fault) == (Verdict.FAIL, code)
    assert found.facts["reason"] in reason


def test_every_fault_of_the_line_is_told_to_staff_in_words_of_its_own() -> None:
    told = [one for fault in PlatformFault if (one := words(fault.code)) is not None]
    assert all(one.staff for one in told)
    assert len({one.cause for one in told}) == len(PlatformFault)


def test_a_line_without_encryption_is_said(tmp_path: Path) -> None:
    found = asked(network.certificate, runtime_stand.settings(tmp_path))
    assert (found.verdict, found.fault) == (Verdict.WARN, "doctor.not-encrypted")


def test_a_name_without_an_address_is_a_dns_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    monkeypatch.setattr(network, "has_route", lambda: True)
    wanted = runtime_stand.settings(tmp_path, url="https://platform.example")
    assert asked(network.name, wanted).fault == "platform.dns"
    monkeypatch.setattr(network, "has_route", lambda: False)
    assert asked(network.name, wanted).fault == "platform.no-link"
    assert asked(network.route, wanted).fault == "platform.no-link"


def test_nobody_at_the_address_is_no_missing_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    found = asked(network.connection, runtime_stand.settings(tmp_path, url=f"http://127.0.0.1:{port}"))
    assert (found.verdict, found.fault) == (Verdict.FAIL, "platform.connection-refused")


def test_a_line_that_is_cut_is_a_missing_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_: object, **__: object) -> None:
        raise OSError(101, "Network is unreachable")

    monkeypatch.setattr(socket, "create_connection", unreachable)
    found = asked(network.connection, runtime_stand.settings(tmp_path, url="https://platform.example"))
    assert (found.verdict, found.fault) == (Verdict.FAIL, "platform.no-link")


# --- with the platform ------------------------------------------------------------------------------------
@pytest.fixture
def stand(tmp_path: Path) -> Iterator[SandboxStand]:
    with sandbox_stand(tmp_path) as started:
        started.time = dt.datetime.now(dt.UTC).timestamp()  # now: the file may have been read minutes ago
        yield started


@pytest.fixture
def enrolled(stand: SandboxStand, tmp_path: Path) -> Settings:
    """The settings of the terminal that the stand has enrolled."""
    wanted = runtime_stand.settings(tmp_path, url=stand.sandbox.url)
    keys.save(Files(wanted.storage.state_dir).terminal_key, stand.key)
    return wanted


def test_a_platform_that_is_well_is_simulated_here_never_passed(enrolled: Settings) -> None:
    looks = (network.route, network.name, network.connection, network.platform_time, network.signed_in)
    assert [asked(look, enrolled).verdict for look in looks] == [Verdict.SIMULATED] * 5
    assert asked(network.signed_in, enrolled).facts["catalogue"]


def test_a_terminal_without_a_key_has_not_asked_the_platform_and_gets_none(tmp_path: Path) -> None:
    wanted = runtime_stand.settings(tmp_path, url="http://no-such-host.invalid")
    for look in (network.signed_in, network.platform_time):
        found = asked(look, wanted)
        assert (found.verdict, found.fault) == (Verdict.FAIL, "doctor.no-key")
    assert not Files(wanted.storage.state_dir).terminal_key.exists()


def test_whether_it_is_simulated_follows_where_the_name_leads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not what else is in the settings: a sandbox that nobody talks to simulates nothing."""
    leads = {
        "platform.example": ["192.0.2.7"],
        "near.example": ["127.0.0.1", "::1"],
        "both": ["127.0.0.1", "192.0.2.7"],
    }

    def resolved(host: str, port: int, **_more: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        if host not in leads:
            raise socket.gaierror(socket.EAI_NONAME, "no address")
        return [(2, 1, 6, "", (one, port)) for one in leads[host]]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    for host, expected in (("platform.example", False), ("near.example", True), ("both", False), ("gone", False)):
        wanted = runtime_stand.settings(tmp_path, url=f"https://{host}/v1")
        wanted = replace(wanted, sandbox=Sandbox(port=1, database=tmp_path / "platform.db"))
        assert network.is_simulated(wanted) is expected, host


def test_a_key_that_the_platform_does_not_know_is_an_authentication_fault(
    stand: SandboxStand, tmp_path: Path
) -> None:
    wanted = runtime_stand.settings(tmp_path, url=stand.sandbox.url)
    keys.save(Files(wanted.storage.state_dir).terminal_key, keys.new_key("sm2-sm3"))
    found = asked(network.signed_in, wanted)
    assert (found.verdict, found.fault, found.action) == (Verdict.FAIL, "platform.authentication", "configure")


@pytest.mark.parametrize(("shift", "fault"), [(60.0, "doctor.clock-differs"), (900.0, "platform.clock")])
def test_a_clock_that_differs_is_a_clock_fault_and_nothing_else(
    stand: SandboxStand, enrolled: Settings, shift: float, fault: str
) -> None:
    stand.control("trouble", {"clockShift": shift})
    assert asked(network.platform_time, enrolled).fault == fault


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (500, PlatformFault.SERVER_DOWN),
        (503, PlatformFault.BUSY),
        (403, PlatformFault.AUTHENTICATION),
        (422, PlatformFault.REFUSED),
    ],
)
def test_a_platform_in_trouble_is_told_from_one_that_refuses(
    stand: SandboxStand, enrolled: Settings, status: int, fault: PlatformFault
) -> None:
    stand.control("trouble", {"status": status, "statusTimes": 9})
    assert asked(network.signed_in, enrolled).fault == fault.code
    stand.control("trouble", {})
