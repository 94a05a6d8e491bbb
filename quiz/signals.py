"""What the quiz tells those who want to know.

`result_finished` is sent when the last page of an attempt was right and its result is written,
inside the transaction that writes it: an exception of a receiver rolls the result back and leaves
the attempt as it was. The sender is the class `quiz.models.Result`. Keyword arguments: `request`,
the visitor's HttpRequest; `attempt_key_hash: str`, the hash by which the attempt was kept (its row
is deleted by now); `owner_token: str`, the owner's code of the new result, of which the database
keeps a hash alone.

`result_expected` is sent before, with `request` alone, and asks without a query whether anybody
wants to hear of this result. If all who answer it answer False, `result_finished` is not sent, and
two round trips for a transaction are saved; so who receives the one receives both, or is told of
every result.

`result_forgotten` is sent when a browser gives up a result that it held; the result itself stays.
The sender is the class `quiz.models.Result`. Keyword arguments: `request`, `result`, and
`response: HttpResponse`, with which a receiver deletes what it keeps about it in that browser.
"""

from django.dispatch import Signal
from django.http import HttpRequest

result_expected = Signal()
result_finished = Signal()
result_forgotten = Signal()


def is_awaited(request: HttpRequest) -> bool:
    """Whether `result_finished` is to be sent for a result of this request."""
    if not result_finished.has_listeners():
        return False
    answers = result_expected.send(None, request=request)
    return not answers or any(wants for _, wants in answers)
