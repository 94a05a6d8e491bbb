"""The nearest program that leads to a career, from a ZIP code."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet, Value
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from careers.entry import CREDENTIALS
from careers.models import CareerField
from careers.models.projections import Education
from common.prepared import PreparedQuery
from programs.geography import Point, calculate_chord
from programs.models import Program
from programs.models.fields import IsListed
from programs.models.position import calculate_miles_from, format_cube
from programs.places import find_place
from quiz.matching.careers import MeasuredCareer
from quiz.profiles.measured import Measured

# Programs farther away are no daily trip, whatever the field.
MAX_MILES = 100
# Figures of programs are published for series of fields of study, as in 51.38.
SERIES_LENGTH = len("51.38")
# Where one series has the main share of the fields that lead to a career, series with less than the
# edge share are left out.
MAIN_SHARE, EDGE_SHARE = 0.5, 0.15


class NearestProgram(NamedTuple):
    """The nearest listed program of a career's fields of study; `miles` from the ZIP's point.

    `source` names the file that lists it and its date; empty where editors of the site did.
    """

    name: str
    credential: str
    institution: str
    institution_slug: str
    city: str
    state: str
    source: str
    miles: float


class _Offered(NamedTuple):
    """A program; in this order they are the nearest first, and at one institution the shortest."""

    miles: float
    credential: int
    key: int
    field: str
    title: str
    field_name: str
    institution: str
    institution_slug: str
    city: str
    state: str
    publisher: str | None
    file: str
    published_on: date | None


def _select_offered(position: str, fields: str) -> QuerySet[Any, Any]:
    """Programs that are surely offered around a position, in any of the fields."""
    programs = Program.objects.listed().active()
    near = programs.filter(
        IsListed(F("field"), Value(fields)),
        institution__position__within_chord=(position, calculate_chord(MAX_MILES)),
    )
    return near.order_by().values_list(
        calculate_miles_from("institution__position", position),
        *("credential", "pk", "field_id", "title", "field__name"),
        *(f"institution__{column}" for column in ("name", "slug", "city", "state")),
        *(f"source__{column}" for column in ("publisher", "title", "published_on")),
    )


OFFERED = PreparedQuery(_select_offered)


def find_nearest_programs(
    careers: Collection[MeasuredCareer], zip_code: str, measured: Measured
) -> Mapping[int, NearestProgram]:
    """The nearest program of each career, by career_id, within MAX_MILES. Two queries.

    Only programs with the usual credential, of careers that have one. Empty without a ZIP code that
    has a place.
    """
    point = _find_point(zip_code) if careers else None
    if point is None:
        return {}
    fields: dict[int, list[str]] = {career.career_id: [] for career in careers}
    rows = CareerField.objects.filter(career__in=fields).values_list("career_id", "code")
    for career_id, code in rows:
        fields[career_id].append(code)
    series = {career_id: select_main_fields(codes) for career_id, codes in fields.items()}
    listed = ",".join(sorted({code for codes in series.values() for code in codes}))
    offered = sorted(map(_Offered._make, OFFERED.rows(format_cube(point), listed)))
    nearest: dict[int, NearestProgram] = {}
    for career in careers:
        codes = series[career.career_id]
        usual = _list_credentials(measured.figures[career.soc_code].education)
        for one in offered:
            if one.field in codes and (not usual or one.credential in usual):
                nearest[career.career_id] = _build_nearest(one)
                break
    return nearest


def _find_point(zip_code: str) -> Point | None:
    try:
        return find_place(zip_code).point if zip_code else None
    except ValidationError:
        return None


def select_main_fields(codes: Collection[str]) -> set[str]:
    """The fields of study that lead to a career, and their series, without those at its edge.

    The source also names health services for the clergy, and social sciences for elementary school
    teachers; the nearest program is often one of those.
    """
    sizes = Counter(code[:SERIES_LENGTH] for code in codes)
    if max(sizes.values(), default=0) < MAIN_SHARE * len(codes):
        return {*codes, *sizes}
    kept = {code for code in codes if sizes[code[:SERIES_LENGTH]] >= EDGE_SHARE * len(codes)}
    return kept | {code[:SERIES_LENGTH] for code in kept}


def _list_credentials(education: str) -> Collection[int]:
    """The credentials that the work usually asks for; empty where it is any or none."""
    if education == Education.DOCTORAL:
        # The source does not say which of the two.
        return (Program.Credential.DOCTOR, Program.Credential.PROFESSIONAL)
    credential = CREDENTIALS.get(education, ("", None))[1]
    return () if credential is None else (credential,)


def _build_nearest(offered: _Offered) -> NearestProgram:
    return NearestProgram(
        name=offered.title or offered.field_name,
        credential=str(Program.Credential(offered.credential).label),
        institution=offered.institution,
        institution_slug=offered.institution_slug,
        city=offered.city,
        state=offered.state,
        source=_name_source(offered.publisher, offered.file, offered.published_on)
        if offered.publisher and offered.published_on
        else "",
        miles=offered.miles,
    )


def _name_source(publisher: str, title: str, published_on: date) -> str:
    words = {"publisher": publisher, "title": title}
    words["day"] = date_format(published_on, "DATE_FORMAT")
    return _("%(publisher)s, %(title)s, published %(day)s") % words
