"""Codes of groups: short enough to say aloud, long enough not to be guessed."""

import re
import secrets

from common.addresses import drop_marks
from quiz.tokens import ALPHABET, normalize_typed

# 50 random bits. A right code always opens, however many wrong ones came before it, so the length
# alone has to make guessing hopeless: with a thousand open groups, a thousand guesses in every
# second find one in 2^50 / 10^6 seconds, which is 35 years; and what a guess finds is a question
# to students, with no data of any of them.
CODE_LENGTH = 10
# The address of a pasted link, the word “Code:”, and opening marks.
_BEFORE_CODE = re.compile(r"^(?:.*[/:])?[\W_]*", re.DOTALL)


def generate_code() -> str:
    """A new code, as in `7kq4m2xp3f`."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def parse_code(text: str) -> str | None:
    """The normalized code of what somebody typed, or of a pasted link; None if it cannot be one.

    >>> parse_code(" 7KQ4M–2XP3F."), parse_code("7KQ4M-2XP3"), parse_code("O1I0L l1o00")
    ('7kq4m2xp3f', None, '0110111000')
    >>> parse_code("https://careers.example.org/g/7kq4m2xp3f/).?utm_source=x")
    '7kq4m2xp3f'
    >>> parse_code("Code: “7KQ4M_2XP3F”")
    '7kq4m2xp3f'
    """
    last_part = _BEFORE_CODE.sub("", drop_marks(text.partition("?")[0]))
    code = normalize_typed(re.sub(r"[._]", "", last_part))
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else None


def format_code(code: str) -> str:
    """The code as it is printed.

    >>> format_code("7kq4m2xp3f")
    '7KQ4M-2XP3F'
    """
    half = CODE_LENGTH // 2
    return f"{code[:half]}-{code[half:]}".upper()
