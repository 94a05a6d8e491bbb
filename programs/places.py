"""Where a ZIP code is, from the list inside the package `zipcodes`."""

import re

import zipcodes
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from programs.geography import Place, Point

_ZIP_CODE = re.compile(r"\d{5}(-\d{4})?", re.ASCII)


def find_zip_code(text: str) -> Place:
    """The place of a five-digit ZIP code or of a ZIP+4.

    Raises ValidationError for any other text, a code that is not in use, and a military address.
    """
    text = text.strip()
    if not _ZIP_CODE.fullmatch(text):
        raise ValidationError(gettext("Write the ZIP code with five digits, as in 98101."))
    code = text[:5]
    for row in zipcodes.matching(code):  # type: ignore[no-untyped-call]
        latitude, longitude = row["lat"], row["long"]
        if row["state"] in ("AA", "AE", "AP"):
            text = gettext(
                "%(code)s is a military address overseas. Choose a state or online programs "
                "instead."
            )
            raise ValidationError(text % {"code": code})
        if latitude and longitude:
            point = Point(float(latitude), float(longitude))
            return Place(code, row["city"], row["state"], point)
    text = gettext(
        "%(code)s is not a ZIP code that we know. Check the digits, or choose a state instead."
    )
    raise ValidationError(text % {"code": code})
