"""An institution's page: what it costs, and its programs with figures beside state and nation."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Q, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from common.formatting import format_dollars
from programs.cautions import Caution, list_own_cautions
from programs.families import name_family
from programs.institution_programs import Medians, OfferedPrograms, read_medians
from programs.markup import render_institution_markup
from programs.models import Dataset, FieldOfStudy, Institution, Program
from programs.official import CLOSED_SCHOOL, CLOSED_SCHOOLS, DAPIP, STATE_AGENCIES
from programs.prices.price import Price, PriceKind, describe_price
from programs.prices.published import NO_PRICES, InstitutionPrices, YearPrice, read_prices

# How slug_for() ends an address.
UNITID_IN_SLUG = re.compile(r"(?:.*-)?(\d{1,9})", re.ASCII)
# More of them are not named: a search finds them.
MAX_RELATED = 10
# Names of careers beside a field; all of them where a reader chose the field.
MAX_CAREERS = 3
NO_PRICE = Price(PriceKind.UNKNOWN, "")
# Up to which family incomes net prices are told; the last ones are of higher incomes.
INCOMES = (30_000, 48_000, 75_000, 110_000)


class FieldCareer(NamedTuple):
    """A career that a field of study leads to."""

    name: str
    slug: str

    @property
    def address(self) -> str:
        return reverse("career", args=[self.slug])


@dataclass(frozen=True)
class ProgramRow:
    """A program as the page shows it, with the medians of such programs elsewhere.

    `price` is that of the program itself; `compare` is the address of its payback,
    `questions` that of what to ask about it.
    """

    program: Program
    in_state: Medians | None
    in_nation: Medians | None
    price: Price | None
    cautions: Sequence[Caution]
    compare: str
    questions: str
    is_chosen: bool


@dataclass(frozen=True)
class FieldRows:
    """The programs of one field on a page, and some of the careers that it leads to.

    `careers_left` are so many more; `finder` is the address of such programs nearby.
    """

    field: FieldOfStudy
    family: str
    is_current: bool
    rows: Sequence[ProgramRow]
    careers: Sequence[FieldCareer]
    careers_left: int
    address: str
    finder: str

    @property
    def name(self) -> str:
        return self.field.name.rstrip(".")


@dataclass(frozen=True)
class Relatives:
    """Other institutions: what this one became, what became part of it, who shares its figures
    and who has its name."""

    successor: Institution | None
    merged: Sequence[Institution]
    sharing: Sequence[Institution]
    namesakes: Sequence[Institution]


def find_institution(slug: str) -> Institution:
    """The institution with this slug, closed ones included; Http404 for an unknown one.

    Files name an institution differently, and its slug follows the file that was published first:
    by the UNITID in it the institution is found under another slug, too. `newest_directory` is the
    key of the newest published directory.
    """
    directories = Dataset.objects.published().filter(kind=Dataset.Kind.DIRECTORY)
    newest = directories.order_by("-published_on", "-pk")
    institutions = Institution.objects.with_sources().annotate(
        newest_directory=Subquery(newest.values("pk")[:1])
    )
    found = institutions.filter(slug=slug).first()
    if found is None and (match := UNITID_IN_SLUG.fullmatch(slug)):
        found = institutions.filter(unitid=int(match[1])).first()
    if found is None:
        raise Http404("No institution has this address.")
    return found


def is_unlisted(institution: Institution) -> bool:
    """Whether the newest directory leaves out an institution that some file names."""
    newest, directory = getattr(institution, "newest_directory", None), institution.directory
    if not newest or not institution.source_id or institution.is_closed:
        return False
    # What an institution file of the Scorecard described later may be in the directory as well.
    return directory is None or (
        directory.kind == Dataset.Kind.DIRECTORY and directory.pk != newest
    )


def find_relatives(institution: Institution) -> Relatives:
    """Its successor, who merged into it, campuses of its OPE ID, and namesakes. One query."""
    wanted = Q(name=institution.name)
    if institution.unitid:
        wanted |= Q(successor_unitid=institution.unitid)
    if institution.successor_unitid:
        wanted |= Q(unitid=institution.successor_unitid)
    if institution.opeid:
        wanted |= Q(opeid__startswith=institution.opeid[:6])
    others = list(
        Institution.objects.filter(wanted)
        .exclude(pk=institution.pk)
        .only("name", "slug", "city", "state", "unitid", "opeid", "is_closed", "successor_unitid")
    )
    unitid, successor = institution.unitid, institution.successor_unitid
    sharing = [
        other
        for other in others
        if institution.opeid and other.opeid[:6] == institution.opeid[:6] and not other.is_closed
    ]
    return Relatives(
        successor=next((o for o in others if successor and o.unitid == successor), None),
        merged=[o for o in others if unitid and o.successor_unitid == unitid][:MAX_RELATED],
        sharing=sharing[:MAX_RELATED],
        namesakes=[o for o in others if o.name == institution.name and o not in sharing][
            :MAX_RELATED
        ],
    )


def build_fields(
    offered: OfferedPrograms,
    careers: Mapping[str, Sequence[FieldCareer]],
    prices: Mapping[int, InstitutionPrices],
) -> list[FieldRows]:
    """The programs of the page by field, in their order."""
    institution, today = offered.institution, timezone.localdate()
    medians = read_medians(offered.fields_shown, institution.state)
    fields = []
    for (is_current, code), programs in groupby(
        offered.programs, attrgetter("is_current", "field_id")
    ):
        leading = careers.get(code, ())
        compare = questions = finder = ""
        if leading:
            args = [leading[0].slug]
            near = f"&zip={institution.zip_code[:5]}" if institution.zip_code else ""
            finder = f"{reverse('programs', args=args)}?field={code[:5]}{near}"
        if leading and is_current and not institution.is_closed:
            compare = reverse("programs-compare", args=args)
            questions = reverse("programs-questions", args=args)
        rows = []
        for program in programs:
            in_state, in_nation = medians.get((code, program.credential), (None, None))
            named = f"?program={program.key}"
            price = describe_price(program, prices)
            rows.append(
                ProgramRow(
                    program=program,
                    in_state=in_state,
                    in_nation=in_nation,
                    price=price if price.is_of_program else None,
                    # What a year costs is said once, for the institution.
                    cautions=list_own_cautions(
                        program, price if price.is_of_program else NO_PRICE, None, today
                    ),
                    compare=compare and compare + named,
                    questions=questions and questions + named,
                    is_chosen=program == offered.chosen,
                )
            )
        shown = leading if offered.has_one_field else leading[:MAX_CAREERS]
        fields.append(
            FieldRows(
                field=rows[0].program.field,
                family=name_family(code),
                is_current=is_current,
                rows=rows,
                careers=shown,
                careers_left=len(leading) - len(shown),
                address=offered.query_field(code),
                finder=finder,
            )
        )
    return fields


def list_incomes(net: YearPrice | None) -> list[tuple[str, int | None]]:
    """What families of each income paid, where a file says so."""
    if net is None or not any(amount is not None for amount in net.net_price_by_income):
        return []
    limits = [format_dollars(dollars) for dollars in INCOMES]
    # Translators: as in “up to $30,000”.
    labels = [gettext("up to %(dollars)s") % {"dollars": dollars} for dollars in limits]
    labels.append(gettext("more than %(dollars)s") % {"dollars": limits[-1]})
    return list(zip(labels, net.net_price_by_income, strict=True))


def institution(
    request: HttpRequest, offered: OfferedPrograms, careers: Mapping[str, Sequence[FieldCareer]]
) -> HttpResponse:
    """The page of an institution; `careers` are those that each field on it leads to."""
    institution = offered.institution
    prices = read_prices([institution.unitid])
    own_prices = prices.get(institution.unitid or 0, NO_PRICES)
    used = [price for price in (own_prices.net, own_prices.tuition) if price]
    address = request.build_absolute_uri(request.path)
    return render(
        request,
        "programs/institution.html",
        {
            "institution": institution,
            "offered": offered,
            "fields": build_fields(offered, careers, prices),
            "prices": own_prices,
            "price_sources": list(dict.fromkeys(price.source for price in used)),
            "incomes": list_incomes(own_prices.net),
            "relatives": find_relatives(institution),
            "is_unlisted": is_unlisted(institution),
            "sources": sorted({p.source for p in offered.programs if p.source}, key=str),
            "old_directory": institution.directory
            and institution.directory.is_old(timezone.localdate()),
            "canonical": address
            + (f"?page={offered.page.number}" if offered.page.number > 1 else ""),
            "official": {
                "accreditation": DAPIP,
                "agencies": STATE_AGENCIES,
                "closed_schools": CLOSED_SCHOOLS,
                "discharge": CLOSED_SCHOOL,
            },
            "markup": render_institution_markup(request, institution, offered.programs),
        },
    )
