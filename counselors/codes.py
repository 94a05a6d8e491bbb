"""Codes of groups: short enough to say across a room, long enough not to be found by trying."""

import secrets

from quiz.tokens import ALPHABET

# 40 random bits. With a thousand groups, one try in a billion finds one; and tries are limited.
LENGTH = 8
# What people write for a character that the alphabet leaves out.
_READ_AS = str.maketrans("oil", "011", "- ")


def new_code() -> str:
    """A new code, as in `7kq4m2xp`."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(text: str) -> str | None:
    """The code as it was made, from what somebody typed; None where it cannot be one.

    >>> read_code(" 7KQ4-M2XP"), read_code("7KQ4-M2X"), read_code("O1I0 l1o0")
    ('7kq4m2xp', None, '01101100')
    """
    code = text.lower().translate(_READ_AS)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def spoken(code: str) -> str:
    """The code as it is printed and said.

    >>> spoken("7kq4m2xp")
    '7KQ4-M2XP'
    """
    return f"{code[:4]}-{code[4:]}".upper()
