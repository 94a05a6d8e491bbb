"""The programs of a search, as a CSV file."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from common.spreadsheets import csv_download
from programs.careers import CareerTraining
from programs.forms import FinderForm
from programs.listing import Listing, build_listings
from programs.models import Program
from programs.offer import describe_offer

COLUMNS = (
    *("unitid", "institution", "city", "state", "zip", "control", "level", "miles"),
    *("field", "program", "credential", "delivery", "completers", "completers_missing"),
    *("earnings", "earnings_missing", "debt", "debt_missing", "high_school_earnings"),
    *("cost_low", "cost_high", "months_low", "months_high", "cautions"),
    *("source", "published_on", "credit", "website"),
)


def programs_csv(request: HttpRequest, training: CareerTraining) -> HttpResponse:
    """The search of the address as CSV; all its programs, not one page of them."""
    offer = describe_offer(training.cip_codes)
    search = FinderForm(request.GET, offer).search()
    programs = search.filter_programs(offer.programs, training.typical).with_institution()
    rows = build_listings(programs, training, search, timezone.localdate())
    name = f"{training.career.slug}-programs.csv"
    return csv_download(name, [COLUMNS, *(_build_row(row) for row in rows)])


def _build_row(row: Listing) -> list[object]:
    program, institution, source = row.program, row.institution, row.program.source
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
        _format_reason(program.completers_missing),
        program.earnings,
        _format_reason(program.earnings_missing),
        program.debt,
        _format_reason(program.debt_missing),
        program.high_school_earnings,
        program.cost_low,
        program.cost_high,
        program.months_low,
        program.months_high,
        "; ".join(caution.text for caution in row.cautions),
        source or gettext("the editors"),
        source.published_on if source else program.details_on,
        source.credit if source else program.details_from,
        institution.website,
    ]


def _format_reason(missing: str) -> str:
    return str(Program.Missing(missing).label) if missing else ""
