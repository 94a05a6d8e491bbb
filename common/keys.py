"""Primary keys of rows, as addresses give them."""

MAX_KEY = 2**63 - 1
MAX_DIGITS = 19


def key_of(text: str) -> int:
    """A key of PostgreSQL's bigint type; 0, which no row has, for any other text.

    >>> key_of("17"), key_of("seventeen"), key_of("9" * 19), key_of("9" * 5000)
    (17, 0, 0, 0)
    """
    # Python refuses to convert thousands of digits, so the length is checked first.
    key = int(text) if text.isdecimal() and len(text) <= MAX_DIGITS else 0
    return key if key <= MAX_KEY else 0
