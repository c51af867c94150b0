"""The doctor where the line leads through a proxy: it goes that way alone, and says which of both is at fault."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.journeys.connect_proxy import ConnectProxy, Mood
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.signing import keys
from kiosk.runtime.checks import network
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.connections import Files, make_client, proxy_of
from kiosk.runtime.diagnostics import Finding, Look, Surroundings, Verdict, failed
from kiosk.runtime.settings import ProxyServer, Settings
from tests import runtime_stand
from tests.platform_stand import SandboxStand, sandbox_stand

LOOKS = (network.route, network.proxy, network.name, network.connection, network.platform_time, network.signed_in)
NAME = "platform.invalid"


def asked(look: Look, wanted: Settings) -> Finding:
    try:
        return look(Surroundings(wanted, SystemClock()))
    except PlatformError as error:
        found = failed(error)
        assert found is not None
        return found


@pytest.fixture
def proxy() -> Iterator[ConnectProxy]:
    with ConnectProxy(("kiosk", "sesame")) as running:
        running.names[NAME] = "127.0.0.1"
        yield running


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[SandboxStand]:
    with sandbox_stand(tmp_path) as started:
        started.time = dt.datetime.now(dt.UTC).timestamp()
        yield started


@pytest.fixture
def wanted(stand: SandboxStand, proxy: ConnectProxy, tmp_path: Path) -> Settings:
    """A terminal that the platform knows, behind the proxy, with its password."""
    settings = runtime_stand.settings(tmp_path, url=f"http://{NAME}:{stand.sandbox.url.rpartition(':')[2]}")
    files = Files(settings.storage.state_dir)
    keys.save(files.terminal_key, stand.key)
    files.proxy_secret.write_text("sesame\n", encoding="ascii")
    files.proxy_secret.chmod(0o600)
    server = ProxyServer("127.0.0.1", proxy.port, "kiosk")
    return replace(settings, platform=replace(settings.platform, proxy=server))


def test_everything_is_well_through_the_proxy(wanted: Settings, proxy: ConnectProxy) -> None:
    found = [asked(look, wanted) for look in LOOKS]
    assert [(one.verdict, one.fault) for one in found] == [
        (Verdict.SIMULATED, None),
        (Verdict.SIMULATED, None),
        (Verdict.PASS, None),  # the name is the proxy's matter
        *[(Verdict.SIMULATED, None)] * 3,
    ]
    assert proxy.tunnels == len(proxy.places) > 0


@pytest.mark.parametrize(
    ("mood", "fault"),
    [
        (Mood.REFUSES, "platform.proxy-refused"),
        (Mood.SIGN_IN, "platform.proxy-sign-in"),
        (Mood.BEYOND, "platform.proxy-beyond"),
        (Mood.RUBBISH, "platform.proxy-answer"),
    ],
)
def test_every_check_says_what_is_wrong_with_it(
    wanted: Settings, proxy: ConnectProxy, mood: Mood, fault: str
) -> None:
    proxy.mood = mood
    for look in (network.proxy, network.connection, network.platform_time, network.signed_in):
        assert (asked(look, wanted).verdict, asked(look, wanted).fault) == (Verdict.FAIL, fault), look


def test_a_proxy_that_is_off_is_said_although_the_platform_could_be_reached(
    stand: SandboxStand, wanted: Settings, proxy: ConnectProxy
) -> None:
    proxy.close()
    here = replace(wanted, platform=replace(wanted.platform, base_url=stand.sandbox.url))
    for look in (network.proxy, network.connection, network.platform_time, network.signed_in):
        assert asked(look, here).fault == "platform.proxy-unreachable", look
    assert not stand.watchers[0].seen - {"enrol"}


@pytest.mark.parametrize("content", [None, "", "two\nlines\n"])
def test_without_its_password_nobody_is_asked(wanted: Settings, proxy: ConnectProxy, content: str | None) -> None:
    secret = Files(wanted.storage.state_dir).proxy_secret
    secret.unlink()
    if content is not None:
        secret.write_text(content, encoding="ascii")
        secret.chmod(0o600)
    for look in (network.proxy, network.connection, network.platform_time):
        assert asked(look, wanted).fault == "platform.proxy-sign-in", look
    with pytest.raises(PlatformError) as caught:
        make_client(wanted)
    assert (caught.value.fault, proxy.places) == (PlatformFault.PROXY_SIGN_IN, [])


def test_the_password_is_handed_out_by_the_service_manager_where_it_is(
    wanted: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed = tmp_path / "credentials"
    handed.mkdir(mode=0o700)
    (handed / "proxy.secret").write_text("of systemd\n", encoding="ascii")
    (handed / "proxy.secret").chmod(0o600)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(handed))
    given = proxy_of(wanted)
    assert given is not None
    assert (given.account, given.password) == ("kiosk", "of systemd")
    assert "of systemd" not in repr(given)


def test_without_a_proxy_the_check_says_so(tmp_path: Path) -> None:
    found = asked(network.proxy, runtime_stand.settings(tmp_path))
    assert (found.verdict, found.facts) == (Verdict.PASS, {"proxy": "none"})
