"""The two releases that come with the project say what their sources say, and load once."""

import csv
import lzma
from decimal import Decimal

import pytest

from salaries import bundled
from salaries.models import Release, Wage
from salaries.oews import compact

STATES_2024 = bundled.DATA / bundled.MAY_2024


@pytest.mark.django_db
def test_may_2024_holds_the_51_rows_given_and_the_national_figures() -> None:
    bundled.load_may_2024()
    with STATES_2024.open() as file:
        given = {row["fips"]: row for row in csv.DictReader(file)}
    wages = Wage.objects.select_related("area").filter(area__level="state")
    assert {
        wage.area.code: (wage.area.state, wage.area.name, wage.annual_median, wage.annual_p90)
        for wage in wages
    } == {
        fips: (
            row["state"],
            row["state_name"],
            int(row["annual_median"]),
            int(row["annual_p90"]),
        )
        for fips, row in given.items()
    }
    assert len(given) == 51
    nation = Wage.objects.get(area__level="nation")
    assert (nation.annual_p25, nation.annual_median) == (37_880, 44_640)
    assert (nation.annual_p75, nation.annual_p90) == (49_720, 60_050)
    assert nation.hourly_median == Decimal("21.46")
    # What the file does not hold is missing with that reason, not zero.
    assert (nation.annual_p10, nation.annual_missing) == (None, "not_bundled")
    assert (nation.employment, nation.employment_missing) == (None, "not_bundled")


def test_what_is_loaded_once_is_loaded_once_and_a_withdrawn_release_stays_away(
    content: None,
) -> None:
    Release.objects.filter(period__year=2025).update(
        status="withdrawn", withdrawn_at="2026-01-01T00:00Z"
    )
    before = Wage.objects.count()
    assert bundled.load() == []
    assert Wage.objects.count() == before
    latest = Release.objects.latest_published()
    assert latest is not None
    assert latest.key == "2024-05"


def test_may_2025_holds_every_row_of_nation_states_and_territories(content: None) -> None:
    release = Release.objects.get(period__year=2025)
    here = release.wages.filter(area__level__in=["nation", "state", "territory"])
    assert here.count() == 38_512
    assert release.released_on is not None
    assert release.released_on.isoformat() == "2026-05-15"
    medical = here.get(area__state="US", occupation__soc_code="43-6013")
    assert (medical.annual_p25, medical.annual_median) == (38_570, 45_930)
    assert (medical.annual_p75, medical.annual_p90) == (50_580, 60_530)
    counts = {
        reason: here.filter(annual_missing=reason).count()
        for reason in ("suppressed", "top_coded", "hourly_only")
    }
    # As counted in the official table: *, #, and HOURLY = TRUE.
    assert counts == {"suppressed": 517, "top_coded": 98, "hourly_only": 115}
    assert here.filter(hourly_missing="annual_only").count() == 2615
    assert here.filter(employment_missing="no_estimate").count() == 1318


def test_packing_gives_every_cell_back() -> None:
    contents, rows = compact.unpack((bundled.DATA / bundled.MAY_2025[0]).read_bytes())
    table = [dict(zip(compact.COLUMNS, row, strict=True)) for row in rows]
    assert len(table) == contents.rows == 38_512
    some = table[::40]
    again, back = compact.unpack(
        compact.pack(
            compact.Contents(**{**contents.__dict__, "rows": len(some)}),
            some,
        )
    )
    assert [dict(zip(compact.COLUMNS, row, strict=True)) for row in back] == some
    assert again.areas == contents.areas


def test_a_damaged_packed_file_is_not_read_as_figures() -> None:
    whole = (bundled.DATA / bundled.MAY_2025[0]).read_bytes()
    with pytest.raises((lzma.LZMAError, EOFError)):
        compact.unpack(whole[: len(whole) // 2])
