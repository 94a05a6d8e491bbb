"""The fit check: the conditions of one career, beside what a person says of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers.facts.reading import Fact
from quiz import tokens
from quiz.matching import METHOD_VERSION
from quiz.matching.answers import Answers
from quiz.matching.careers import MeasuredCareer
from quiz.matching.families import find_family
from quiz.matching.fit_check import choose_conditions
from quiz.matching.items import FORM_VERSION
from quiz.matching.readings import Reading, read_career
from quiz.models import MatchProfile, Result
from quiz.models.results import FormLength, ResultKind
from quiz.profiles.line_groups import LineGroup, cite_lines, group_lines
from quiz.profiles.lines import ConditionLine, Effect, build_condition_lines
from quiz.profiles.measured import Measured, read_measured
from quiz.profiles.stored import build_answers

# Careers that are offered in place of one that bothers.
MAX_EASIER = 5


@dataclass(frozen=True)
class FitCheck:
    """What is asked of one career: the conditions in which it differs most, the most first.

    There are none where no source measures them.
    """

    measured: Measured
    career: MeasuredCareer
    conditions: tuple[str, ...]


def build_fit_check(
    career_id: int, soc_code: str, releases: Mapping[str, Sequence[int]] | None = None
) -> FitCheck | None:
    """The check of a career by today's releases or by those given; None if nothing is measured.

    A career that visitors cannot read yet is shown in previews as another one of its occupation.
    """
    measured = read_measured(releases=releases)
    career = measured.by_id.get(career_id) or next(
        (each for each in measured.careers if each.soc_code == soc_code), None
    )
    if career is None:
        return None
    conditions = choose_conditions(career.conditions, measured.statistics)
    return FitCheck(measured, career, conditions) if conditions else None


def store_fit(check: FitCheck, answers: Mapping[str, int], form_key: str) -> tuple[Result, str]:
    """Store the result of a check; returns it and its owner's code.

    The code is derived from the form and its answers: the same ones sent twice, because the
    response got lost, are one result, and the form sent again with other answers makes another.
    """
    said = json.dumps([check.career.slug, sorted(answers.items())])
    owner_token = tokens.derive_owner_token(f"{form_key} {said}", settings.SECRET_KEY)
    with transaction.atomic():
        result, is_new = Result.objects.get_or_create(
            owner_hash=tokens.hash_token(owner_token),
            defaults={
                "kind": ResultKind.FIT,
                "token_hash": tokens.hash_token(tokens.derive_reading_token(owner_token, 1)),
                "form": FormLength.FULL,
                "answers": dict(answers),
            },
        )
        if is_new:
            MatchProfile.objects.create(
                result=result,
                career_id=check.career.career_id,
                form_version=FORM_VERSION,
                method_version=METHOD_VERSION,
                releases=dict(check.measured.releases),
            )
    return result, owner_token


class EasierCareer(NamedTuple):
    """A career of the same family in which nothing that was asked would bother the person."""

    slug: str
    name: str


@dataclass(frozen=True)
class FitStory:
    """What the page of a fit check's result shows."""

    check: FitCheck
    answers: Answers
    reading: Reading
    groups: list[LineGroup]

    @property
    def headline(self) -> str:
        """The finding: counts of conditions, which are not weighed against each other."""
        suits, bothers = len(self.reading.suits), len(self.reading.bothers)
        if ruled_out := len(self.reading.rules_out):
            return ngettext(
                "One condition of this work rules it out for you",
                "%(number)d conditions of this work rule it out for you",
                ruled_out,
            ) % {"number": ruled_out}
        if suits and bothers:
            return _("%(suits)s, %(bothers)s") % {
                "suits": ngettext(
                    "One condition suits you", "%(number)d conditions suit you", suits
                )
                % {"number": suits},
                "bothers": ngettext("one would bother you", "%(number)d would bother you", bothers)
                % {"number": bothers},
            }
        if bothers:
            return ngettext(
                "One condition of this work would bother you",
                "%(number)d conditions of this work would bother you",
                bothers,
            ) % {"number": bothers}
        if suits:
            return ngettext(
                "One condition of this work suits you, and none would bother you",
                "%(number)d conditions of this work suit you, and none would bother you",
                suits,
            ) % {"number": suits}
        return _("Nothing you said speaks for or against the conditions of this work")

    @property
    def lines(self) -> list[ConditionLine]:
        return [line for group in self.groups for line in group.lines]

    @property
    def troubles(self) -> list[str]:
        """The keys of conditions to ask an employer about."""
        against = (Effect.RULES_OUT, Effect.BOTHERS)
        return [line.key for line in self.lines if line.effect in against]

    @cached_property
    def easier(self) -> list[EasierCareer]:
        """Where something bothers: careers of the same family without it, most openings first."""
        if not self.troubles:
            return []
        measured, own = self.check.measured, self.check.career
        family = find_family(own.soc_code)
        others = (
            career
            for career in measured.careers
            if career.soc_code != own.soc_code and find_family(career.soc_code) == family
        )
        readings = [read_career(self.answers, career) for career in others]
        without = [
            each.career for each in readings if not (each.rules_out or each.bothers or each.unknown)
        ]
        without.sort(key=lambda career: (-(career.openings or 0), career.slug))
        names = measured.names
        return [
            EasierCareer(career.slug, names[career.career_id]) for career in without[:MAX_EASIER]
        ]

    @property
    def facts(self) -> list[Fact]:
        """What the lines are from."""
        return cite_lines(self.lines, self.check.measured.figures[self.check.career.soc_code])


def build_fit_story(result: Result) -> FitStory | None:
    """The result of a fit check, by the releases it was made with; None if the career is gone."""
    career = result.profile.career
    if career is None:
        return None
    measured = read_measured(releases=result.profile.releases)
    own = measured.by_id.get(career.pk)
    if own is None:
        return None
    check = FitCheck(measured, own, choose_conditions(own.conditions, measured.statistics))
    answers = build_answers(result)
    # The column does not keep the order in which they were asked.
    order = {key: place for place, key in enumerate(check.conditions)}
    asked = sorted(answers.stances, key=lambda key: order.get(key, len(order)))
    stances = {key: answers.stances[key] for key in asked}
    reading = read_career(answers, own)
    return FitStory(
        check, answers, reading, group_lines(build_condition_lines(reading, stances, measured))
    )
