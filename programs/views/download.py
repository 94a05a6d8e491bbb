"""The programs found, as a file for spreadsheets."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from common.spreadsheets import csv_download
from programs.careers import CareerTraining
from programs.forms import FinderForm
from programs.listing import Listing, listings
from programs.models import Program
from programs.views.finder import search_programs

COLUMNS = (
    *("unitid", "institution", "city", "state", "zip", "control", "level", "miles"),
    *("field", "program", "credential", "delivery", "completers", "completers_missing"),
    *("earnings", "earnings_missing", "debt", "debt_missing", "high_school_earnings"),
    *("cost_low", "cost_high", "cost_is_typical", "months_low", "months_high", "cautions"),
    *("source", "published_on", "credit", "website"),
)


def programs_csv(request: HttpRequest, training: CareerTraining) -> HttpResponse:
    """The search of the address as CSV; a line for every program found, not for a page of them."""
    search = FinderForm(request.GET).search()
    offered = Program.objects.for_fields(training.cip_codes).listed()
    found = search_programs(offered, training, search)
    rows = listings(found.programs, training, search, timezone.localdate())
    name = f"{training.career.slug}-programs.csv"
    return csv_download(name, [COLUMNS, *(_cells(row) for row in rows)])


def _cells(row: Listing) -> list[object]:
    program, institution, source = row.program, row.institution, row.program.source
    months = row.months or ("", "")
    return [
        institution.unitid,
        institution.name,
        institution.city,
        institution.state,
        institution.zip_code,
        institution.get_control_display(),
        institution.get_level_display(),
        "" if row.miles is None else round(row.miles, 1),
        program.field_id,
        program.name,
        program.get_credential_display(),
        program.get_delivery_display(),
        program.completers,
        _reason(program.completers_missing),
        program.earnings,
        _reason(program.earnings_missing),
        program.debt,
        _reason(program.debt_missing),
        program.high_school_earnings,
        row.cost_low,
        row.cost_high,
        "yes" if row.cost_is_typical else "no",
        *months,
        "; ".join(caution.text for caution in row.cautions),
        source or "the editors",
        source.published_on if source else program.details_on,
        source.credit if source else program.details_from,
        institution.website,
    ]


def _reason(missing: str) -> str:
    return Program.Missing(missing).label if missing else ""
