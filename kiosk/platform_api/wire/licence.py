"""Electronic licences (电子证照): reading, showing, checking.

Must never hold a rule: only names and types, as `openapi.yaml` says.
"""

from __future__ import annotations

from kiosk.domain.submission import OrganisationRole
from kiosk.domain.text import Text
from kiosk.platform_api.wire.base import Wire


class Purpose(Wire, frozen=True, omit_defaults=False):
    """Why a licence is read: nothing is shown without it."""

    item_code: str | None
    submission_id: str | None
    cause: str
    terminal_id: str


class OrganisationQuestion(Wire, frozen=True):
    """For whom may the session's person act?"""

    purpose: Purpose


class LicenceQuestion(Wire, frozen=True):
    """Which licences does the session's person have? No type codes = all."""

    purpose: Purpose
    type_codes: tuple[str, ...] = ()


class Licence(Wire, frozen=True):
    """A licence as the wallet shows it; a marriage certificate has two holders, a flat may have more."""

    licence_id: str
    type_code: str
    name: Text
    holders: tuple[str, ...]
    """Masked names."""
    masked_number: str
    status: str
    """`valid`, `expiring`, `expired`, `revoked`, or a word we do not know yet."""
    status_text: Text
    authority: str
    issued_on: str
    valid_to: str | None = None
    """ISO 8601 date; absent = without end."""


class Organisation(Wire, frozen=True):
    """A company or other organisation (法人) that the session's person may act for."""

    credit_code: str
    name: str
    kind: str
    role: OrganisationRole
    address: str
    licences: tuple[Licence, ...]

    def __repr__(self) -> str:
        """No name in a traceback: a sole trader's is a person's."""
        return "Organisation(…)"


class Organisations(Wire, frozen=True):
    """For whom the person may act."""

    organisations: tuple[Organisation, ...]


class Licences(Wire, frozen=True):
    """The list and how old it is."""

    licences: tuple[Licence, ...]
    updated_at: str


class TokenRequest(Wire, frozen=True):
    """Make a code to show this licence; every earlier code of the session dies."""

    purpose: Purpose


class ShowToken(Wire, frozen=True):
    """A code for 60 seconds and one redemption."""

    token_id: str
    payload: str
    """What the QR holds: opaque."""
    expires_at: str
    server_time: str


class TokenState(Wire, frozen=True):
    """`live`, `redeemed`, `expired` or `revoked`."""

    token_id: str
    state: str
    expires_at: str
    server_time: str
    redeemed_by: str | None = None
    redeemed_at: str | None = None


class Redemption(Wire, frozen=True):
    """A verifier shows a scanned code; place and use are recorded for the citizen."""

    payload: str
    verifier: str
    use: str


class Redeemed(Wire, frozen=True):
    """What the verifier sees: the fields of this licence type's scene and no more."""

    token_id: str
    type_code: str
    name: Text
    fields: dict[str, str]
    licence_status: str
    redeemed_at: str


class FieldsQuestion(Wire, frozen=True):
    """Which fields, for which case."""

    purpose: Purpose
    fields: tuple[str, ...]


class LicenceFields(Wire, frozen=True):
    """What the licence says."""

    licence_id: str
    type_code: str
    fields: dict[str, str]
    read_at: str
    copy_id: str | None = None
    """Annotated copy (加注件) bound to item, case and cause."""


class VerificationQuestion(Wire, frozen=True):
    """Something scanned."""

    payload: str
    """A code, an identifier (GB/T 36904) or a certificate's check code."""
    use: str


class Verification(Wire, frozen=True):
    """What the platform says of it."""

    state: str
    """valid, expired, revoked, unknown, or a word shown by its text."""
    text: Text
    checked_at: str
    type_code: str | None = None
    name: Text | None = None
    holders: tuple[str, ...] = ()
    """Masked names, all of them."""
    check_digit: str | None = None
