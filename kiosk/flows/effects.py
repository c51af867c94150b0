"""What a flow wants done, in the imperative; the runtime does it and answers with events.

An effect holds no personal data: the runtime finds that in the session's memory.
"""

from __future__ import annotations

import msgspec

from kiosk.domain.submission import Way


class Effect(msgspec.Struct, frozen=True):
    """Something to do."""


class StartClock(Effect, frozen=True):
    """Let the delay of that name (runtime.delays) begin anew; it ends in TimedOut, or with its step."""

    delay: str


class StopClock(Effect, frozen=True):
    """Forget that delay."""

    delay: str


class StartReading(Effect, frozen=True):
    """Look for a card on the reader."""


class StopReading(Effect, frozen=True):
    """Look no more."""


class LookForLeft(Effect, frozen=True):
    """Has somebody left a card on the reader? Tell it, and when it is gone."""


class FindWays(Effect, frozen=True):
    """Ask the platform which non-face ways this person has."""


class StartFace(Effect, frozen=True):
    """Open the camera and run one face check (consent was given)."""


class StopFace(Effect, frozen=True):
    """Close the camera, overwrite what was seen."""


class SendCode(Effect, frozen=True):
    """Have the platform send an SMS code."""


class OpenSession(Effect, frozen=True):
    """Tell the platform who is here, and how that was confirmed."""

    way: Way


class PrepareForm(Effect, frozen=True):
    """Lay out the item's form and fill in what is known."""


class CheckPage(Effect, frozen=True):
    """Validate the current form page."""


class StartPreview(Effect, frozen=True):
    """Show the document camera's picture."""


class StopPreview(Effect, frozen=True):
    """Stop showing it."""


class TakePicture(Effect, frozen=True):
    """Take the page below the document camera."""


class TakeWholePicture(Effect, frozen=True):
    """Take all that the document camera sees, whatever lies there."""


class StoreCase(Effect, frozen=True):
    """Seal the case into the outbox, durably, and wake the sender."""


class WatchCase(Effect, frozen=True):
    """Tell how the stored case stands, until the step is left."""


class PrintReceipt(Effect, frozen=True):
    """Print the receipt of the case, once."""


class FetchLicences(Effect, frozen=True):
    """List the holder's licences."""


class MakeToken(Effect, frozen=True):
    """Make a new show token for the chosen licence; the one before dies."""


class WatchToken(Effect, frozen=True):
    """Tell when somebody redeems the token."""


class DropToken(Effect, frozen=True):
    """Let the token die now."""


class StoreRating(Effect, frozen=True):
    """Seal the rating of the case into the outbox; under an id that belongs to the case, so never twice."""


class FindMatters(Effect, frozen=True):
    """List the person's cases and drafts; where the platform cannot be asked, what this terminal knows."""


class WithdrawMatter(Effect, frozen=True):
    """Take the chosen case back."""


class KeepDraft(Effect, frozen=True):
    """Have the platform keep what is filled in, pages first."""


class LookForDraft(Effect, frozen=True):
    """Has the person begun this item before?"""


class OpenDraft(Effect, frozen=True):
    """Fetch the chosen draft, whole."""


class DropDraft(Effect, frozen=True):
    """Throw the chosen draft away."""


class LayDown(Effect, frozen=True):
    """Have the platform give a code, under which the desk takes the kept draft up."""


class TakeUp(Effect, frozen=True):
    """Fetch what the desk laid down under the code that was typed."""


class EndDraft(Effect, frozen=True):
    """The case lies in the outbox: the draft that it came from is not needed any more."""


class EndSession(Effect, frozen=True):
    """Close the platform session, let go of the devices, end this process."""
