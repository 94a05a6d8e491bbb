"""The summary of a group of profiles, by the rules of `counselors.group_summary`.

Groups of careers and conditions overlap: a student may have several. Each is a distribution of its
own over two parts, students who have it and students who do not; both hold at least five, or it is
left out.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from careers.profile.interests import INTERESTS
from counselors.board import Board
from counselors.group_summary import (
    MIN_STUDENTS,
    Category,
    Distribution,
    build_distribution,
)
from counselors.shared_profiles import SharedProfile

# Where two or more interests are the strongest, and where the answers do not tell.
EQUAL, UNCLEAR = "equal", "unclear"


@dataclass(frozen=True)
class ProfileSummary:
    """The summary of a group's profiles: `counted` students of all that finished.

    `families`, `rules_out` and `bothers` have the most frequent first.
    """

    career: str
    finished: int
    counted: int = 0
    interests: Distribution | None = None
    families: tuple[Distribution, ...] = ()
    rules_out: tuple[Distribution, ...] = ()
    bothers: tuple[Distribution, ...] = ()

    @property
    def is_shown(self) -> bool:
        return self.counted > 0

    @property
    def distributions(self) -> tuple[Distribution, ...]:
        """All that it shows, in the order of tables."""
        interests = (self.interests,) if self.interests else ()
        return (*interests, *self.families, *self.rules_out, *self.bothers)


def summarize_profiles(board: Board) -> list[ProfileSummary]:
    """The summary of a board, whose rows are in the order of the students' numbers."""
    if not board.rows:
        return []
    career, finished = _("All careers"), len(board.rows)
    counted = [row.profile for row in board.rows[: finished // MIN_STUDENTS * MIN_STUDENTS]]
    if not counted:
        return [ProfileSummary(career, finished)]
    return [
        ProfileSummary(
            career=career,
            finished=finished,
            counted=len(counted),
            interests=_summarize_interests(counted),
            families=_count_each(
                [{family.key: family.name for family in each.families} for each in counted],
                (_("Among the first groups"), _("Not among them")),
            ),
            rules_out=_count_each(
                [dict(each.rules_out) for each in counted], (_("Ruled out"), _("Not ruled out"))
            ),
            bothers=_count_each(
                [dict(each.bothers) for each in counted],
                (_("Would bother"), _("Would not bother, or not said")),
            ),
        )
    ]


def _summarize_interests(profiles: Iterable[SharedProfile]) -> Distribution:
    keys = [_find_strongest(profile) for profile in profiles]
    names = {key: str(name) for key, (name, _likes) in INTERESTS.items()}
    names |= {EQUAL: _("Several equally strong"), UNCLEAR: _("Not clear")}
    # One tone for all interests: none is better than another.
    categories = [
        Category(name, "open" if key in (EQUAL, UNCLEAR) else "plain", keys.count(key))
        for key, name in names.items()
    ]
    return build_distribution(_("Strongest interest"), categories)


def _find_strongest(profile: SharedProfile) -> str:
    if not profile.interests:
        return UNCLEAR
    first, *others = profile.interests
    return EQUAL if others and others[0].liking == first.liking else first.key


def _count_each(
    found: Sequence[Mapping[str, str]], labels: tuple[str, str]
) -> tuple[Distribution, ...]:
    """A distribution of each name, by keys, over students who have it and who do not."""
    counts = Counter(key for each in found for key in each)
    names = {key: name for each in found for key, name in each.items()}
    distributions = [
        build_distribution(
            str(capfirst(names[key])),
            [
                Category(labels[0], "plain", number),
                Category(labels[1], "open", len(found) - number),
            ],
        )
        for key, number in sorted(counts.items(), key=lambda item: (-item[1], names[item[0]]))
    ]
    return tuple(each for each in distributions if each.categories)
