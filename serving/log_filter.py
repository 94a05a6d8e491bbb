"""Keeps codes that open something (results, invitations) out of logs, for who reads a log."""

import logging
import re

_IN_ADDRESS = re.compile(r"(/(?:results|counselor/invitation)/)[^\s\"'?]+", re.IGNORECASE)
HIDDEN = r"\1(hidden)"


class HideCodes(logging.Filter):
    """Rewrites what a record would say; it lets every record pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _IN_ADDRESS.sub(HIDDEN, record.getMessage())
        record.args = None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = _IN_ADDRESS.sub(HIDDEN, record.exc_text)
        return True
