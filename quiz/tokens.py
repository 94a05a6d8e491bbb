"""Codes in the links of results: created, parsed as people type them, and hashed."""

import base64
import hashlib
import hmac
import secrets
import unicodedata

from django.utils.encoding import force_bytes

# Crockford's base32: no I, L, O and U, so that no two characters look alike on paper.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
# 26 characters of 5 bits: 130 random bits.
LENGTH = 26
_TO_ALPHABET = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET.encode())
# What people write for a character that the alphabet leaves out.
_LOOKALIKES = str.maketrans("oilu", "011v")
# Between the characters of a code: spaces, dashes of every kind, and what is invisible.
_SEPARATORS = {"Zs", "Cc", "Pd", "Cf"}


def create_token() -> str:
    """A new code of 130 random bits."""
    return _encode(secrets.token_bytes(17))


def _encode(data: bytes) -> str:
    """The first 130 bits in the alphabet."""
    return base64.b32encode(data)[:LENGTH].translate(_TO_ALPHABET).decode()


def normalize_typed(text: str) -> str:
    """A code that somebody typed: small letters and digits, without spaces and dashes.

    >>> normalize_typed(" 7KQ4\\N{EN DASH}m2xp\\N{ZERO WIDTH SPACE}"), normalize_typed("\\uff17OIL")
    ('7kq4m2xp', '7011')
    """
    kept = (each for each in text if unicodedata.category(each) not in _SEPARATORS)
    return unicodedata.normalize("NFKC", "".join(kept)).lower().translate(_LOOKALIKES)


def parse_token(text: str) -> str | None:
    """The code as it was created, from what somebody typed or pasted; None if it cannot be one.

    >>> parse_token("O123-4567-89ab-CDEF-ghjk-MNPQ-rI")
    '0123456789abcdefghjkmnpqr1'
    >>> parse_token("0123"), parse_token("\\N{GRINNING FACE}" * 26)
    (None, None)
    """
    token = normalize_typed(text)
    if len(token) != LENGTH or not set(token) <= set(ALPHABET):
        return None
    return token


def hash_token(token: str) -> str:
    """The SHA-256 that the database stores. The code is random, so it cannot be guessed from it."""
    return hashlib.sha256(token.encode()).hexdigest()


def derive_owner_token(attempt_key: str, secret: str | bytes) -> str:
    """The owner's code of the result that an attempt becomes; the same however often it is asked.

    The attempt's key alone, without the secret, does not give the code.
    """
    return _encode(hmac.digest(force_bytes(secret), f"own {attempt_key}".encode(), "sha256"))


def derive_reading_token(owner_token: str, share_number: int) -> str:
    """The code of the n-th link for reading; it does not give the owner's code back.

    So the owner's browser, which has only the owner's code, can always show the current link.
    """
    digest = hashlib.sha256(f"read {share_number} {owner_token}".encode()).digest()
    return _encode(digest)
