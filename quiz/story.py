"""Builds what a result page says from the answers, the quiz version and the career's guide.

It is built from the answers on each request. The version they belong to never changes, so an old
link always says the same. Only the career's own tables (wages, costs, steps) are those of today.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from careers.guides.documents import GuideContent
from quiz import explain, scoring, wording
from quiz.answers import ANSWER_LABELS, CONDITION_LABELS
from quiz.content import StatementContent, VersionContent
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
    content = get_content(result.quiz_version)
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
    traits = _build_traits(content, outcome, answer_views, guide_links)
    # The same answer everywhere speaks neither for nor against anything.
    is_flat = scoring.Doubt.FLAT in outcome.doubts
    reasons = () if is_flat else explain.choose_reasons(form, answers, MAX_REASONS)
    moves = () if is_flat else explain.rank_reasons(form, answers)
    return Story(
        content=content,
        outcome=outcome,
        band=content.band_by_key[outcome.band],
        bands=tuple(content.band_by_key[key] for key in outcome.bands),
        scale=_build_scale(content, outcome),
        headline=wording.format_headline(content, outcome),
        sureness=wording.format_sureness(content, outcome),
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
        reasons=tuple(answer_views[reason.key] for reason in reasons),
        traits=traits,
        caps=_list_caps(outcome, traits),
        against=tuple(answer_views[reason.key] for reason in moves if reason.points < 0),
        # No other answer lifts one that rules the work out.
        changes=()
        if is_flat or outcome.conflicts
        else _build_changes(content, form, answers, answer_views),
        questions=wording.list_questions(content, outcome),
    )


def _list_caps(outcome: scoring.Outcome, traits: Sequence[TraitView]) -> tuple[TraitView, ...]:
    """The sides that hold a clear result back; ruled out, it is not held back any more."""
    if outcome.conflicts or not outcome.is_clear:
        return ()
    return tuple(view for view in traits if view.trait.key in outcome.capped_by)


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
            keyed=_find_keyed_value(answers[statement.key], statement),
            points=points.get(statement.key, Fraction(0)),
            fact_url=guide_links[statement.fact.guide_part],
        )
        for number, statement in enumerate(content.asked(length), start=1)
    }


def _find_keyed_value(answer: int, statement: StatementContent) -> int:
    """0 to 100 toward the fit; the middle while the answer is not known yet."""
    if answer == scoring.UNSURE_ANSWER:
        return 50
    return scoring.STEP_POINTS * scoring.keyed_steps(answer, statement.reverse)


def _build_traits(
    content: VersionContent,
    outcome: scoring.Outcome,
    answer_views: Mapping[str, AnswerView],
    guide_links: Mapping[str, str],
) -> tuple[TraitView, ...]:
    """Traits from the highest score down, equal ones in order; those without one come last."""
    is_flat = scoring.Doubt.FLAT in outcome.doubts
    scores = {} if is_flat else {trait_score.key: trait_score for trait_score in outcome.traits}
    # Both of a contradictory pair stand where the first of them would.
    together: dict[str, tuple[str, ...]] = {}
    for pair in outcome.contradictions:
        first, second = sorted(pair, key=lambda key: answer_views[key].number)
        together |= {first: (first, second), second: ()}
    views = [
        TraitView(
            trait=trait,
            score=round(scores[trait.key].score) if trait.key in scores else None,
            level=scores[trait.key].level if trait.key in scores else None,
            tied=trait.key in scores and scores[trait.key].tied,
            answers=tuple(
                answer_views[key]
                for statement in trait.statements
                for key in together.get(statement.key, (statement.key,))
                if key in answer_views
            ),
            guide_url=guide_links[trait.guide_part],
            contradictions=tuple(
                pair
                for pair in outcome.contradictions
                if content.trait_of[pair[0]].key == trait.key
            ),
        )
        for trait in content.traits
    ]
    last = len(views)
    return tuple(
        sorted(
            views,
            key=lambda view: scores[view.trait.key].rank if view.trait.key in scores else last,
        )
    )


def _build_scale(content: VersionContent, outcome: scoring.Outcome) -> tuple[BandOnScale, ...]:
    ascending = sorted(content.bands, key=lambda band: band.threshold)
    ends = [band.threshold for band in ascending[1:]] + [100]
    # What is known yet points to a band; while a side or too much is not known, none is reached.
    reached = () if scoring.Doubt.UNSURE in outcome.doubts else outcome.bands
    return tuple(
        BandOnScale(band, band.threshold, end - band.threshold, band.key in reached)
        for band, end in zip(ascending, ends, strict=True)
    )


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
