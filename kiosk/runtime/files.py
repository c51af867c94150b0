"""Where the files of a terminal lie. Must never read or make one of them."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec


class Files(msgspec.Struct, frozen=True):
    """Names inside the state directory (mode 0700)."""

    state_dir: Path

    @property
    def outbox(self) -> Path:
        """Outbox, catalogue copy, link state: one SQLite file."""
        return self.state_dir / "outbox.db"

    @property
    def data_key(self) -> Path:
        """32 random bytes that seal what is stored."""
        return self._key("data.key")

    @property
    def terminal_key(self) -> Path:
        """The terminal's private signing key."""
        return self._key("terminal.pem")

    @property
    def gateway_secret(self) -> Path:
        """What a provincial gateway wants to see; one line."""
        return self._key("gateway.secret")

    @property
    def proxy_secret(self) -> Path:
        """The password that the proxy wants to see; one line."""
        return self._key("proxy.secret")

    def _key(self, name: str) -> Path:
        """The service manager's, where it hands out one of that name; else the file of the state directory."""
        folder = os.environ.get("CREDENTIALS_DIRECTORY")
        handed_out = Path(folder) / name if folder else None
        return handed_out if handed_out and handed_out.exists() else self.state_dir / "keys" / name

    @property
    def store_begun(self) -> Path:
        """Stands, apart from it, once a store was made here: one that is not there any more was lost."""
        return self.state_dir / "keys" / "store-begun"

    @property
    def enrolled(self) -> Path:
        """Stands once the platform knows the terminal's key."""
        return self.state_dir / "keys" / "enrolled"

    @property
    def face_rest(self) -> Path:
        """When tries of the face check were used up here: times, nothing of a person."""
        return self.state_dir / "face-rest.json"

    @property
    def staff(self) -> Path:
        """Accounts of staff, and their wrong tries: a folder (0700)."""
        return self.state_dir / "staff"

    @property
    def desk(self) -> Path:
        """Forms that staff filled in and have not given back yet, sealed: a folder (0700)."""
        return self.state_dir / "desk"

    @property
    def prints(self) -> Path:
        """Slips that were printed in the last days, sealed: a folder (0700)."""
        return self.state_dir / "prints"

    @property
    def sync_socket(self) -> Path:
        """Where the sync process is woken."""
        return self.state_dir / "sync.sock"

    @property
    def videos(self) -> Path:
        """Short videos of the guide, by their digests: a folder that may be emptied at any time."""
        return self.state_dir / "cache" / "videos"

    @property
    def first_page(self) -> Path:
        """Home as it was last shown."""
        return self.state_dir / "cache" / "home.json"
