"""The texts of a result: kind, and never surer than the result is."""

from quiz import scoring
from quiz.content import VersionContent


def format_headline(content: VersionContent, outcome: scoring.Outcome) -> str:
    number = len(outcome.conflicts)
    if number == 1:
        return "One of your answers rules out most of these jobs"
    if number:
        return f"{number} of your answers rule out most of these jobs"
    if outcome.is_clear:
        return content.band_by_key[outcome.band].label
    if outcome.doubts == (scoring.Doubt.BETWEEN,):
        names = [_quote(content.band_by_key[key].label) for key in outcome.bands]
        return f"Not clear: between {names[0]} and {names[-1]}"
    return "Not clear: your answers leave it open"


def format_signed(points: float, places: int = 0) -> str:
    """Points with their sign.

    >>> format_signed(12), format_signed(-2.5, places=1), format_signed(0)
    ('+12', '−2.5', '0')
    """
    sign = "+" if points > 0 else "\N{MINUS SIGN}" if points < 0 else ""
    return f"{sign}{abs(points):.{places}f}"


def _quote(label: str) -> str:
    return f"“{label[:1].lower()}{label[1:]}”"


def format_sureness(outcome: scoring.Outcome) -> str:
    if not outcome.is_clear:
        return ""
    if outcome.is_firm:
        return "This is firm: no single answer, moved by one step, would change it."
    return "This is on the edge: one answer, moved by one step, could make it unclear."


def format_doubt(doubt: scoring.Doubt, content: VersionContent, outcome: scoring.Outcome) -> str:
    if doubt is scoring.Doubt.FLAT:
        return (
            "You gave the same answer to every statement. Some statements say the opposite of "
            "others, so this cannot tell us what suits you. Take the quiz again when you have a "
            "quiet moment, and picture yourself in each situation."
        )
    if doubt is scoring.Doubt.LONG_RUN:
        return (
            f"You gave the same answer {outcome.longest_run} times in a row. That can be right, "
            "but it often means that the statements went by too fast. Read those once more, and "
            "change what you would say differently."
        )
    if doubt is scoring.Doubt.CONTRADICTION:
        return (
            f"{len(outcome.contradictions)} pairs of statements say opposite things, and you "
            "answered both in the same way. Perhaps it depends on the day; perhaps one was "
            "misread. Compare them below, and think of the last time you were in such a situation."
        )
    names = [_quote(content.band_by_key[key].label) for key in outcome.bands]
    return (
        f"Your answers point to a range that reaches from {names[0]} to {names[-1]}. A few "
        "statements are not enough to tell which. A talk with somebody who does this work will "
        "tell you more than another quiz."
    )


def list_questions(content: VersionContent, outcome: scoring.Outcome) -> tuple[str, ...]:
    """Questions to ask, the ones about the lowest traits first."""
    by_key = {trait.key: trait for trait in content.traits}
    lowest = sorted(outcome.traits, key=lambda trait_score: trait_score.score)
    about_traits = [
        f"{by_key[trait_score.key].name}: what does that look like here on an ordinary day, and on "
        "the hardest day of the month?"
        for trait_score in lowest
        if trait_score.level is not scoring.Level.HIGH
    ]
    return (
        *about_traits[:2],
        "May I watch people do this work for half a day before I decide?",
        "Which training and certification did the last three people you hired have?",
        "How long did it take them to feel sure of the work, and what does the first year pay?",
    )
