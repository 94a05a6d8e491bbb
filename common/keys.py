"""Primary keys in addresses."""

# PostgreSQL's largest key has as many; int() refuses thousands of digits.
MAX_DIGITS = 19


def key_of(text: str) -> int:
    """The key of a row; 0, which no row has, for other text.

    >>> key_of("17"), key_of("seventeen"), key_of("9" * 5000)
    (17, 0, 0)
    """
    return int(text) if text.isdecimal() and len(text) <= MAX_DIGITS else 0
