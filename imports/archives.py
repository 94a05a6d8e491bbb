"""Zips and other compressed files that may be damaged or cut short."""

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
def reraise_corrupt_as(make_error: Callable[[Exception], Exception]) -> Iterator[None]:
    """Raise what `make_error` returns in place of any error by which a reader reports damage."""
    try:
        yield
    except (*_DAMAGED, OSError) as error:
        # A damaged archive points beyond its own end; other errors of the system are not its fault.
        if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
            raise
        raise make_error(error) from error
