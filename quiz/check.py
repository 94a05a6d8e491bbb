"""What must be right before a quiz version is published, and what to read again. Pure."""

import re
from collections import Counter
from collections.abc import Collection, Iterator

from quiz import scoring
from quiz.content import VersionContent

# With fewer statements one answer could decide a trait.
MIN_STATEMENTS = 3
MIN_STATEMENTS_SHORT = 2
SHORT_FORM_SIZE = 10
TOTAL_WEIGHT = 100
MIN_BANDS = 2
# Words that often join two thoughts, and those that make "disagree" a double negative.
JOINING_WORDS = re.compile(r"\b(?:and|or)\b", re.IGNORECASE)
NEGATIVE_WORDS = re.compile(r"\b(?:not|never|no|nothing|nobody|\w+n['’]t)\b", re.IGNORECASE)


def find_problems(content: VersionContent, measured_facts: Collection[str]) -> list[str]:
    """Every reason why the version cannot be published; empty if it can.

    `measured_facts`: keys of the career's measured facts.
    """
    return [
        *_check_traits(content),
        *_check_statements(content),
        *_check_short_form(content),
        *_check_bands(content),
        *_check_facts(content, measured_facts),
    ]


def find_advice(content: VersionContent) -> list[str]:
    """Statements to read again before publishing. A word is no proof, so none of it blocks."""
    advice = []
    for statement in content.statements:
        name = f"Statement “{statement.key}”"
        if joining := JOINING_WORDS.search(statement.text):
            advice.append(
                f"{name} has “{joining[0]}” in it. If it asks two things at once, ask one: a "
                f"visitor may agree with one half only."
            )
        if negative := NEGATIVE_WORDS.search(statement.text):
            advice.append(
                f"{name} has “{negative[0]}” in it. Disagreeing with a negative sentence is easily "
                f"misread; say it without, and mark it as reverse-keyed if need be."
            )
    return advice


def _check_traits(content: VersionContent) -> Iterator[str]:
    if not content.traits:
        yield "There are no traits."
    for trait in content.traits:
        name = f"Trait “{trait.name}”"
        if len(trait.statements) < MIN_STATEMENTS:
            yield f"{name} has {len(trait.statements)} statements; it needs {MIN_STATEMENTS}."
        if trait.statements and len({item.reverse for item in trait.statements}) < 2:
            yield f"{name} has statements in one direction only; it needs both."
        for level in scoring.Level:
            if not trait.text_for(level).strip():
                yield f"{name} has no text for a {level} score."
    total = sum(trait.weight for trait in content.traits)
    if content.traits and total != TOTAL_WEIGHT:
        yield f"The traits' weights add up to {total}; they must add up to {TOTAL_WEIGHT}."


def _check_statements(content: VersionContent) -> Iterator[str]:
    for key, times in Counter(statement.key for statement in content.statements).items():
        if times > 1:
            yield f"The key “{key}” is used by {times} statements."
    positions = Counter(statement.position for statement in content.statements)
    if any(times > 1 for times in positions.values()):
        yield "Two statements have the same position, so their order is open."
    for trait in content.traits:
        by_key = {statement.key: statement for statement in trait.statements}
        for statement in trait.statements:
            if not statement.mirror:
                continue
            mirrored = by_key.get(statement.mirror)
            if mirrored is None:
                yield (
                    f"Statement “{statement.key}” is the opposite of “{statement.mirror}”, "
                    f"which its trait does not have."
                )
            elif mirrored.reverse == statement.reverse:
                yield (
                    f"Statements “{statement.key}” and “{statement.mirror}” are opposites, but "
                    f"both are keyed in the same direction."
                )


def _check_short_form(content: VersionContent) -> Iterator[str]:
    if not content.has_short_form:
        return
    asked = content.asked("short")
    if len(asked) != SHORT_FORM_SIZE:
        yield f"The short form has {len(asked)} statements; it has {SHORT_FORM_SIZE} or none."
    for trait in content.traits:
        short = [statement for statement in trait.statements if statement.in_short_form]
        if len(short) < MIN_STATEMENTS_SHORT:
            yield (
                f"Trait “{trait.name}” has {len(short)} statements in the short form; "
                f"it needs {MIN_STATEMENTS_SHORT}."
            )


def _check_bands(content: VersionContent) -> Iterator[str]:
    if len(content.bands) < MIN_BANDS:
        yield f"There are {len(content.bands)} bands; a quiz needs {MIN_BANDS}."
    elif min(band.threshold for band in content.bands) != 0:
        yield "The lowest band must start at 0."
    for band in content.bands:
        if not band.text.strip():
            yield f"Band “{band.label}” has no text."


def _check_facts(content: VersionContent, measured_facts: Collection[str]) -> Iterator[str]:
    facts = [(f"Statement “{item.key}”", item.fact) for item in content.statements]
    facts += [(f"Question “{item.key}”", item.fact) for item in content.conditions]
    for name, fact in facts:
        if fact.measured_fact and fact.measured_fact not in measured_facts:
            yield f"{name} refers to the measured fact “{fact.measured_fact}”, which is not there."
        if not fact.measured_fact and not fact.text.strip():
            yield f"{name} does not say which fact it comes from."
