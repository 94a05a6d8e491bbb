"""Codes in the links of results: made, read back as people type them, and hashed."""

import base64
import hashlib
import hmac
import secrets

from django.utils.encoding import force_bytes

# Crockford's base32: no I, L, O and U, so that no two characters look alike on paper.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
# 26 characters of 5 bits: 130 random bits.
LENGTH = 26
_OURS = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET.encode())
# What people write for a character that the alphabet leaves out.
_READ_AS = str.maketrans("oil", "011", "- ")


def new_token() -> str:
    """A new code of 130 random bits."""
    return _written(secrets.token_bytes(17))


def _written(bits: bytes) -> str:
    """The first 130 bits in the alphabet."""
    return base64.b32encode(bits)[:LENGTH].translate(_OURS).decode()


def read_token(text: str) -> str | None:
    """The code as it was made, from what somebody typed or pasted; None where it cannot be one.

    >>> read_token("O123-4567-89ab-CDEF-ghjk-MNPQ-rI")
    '0123456789abcdefghjkmnpqr1'
    >>> read_token("0123"), read_token("\\N{GRINNING FACE}" * 26)
    (None, None)
    """
    token = text.lower().translate(_READ_AS)
    if len(token) != LENGTH or not set(token) <= set(ALPHABET):
        return None
    return token


def hashed(token: str) -> str:
    """What the database keeps of a code. The code is random, so a plain hash cannot be guessed."""
    return hashlib.sha256(token.encode()).hexdigest()


def owner_token(attempt_key: str, secret: str | bytes) -> str:
    """The owner's code of the result that an attempt becomes, however often it is finished.

    Who has the attempt's key alone, as a copy of its cookie does, cannot tell the code.
    """
    return _written(hmac.digest(force_bytes(secret), f"own {attempt_key}".encode(), "sha256"))


def reading_token(owner_token: str, share_number: int) -> str:
    """The code of the n-th link for reading, which the owner's code gives and never the reverse.

    So the owner's browser, which has only the owner's code, can always show the link in force.
    """
    digest = hashlib.sha256(f"read {share_number} {owner_token}".encode()).digest()
    return _written(digest)
