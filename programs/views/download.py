"""The programs of a search, as a CSV file."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from common.spreadsheets import csv_download
from programs.careers import CareerTraining
from programs.forms import FinderForm
from programs.listing import Listing, build_listings
from programs.models import Institution, Program
from programs.offer import describe_offer

COLUMNS = (
    *("unitid", "institution", "city", "state", "zip", "control", "level", "miles"),
    *("field", "program", "credential", "delivery", "completers", "completers_missing"),
    *("earnings", "earnings_missing", "first_year_earnings", "debt", "debt_missing"),
    *("high_school_earnings", "cost_low", "cost_high", "months_low", "months_high", "cautions"),
    *("source", "published_on", "credit", "website"),
)

# So many are put together in a second; the page of the finder says so where it finds more.
MAX_ROWS = 5_000


def programs_csv(request: HttpRequest, training: CareerTraining) -> HttpResponse:
    """The search of the address as CSV: its programs in order, not one page of them."""
    offer = describe_offer(training.cip_codes)
    search = FinderForm(request.GET, offer).search()
    found = search.sort_programs(search.filter_programs(offer.programs))
    programs = found.with_institution()[:MAX_ROWS]
    rows = build_listings(programs, training, search, timezone.localdate())
    labels = _Labels()
    name = f"{training.career.slug}-programs.csv"
    return csv_download(name, [COLUMNS, *(_build_row(row, labels) for row in rows)])


class _Labels:
    """The words of choices, each translated once: for every row they take longest of all."""

    def __init__(self) -> None:
        self.controls = _translate(Institution.Control.choices)
        self.levels = _translate(Institution.Level.choices)
        self.credentials = _translate(Program.Credential.choices)
        self.deliveries = _translate(Program.Delivery.choices)
        self.reasons = _translate(Program.Missing.choices) | {"": ""}
        self.editors = gettext("the editors")


def _translate(choices: Iterable[tuple[Any, Any]]) -> dict[Any, str]:
    return {key: str(label) for key, label in choices}


def _build_row(row: Listing, labels: _Labels) -> list[object]:
    program, institution, source = row.program, row.institution, row.program.source
    return [
        institution.unitid,
        institution.name,
        institution.city,
        institution.state,
        institution.zip_code,
        labels.controls[institution.control],
        labels.levels[institution.level],
        "" if row.miles is None else round(row.miles, 1),
        program.field_id,
        program.name,
        labels.credentials[program.credential],
        labels.deliveries[program.delivery],
        program.completers,
        labels.reasons[program.completers_missing],
        program.earnings,
        labels.reasons[program.earnings_missing],
        program.first_year_earnings,
        program.debt,
        labels.reasons[program.debt_missing],
        program.high_school_earnings,
        program.cost_low,
        program.cost_high,
        program.months_low,
        program.months_high,
        "; ".join(caution.text for caution in row.cautions),
        source or labels.editors,
        source.published_on if source else program.details_on,
        source.credit if source else program.details_from,
        institution.website,
    ]
