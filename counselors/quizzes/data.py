"""A quiz result as data for files."""

from typing import Any

from counselors.models import Participation
from counselors.scored_results import ScoredResult
from quiz import wording
from quiz.answers import ANSWER_LABELS


def build_student_result(student: Participation) -> dict[str, Any]:
    """The result that a student shares."""
    return build_result_data(student.scored)


def build_result_data(scored: ScoredResult) -> dict[str, Any]:
    """The answers and the quiz's result; scores are out of 100.

    The answer 0 is “not known yet”; a side of which nothing is known has no score.
    """
    result, content, outcome = scored.result, scored.content, scored.outcome
    trait_names = {trait.key: trait.name for trait in content.traits}
    return {
        "finished_at": result.created_at,
        "quiz_version": result.quiz_version.number,
        "form": result.form,
        "headline": wording.format_headline(content, outcome),
        "band": scored.band.label if outcome.is_clear and not outcome.conflicts else None,
        "fit": round(outcome.fit),
        "range": [round(outcome.low), round(outcome.high)],
        "traits": [
            *(
                {"name": trait_names[trait.key], "score": round(trait.score)}
                for trait in outcome.traits
            ),
            *({"name": trait_names[key], "score": None} for key in outcome.unscored),
        ],
        "answers": [
            {
                "statement": statement.text,
                "answer": result.answers[statement.key],
                "answer_label": ANSWER_LABELS[result.answers[statement.key]],
            }
            for statement in content.asked(result.form)
        ],
        "conditions": [
            {"question": condition.question, "answer": result.conditions.get(condition.key, "")}
            for condition in content.conditions
        ],
    }
