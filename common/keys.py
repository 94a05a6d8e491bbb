"""Keys of rows, as addresses give them."""

# Digits of PostgreSQL's largest key; Python itself refuses to read thousands of them.
MOST_DIGITS = 19


def key_of(text: str) -> int:
    """The number of a row; 0, which no row has, for what is none.

    >>> key_of("17"), key_of("seventeen"), key_of("9" * 5000)
    (17, 0, 0)
    """
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else 0
