"""The facts that come with the project are those of their sources, for every occupation."""

import json
import lzma
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from careers.facts import bundled
from careers.facts.compact import FOLDER, name_file, read_compact_file, write_table
from careers.facts.kinds import COMBINED
from careers.facts.layouts import FactTable
from careers.facts.reading import read_facts, read_facts_of
from careers.facts.statistics import place_among
from careers.models import FactKind, FactRelease, OccupationFact
from salaries.models import Occupation

pytestmark = pytest.mark.usefixtures("content")


def values(soc_code: str, kind: str) -> Any:
    return read_facts(soc_code)[kind].values


def test_every_kind_is_published_once_with_its_source() -> None:
    releases = FactRelease.objects.published()
    assert sorted(release.kind for release in releases) == sorted(FactKind.values)
    for release in releases:
        assert "" not in (release.source, release.edition, release.source_url), release.kind
    onet = [release for release in releases if release.edition.startswith("O*NET")]
    assert len(onet) == 10
    for release in onet:
        assert release.license == "CC BY 4.0"
        assert "O*NET® is a trademark of USDOL/ETA" in release.credit


def test_interests_and_conditions_of_medical_secretaries_and_nurses() -> None:
    interests = values("43-6013", "interests")
    assert (interests["C"], interests["S"], interests["E"]) == (6.67, 4.13, 3.17)
    conditions = values("43-6013", "conditions")
    sitting, telephone = conditions["4.C.2.d.1.a"], conditions["4.C.1.a.2.f"]
    assert (sitting, telephone) == (4.6, 4.92)
    assert values("29-1141", "conditions")["4.C.2.c.1.b"] == 4.24
    assert len(conditions) == 57


@pytest.mark.parametrize(
    ("soc_code", "tasks", "use", "language"),
    [("43-6013", 94, 72, 88), ("29-1141", 58, 40, 56), ("51-4121", 12, 24, 8)],
)
def test_the_places_of_an_occupation_in_three_measures_of_ai(
    soc_code: str, tasks: int, use: int, language: int
) -> None:
    facts = read_facts(soc_code)

    def place(kind: str, key: str) -> int:
        fact = facts[kind]
        return place_among(fact.source.statistics, key, fact.values[key])

    assert place("ai_tasks", "human") == tasks
    assert place("ai_use", "score") == use
    assert place("ai_abilities", "language") == language


def test_combined_occupations_have_the_means_of_their_parts() -> None:
    facts = read_facts_of(COMBINED)
    for code, parts in COMBINED.items():
        interests = facts[code]["interests"]
        assert interests.components
        assert set(interests.components) <= set(parts)
        assert {"titles", "related", "job_zone", "skills", "pay_history"} <= facts[code].keys()
    # Of childcare's and other assistants only these are measured.
    assert facts["25-9045"]["interests"].components == ("25-9042", "25-9043")
    assert (
        "Wholesale and Retail Buyers, Except Farm Products" in values("13-1020", "titles")["titles"]
    )


def test_all_other_occupations_have_no_facts_measured_of_their_specialties() -> None:
    facts = read_facts("15-1299")
    assert (
        not {"interests", "conditions", "skills", "job_zone", "education", "ai_tasks"}
        & facts.keys()
    )
    assert {"titles", "pay_history", "industries", "fields"} <= facts.keys()
    assert "Penetration Testers" in facts["titles"].values["titles"]


def test_what_the_source_asks_not_to_use_is_left_out() -> None:
    # Science is not relevant, so that its level says nothing.
    assert values("43-6013", "skills")["2.A.1.f"] == [1.12, None]
    # Shares of nurses with a bachelor's degree are too uncertain to be told.
    levels = values("29-1141", "education")["RL"]
    assert (levels["3"], levels["5"], levels["6"]) == (22.5, 19.39, None)
    # Its figures in release 27 are out of their scale.
    assert "conditions" not in read_facts("11-3013")


def test_related_occupations_are_those_of_the_survey_and_not_the_occupation_itself() -> None:
    codes = set(Occupation.objects.filter(group="detailed").values_list("soc_code", flat=True))
    for fact in OccupationFact.objects.filter(release__kind="related"):
        related = fact.values["codes"]
        assert 0 < len(related) <= 20
        assert len(set(related)) == len(related)
        assert fact.soc_code not in related
        assert codes.issuperset(related)
    assert values("43-6013", "related")["codes"][:2] == ["29-2072", "43-4171"]


def test_names_software_industries_fields_and_apprenticeships() -> None:
    titles = values("29-1141", "titles")["titles"]
    assert "Registered Nurses" not in titles
    assert {"Staff Nurse", "ER Nurse", "Critical Care Nurses"} <= set(titles)
    software = values("29-1141", "technology")["items"]
    assert len(software) == 15
    assert {"MEDITECH software", "Epic Systems"} <= {name for name, _, _ in software[:5]}
    industries = values("43-6013", "industries")["rows"]
    assert industries[0] == ["621", "Ambulatory Health Care Services", 612750, 45390]
    fields = values("43-6013", "fields")["fields"]
    assert ["51.0716", "Medical Administrative/Executive Assistant and Medical Secretary"] in fields
    assert ["Electrician", "8000"] in values("47-2111", "apprenticeships")["programs"]
    assert values("43-6013", "telework") == {"percent": 2.3, "error": 0.7}


def test_pay_of_earlier_years_tells_top_codes_and_hourly_pay() -> None:
    assert values("29-1141", "pay_history")["2024-05"] == [
        *(3282010, 66030, 78610, 93600, 107960, 135320, 45),
    ]
    assert values("11-1011", "pay_history")["2024-05"][4:6] == ["#", "#"]
    actors = values("27-2011", "pay_history")["2024-05"]
    assert actors == [38800, None, None, None, None, None, 23.33]


def test_statistics_tell_the_middle_and_the_ends_of_all_occupations() -> None:
    sitting = read_facts("43-6013")["conditions"].source.statistics["4.C.2.d.1.a"]
    assert sitting["min"] <= sitting["low"] < sitting["median"] < sitting["high"] <= sitting["max"]
    assert sitting["count"] == 727
    assert "quantiles" not in sitting
    assert read_facts("43-6013")["pay_history"].source.statistics == {}


def test_all_occupations_have_something_and_files_are_small() -> None:
    codes = set(Occupation.objects.filter(group="detailed").values_list("soc_code", flat=True))
    assert codes == set(OccupationFact.objects.values_list("soc_code", flat=True))
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 1_500_000


def test_no_sentence_of_a_source_is_among_the_facts() -> None:
    for kind in FactKind:
        with lzma.open(FOLDER / name_file(kind), "rt", encoding="utf-8") as file:
            for line in file:
                texts = [text for text in find_texts(json.loads(line)) if text.count(" ") > 20]
                assert texts == [], kind


def find_texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in find_texts(part)]


def test_a_second_start_loads_nothing_and_what_was_withdrawn_stays_so() -> None:
    FactRelease.objects.filter(kind="telework").update(
        status="withdrawn", withdrawn_at=timezone.now()
    )
    assert bundled.load() == []
    assert "telework" not in read_facts("43-6013")


def test_a_folder_is_compiled_by_a_command(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    with pytest.raises(CommandError, match="holds no tables of facts"):
        call_command("compile_occupation_facts", source, "--to", target)
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("compile_occupation_facts", tmp_path / "none")
    (source / "telework.csv").write_text(
        "SOC_2018_CODE,OCCUPATION,ESTIMATE,STANDARD_ERROR\n00-0000,All,9,\n29-1141,Nurses,4.5,0.25\n"
    )
    (source / "names.csv").write_text("Code,Name\n1,Nobody\n")
    call_command("compile_occupation_facts", source, "--to", target, verbosity=0)
    table = read_compact_file(target / "telework.jsonl.xz", FactKind.TELEWORK, "2023")
    assert table.rows == {"29-1141": {"percent": 4.5, "error": 0.25}}
    assert [path.name for path in target.iterdir()] == ["telework.jsonl.xz"]


def test_a_compact_file_comes_back_as_it_was_written(tmp_path: Path) -> None:
    rows = {"13-1020": {"zone": 4}, "29-1141": {"zone": 3}}
    table = FactTable(FactKind.JOB_ZONE, "O*NET 29.3", rows, {"13-1020": ("13-1021", "13-1022")})
    write_table(table, tmp_path / "job_zone.jsonl.xz")
    assert read_compact_file(tmp_path / "job_zone.jsonl.xz", table.kind, table.edition) == table
