"""The import of wages, and the state table at scale: `make bench ARGS=wages`.

One part alone: `python -m tests.load.wages PART …`. The parts are `stage` (the metropolitan file
against a bare COPY of its rows), `workbook` (a full official workbook: time and memory), `scale`
(the state table at 36 thousand, 400 thousand and 4 million rows) and `kill` (the worker killed at
ten random moments). It works in a database of its own, which it drops.
"""

import csv
import gzip
import lzma
import os
import random
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from xml.sax.saxutils import escape

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from imports.decisions import discard_import
from imports.intake import open_tables
from imports.kinds import KINDS
from imports.run import mark_if_dead, restart_import, run_import
from salaries import bundled
from salaries.models import Occupation, Release, Wage, WageImport
from salaries.oews.kind import STAGED_COLUMNS
from salaries.oews.layout import Layout
from salaries.oews.reader import WageReader, WageReading
from tests.load.bench import Value
from tests.salaries.files import HEAD, Row

PROJECT = Path(__file__).resolve().parents[2]
FULL_ROWS = 415_000
KILLS = 10
PAIRS = 5
METRO = {"4", "6"}
values: list[Value] = []


def report(name: str, value: float, unit: str, goal: float, words: str = "") -> None:
    """Keep a figure, which should be at most its goal, and print what there is to tell of it."""
    values.append(Value(f"wages: {name}", value, unit, goal, is_most=True))
    if words:
        print(f"  {words}", flush=True)


def official_rows(*, metro: bool) -> Iterator[Row]:
    """Rows of the bundled table: of metropolitan areas, or of the nation and states."""
    with lzma.open(bundled.DATA / bundled.MAY_2025.name, "rt", newline="") as file:
        for row in csv.DictReader(file):
            if (row["AREA_TYPE"] in METRO) == metro:
                yield row


def write_metro_file(folder: Path) -> Path:
    path = folder / "oews_may2025_metro.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8", newline="", compresslevel=6) as file:
        writer = csv.DictWriter(file, HEAD)
        writer.writeheader()
        writer.writerows(official_rows(metro=True))
    return path


def staged_rows(path: Path) -> list[list[str | None]]:
    """The values that come of a file's rows, for the columns of the staging table."""
    kind = KINDS["wages"]
    with open_tables(path, path.name, kind.is_header) as tables:
        (table,) = tables
        _, header = table.find_header(kind.is_header, kind.header_hint)
        reader = WageReader(Layout(header, table.place), WageReading())
        return [
            [None if cell == "\\N" else cell for cell in line[:-1].split(",")]
            for line in reader.read_lines(table)
        ]


def new_run(path: Path) -> WageImport:
    return WageImport.objects.create(
        file_name=path.name, path=str(path), size=path.stat().st_size, even_if_known=True
    )


# -- Staging -------------------------------------------------------------------------------------


def part_stage(folder: Path) -> None:
    """The official metropolitan file, packed, against a bare COPY of the rows that come of it.

    The bare COPY has them in memory as Python values and writes them row by row with psycopg into
    a table of the same columns, as little logged as the staging table. The import has to unpack,
    parse, check and stage them; then it compares them with the release that is published.
    """
    bundled.load()
    path = write_metro_file(folder)
    rows = staged_rows(path)
    ratios, staged, compared = [], [], []
    for _ in range(PAIRS):
        bare = timed(lambda: bare_copy(rows))
        seconds = stage_and_compare(path)
        staged.append(seconds[0])
        compared.append(seconds[1])
        ratios.append(seconds[0] / bare)
    report(
        "metropolitan file parsed, checked and staged against a bare COPY",
        statistics.median(ratios),
        "x",
        6,
        f"{len(rows):,} rows: parsed, checked and staged in {statistics.median(staged):.2f} s; "
        f"compared with the published release in {statistics.median(compared):.2f} s",
    )
    print(f"       the {PAIRS} pairs one by one: {', '.join(f'{one:.1f}' for one in ratios)} x")


def bare_copy(rows: list[list[str | None]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE UNLOGGED TABLE bare (LIKE salaries_stagedwage)")
        with cursor.copy(f"COPY bare ({', '.join(STAGED_COLUMNS)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute("DROP TABLE bare")


def stage_and_compare(path: Path) -> tuple[float, float]:
    """Seconds until a file is parsed, checked and staged, and those of the comparison after it."""
    run = new_run(path)
    comparing: list[float] = []

    def note_time(run: WageImport) -> None:
        if run.state == WageImport.State.COMPARING:
            comparing.append(time.perf_counter())

    start = time.perf_counter()
    run_import(run, build=False, on_progress=note_time)
    end = time.perf_counter()
    assert run.state == "ready", run.message
    run.delete()
    return comparing[0] - start, end - comparing[0]


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


# -- A full workbook -----------------------------------------------------------------------------


def part_workbook(folder: Path) -> None:
    path = folder / "all_data_M_2025.xlsx"
    write_workbook(path, FULL_ROWS)
    seconds, peak, busy = in_a_process(path)
    words = f"{path.stat().st_size / 1e6:.0f} MB, {busy:.0f} s of a processor"
    report(f"{FULL_ROWS:,} rows of .xlsx, time", seconds, "s", 180, words)
    report(f"{FULL_ROWS:,} rows of .xlsx, memory", peak, "MB", 400)


def write_workbook(path: Path, rows: int) -> None:
    """A workbook of this many rows, rows of single industries among them, written as text."""
    strings: dict[str, int] = {}

    def cell(column: str, number: int, text: str) -> str:
        if not text:
            return ""
        if text[0].isdigit() and text.replace(".", "", 1).isdigit() and "-" not in text:
            return f'<c r="{column}{number}"><v>{text}</v></c>'
        index = strings.setdefault(text, len(strings))
        return f'<c r="{column}{number}" t="s"><v>{index}</v></c>'

    names = [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "AA", "AB", "AC", "AD", "AE", "AF"]

    def line(number: int, cells: list[str]) -> bytes:
        inside = "".join(map(cell, names, [number] * len(cells), cells))
        return f'<row r="{number}">{inside}</row>'.encode()

    def table() -> Iterator[Row]:
        cross = [*official_rows(metro=False), *official_rows(metro=True)]
        yield from cross[:rows]
        while True:
            yield from ({**row, "NAICS": "621100", "I_GROUP": "4-digit"} for row in cross)

    kind = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    form = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f"<worksheet {kind}><sheetData>".encode())
            sheet.write(line(1, list(HEAD)))
            for number, row in enumerate(islice(table(), rows), 2):
                sheet.write(line(number, [row[name] for name in HEAD]))
            sheet.write(b"</sheetData></worksheet>")
        archive.writestr(
            "xl/sharedStrings.xml",
            f"<sst {kind}>" + "".join(f"<si><t>{escape(s)}</t></si>" for s in strings) + "</sst>",
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook {kind} xmlns:r="{office}"><sheets>'
            '<sheet name="All May 2025 data" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/>'
            "</Relationships>",
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{form}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{form}.worksheet+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{form}.sharedStrings+xml"/>'
            "</Types>",
        )


def child(run: WageImport, *words: str) -> subprocess.Popen[str]:
    """A worker of its own on an import, in this database."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.load.wages", "--child", str(run.pk), *words],
        cwd=PROJECT,
        env={**os.environ, "BENCH_DATABASE": str(connection.settings_dict["NAME"])},
        stdout=subprocess.PIPE,
        text=True,
    )


def in_a_process(path: Path) -> tuple[float, float, float]:
    """Seconds, peak megabytes and seconds of a processor that a worker takes to check a file."""
    run = new_run(path)
    process = child(run, "check")
    words = process.communicate()[0].split()
    run.refresh_from_db()
    assert run.state == "ready", run.message
    return float(words[0]), float(words[1]), float(words[2])


def be_child(pk: int, build: bool) -> None:
    connection.settings_dict["NAME"] = os.environ["BENCH_DATABASE"]
    start = time.perf_counter()
    run_import(WageImport.objects.get(pk=pk), build=build)
    seconds = time.perf_counter() - start
    print(f"{seconds} {peak_megabytes()} {time.process_time()}")


def peak_megabytes() -> float:
    """The most memory this process had. Linux counts a parent's in `ru_maxrss`, so not here."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


# -- The worker killed ---------------------------------------------------------------------------


def part_kill(folder: Path) -> None:
    bundled.load()
    path = write_metro_file(folder)
    before = published()
    run = new_run(path)
    process = child(run, "build")
    whole = timed(process.wait)
    run.refresh_from_db()
    assert run.release is not None
    discard_import(run)
    states, broken = [], 0
    for _ in range(KILLS):
        run = new_run(path)
        process = child(run, "build")
        time.sleep(random.uniform(0.4, max(whole - 0.1, 0.5)))
        process.send_signal(signal.SIGKILL)
        process.wait()
        run.refresh_from_db()
        states.append(run.state)
        # The server may need a moment to notice that its client is gone.
        deadline = time.monotonic() + 30
        while run.is_at_work and run.state != "queued" and time.monotonic() < deadline:
            mark_if_dead(run)
            time.sleep(0.1)
        if run.state == "ready":
            discard_import(run)
            run.refresh_from_db()
        broken += published() != before or run.state not in ("failed", "queued", "discarded")
    words = f"killed at {', '.join(states)}"
    report(f"{KILLS} kills that hurt published figures", broken, "kills", 0, words)
    if run.state == "failed":
        restart_import(run)
    run_import(run)
    run.refresh_from_db()
    stuck = run.state not in ("ready", "discarded")
    report("imports that do not start again", stuck, "imports", 0, f"then it is {run.state}")


def published() -> object:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), md5(string_agg(w::text, '' ORDER BY w.id)) FROM salaries_wage w "
            "JOIN salaries_release r ON r.id = w.release_id AND r.status = 'published'"
        )
        return cursor.fetchone()


# -- Scale ---------------------------------------------------------------------------------------


def part_scale(folder: Path) -> None:
    bundled.load_file(bundled.MAY_2025)
    # The nation and states first; `grow` adds to them.
    Wage.objects.filter(area__level__in=["metro", "nonmetro"]).delete()
    times = {}
    for wanted in (36_000, 400_000, 4_000_000):
        grow(wanted)
        rows = Wage.objects.count()
        times[wanted] = milliseconds()
        print(f"  {rows:>9,} rows: state table in {times[wanted]:.2f} ms", flush=True)
    ratio = times[4_000_000] / times[36_000]
    report("state table at 4 million rows against 36 thousand", ratio, "x", 1.3)
    plan = explain()
    print("\n".join(f"       {line}" for line in plan))
    scans = sum("Seq Scan on salaries_wage" in line for line in plan)
    report("scans of all wages in its plan", scans, "scans", 0)


def grow(wanted: int) -> None:
    """Add releases of the months before, each with all areas of the bundled one, up to a size."""
    source = Release.objects.order_by("pk")[0]
    columns = ", ".join(
        field.column
        for field in Wage._meta.concrete_fields
        if field.column and field.name not in ("id", "release")
    )
    rows = Wage.objects.count()
    year = Release.objects.order_by("period")[0].period.year
    while rows + rows_of(source) <= wanted:
        year -= 1
        release = Release.objects.create(
            period=source.period.replace(year=year),
            status="published",
            published_at=source.published_at,
        )
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO salaries_wage (release_id, {columns}) SELECT %s, {columns} "
                "FROM salaries_wage WHERE release_id = %s ORDER BY occupation_id, area_id",
                [release.pk, source.pk],
            )
            rows += cursor.rowcount
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) salaries_wage")


def rows_of(release: Release) -> int:
    return release.wages.count()


def milliseconds() -> float:
    """Median of the state-table query of many occupations, in milliseconds."""
    release = Release.objects.order_by("pk")[0]
    occupations = list(Occupation.objects.filter(group="detailed")[:100])
    for occupation in occupations:
        state_table(occupation, release)
    taken = []
    for _ in range(3):
        taken += [timed(partial(state_table, each, release)) for each in occupations]
    return 1000 * statistics.median(taken)


def state_table(occupation: Occupation, release: Release) -> list[Wage]:
    return list(Wage.objects.for_states(occupation, release))


def explain() -> list[str]:
    release = Release.objects.order_by("pk")[0]
    occupation = Occupation.objects.get(soc_code="43-6013")
    plan = Wage.objects.for_states(occupation, release).explain(analyze=True, costs=False)
    return plan.splitlines()


PARTS: dict[str, Callable[[Path], None]] = {
    "stage": part_stage,
    "workbook": part_workbook,
    "scale": part_scale,
    "kill": part_kill,
}


def measure(names: Iterable[str] = PARTS) -> list[Value]:
    """The figures of these parts, of all by default."""
    for name in names:
        made = setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
        try:
            print(f"{name}:", flush=True)
            with tempfile.TemporaryDirectory() as folder:
                PARTS[name](Path(folder))
        finally:
            teardown_databases(made, verbosity=0)
    return values


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        be_child(int(sys.argv[2]), build=sys.argv[3] == "build")
    else:
        for figure in measure(sys.argv[1:] or PARTS):
            print(figure.line())
