"""A career in a list of the result: three marks, never added up, and what is behind them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from careers.explore.rows import HOURLY_ONLY, Pay
from careers.preparation import name_way_in
from common.formatting import format_at_least, format_count, format_dollars
from quiz.matching.answers import Stance
from quiz.matching.interests import InterestBand
from quiz.matching.readings import Mark, Reading
from quiz.profiles.matched import Matched
from quiz.profiles.measured import OccupationFigures
from quiz.profiles.texts import CONDITION_TEXTS, STANCE_LABELS, Text

# Who answers less than this share of the conditions is not told that nothing bothers.
MIN_ANSWERED = 0.5


class Sign(StrEnum):
    """The shape and color of a mark: a full circle, a half one, an empty one, a dashed one."""

    GOOD = "good"
    MIXED = "mixed"
    POOR = "poor"
    OPEN = "open"


BAND_MARKS: Mapping[InterestBand, tuple[Sign, Text]] = {
    InterestBand.CLOSE: (Sign.GOOD, gettext_lazy("close")),
    InterestBand.PARTLY: (Sign.MIXED, gettext_lazy("partly")),
    InterestBand.FAR: (Sign.POOR, gettext_lazy("far")),
    InterestBand.UNCLEAR: (Sign.OPEN, gettext_lazy("not clear")),
    InterestBand.UNKNOWN: (Sign.OPEN, gettext_lazy("not measured")),
}


@dataclass(frozen=True, slots=True)
class MarkText:
    """One of the three readings: its shape, and the same in words."""

    sign: Sign
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A career. `remarks` are what suits and what bothers, each after the person's own answer.

    `figures` are pay, the usual way in and openings.
    """

    slug: str
    name: str
    interests: MarkText
    conditions: MarkText
    practical: MarkText
    remarks: tuple[tuple[str, str], ...]
    figures: str
    is_chosen: bool


class RowBuilder:
    """Makes rows of one result; `stances` are the person's own, whatever is tried."""

    def __init__(
        self, matched: Matched, stances: Mapping[str, Stance], chosen: Collection[str]
    ) -> None:
        self.matched = matched
        self.stances = stances
        self.chosen = chosen
        self.names = {key: str(text.name) for key, text in CONDITION_TEXTS.items()}
        self.labels = {stance: str(label) for stance, label in STANCE_LABELS.items()}
        self.bands = {band: MarkText(sign, str(text)) for band, (sign, text) in BAND_MARKS.items()}
        # Whether anything was said that a condition can suit or bother.
        self.has_stances = any(
            stance not in (Stance.UNKNOWN, Stance.FINE) for stance in stances.values()
        )
        self.answered = sum(stance is not Stance.UNKNOWN for stance in stances.values())
        self.is_little_said = self.answered < MIN_ANSWERED * len(stances)

    def build_row(self, reading: Reading) -> Row:
        career = reading.career
        return Row(
            slug=career.slug,
            name=capfirst(self.matched.measured.names[career.career_id]),
            interests=self.bands[reading.interest_band],
            conditions=self._mark_conditions(reading),
            practical=mark_practical(reading),
            remarks=self._list_remarks(reading),
            figures=describe_figures(self.matched.measured.figures.get(career.soc_code)),
            is_chosen=career.slug in self.chosen,
        )

    def _mark_conditions(self, reading: Reading) -> MarkText:
        """Full if nothing bothers, empty if more bothers than suits."""
        suits, bothers = len(reading.suits), len(reading.bothers)
        if not self.answered:
            return MarkText(Sign.OPEN, _("nothing said"))
        if not suits and not bothers:
            if reading.unknown:
                return MarkText(Sign.OPEN, _("not measured"))
            if self.is_little_said:
                return MarkText(Sign.OPEN, _("little said"))
            return MarkText(Sign.GOOD, _("nothing bothers"))
        parts = []
        if suits:
            parts.append(ngettext("%(number)s suits", "%(number)s suit", suits) % {"number": suits})
        if bothers:
            text = ngettext("%(number)s bothers", "%(number)s bother", bothers)
            parts.append(text % {"number": bothers})
        sign = Sign.MIXED if bothers else Sign.GOOD
        return MarkText(Sign.POOR if bothers > suits else sign, ", ".join(parts))

    def _list_remarks(self, reading: Reading) -> tuple[tuple[str, str], ...]:
        by_label: dict[str, list[str]] = {}
        for key in reading.suits:
            by_label.setdefault(self.labels[Stance.SUITS], []).append(self.names[key])
        for key in reading.bothers:
            by_label.setdefault(self._label_bother(key), []).append(self.names[key])
        if reading.suits or reading.bothers:
            for key in reading.unknown:
                by_label.setdefault(_("Not measured"), []).append(self.names[key])
        return tuple((label, ", ".join(names)) for label, names in by_label.items())

    def _label_bother(self, key: str) -> str:
        if self.stances.get(key) is not Stance.RULES_OUT:
            return self.labels[Stance.BOTHERS]
        if key in self.matched.trial.lift:
            return _("Ruled out, but not in this try")
        return _("Ruled out, but there is only some of it")


def mark_practical(reading: Reading) -> MarkText:
    """Training and pay against the person's limits; careers beyond one are not in the lists."""
    marks = {reading.training, reading.pay}
    if Mark.BEYOND in marks:
        return MarkText(Sign.POOR, _("beyond your limits"))
    if marks == {Mark.NOT_ASKED}:
        return MarkText(Sign.OPEN, _("no limits"))
    if Mark.UNKNOWN not in marks:
        return MarkText(Sign.GOOD, _("within your limits"))
    if reading.pay is not Mark.UNKNOWN:
        return MarkText(Sign.MIXED, _("training not known"))
    if reading.training is not Mark.UNKNOWN:
        return MarkText(Sign.MIXED, _("pay not known"))
    return MarkText(Sign.MIXED, _("training and pay not known"))


def describe_figures(figures: OccupationFigures | None) -> str:
    """Median pay, the usual way in and openings a year in the nation, in few words."""
    if figures is None:
        return ""
    openings = ""
    if figures.preparation and (number := figures.preparation.openings):
        openings = ngettext("%(number)s opening", "%(number)s openings", number) % {
            "number": format_count(number)
        }
    way = name_way_in(figures.education, figures.facts.zone)
    return " · ".join(part for part in (describe_pay(figures.pay), way, openings) if part)


def describe_pay(pay: Pay) -> str:
    if pay.median is not None:
        return format_dollars(pay.median)
    if pay.is_top_coded and pay.median_at_least:
        return format_at_least(format_dollars(pay.median_at_least))
    if pay.missing == HOURLY_ONLY and pay.hourly_median is not None:
        return _("%(amount)s an hour") % {"amount": format_dollars(pay.hourly_median)}
    return _("pay not published")
