"""American English; numbers are as in Django's own formats of English."""

DATE_FORMAT = "F j, Y"
SHORT_DATE_FORMAT = "M j, Y"
YEAR_MONTH_FORMAT = "F Y"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "M j, Y, H:i"
