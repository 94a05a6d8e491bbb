"""Signals of the quiz.

`result_finished` is sent when an attempt became a result, inside the transaction that stores it:
an exception of a receiver rolls the result back and leaves the attempt as it was. The sender is the
class `quiz.models.Result`. Keyword arguments: `request`, the visitor's HttpRequest;
`attempt_key_hash: str`, the hash under which the attempt was stored (its row is deleted by now);
`owner_token: str`, the owner's code of the new result, of which the database has only a hash.

`result_forgotten` is sent when a browser gives up a result that it owned; the result itself stays.
The sender is the class `quiz.models.Result`. Keyword arguments: `request`, `result`, and
`response: HttpResponse`, on which a receiver deletes its own cookies about the result.
"""

from django.dispatch import Signal

result_finished = Signal()
result_forgotten = Signal()
