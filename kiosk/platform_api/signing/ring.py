"""A change of the terminal's key: the one in use and the one that follows, as two files. Must never lose both.

The new pair is on disk before anybody hears of it, and the old one stays until the platform has accepted a request
signed with the new one. Whenever the power fails, at least one of the two is good; which one, the platform says.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from kiosk.platform_api.signing.keys import (
    KeyFileError,
    PrivateKey,
    PublicKey,
    in_credentials,
    load,
    load_or_new,
    parse_public,
    sync_folder,
)


class KeyRing:
    """The two files. KeyFileError where one cannot be used."""

    def __init__(self, path: Path) -> None:
        """`path`: the key in use; the next one lies beside it as `NAME.next.pem`."""
        self.path = path
        self.following = path.with_suffix(".next.pem")

    @property
    def renewable(self) -> bool:
        """May the files be changed here? A key of the service manager is renewed where it was issued."""
        return not in_credentials(self.path) and os.access(self.path.parent, os.W_OK)

    @property
    def changing(self) -> bool:
        """Is a change under way?"""
        return self.following.exists()

    def prepare(self, suite: str) -> PrivateKey:
        """The pair that follows: made and on disk; after a power cut the one that was made before it."""
        return load_or_new(self.following, suite)

    def promote(self) -> None:
        """The next pair takes the place of the one in use; both names are whole keys all the time.

        The public half of the old one stays beside it: what it signed (the audit trail) is still checked with it.
        """
        old = load(self.path).public
        keep_former(self.path.parent, old)
        self.following.replace(self.path)
        sync_folder(self.path.parent)

    def keys(self) -> list[PrivateKey]:
        """Every pair that may be the good one, the one in use first."""
        return [load(path) for path in (self.path, self.following) if path.exists()]


def keep_former(folder: Path, key: PublicKey) -> None:
    """Keep the public half of a key that is not used any more: what it signed is still checked with it."""
    with (folder / f"former-{key.key_id}.pub.pem").open("w", encoding="ascii") as file:
        file.write(key.pem)
        file.flush()
        os.fsync(file.fileno())


def former_keys(folder: Path) -> list[PublicKey]:
    """The public halves kept there; one that cannot be read is as good as none."""
    found = []
    for path in sorted(folder.glob("former-*.pub.pem")):
        with suppress(KeyFileError, OSError):
            found.append(parse_public(path.read_text(encoding="ascii", errors="replace")))
    return found
