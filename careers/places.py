"""Where a reader lives: the state that wages are known for, from whatever they write."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from common.search import fold
from programs.geography import STATES
from programs.places import find_place

# What an address or a form may carry: longer texts are no place.
MAX_LENGTH = 80
_BY_NAME = {fold(name): state for state, name in STATES.items()} | {"virgin islands": "VI"}


def find_state(text: str) -> str:
    """The two letters of a state or territory: of its name, a ZIP code, or “Columbus, OH”.

    Raises ValidationError, with what to do, for any other text.
    """
    typed = " ".join(unicodedata.normalize("NFKC", text).replace("\0", " ").split())
    if len(typed) <= MAX_LENGTH:
        folded = fold(typed)
        letters = folded.replace(" ", "").upper()
        if letters in STATES:
            return letters
        if folded in _BY_NAME:
            return _BY_NAME[folded]
        try:
            return find_place(typed).state
        except ValidationError:
            # Of digits the finder of programs tells what is wrong with them.
            if re.match(r"\d", typed):
                raise
    raise ValidationError(
        gettext(
            "We know no state or ZIP code of this kind. Write a state, as in Ohio or OH, or a ZIP "
            "code with five digits, as in 43215."
        )
    )
