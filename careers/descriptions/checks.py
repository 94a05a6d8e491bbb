"""Whether a text of an occupation is as our texts are: whole, short, plain, and unlike the others.

Pure: the same checks hold the files of the project and advise editors in admin.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from careers.descriptions.files import OccupationText

# Characters of each field, at least and at most. The database allows editors some more.
LENGTHS = {
    "name": (3, 60),
    "plural": (4, 66),
    "summary": (60, 240),
    "likes": (40, 170),
    "strains": (40, 170),
    "outlook": (40, 240),
}
DUTY_LENGTHS = (15, 110)
DUTIES = (4, 6)
MAX_OTHER_NAMES = 8
MAX_GRADE = 8
SENTENCES = ("summary", "likes", "strains", "outlook")
# Of three words in a row, the share that two texts may have in common.
MAX_LIKENESS = 0.5
COMPARED = ("summary", "likes", "strains")

WORD = re.compile(r"[A-Za-z0-9]+(?:['’-][A-Za-z0-9]+)*")
VOWELS = re.compile(r"[aeiouy]+")
SHUNNED = re.compile(r"[!—]|\be\.g\.|\bi\.e\.|\betc\b")


class Mistake(NamedTuple):
    """What is wrong with a field of a text."""

    field: str
    message: str


def check_text(text: OccupationText) -> Iterator[Mistake]:
    """What is wrong with a text by itself."""
    for name, (least, most) in LENGTHS.items():
        value = getattr(text, name)
        if name == "outlook" and not value:
            continue
        if not least <= len(value) <= most:
            yield Mistake(name, f"It has {len(value)} characters. Write {least} to {most}.")
    yield from _check_duties(text.duties)
    if len(text.also) > MAX_OTHER_NAMES:
        yield Mistake("also", f"There are {len(text.also)} names. Keep the {MAX_OTHER_NAMES} best.")
    for name in SENTENCES:
        value = getattr(text, name)
        if value and not value.endswith("."):
            yield Mistake(name, "End it with a full stop.")
        if found := SHUNNED.search(value):
            yield Mistake(name, f"Do without “{found[0]}”.")
    grade = measure_grade(text)
    if grade > MAX_GRADE:
        yield Mistake(
            "summary",
            f"The text reads like grade {grade:.1f}. Shorter words and sentences bring it to "
            f"{MAX_GRADE}.",
        )


def _check_duties(duties: Sequence[str]) -> Iterator[Mistake]:
    least, most = DUTIES
    if not least <= len(duties) <= most:
        yield Mistake("duties", f"There are {len(duties)}. Write {least} to {most}.")
    least, most = DUTY_LENGTHS
    for duty in duties:
        if not least <= len(duty) <= most:
            yield Mistake(
                "duties", f"“{duty}” has {len(duty)} characters. Write {least} to {most}."
            )
        if duty.endswith("."):
            yield Mistake("duties", f"“{duty}” ends with a full stop. Leave it out.")
        if not duty[:1].isupper():
            yield Mistake("duties", f"“{duty}” begins with a small letter.")
        if found := SHUNNED.search(duty):
            yield Mistake("duties", f"“{duty}”: do without “{found[0]}”.")


def measure_grade(text: OccupationText) -> float:
    """The U.S. school grade that a text is for, by Flesch and Kincaid (1975).

    Kincaid et al., “Derivation of new readability formulas for Navy enlisted personnel”: 0.39 ×
    words a sentence + 11.8 × syllables a word - 15.59. The occupation's own name is no choice of
    the writer, and counts as “worker”.
    """
    names = [(text.plural, "workers"), (text.name, "worker")]
    sentences = [text.summary, *text.duties, text.likes, text.strains]
    for name, word in names:
        if name:
            pattern = re.compile(re.escape(name), re.IGNORECASE)
            sentences = [pattern.sub(word, sentence) for sentence in sentences]
    words = [word for sentence in sentences for word in WORD.findall(sentence)]
    # What stands between two of these is read as a sentence.
    count = sum(len(re.findall(r"[.?;:]", each.rstrip(".?"))) + 1 for each in sentences if each)
    if not words:
        return 0
    syllables = sum(map(count_syllables, words))
    return 0.39 * len(words) / count + 11.8 * syllables / len(words) - 15.59


def count_syllables(word: str) -> int:
    """About how many syllables an English word has.

    >>> [count_syllables(word) for word in ("nurse", "table", "fixed", "painted", "area", "7")]
    [1, 2, 1, 2, 2, 1]
    """
    word = re.sub(r"[^a-z]", "", word.lower())
    count = len(VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee", "ye")) and count > 1:
        count -= 1
    if re.search(r"[^td]ed$", word) and count > 1:
        count -= 1
    return max(count, 1)


def compare_texts(texts: Sequence[OccupationText]) -> Iterator[tuple[str, Mistake]]:
    """What is wrong with texts beside each other, with the code of the later one."""
    for place, text in enumerate(texts):
        for mistake in find_alike(text, texts[:place]):
            yield text.soc_code, mistake


def find_alike(text: OccupationText, others: Iterable[OccupationText]) -> Iterator[Mistake]:
    """What a text has in common with others from which it should be told apart."""
    for other in others:
        if text.name.casefold() == other.name.casefold():
            yield Mistake("name", f"It is the name of {other.soc_code} as well.")
        for name in COMPARED:
            mine, theirs = find_runs(getattr(text, name)), find_runs(getattr(other, name))
            # Counted first: most pairs have nothing in common.
            if (common := len(mine & theirs)) and common / len(mine | theirs) > MAX_LIKENESS:
                yield Mistake(name, f"It is nearly that of {other.soc_code}, {other.name}.")


@lru_cache(maxsize=4096)
def find_runs(text: str) -> frozenset[tuple[str, ...]]:
    """Every three words in a row."""
    words = [word.lower() for word in WORD.findall(text)]
    return frozenset(tuple(words[start : start + 3]) for start in range(len(words) - 2))
