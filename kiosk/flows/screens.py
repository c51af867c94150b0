"""The names of the screens. The interface maps each to one QML file of the same name."""

from __future__ import annotations

from enum import StrEnum


class Screen(StrEnum):
    """What the person is looking at."""

    HOME = "home"
    CATEGORY = "category"
    SEARCH = "search"
    ITEM = "item"
    WHOSE = "whose"
    AUTHORISE = "authorise"
    CARD = "card"
    IDENTITY_CHOICE = "identity-choice"
    FACE_CONSENT = "face-consent"
    FACE = "face"
    SMS_CODE = "sms-code"
    SIGNATURE = "signature"
    FORM = "form"
    SCAN = "scan"
    CHECK = "check"
    SUBMITTING = "submitting"
    RESULT = "result"
    RECEIPT = "receipt"
    RATING = "rating"
    WORDS = "words"
    CHOOSE = "choose"
    BOOKING = "booking"
    COMPLAINT = "complaint"
    COMPLAINT_WORDS = "complaint-words"
    COMPLAINT_PHONE = "complaint-phone"
    COMPLAINT_DONE = "complaint-done"
    MATTERS = "matters"
    MATTER = "matter"
    DRAFT = "draft"
    DRAFT_KEPT = "draft-kept"
    WALLET = "wallet"
    LICENCE_QR = "licence-qr"
    HELP = "help"
    CLEARED = "cleared"
