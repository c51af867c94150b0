"""The provincial gateway that the settings name. Must never stand in the place of the contract's own signature."""

from __future__ import annotations

from pathlib import Path

from kiosk.platform_api.signing import bg_hmac, tif
from kiosk.platform_api.signing.keys import load_secret
from kiosk.platform_api.transport import Gateway
from kiosk.runtime.settings import GatewayFamily, ProvincialGateway


def gateway_of(wanted: ProvincialGateway | None, secret: Path) -> Gateway | None:
    """What makes the gateway's headers, None where there is no gateway.

    Args:
        wanted: as the settings say.
        secret: the file with its token or secret key.

    Raises:
        KeyFileError: the secret is absent, open to others or no line of text.
    """
    if wanted is None:
        return None
    if wanted.family is GatewayFamily.TIF:
        account = tif.TifAccount(wanted.account, load_secret(secret), wanted.service_id)
        return lambda _method, _url, now: tif.headers(account, now)
    pair = bg_hmac.BgAccount(wanted.account, load_secret(secret))
    return lambda method, url, now: bg_hmac.headers(pair, method, url, now)
