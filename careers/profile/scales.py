"""Measures of an occupation beside the middle of all occupations, in words and as places."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

# Standard deviations from the middle of all occupations: less is hardly a difference.
MIN_DIFFERENCE = 0.5
# How a measure compares with the typical job: with another word, or with the same one.
DIFFERENT = gettext_lazy("%(own)s; in the typical job, %(typical)s")
ALIKE = gettext_lazy("%(own)s, as in the typical job")
SENTENCES: tuple[str | Promise, ...] = (
    DIFFERENT,
    gettext_lazy("%(own)s, a little more than in the typical job"),
    gettext_lazy("%(own)s, a little less than in the typical job"),
    ALIKE,
)


class Scale:
    """The words of a scale for each of its steps, from 1 upward."""

    def __init__(self, *words: str | Promise) -> None:
        self.words = words

    def choose(self, value: float) -> int:
        """The index of the words that a mean is nearest to."""
        return min(max(int(value + 0.5), 1), len(self.words)) - 1


IMPORTANCE = Scale(
    gettext_lazy("not important"),
    gettext_lazy("a little important"),
    gettext_lazy("important"),
    gettext_lazy("very important"),
    gettext_lazy("most important"),
)


@dataclass(frozen=True)
class ScaleLine:
    """A measure from 1 to `highest`; `middle` is the median of all occupations.

    `difference` is the distance from it in standard deviations, `ends` the words for the lowest and
    for the highest value.
    """

    name: str
    sentence: str
    value: float
    middle: float
    highest: int
    difference: float
    ends: tuple[str, str]


class LineBuilder:
    """Builds lines in the active language, and looks up the words of each scale once."""

    def __init__(self) -> None:
        # A page has dozens of lines of few scales, and looking up a translation is not free.
        self._words: dict[Scale, tuple[str, ...]] = {}
        self._different, self._more, self._less, self._alike = map(str, SENTENCES)

    def build(
        self, name: str | Promise, scale: Scale, value: float, others: Mapping[str, float]
    ) -> ScaleLine | None:
        """A line of a mean; None where all occupations are alike."""
        if not others.get("sd"):
            return None
        middle = others["median"]
        difference = (value - middle) / others["sd"]
        if scale not in self._words:
            self._words[scale] = tuple(map(str, scale.words))
        words = self._words[scale]
        own, typical = scale.choose(value), scale.choose(middle)
        if own != typical:
            sentence = self._different
        elif abs(difference) > MIN_DIFFERENCE:
            sentence = self._more if difference > 0 else self._less
        else:
            sentence = self._alike
        return ScaleLine(
            name=str(name),
            sentence=sentence % {"own": words[own], "typical": words[typical]},
            value=value,
            middle=middle,
            highest=len(words),
            difference=difference,
            ends=(words[0], words[-1]),
        )
