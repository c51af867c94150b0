"""What only setting up and taking down can find. Everything else keeps the fault of its own package."""

from __future__ import annotations

from enum import Enum


class ProvisionFault(Enum):
    """Why a step did not go through: (code, what helps)."""

    ANSWERS = ("provision.answers", "correct what is named in the answers or the profile")
    NOT_ROOT = ("provision.not-root", "the installed settings are root's: run it with sudo")
    NO_USER = ("provision.no-user", "install the package first: it makes the user kiosk")
    RUNNING = ("provision.running", "stop the terminal first: systemctl stop kiosk-display")
    NO_MACHINE_ID = ("provision.no-machine-id", "run systemd-machine-id-setup, then again")
    OTHER_MACHINE = (
        "provision.other-machine",
        "this disk was set up in another machine: decommission it here, then provision anew",
    )
    OTHER_TERMINAL = (
        "provision.other-terminal",
        "this machine is another terminal already: decommission that one first",
    )
    NO_SEALING = ("provision.no-sealing", "without a TPM choose host, without systemd-creds choose file")
    NOT_UNSEALED = (
        "provision.not-unsealed",
        "sealed on another machine or TPM: put the former board back, else empty the state directory",
    )
    PROXY = (
        "provision.proxy",
        "the environment's proxy is not used: have the firewall opened, or name the proxy in platform.proxy",
    )
    CODE = ("provision.code", "the code is unknown or used up: ask the platform for a new one")
    ANSWER_FILE = (
        "provision.answer-file",
        "the platform did not sign this receipt: have the request delivered again",
    )
    DEVICE_UNCLEAR = ("provision.device-unclear", "several could be meant: name one in the answers")
    DEVICE_MISSING = ("provision.device-missing", "plug it in, or take it out of the answers or the expected list")
    SELF_TEST = ("provision.self-test", "put right what the self-test names, then again")
    DIFFERS = ("provision.differs", "change the part, or have the expected list corrected")
    NOT_WRITTEN = ("provision.not-written", "look at folder, owner and disk")
    CONFIRM = ("provision.confirm", "type the terminal's number exactly; nothing was wiped")
    QUEUE = ("provision.queue", "settle with kiosk queue what only a person can; the rest is carried out")
    NOT_EXPORTED = ("provision.not-exported", "another stick or folder; nothing was wiped")

    def __init__(self, code: str, remedy: str) -> None:
        self.code = code
        self.remedy = remedy


class ProvisionError(Exception):
    """A step did not go through. `detail` names files, settings, devices: nothing secret."""

    def __init__(self, fault: ProvisionFault, detail: str = "") -> None:
        super().__init__(f"{fault.code}: {detail} ({fault.remedy})")
        self.fault, self.detail = fault, detail
