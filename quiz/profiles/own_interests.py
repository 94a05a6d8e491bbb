"""A person's own interests on the page of a profile's result: a hexagon, and a sentence."""

from dataclasses import dataclass
from statistics import fmean

from django.utils.translation import gettext as _

from careers.profile.interests import INTERESTS, Hexagon, draw_hexagon
from quiz.matching.answers import HIGHEST_LIKING, LOWEST_LIKING, Answers


@dataclass(frozen=True)
class OwnInterests:
    """`strongest` are the one or two interests that come first, by their letters.

    `hexagon` is None unless all six are known; `sentence` is empty if the answers are not clear.
    """

    strongest: tuple[str, ...]
    hexagon: Hexagon | None
    sentence: str
    missing: str

    @property
    def names(self) -> str:
        """The strongest, as in “Hands-on and curious”."""
        names = [str(INTERESTS[letter][0]) for letter in self.strongest]
        if len(names) < 2:
            return "".join(names)
        words = {"first": names[0], "second": names[1][:1].lower() + names[1][1:]}
        return _("%(first)s and %(second)s") % words


def build_own_interests(answers: Answers) -> OwnInterests:
    """The interests of clear answers; of others only the hexagon, where all six are known."""
    likings = answers.interests
    is_whole = INTERESTS.keys() <= likings.keys()
    strongest = find_strongest(answers) if answers.is_clear else ()
    unknown = [str(INTERESTS[letter][0]) for letter in INTERESTS if letter not in likings]
    missing = ""
    if unknown and len(unknown) < len(INTERESTS):
        text = _("Too few of these activities are answered, so they are left out: %(names)s.")
        missing = text % {"names": ", ".join(unknown)}
    return OwnInterests(
        strongest=strongest,
        hexagon=draw_hexagon(likings, LOWEST_LIKING, HIGHEST_LIKING) if is_whole else None,
        sentence=_describe(strongest),
        missing=missing,
    )


def find_strongest(answers: Answers) -> tuple[str, ...]:
    """The one or two interests that are liked most, of those above the person's own mean."""
    likings = answers.interests
    if not likings:
        return ()
    own_mean = fmean(likings.values())
    ranked = sorted(likings, key=lambda letter: -likings[letter])
    return tuple(letter for letter in ranked[:2] if likings[letter] > own_mean)


def _describe(strongest: tuple[str, ...]) -> str:
    words = [str(INTERESTS[letter][1]) for letter in strongest]
    if len(words) == 2:
        text = _("What you like most is to %(first)s, and next, to %(second)s.")
        return text % {"first": words[0], "second": words[1]}
    return _("What you like most is to %(first)s.") % {"first": words[0]} if words else ""
