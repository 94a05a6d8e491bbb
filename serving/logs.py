"""One line of JSON for each thing that happened, with the request it belongs to."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

# Of the request that this thread is answering; empty outside of one.
request_id: ContextVar[str] = ContextVar("request_id", default="")
# What a line may carry beside its message. Nothing here tells who a visitor is.
FIELDS = ("method", "route", "status", "milliseconds")


class JsonLines(logging.Formatter):
    """Time in UTC, level, logger, message; the request's id and fields where there are any."""

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
        # A filter may have put the traceback into words already, without what it hides.
        if record.exc_text:
            line["traceback"] = record.exc_text
        elif record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)
