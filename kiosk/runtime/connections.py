"""What a terminal keeps and whom it speaks with: its files, its store, its platform client.

Must never decide when: whoever asks gets a connection of its own.
"""

from __future__ import annotations

import logging
import stat
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.runtime.files import Files
from kiosk.runtime.settings import Settings
from offline_cache.contract import StoreError, StoreFault
from offline_cache.files import make_directory, note_lost
from offline_cache.keys import begin_change, end_change, load_or_create_key, older_keys
from offline_cache.opening import open_store as open_sealed_store
from offline_cache.store import Store

if TYPE_CHECKING:
    from kiosk.platform_api.client import PlatformClient
    from kiosk.platform_api.tunnel import Proxy

__all__ = ["Files", "change_data_key", "keep_private", "make_client", "open_store", "proxy_of"]

_log = logging.getLogger(__name__)


def keep_private(state_dir: Path) -> None:
    """Make the state directory, and let nobody else look into it: whoever writes there first may not know how.

    Where that cannot be done it is said in the log, and the store will say what it cannot do.
    """
    try:
        make_directory(state_dir)
        if stat.S_IMODE(state_dir.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
            if _is_ours(state_dir):
                state_dir.chmod(stat.S_IRWXU)
            else:
                _log.error("state directory %s holds other things too: its mode is left as it is", state_dir.name)
    except OSError as error:
        _log.error("state directory cannot be kept private: %s", error.strerror)


def _is_ours(folder: Path) -> bool:
    """Is it empty, or the folder of a terminal? A slip in the settings must not shut others out of theirs."""
    names = {path.name for path in folder.iterdir()}
    return not names - {"run.lock"} or not names.isdisjoint({"keys", "outbox.db"})


def open_store(files: Files, *, check: bool = True) -> Store:
    """A connection to the store, looked through with `check`; its key is made with it, once.

    Raises StoreError; of a store that was here and is gone once, as CORRUPT: then a new one was begun.
    """
    if files.outbox.exists() and not files.data_key.exists():
        raise StoreError(StoreFault.WRONG_KEY, "the data key is gone")
    key = load_or_create_key(files.data_key)
    with suppress(OSError):  # the store itself says what cannot be written
        if files.store_begun.exists() and note_lost(files.outbox):
            _log.error("the store is gone; a new one is begun")
    store = open_sealed_store(files.outbox, key, older_keys(files.data_key), check=check)
    if not files.store_begun.exists():
        with suppress(OSError):  # no room for a note is no reason to take nothing
            make_directory(files.store_begun.parent)
            files.store_begun.touch(mode=0o600)
    return store


def change_data_key(files: Files, tell: Callable[[int], None] = lambda _left: None) -> int:
    """Seal everything stored with a new key; returns how many records. Called again it goes on after a crash.

    The kiosk must not be running. Raises StoreError: LOCKED where it is. `tell` hears how many records are left.
    """
    from kiosk.runtime.prints import prints_of
    from kiosk.runtime.workbench.drawer import drawer_of
    from offline_cache.rotation import alone, rotate

    with closing(open_store(files)) as store:
        alone(store)
    begin_change(files.data_key)
    with closing(open_store(files)) as store:
        records = rotate(store, tell=tell)
    records += drawer_of(files).reseal() + prints_of(files).reseal()
    end_change(files.data_key)
    return records


def make_client(settings: Settings) -> PlatformClient:
    """The platform client; PlatformError(AUTHENTICATION) where keys are missing."""
    from kiosk.platform_api.client import PlatformClient
    from kiosk.platform_api.signing.keys import KeyFileError
    from kiosk.platform_api.transport import Endpoint
    from kiosk.runtime.gateways import gateway_of
    from kiosk.runtime.key_files import KeyRefused, platform_key, signing_key

    platform = settings.platform
    try:
        key = signing_key(settings)
        theirs = platform_key(settings)
        gateway = gateway_of(platform.gateway, Files(settings.storage.state_dir).gateway_secret)
    except (OSError, KeyFileError, KeyRefused) as error:
        raise PlatformError(PlatformFault.AUTHENTICATION) from error
    endpoint = Endpoint(
        base_url=platform.base_url,
        terminal_id=settings.terminal.id,
        platform_key=theirs,
        ca_file=platform.ca_file,
        read_timeout=platform.timeout,
        key_file=Files(settings.storage.state_dir).terminal_key,
        gateway=gateway,
        proxy=proxy_of(settings),
    )
    return PlatformClient(endpoint, key)


def proxy_of(settings: Settings) -> Proxy | None:
    """The proxy on the way, None where there is none. Raises PlatformError: PROXY_SIGN_IN without its password."""
    from kiosk.platform_api.signing.keys import KeyFileError, load_secret
    from kiosk.platform_api.tunnel import Proxy

    wanted = settings.platform.proxy
    if wanted is None or wanted.account is None:
        return None if wanted is None else Proxy(wanted.host, wanted.port)
    try:
        password = load_secret(Files(settings.storage.state_dir).proxy_secret)
    except (KeyFileError, OSError) as error:
        raise PlatformError(PlatformFault.PROXY_SIGN_IN) from error
    return Proxy(wanted.host, wanted.port, wanted.account, password)
