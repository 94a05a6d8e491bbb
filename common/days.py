"""The last day of what expires, said so that it is true in every time zone of the United States."""

from datetime import UTC, date, datetime, time, timedelta

# When a day ends where it ends last, in American Samoa: at this time of the next day in UTC.
_LAST_END = time(11)


def end_day_everywhere(moment: datetime) -> datetime:
    """The end of the day of a moment, where in the United States that day ends last.

    >>> end_day_everywhere(datetime(2027, 3, 6, 10, 59, tzinfo=UTC)).isoformat()
    '2027-03-06T11:00:00+00:00'
    >>> end_day_everywhere(datetime(2027, 3, 6, 11, 1, tzinfo=UTC)).isoformat()
    '2027-03-07T11:00:00+00:00'
    """
    moment = moment.astimezone(UTC)
    end = datetime.combine(moment.date(), _LAST_END, UTC)
    return end if moment <= end else end + timedelta(days=1)


def get_last_day(expires_at: datetime) -> date:
    """The last day that has not ended anywhere when something expires.

    >>> get_last_day(datetime(2027, 3, 7, 11, tzinfo=UTC)).isoformat()
    '2027-03-06'
    """
    # Of a moment before the end of a day, the day before is over everywhere.
    reached = expires_at.astimezone(UTC) - timedelta(hours=_LAST_END.hour)
    return reached.date() - timedelta(days=1)
