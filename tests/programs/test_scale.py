"""A search by distance reads few rows, however large the directory."""

from django.db import connection
from django.test import Client

from programs.models import Institution
from tests.programs.making import FINDER

SEARCH = f"{FINDER}?zip=64101&radius=100"


def fill(institutions: int) -> None:
    """Institutions all over the country, 1,500 of them with a program in the field."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE programs_institution CASCADE")
        cursor.execute(
            """INSERT INTO programs_institution (unitid, slug, name, opeid, city, state, zip_code,
                latitude, longitude, website, control, level, accreditor, is_distance_only,
                is_closed, overridden, updated_at)
            SELECT n, 's' || n, 'School ' || n, '', '', 'KS', '', 25 + 24 * random(),
                -124 + 57 * random(), '', 'public', '2', '', false, false, '{}', now()
            FROM generate_series(1, %s) n""",
            [institutions],
        )
        cursor.execute(
            """INSERT INTO programs_program (institution_id, field_id, credential, title, delivery,
                certifications, details_from, completers, completers_missing, earnings_missing,
                debt_missing, is_current, overridden, updated_at)
            SELECT id, '51.07', 1, '', '', '', '', 5, '', 'suppressed', 'suppressed', true, '{}',
                now()
            FROM programs_institution ORDER BY random() LIMIT 1500"""
        )
        cursor.execute("ANALYZE programs_institution, programs_program")


def count_rows_read() -> int:
    """Rows of institutions that queries have read in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT seq_tup_read + coalesce(idx_tup_fetch, 0) FROM pg_stat_xact_user_tables
            WHERE relname = 'programs_institution'"""
        )
        (rows,) = cursor.fetchone()
    return int(rows)


def test_a_search_among_a_hundred_thousand_institutions_reads_few_of_them(
    client: Client, content: None
) -> None:
    fill(100_000)
    assert Institution.objects.count() == 100_000
    before = count_rows_read()
    assert b"program" in client.get(SEARCH).content
    assert count_rows_read() - before < 10_000
