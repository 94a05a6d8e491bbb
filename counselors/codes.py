"""Codes of groups: short enough to say aloud, long enough not to be guessed."""

import secrets

from quiz.tokens import ALPHABET

# 40 random bits. With a thousand groups, one guess in a billion is right; and guesses are limited.
CODE_LENGTH = 8
# Replaces letters that are not in the alphabet by the digits they look like.
_LOOKALIKES = str.maketrans("oil", "011", "- ")


def generate_code() -> str:
    """A new code, as in `7kq4m2xp`."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def parse_code(text: str) -> str | None:
    """The normalized code; None if the text cannot be a code.

    >>> parse_code(" 7KQ4-M2XP"), parse_code("7KQ4-M2X"), parse_code("O1I0 l1o0")
    ('7kq4m2xp', None, '01101100')
    """
    code = text.lower().translate(_LOOKALIKES)
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else None


def format_code(code: str) -> str:
    """The code as it is printed.

    >>> format_code("7kq4m2xp")
    '7KQ4-M2XP'
    """
    return f"{code[:4]}-{code[4:]}".upper()
