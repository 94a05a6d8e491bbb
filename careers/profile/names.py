"""Other names of a career: what people call it, the short and common ones first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers.facts.reading import Fact
from careers.models import FactKind
from careers.profile.sections import ProfileInputs, ProfileSection

SHOWN = 24
MORE = 96
IN_HEADING = 3
# Some groups of occupations have thousands.
MAX_READ = 400

# As of sources: an abbreviation alone says little. Ours, such as RN, are known.
ACRONYM = re.compile(r"[A-Z0-9/ .-]+")
# Names that say man or woman. They find the career in the search, and are not shown.
_GENDERED = re.compile(
    r"\b\w*(?:(?<!hu)(?<!ger)(?<!ro)man|(?<!hu)men|woman|women|girl|boy|lady|maid|master|mistress"
    r"|waitress|hostess|stewardess|seamstress|actress|laundress|masseuse|heiress|governess)\b",
    re.IGNORECASE,
)
# Fast to look for: a name without any of these says neither.
_HINT = re.compile("man|men|girl|boy|lady|maid|master|ess|masseuse", re.IGNORECASE)
# What the same name may have or not: letters in brackets, a plural, hyphens and blanks.
_UNFOLDED = re.compile(r"\([^)]*\)|[^a-z0-9+#]|s\b")
# Words that only look as if they did.
_NEUTRAL = re.compile(
    r"\b(?:webmaster|postmaster|scrum master|harbor ?master|quartermaster|choirmaster|specimen"
    r"|regimen|talisman|ottoman|master(?= [a-z])|master's)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class NamesSection:
    """Names that stand on the page, and those behind a summary."""

    shown: tuple[str, ...]
    more: tuple[str, ...]
    more_text: str
    fact: Fact | None


def build(inputs: ProfileInputs) -> ProfileSection | None:
    """None without any name besides the career's own."""
    fact = inputs.facts.get(FactKind.TITLES)
    career = inputs.career
    names = list_names(
        career.career.other_names,
        fact.values["titles"] if fact else (),
        {career.name, career.plural, career.occupation.title},
    )
    if not names:
        return None
    more = tuple(names[SHOWN : SHOWN + MORE])
    text = ngettext("%(count)s more name", "%(count)s more names", len(more))
    also = ", ".join(names[:IN_HEADING])
    return ProfileSection(
        "other-names",
        _("Other names"),
        _("Also called %(names)s") % {"names": also},
        "careers/profile/names.html",
        NamesSection(
            tuple(map(capfirst, names[:SHOWN])),
            tuple(map(capfirst, more)),
            text % {"count": len(more)},
            fact,
        ),
    )


def list_names(own: Iterable[str], titles: Iterable[str], known: Iterable[str] = ()) -> list[str]:
    """Names to show, each once: our own first, then those of sources, the shorter first.

    >>> list_names(
    ...     ["RN"], ["Staff Nurse", "Registered Nurses", "Fireman", "RN"], ["registered nurse"]
    ... )
    ['RN', 'Staff Nurse']
    """
    seen = {_fold(name) for name in known}
    names: list[str] = []
    read = {name for name in islice(titles, MAX_READ) if not ACRONYM.fullmatch(name)}
    ordered = sorted(read, key=lambda name: (name.count(" "), len(name), name))
    for name in (*own, *ordered):
        if len(names) == SHOWN + MORE:
            break
        key = _fold(name)
        if key and key not in seen and not is_gendered(name):
            seen.add(key)
            names.append(name)
    return names


def is_gendered(name: str) -> bool:
    """Whether a name says man or woman.

    >>> [is_gendered(name) for name in ("Fireman", "Webmaster", "Human Resources Clerk", "Foremen")]
    [True, False, False, True]
    """
    return bool(_HINT.search(name) and _GENDERED.search(_NEUTRAL.sub("", name)))


def _fold(name: str) -> str:
    """The same for a name in plural, in other letters, and with its abbreviation in brackets."""
    return _UNFOLDED.sub("", name.casefold())
