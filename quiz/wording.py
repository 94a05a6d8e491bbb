"""The texts of a result: kind, and never surer than the result is."""

from collections.abc import Collection

from django.utils.translation import gettext, ngettext

from quiz import scoring
from quiz.content import VersionContent
from quiz.english import EnglishText, fill_in, lower_first


def format_headline(content: VersionContent, outcome: scoring.Outcome) -> str:
    if number := len(outcome.conflicts):
        return ngettext(
            "One of your answers rules out most of these jobs",
            "%(number)s of your answers rule out most of these jobs",
            number,
        ) % {"number": number}
    if outcome.is_clear and outcome.capped_by:
        sentence = gettext("%(band)s: strong except for %(traits)s")
        return fill_in(
            sentence,
            band=content.band_by_key[outcome.band].label,
            traits=join_traits(content, outcome.capped_by),
        )
    if outcome.is_clear:
        return content.band_by_key[outcome.band].label
    if outcome.doubts == (scoring.Doubt.BETWEEN,):
        low, high = _name_ends(content, outcome)
        sentence = gettext("Not clear: between “%(low)s” and “%(high)s”")
        return fill_in(sentence, low=low, high=high)
    return gettext("Not clear: your answers leave it open")


def format_signed(points: float, places: int = 0) -> str:
    """Points with their sign.

    >>> format_signed(12), format_signed(-2.5, places=1), format_signed(0)
    ('+12', '−2.5', '0')
    """
    sign = "+" if points > 0 else "\N{MINUS SIGN}" if points < 0 else ""
    return f"{sign}{abs(points):.{places}f}"


def _name_ends(content: VersionContent, outcome: scoring.Outcome) -> tuple[str, str]:
    """The lowest and the highest band that the range touches, for the middle of a sentence."""
    names = [lower_first(content.band_by_key[key].label) for key in outcome.bands]
    return names[0], names[-1]


def join_traits(content: VersionContent, keys: Collection[str]) -> str:
    """Names of traits for the middle of a sentence; a name may have an “and” of its own."""
    names = [lower_first(trait.name) for trait in content.traits if trait.key in keys]
    joined = "; ".join(names)
    return EnglishText(joined) if isinstance(names[0], EnglishText) else joined


def format_sureness(content: VersionContent, outcome: scoring.Outcome) -> str:
    """How sure a clear result is; of one that is ruled out there is nothing to be sure of."""
    if outcome.conflicts or not outcome.is_clear:
        return ""
    if outcome.capped_by:
        sentence = gettext(
            "This is at the core of the work, so the rest cannot make up for it: without it, the "
            "result stays below “%(band)s”."
        )
        return fill_in(sentence, band=lower_first(content.bands[0].label))
    if outcome.is_firm:
        return gettext("This is firm: no single answer, moved by one step, would change it.")
    return gettext("This is on the edge: one answer, moved by one step, could make it unclear.")


def format_doubt(doubt: scoring.Doubt, content: VersionContent, outcome: scoring.Outcome) -> str:
    if doubt is scoring.Doubt.UNSURE:
        return _format_unsure(content, outcome)
    if doubt is scoring.Doubt.FLAT:
        return gettext(
            "You gave the same answer to every statement. Some statements say the opposite of "
            "others, so this cannot tell us what suits you. Take the quiz again when you have a "
            "quiet moment, and picture yourself in each situation."
        )
    if doubt is scoring.Doubt.LONG_RUN:
        return gettext(
            "You gave the same answer %(number)s times in a row. That can be right, but it often "
            "means that the statements went by too fast. Read those once more, and change what "
            "you would say differently."
        ) % {"number": outcome.longest_run}
    if doubt is scoring.Doubt.CONTRADICTION:
        return gettext(
            "%(number)s pairs of statements say opposite things, and you answered both in the "
            "same way. Perhaps it depends on the day; perhaps one was misread. Compare them "
            "below, and think of the last time you were in such a situation."
        ) % {"number": len(outcome.contradictions)}
    low, high = _name_ends(content, outcome)
    if outcome.close_cores:
        sentence = gettext(
            "At the core of this work: %(traits)s. Your answers about that are on the edge of low. "
            "If it suits you, the result is “%(high)s”. If not, the rest cannot make up for it, "
            "and it is “%(low)s” at best. A day in such a workplace will tell you more than "
            "another quiz."
        )
        traits = join_traits(content, outcome.close_cores)
        return fill_in(sentence, traits=traits, low=low, high=high)
    sentence = gettext(
        "Your answers point to a range that reaches from “%(low)s” to “%(high)s”. A few "
        "statements are not enough to tell which. A talk with somebody who does this work will "
        "tell you more than another quiz."
    )
    return fill_in(sentence, low=low, high=high)


def _format_unsure(content: VersionContent, outcome: scoring.Outcome) -> str:
    """Why answers that are not known yet leave the result open."""
    missing = [trait.key for trait in content.core_traits if trait.key in outcome.unscored]
    if not missing or not outcome.traits:
        return gettext(
            "You do not know yet how you would answer %(number)s of the statements. That is an "
            "honest answer, and too many for a result. Visit such a workplace or talk with "
            "somebody who does this work, then answer those again."
        ) % {"number": len(outcome.unsure)}
    sentence = gettext(
        "You do not know yet how you would answer anything about %(traits)s. That is at the core "
        "of this work, so the result stays open without it. Visit such a workplace or talk with "
        "somebody who does this work, then answer those statements again."
    )
    return fill_in(sentence, traits=join_traits(content, missing))


def list_questions(content: VersionContent, outcome: scoring.Outcome) -> tuple[str, ...]:
    """Questions to ask, the ones about sides that are not known yet and the lowest ones first."""
    by_key = {trait.key: trait for trait in content.traits}
    scored = sorted(outcome.traits, key=lambda trait_score: trait_score.score)
    lowest = [trait.key for trait in scored if trait.level is not scoring.Level.HIGH]
    if scoring.Doubt.FLAT in outcome.doubts:
        lowest = []
    about_trait = gettext(
        "%(trait)s: what does that look like here on an ordinary day, and on the hardest day of "
        "the month?"
    )
    about_traits = [
        fill_in(about_trait, trait=by_key[key].name) for key in (*outcome.unscored, *lowest)
    ]
    return (
        *about_traits[:2],
        gettext("May I watch people do this work for half a day before I decide?"),
        gettext("Which training and certification did the last three people you hired have?"),
        gettext(
            "How long did it take them to feel sure of the work, and what does the first year pay?"
        ),
    )
