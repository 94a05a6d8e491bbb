"""What the page of a profile's result shows, from the readings of all careers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quiz.matching import METHOD_VERSION
from quiz.matching.doubts import find_doubts
from quiz.matching.grouping import UNMEASURED, FamilyMatch
from quiz.matching.interests import InterestBand
from quiz.matching.portraits import Portrait
from quiz.models import Result
from quiz.profiles.doubt_texts import DOUBT_TEXTS, DoubtText
from quiz.profiles.family_texts import FAMILIES, Family
from quiz.profiles.matched import Matched
from quiz.profiles.own_interests import OwnInterests, build_own_interests
from quiz.profiles.portraits import describe_portrait, read_portraits
from quiz.profiles.rows import Row, RowBuilder
from quiz.profiles.stored import build_stances

# So many families are shown with their first careers; of the others only the names.
MAX_OPEN_FAMILIES, MAX_ROWS = 5, 5
# Of the families, so many are named beside the headline.
MAX_NAMED = 3


@dataclass(frozen=True)
class FamilySection:
    """A family with careers that stay; `more` of them are on the family's own page.

    `sentence` says what its people do, and `shared` what its careers have in common: both where
    its careers are shown. `sign` is the code of a drawn sign.
    """

    key: str
    name: str
    sentence: str
    shared: str
    sign: str
    counts: str
    rows: tuple[Row, ...]
    more: int

    @property
    def anchor(self) -> str:
        return f"family-{self.key}"


@dataclass(frozen=True)
class ResultPage:
    """`chosen` are the slugs of the careers that the owner marked."""

    result: Result
    matched: Matched
    chosen: Collection[str] = ()
    doubts: Sequence[DoubtText] = field(default_factory=list)

    @cached_property
    def builder(self) -> RowBuilder:
        return RowBuilder(self.matched, build_stances(self.result.answers), self.chosen)

    @cached_property
    def interests(self) -> OwnInterests:
        return build_own_interests(self.matched.answers)

    @cached_property
    def headline(self) -> str:
        """The finding in a sentence."""
        matched, names = self.matched, self.interests.names
        if not matched.stays:
            return _("Your limits leave no career on the list")
        if not names:
            text = ngettext(
                "Your interests are not clear; %(number)s career is on your list",
                "Your interests are not clear; %(number)s careers are on your list",
                matched.stays,
            )
            return text % {"number": matched.stays}
        for band in (InterestBand.CLOSE, InterestBand.PARTLY):
            if number := matched.bands.get(band, 0):
                return _write_headline(band, names, number, self._count_families(band))
        return _("%(names)s: no career on your list comes near to what you like") % {"names": names}

    def _count_families(self, band: InterestBand) -> int:
        return sum(1 for family in self.matched.families if family.bands.get(band))

    @cached_property
    def counts(self) -> str:
        """How many careers stay of how many."""
        matched = self.matched
        words = {"stays": matched.stays, "all": len(matched.readings)}
        if not matched.out:
            return _("Nothing that you said takes a career off the list of %(all)s.") % words
        return _("Of %(all)s careers, %(stays)s are on your list.") % words

    @cached_property
    def families(self) -> list[FamilySection]:
        """The first families, with their first careers."""
        shown = self.matched.families[:MAX_OPEN_FAMILIES]
        return [self.build_family(family, MAX_ROWS) for family in shown]

    @cached_property
    def more_families(self) -> list[FamilySection]:
        """The other families, without their careers; those that nothing measures come last."""
        others = list(self.matched.families[MAX_OPEN_FAMILIES:])
        if self.matched.unmeasured:
            others.append(self.matched.unmeasured)
        return [self.build_family(family, 0) for family in others]

    @property
    def first_families(self) -> list[FamilySection]:
        return self.families[:MAX_NAMED]

    def find_family(self, key: str) -> FamilySection | None:
        """A family with all of its careers that stay."""
        families = [*self.matched.families, self.matched.unmeasured]
        family = next((one for one in families if one and one.key == key), None)
        return self.build_family(family, len(family.readings)) if family else None

    def find_career(self, slug: str) -> Row | None:
        """The row of a career, whether it stays or not."""
        readings = self.matched.readings
        reading = next((one for one in readings if one.career.slug == slug), None)
        return self.builder.build_row(reading) if reading else None

    @cached_property
    def _portraits(self) -> Mapping[str, Portrait]:
        return read_portraits(self.matched.measured)

    def _describe_shared(self, key: str) -> str:
        portrait = self._portraits.get(key)
        return describe_portrait(portrait) if portrait else ""

    def build_family(self, family: FamilyMatch, rows: int) -> FamilySection:
        texts = name_family(family.key)
        shown = family.readings[:rows]
        return FamilySection(
            key=family.key,
            name=str(texts.name),
            sentence=str(texts.sentence) if shown else "",
            shared=self._describe_shared(family.key) if shown else "",
            sign=texts.sign,
            counts=_count_family(family),
            rows=tuple(map(self.builder.build_row, shown)),
            more=len(family.readings) - len(shown),
        )


def build_result_page(result: Result, matched: Matched, chosen: Collection[str]) -> ResultPage:
    doubts = [DOUBT_TEXTS[doubt] for doubt in find_doubts(result.answers)]
    return ResultPage(result, matched, chosen, doubts)


def describe_versions(page: ResultPage) -> str:
    """Which form was answered, and which rules and figures read it."""
    profile, measured = page.result.profile, page.matched.measured
    text = _("Version %(form)s of the questions, read by version %(method)s of the rules.")
    parts = [text % {"form": profile.form_version, "method": METHOD_VERSION}]
    if profile.method_version != METHOD_VERSION:
        text = _("The result was first read by version %(method)s of the rules.")
        parts.append(text % {"method": profile.method_version})
    if measured.lost:
        parts.append(
            _(
                "Some figures of the day of your answers are no longer held; today’s are used "
                "instead."
            )
        )
    elif page.matched.trial.is_today:
        parts.append(_("The figures are today’s."))
    else:
        day = date_format(page.result.created_at, "DATE_FORMAT")
        parts.append(_("The figures are those of %(day)s.") % {"day": day})
    return " ".join(parts)


def name_family(key: str) -> Family:
    """The texts and the sign of a family, or of the careers that nothing measures."""
    if key == UNMEASURED:
        sentence = _("These are collections of many kinds of work, which no source measures.")
        return Family(key, _("Careers without measured interests"), sentence, "")
    return FAMILIES[key]


def _count_family(family: FamilyMatch) -> str:
    """How many of its careers stay, and how many of them are close."""
    stays = len(family.readings)
    words = {"stays": stays, "total": family.total}
    if stays == family.total:
        parts = [_("all %(total)s careers stay") % words]
    else:
        text = ngettext(
            "%(stays)s of %(total)s careers stays", "%(stays)s of %(total)s careers stay", stays
        )
        parts = [text % words]
    if close := family.bands.get(InterestBand.CLOSE, 0):
        parts.append(_("%(number)s close to your interests") % {"number": close})
    if partly := family.bands.get(InterestBand.PARTLY, 0):
        parts.append(_("%(number)s partly close") % {"number": partly})
    return ", ".join(parts)


def _write_headline(band: InterestBand, names: str, careers: int, families: int) -> str:
    number = {"number": careers}
    careers_text = ngettext("%(number)s career", "%(number)s careers", careers) % number
    groups_text = ngettext("%(number)s group", "%(number)s groups", families) % {"number": families}
    words = {"names": names, "careers": careers_text, "groups": groups_text}
    if band is InterestBand.CLOSE:
        return _("%(names)s: %(careers)s in %(groups)s close to what you like") % words
    return _("%(names)s: %(careers)s in %(groups)s partly close to what you like") % words
