"""What the quiz tells those who want to know.

`result_finished` is sent when the last page of an attempt was right and its result is written,
inside the transaction that writes it: an exception of a receiver rolls the result back and leaves
the attempt as it was. The sender is the class `quiz.models.Result`. Keyword arguments: `request`,
the visitor's HttpRequest; `attempt_key_hash: str`, the hash by which the attempt was kept (its row
is deleted by now); `owner_token: str`, the owner's code of the new result, of which the database
keeps a hash alone.
"""

from django.dispatch import Signal

result_finished = Signal()
