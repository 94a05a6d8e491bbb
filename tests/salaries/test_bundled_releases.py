"""The two releases that come with the project say what their sources say, and load once."""

import csv
import hashlib
import lzma
from decimal import Decimal

import pytest

from imports.models import ImportRun
from salaries import bundled
from salaries.models import PriceLevel, Release, SourceFile, Wage

BUNDLED = (bundled.MAY_2024, bundled.MAY_2025)


@pytest.mark.django_db
def test_may_2024_holds_the_51_rows_given_and_the_national_figures() -> None:
    bundled.load_file(bundled.MAY_2024)
    with (bundled.DATA / bundled.MAY_2024.name).open() as file:
        given = {row["AREA"]: row for row in csv.DictReader(file) if row["AREA_TYPE"] == "2"}
    wages = Wage.objects.select_related("area").filter(area__level="state")
    assert {
        wage.area.code: (wage.area.state, wage.area.name, wage.annual_median, wage.annual_p90)
        for wage in wages
    } == {
        code: (
            row["PRIM_STATE"],
            row["AREA_TITLE"],
            int(row["A_MEDIAN"]),
            int(row["A_PCT90"]),
        )
        for code, row in given.items()
    }
    assert len(given) == 51
    california = wages.get(area__state="CA")
    assert (california.annual_median, california.annual_p90) == (52_720, 73_990)
    nation = Wage.objects.get(area__level="nation")
    assert (nation.annual_p25, nation.annual_median) == (37_880, 44_640)
    assert (nation.annual_p75, nation.annual_p90) == (49_720, 60_050)
    assert nation.hourly_median == Decimal("21.46")
    # What the file does not hold is missing with that reason, not zero.
    assert (nation.annual_p10, nation.annual_missing) == (None, "not_bundled")
    assert (nation.employment, nation.employment_missing) == (830_760, "")
    assert "Loaded for one occupation" in nation.release.note


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
    assert (release.annual_top_code, release.hourly_top_code) == (239_200, Decimal("115.00"))
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


def test_may_2025_holds_every_row_of_metropolitan_and_nonmetropolitan_areas(content: None) -> None:
    release = Release.objects.get(period__year=2025)
    here = release.wages.filter(area__level__in=["metro", "nonmetro"])
    assert here.count() == 198_287
    assert here.values("area").distinct().count() == 528


@pytest.mark.parametrize("file", BUNDLED, ids=lambda file: file.name)
def test_a_bundled_file_is_the_one_that_is_recognized(file: bundled.BundledFile) -> None:
    opened = lzma.open if file.name.endswith(".xz") else open
    with opened(bundled.DATA / file.name, "rb") as stream:
        assert hashlib.file_digest(stream, "sha256").hexdigest() == file.sha256


def test_bundled_files_came_by_ordinary_imports(content: None) -> None:
    for file in BUNDLED:
        run = ImportRun.objects.get(sha256=file.sha256)
        assert (run.state, run.file_name) == ("published", file.name)
        assert SourceFile.objects.get(sha256=file.sha256).release.period == file.period


def test_price_levels_come_once_with_those_of_every_state_and_most_metropolitan_areas(
    content: None,
) -> None:
    levels = PriceLevel.objects.of_latest_year()
    by_area = dict(levels.values_list("area__code", "index"))
    assert (by_area["39"], by_area["06"]) == (Decimal("91.812"), Decimal("112.581"))
    assert levels.filter(area__level="state").count() == 51
    assert levels.filter(area__level="metro").count() > 350
    # What an editor corrected stays.
    levels.filter(area__code="39").update(index=90)
    assert bundled.load() == []
    assert PriceLevel.objects.get(area__code="39").index == 90
