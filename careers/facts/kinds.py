"""The form of the values that a release of facts has for each occupation, by the release's kind.

Keys are the source's own codes (`1.B.1.a`, `4.C.2.d.1.a`), never displayed text. A figure that the
source does not give, or asks not to use, is left out. Names of coded things that are not translated
stand beside their codes.

- interests: `{"R": 1.26, "I": …, "A", "S", "E", "C"}`, each 1 to 7
- job_zone: `{"zone": 5}`, 1 to 5; with `"of": 4` a zone of the framework of four, in which the
  second zone has the first in it: never compare one with the other
- education: percent of workers by category, `{"RL": {"1": 0.0, …, "12": 3.1}, "RW": …, "PT": …,
  "OJ": …}`: required level of education, related work experience, on-site or in-plant training,
  on-the-job training; null: the source finds its figure too uncertain, so that the others do not
  add up to 100
- conditions, activities: `{"4.C.2.d.1.a": 4.6, …}`, means 1 to 5 (some conditions 1 to 3)
- skills, knowledge: `{"2.A.1.a": [importance, level], …}`, 1 to 5 and 0 to 7; level null: the
  source says that it is not relevant
- technology: `{"items": [[name, is_hot, is_in_demand], …]}`, the more wanted first
- titles: `{"titles": [name, …]}`
- related: `{"codes": [SOC code, …]}`, the closest first
- industries: `{"rows": [[NAICS code, name, workers, median a year or null], …]}`, largest first
- pay_history: `{"2014-05": [workers, p10, p25, median, p75, p90, hourly median], …}`; null: none,
  `"#"`: at or above the highest pay that the survey told in that year
- telework: `{"percent": 11.4, "error": 1.2}`; `error` may be null
- apprenticeships: `{"programs": [[name, hours], …]}`; hours as a text, `"8000"`, `"4000–5000"`, or
  empty for a program that goes by skills alone
- fields: `{"fields": [[CIP code, name], …]}`
- ai_tasks: `{"human": 0.35, "model": 0.46}`, shares 0 to 1
- ai_abilities: `{"all": 1.33, "language": 1.31}`, standardized scores
- ai_use: `{"score": 0.156}`
"""

from careers.models import FactKind

# The range of the scores of interests.
MIN_INTEREST, MAX_INTEREST = 1, 7

# Kinds with figures that can be compared between occupations: releases have statistics of them.
COMPARED = (
    FactKind.INTERESTS,
    FactKind.CONDITIONS,
    FactKind.ACTIVITIES,
    FactKind.SKILLS,
    FactKind.KNOWLEDGE,
    FactKind.TELEWORK,
    FactKind.AI_TASKS,
    FactKind.AI_ABILITIES,
    FactKind.AI_USE,
)

# Those of which pages tell an occupation's place among all: `statistics.place_among`.
PLACED = (FactKind.AI_TASKS, FactKind.AI_ABILITIES, FactKind.AI_USE)

# The survey combines some occupations that other sources describe one by one.
COMBINED: dict[str, tuple[str, ...]] = {
    "13-1020": ("13-1021", "13-1022", "13-1023"),
    "13-2020": ("13-2022", "13-2023"),
    "21-1018": ("21-1011", "21-1014"),
    "25-2052": ("25-2055", "25-2056"),
    "25-9045": ("25-9042", "25-9043", "25-9049"),
    "29-2010": ("29-2011", "29-2012"),
    "31-1120": ("31-1121", "31-1122"),
    "39-7010": ("39-7011", "39-7012"),
    "47-4090": ("47-4091", "47-4099"),
    "51-2028": ("51-2022", "51-2023"),
    "51-2090": ("51-2092", "51-2099"),
    "53-1047": ("53-1042", "53-1043", "53-1044", "53-1049"),
}
