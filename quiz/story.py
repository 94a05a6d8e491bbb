"""Builds what a result page says from the answers, the quiz version and the career's guide.

It is built from the answers on each request. The version they belong to never changes, so an old
link always says the same. Only the career's own tables (wages, costs, steps) are those of today.
"""

from collections.abc import Mapping, Sequence

from careers.guides.documents import GuideContent
from quiz import explain, scoring, wording
from quiz.answers import ANSWER_LABELS, CONDITION_LABELS
from quiz.content import VersionContent
from quiz.models import Result
from quiz.models.parts import GuidePart
from quiz.story_parts import (
    AnswerView,
    BandOnScale,
    ChangeView,
    ConflictView,
    StepView,
    Story,
    TraitView,
)
from quiz.versions import get_content

MAX_REASONS = 3


def build_story(result: Result, guide_links: Mapping[str, str]) -> Story:
    """The story of a result; `guide_links`: URL of each part of the guide by its name."""
    content = get_content(result.version)
    return build_story_of_answers(
        content, result.form, result.answers, result.conditions, guide_links
    )


def build_story_of_answers(
    content: VersionContent,
    length: str,
    answers: Mapping[str, int],
    conditions: Mapping[str, str],
    guide_links: Mapping[str, str],
) -> Story:
    form = content.form(length)
    outcome = content.score_answers(length, answers, conditions)
    answer_views = _build_answers(content, length, answers, guide_links)
    reasons = explain.rank_reasons(form, answers)
    return Story(
        content=content,
        outcome=outcome,
        band=content.band_by_key[outcome.band],
        bands=tuple(content.band_by_key[key] for key in outcome.bands),
        scale=_build_scale(content, outcome),
        headline=wording.format_headline(content, outcome),
        sureness=wording.format_sureness(outcome),
        doubt_texts=tuple(
            wording.format_doubt(doubt, content, outcome) for doubt in outcome.doubts
        ),
        conflicts=tuple(
            ConflictView(
                condition,
                CONDITION_LABELS[conditions[condition.key]].lower(),
                guide_links[condition.fact.guide_part],
            )
            for condition in content.conditions
            if condition.key in outcome.conflicts
        ),
        reasons=tuple(answer_views[reason.key] for reason in reasons[:MAX_REASONS]),
        equal_reasons=_count_equal_reasons(reasons),
        traits=_build_traits(content, outcome, answer_views, guide_links),
        against=tuple(answer_views[reason.key] for reason in reasons if reason.points < 0),
        changes=_build_changes(content, form, answers, answer_views),
        questions=wording.list_questions(content, outcome),
    )


def _build_answers(
    content: VersionContent,
    length: str,
    answers: Mapping[str, int],
    guide_links: Mapping[str, str],
) -> dict[str, AnswerView]:
    points = explain.calculate_points(content.form(length), answers)
    return {
        statement.key: AnswerView(
            number=number,
            statement=statement,
            answer=answers[statement.key],
            said=str(ANSWER_LABELS[answers[statement.key]]),
            keyed=scoring.STEP_POINTS
            * scoring.keyed_steps(answers[statement.key], statement.reverse),
            points=points[statement.key],
            fact_url=guide_links[statement.fact.guide_part],
        )
        for number, statement in enumerate(content.asked(length), start=1)
    }


def _build_traits(
    content: VersionContent,
    outcome: scoring.Outcome,
    answer_views: Mapping[str, AnswerView],
    guide_links: Mapping[str, str],
) -> tuple[TraitView, ...]:
    """Traits from the highest score down; equal ones in the quiz's order."""
    by_key = {trait.key: trait for trait in content.traits}
    return tuple(
        TraitView(
            trait=by_key[trait_score.key],
            score=round(trait_score.score),
            level=trait_score.level,
            tied=trait_score.tied,
            answers=tuple(
                answer_views[statement.key]
                for statement in by_key[trait_score.key].statements
                if statement.key in answer_views
            ),
            guide_url=guide_links[by_key[trait_score.key].guide_part],
        )
        for trait_score in sorted(outcome.traits, key=lambda trait_score: trait_score.rank)
    )


def _build_scale(content: VersionContent, outcome: scoring.Outcome) -> tuple[BandOnScale, ...]:
    ascending = sorted(content.bands, key=lambda band: band.threshold)
    ends = [band.threshold for band in ascending[1:]] + [100]
    return tuple(
        BandOnScale(band, band.threshold, end - band.threshold, band.key in outcome.bands)
        for band, end in zip(ascending, ends, strict=True)
    )


def _count_equal_reasons(reasons: Sequence[explain.Reason]) -> int:
    """How many reasons that are not listed count as much as the last one listed."""
    if len(reasons) <= MAX_REASONS:
        return 0
    last = reasons[MAX_REASONS - 1]
    return sum(reason.rank == last.rank for reason in reasons[MAX_REASONS:])


def _build_changes(
    content: VersionContent,
    form: scoring.Form,
    answers: Mapping[str, int],
    answer_views: Mapping[str, AnswerView],
) -> tuple[ChangeView, ...]:
    changes = ((up, explain.find_smallest_change(form, answers, up=up)) for up in (True, False))
    return tuple(
        ChangeView(
            band=content.band_by_key[change.band],
            up=up,
            steps=tuple(
                StepView(answer_views[step.key], str(ANSWER_LABELS[step.would_be]))
                for step in change.steps
            ),
        )
        for up, change in changes
        if change is not None
    )


def build_guide_links(url: str, guide: GuideContent | None) -> dict[str, str]:
    """URL of each part of the guide at `url`; of the guide itself where it lacks the part."""
    links = {part.value: url for part in GuidePart}
    for section in reversed(guide.sections if guide else []):
        if section.is_shown and section.part in links:
            links[section.part] = f"{url}#{section.anchor}"
    return links
