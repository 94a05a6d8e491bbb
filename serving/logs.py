"""What is written to the log: one line of JSON for each event, and no secret addresses."""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

# Of the request that this thread is answering; empty outside of one.
request_id: ContextVar[str] = ContextVar("request_id", default="")
# What a line may have beside its message. None of it identifies a visitor.
FIELDS = ("method", "route", "status", "milliseconds")
# Addresses with a code that opens something, as they are and as a part of a query.
_SECRET_ADDRESS = re.compile(
    r"((?:/|%2F)(?:results|counselor(?:/|%2F)invitation|preview|g|accounts(?:/|%2F)reset)(?:/|%2F))"
    r"[^\s\"'?&]+(?:\?[^\s\"']*)?",
    re.IGNORECASE,
)
_HIDDEN = r"\1(hidden)"


def hide_codes(text: str) -> str:
    """A text without the codes of addresses that open something, and without their queries.

    >>> hide_codes("Not Found: /results/abcdefghij/"), hide_codes("/results/abc/?pay_from=40000 x")
    ('Not Found: /results/(hidden)', '/results/(hidden) x')
    """
    return _SECRET_ADDRESS.sub(_HIDDEN, text)


class JsonLines(logging.Formatter):
    """Time in UTC, level, logger and message; the request's id and fields where there are any."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if number := request_id.get():
            line["request"] = number
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        # HideCodes has formatted the traceback already, without what it hides.
        if record.exc_text:
            line["traceback"] = record.exc_text
        elif record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class HideCodes(logging.Filter):
    """Replaces the codes in addresses that open something; lets every record pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = hide_codes(record.getMessage())
        record.args = None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = hide_codes(record.exc_text)
        return True
