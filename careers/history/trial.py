"""Trying a state of a guide on: the tables say it for the length of a block, and then no more.

So a draft is edited in the guide's own form, and seen on the guide's own page, without a second
form and a second page that could differ from them. It happens in a transaction that is always
rolled back: nobody else ever sees it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from careers.history.snapshot import Content, put_back
from careers.models import Career


@contextmanager
def tried_on(career: Career, content: Content | None) -> Iterator[None]:
    """Have the guide's tables say `content` within the block; None leaves them as they are.

    Whatever else the block writes is undone as well. What it answers has to be rendered in it.
    CannotReturnError where the state does not fit.
    """
    with transaction.atomic():
        if content is not None:
            put_back(career, content)
        yield
        transaction.set_rollback(True)
