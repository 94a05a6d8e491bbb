"""Each major group of occupations has a name in few words and a drawn sign."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders

from careers.descriptions.files import read_texts
from careers.groups import GROUPS, get_group
from careers.templatetags.signs import sign

MAX_SIGN_BYTES = 2048


def test_every_group_has_a_name_and_a_small_sign() -> None:
    sprite = Path(str(finders.find("img/signs.svg"))).read_text()
    drawn = {
        code: drawing for drawing, code in re.findall(r'(<symbol id="g(\d\d)".*?</symbol>)', sprite)
    }
    assert drawn.keys() == GROUPS.keys() == {text.soc_code[:2] for text in read_texts()}
    assert max(len(drawing.encode()) for drawing in drawn.values()) < MAX_SIGN_BYTES
    assert len({str(group) for group in GROUPS.values()}) == len(GROUPS)


def test_the_sign_of_an_occupation_is_that_of_its_group() -> None:
    assert "signs.svg#g29" in sign("29-1141")
    assert str(get_group("29-1141")) == "Health care"
    # The survey has no military occupations.
    assert sign("55-1011") == ""
