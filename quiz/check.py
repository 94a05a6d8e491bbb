"""What must be right before a quiz version is published, told in words. Pure: no database."""

from collections import Counter
from collections.abc import Collection, Iterator

from quiz.content import VersionContent

# Fewer statements than this let one answer decide a trait.
LEAST_STATEMENTS = 3
LEAST_STATEMENTS_SHORT = 2
SHORT_FORM_SIZE = 10
WHOLE_WEIGHT = 100
LEAST_BANDS = 2


def problems(content: VersionContent, measured_facts: Collection[str]) -> list[str]:
    """Every reason why the version cannot be published; empty when it can.

    `measured_facts`: keys of the career's measured facts.
    """
    return [
        *_traits(content),
        *_statements(content),
        *_short_form(content),
        *_bands(content),
        *_facts(content, measured_facts),
    ]


def _traits(content: VersionContent) -> Iterator[str]:
    if not content.traits:
        yield "There are no traits."
    for trait in content.traits:
        name = f"Trait “{trait.name}”"
        if len(trait.statements) < LEAST_STATEMENTS:
            yield f"{name} has {len(trait.statements)} statements; it needs {LEAST_STATEMENTS}."
        if trait.statements and len({item.reverse for item in trait.statements}) < 2:
            yield f"{name} has statements in one direction only; it needs both."
        for level, text in (
            ("high", trait.high_text),
            ("middle", trait.middle_text),
            ("low", trait.low_text),
        ):
            if not text.strip():
                yield f"{name} has no text for a {level} score."
    whole = sum(trait.weight for trait in content.traits)
    if content.traits and whole != WHOLE_WEIGHT:
        yield f"The traits' weights add up to {whole}; they must add up to {WHOLE_WEIGHT}."


def _statements(content: VersionContent) -> Iterator[str]:
    for key, times in Counter(statement.key for statement in content.statements).items():
        if times > 1:
            yield f"The key “{key}” stands at {times} statements."
    places = Counter(statement.position for statement in content.statements)
    if any(times > 1 for times in places.values()):
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


def _short_form(content: VersionContent) -> Iterator[str]:
    if not content.has_short_form:
        return
    asked = content.asked("short")
    if len(asked) != SHORT_FORM_SIZE:
        yield f"The short form has {len(asked)} statements; it has {SHORT_FORM_SIZE} or none."
    for trait in content.traits:
        short = [statement for statement in trait.statements if statement.in_short_form]
        if len(short) < LEAST_STATEMENTS_SHORT:
            yield (
                f"Trait “{trait.name}” has {len(short)} statements in the short form; "
                f"it needs {LEAST_STATEMENTS_SHORT}."
            )


def _bands(content: VersionContent) -> Iterator[str]:
    if len(content.bands) < LEAST_BANDS:
        yield f"There are {len(content.bands)} bands; a quiz needs {LEAST_BANDS}."
    elif min(band.threshold for band in content.bands) != 0:
        yield "The lowest band must start at 0."
    for band in content.bands:
        if not band.text.strip():
            yield f"Band “{band.label}” has no text."


def _facts(content: VersionContent, measured_facts: Collection[str]) -> Iterator[str]:
    named = [(f"Statement “{item.key}”", item.fact) for item in content.statements]
    named += [(f"Question “{item.key}”", item.fact) for item in content.conditions]
    for name, fact in named:
        if fact.measured_fact and fact.measured_fact not in measured_facts:
            yield f"{name} refers to the measured fact “{fact.measured_fact}”, which is not there."
        if not fact.measured_fact and not fact.text.strip():
            yield f"{name} does not say which fact it comes from."
