"""Zips and packed files that come in, and may be damaged or cut short."""

import errno
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_DAMAGED = (
    *(zipfile.BadZipFile, EOFError, zlib.error, lzma.LZMAError, NotImplementedError),
    UnicodeDecodeError,  # of a member's name
)


@contextmanager
def damage_told_as(told: Callable[[Exception], Exception]) -> Iterator[None]:
    """Raise what `told` makes of it where an archive cannot be read, however its reader puts it."""
    try:
        yield
    except (*_DAMAGED, OSError) as error:
        # A damaged archive points beyond its own ends; other trouble of this kind is the machine's.
        if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
            raise
        raise told(error) from error
