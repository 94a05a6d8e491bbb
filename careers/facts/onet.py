"""Tables of the O*NET database, as its text and Excel editions have them."""

from collections.abc import Iterable

from careers.facts.collecting import ONET_SOC, SOC, Collected, Once, Row
from careers.models import FactKind
from common.search import fold

CODE = "O*NET-SOC_CODE"
# Of a rating: the kind by its scale and the beginning of its element.
RATED = {
    ("CX", "4.C"): FactKind.CONDITIONS,
    ("CT", "4.C"): FactKind.CONDITIONS,
    ("IM", "4.A"): FactKind.ACTIVITIES,
    ("IM", "2.A"): FactKind.SKILLS,
    ("LV", "2.A"): FactKind.SKILLS,
    ("IM", "2.B"): FactKind.SKILLS,
    ("LV", "2.B"): FactKind.SKILLS,
    ("IM", "2.C"): FactKind.KNOWLEDGE,
    ("LV", "2.C"): FactKind.KNOWLEDGE,
}
# Of each scale: lowest and highest.
SCALES = {"IM": (1, 5), "LV": (0, 7), "CX": (1, 5), "CT": (1, 3), "OI": (1, 7)}
PAIRS = (FactKind.SKILLS, FactKind.KNOWLEDGE)
EDUCATION = ("RL", "RW", "PT", "OJ")
INTERESTS = ("Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional")
# Names of work conditions before release 28, where later ones differ.
PREVIOUS_NAMES = {
    "Telephone": "4.C.1.a.2.f",
    "Electronic Mail": "4.C.1.a.2.h",
    "Letters and Memos": "4.C.1.a.2.j",
    "Face-to-Face Discussions": "4.C.1.a.2.l",
    "Work With Work Group or Team": "4.C.1.b.1.e",
    "Deal With External Customers": "4.C.1.b.1.f",
    "Coordinate or Lead Others": "4.C.1.b.1.g",
    "Responsible for Others' Health and Safety": "4.C.1.c.1",
    "Responsibility for Outcomes and Results": "4.C.1.c.2",
    "Frequency of Conflict Situations": "4.C.1.d.1",
    "Deal With Unpleasant or Angry People": "4.C.1.d.2",
    "Deal With Physically Aggressive People": "4.C.1.d.3",
    "Outdoors, Exposed to Weather": "4.C.2.a.1.c",
    "In an Open Vehicle or Equipment": "4.C.2.a.1.e",
    "In an Enclosed Vehicle or Equipment": "4.C.2.a.1.f",
    "Sounds, Noise Levels Are Distracting or Uncomfortable": "4.C.2.b.1.a",
    "Very Hot or Cold Temperatures": "4.C.2.b.1.b",
    "Extremely Bright or Inadequate Lighting": "4.C.2.b.1.c",
    "Cramped Work Space, Awkward Positions": "4.C.2.b.1.e",
    "Spend Time Walking and Running": "4.C.2.d.1.d",
    "Spend Time Bending or Twisting the Body": "4.C.2.d.1.h",
    "Structured versus Unstructured Work": "4.C.3.b.8",
}


def read_ratings(collected: Collected, rows: Iterable[Row]) -> None:
    """Interests, conditions, activities, skills, knowledge, education: a row is one figure.

    A figure that O*NET recommends to suppress, or that is not relevant, is left out.
    """
    once = Once()
    for row in rows:
        scale, element = row.text("SCALE_ID"), row.text("ELEMENT_ID")
        if scale in EDUCATION:
            _read_education(collected, row, scale, once)
        elif "Y" in (row.text("RECOMMEND_SUPPRESS"), row.text("NOT_RELEVANT")):
            continue
        elif scale == "OI":
            _read_interest(collected, row, once)
        elif kind := RATED.get((scale, element[:3])):
            figure = row.figure("DATA_VALUE", *SCALES[scale])
            if figure is None:
                continue
            once.check(row, "DATA_VALUE", row.code(CODE), scale, element)
            values = collected.of(kind, row.code(CODE))
            if kind in PAIRS:
                values.setdefault(element, [None, None])[scale == "LV"] = figure
            else:
                values[element] = figure


def _read_interest(collected: Collected, row: Row, once: Once) -> None:
    if row.text("ELEMENT_ID").startswith("1.B.3"):
        return  # Forty-one narrower interests, which release 30.3 has too.
    name = row.text("ELEMENT_NAME")
    if name not in INTERESTS:
        raise row.refuse("ELEMENT_NAME", "is none of the six interests")
    figure = row.required("DATA_VALUE", *SCALES["OI"])
    once.check(row, "DATA_VALUE", row.code(CODE), name)
    collected.of(FactKind.INTERESTS, row.code(CODE))[name[0]] = figure


def _read_education(collected: Collected, row: Row, scale: str, once: Once) -> None:
    # The share of a category that is not to be used leaves a gap, or the others would seem to be
    # all workers.
    percent = row.figure("DATA_VALUE", 0, 100)
    is_withheld = row.text("RECOMMEND_SUPPRESS") == "Y"
    values = collected.of(FactKind.EDUCATION, row.code(CODE))
    category = str(row.whole("CATEGORY", 1, 12) or "")
    if not category:
        raise row.refuse("CATEGORY", "must be a number")
    once.check(row, "DATA_VALUE", row.code(CODE), scale, category)
    values.setdefault(scale, {})[category] = None if is_withheld else percent


def read_zones(collected: Collected, rows: Iterable[Row]) -> None:
    """Zones of preparation. Release 30.2 made one zone, the second, of the first two."""
    zones, once = {}, Once()
    for row in rows:
        zone = row.whole("JOB_ZONE", 1, 5)
        if zone is not None:
            once.check(row, "JOB_ZONE", row.code(CODE))
            zones[row.code(CODE)] = zone
    # Before, 31 of 923 occupations were in the first zone.
    levels = {} if 1 in zones.values() else {"of": 4}
    for code, zone in zones.items():
        collected.of(FactKind.JOB_ZONE, code).update(zone=zone, **levels)


def read_technology(collected: Collected, rows: Iterable[Row]) -> None:
    for row in rows:
        values = collected.of(FactKind.TECHNOLOGY, row.code(CODE))
        hot, wanted = row.text("HOT_TECHNOLOGY") == "Y", row.text("IN_DEMAND") == "Y"
        column = "EXAMPLE" if "EXAMPLE" in row.cells else "WORKPLACE_EXAMPLE"
        values[row.name(column)] = (hot, wanted)


def read_related(collected: Collected, rows: Iterable[Row]) -> None:
    for number, row in enumerate(rows):
        values = collected.of(FactKind.RELATED, row.code(CODE))
        rank = row.figure("INDEX", 1, 1000)
        values[row.code(f"RELATED_{CODE}")] = number if rank is None else rank


def read_occupations(collected: Collected, rows: Iterable[Row]) -> None:
    for row in rows:
        collected.of(FactKind.TITLES, row.code(CODE))["own"] = row.name("TITLE")


def read_titles(collected: Collected, rows: Iterable[Row]) -> None:
    for row in rows:
        titles = collected.of(FactKind.TITLES, row.code(CODE)).setdefault("titles", [])
        for column in ("ALTERNATE_TITLE", "JOB_TITLE", "SHORT_TITLE"):
            # O*NET writes n/a for none.
            if row.text(column) not in ("", "n/a"):
                titles.append(row.name(column))


def read_reported_titles(collected: Collected, rows: Iterable[Row]) -> None:
    """A sample of what people in the job call it; the most typical are shown in My Next Move."""
    for row in rows:
        names = collected.of(FactKind.TITLES, row.code(CODE))
        key = "shown" if row.text("SHOWN_IN_MY_NEXT_MOVE") == "Y" else "reported"
        names.setdefault(key, []).append(row.name("REPORTED_JOB_TITLE"))


def read_elements(collected: Collected, rows: Iterable[Row]) -> None:
    """Codes of elements by names, of conditions and activities alone: other names stand twice."""
    for row in rows:
        if row.text("ELEMENT_ID").startswith(("4.A", "4.C")):
            collected.elements[fold(row.text("ELEMENT_NAME"))] = row.text("ELEMENT_ID")


def read_wide_conditions(collected: Collected, rows: Iterable[Row]) -> None:
    """A row is an occupation, a column a condition."""
    previous = {fold(name): element for name, element in PREVIOUS_NAMES.items()}
    _read_wide(collected, rows, FactKind.CONDITIONS, CODE, collected.elements | previous)


def read_wide_activities(collected: Collected, rows: Iterable[Row]) -> None:
    """A row is an occupation, a column an activity."""
    _read_wide(collected, rows, FactKind.ACTIVITIES, "SOC", collected.elements)


def _read_wide(
    collected: Collected, rows: Iterable[Row], kind: FactKind, key: str, elements: dict[str, str]
) -> None:
    for row in rows:
        code = row.code(key, SOC if key == "SOC" else ONET_SOC)
        for column in row.cells:
            if column in (key, "TITLE"):
                continue
            element = elements.get(fold(column))
            if element is None:
                raise row.refuse(column, "is in a column that no element is known for")
            figure = row.figure(column, 1, 5)
            if figure is not None:
                collected.of(kind, code)[element] = figure


def read_doubts(collected: Collected, rows: Iterable[Row]) -> None:
    """Occupations whose conditions in release 27 cannot be relied on.

    Figures out of their scale are wrong. An occupation whose title did not exist in 2022, and that
    was rated anew since, has figures that belong to another. Those that were only rated anew since
    (185) are as release 27 had them, which is what pages say.
    """
    for row in rows:
        is_superseded = row.text("STATUS").startswith("superseded")
        is_new = row.text("TITLE_NOT_IN_2022_FILE") == "True"
        if row.text("CT_OUT_OF_RANGE") == "True" or (is_new and is_superseded):
            collected.doubtful.add(row.code(CODE))


# As they are in O*NET 25 to 30.2. Release 30.3 renamed files and columns, and split some files in
# two: “Essential Skills” and “Transferable Skills”, “Education” and “Training and Experience”.
LAYOUTS = (
    (f"{CODE} PUBLIC_SPEAKING SPEND_TIME_SITTING", read_wide_conditions),
    ("SOC GETTING_INFORMATION", read_wide_activities),
    (f"{CODE} CT_OUT_OF_RANGE TITLE_NOT_IN_2022_FILE", read_doubts),
    (f"{CODE} SCALE_ID DATA_VALUE", read_ratings),
    (f"{CODE} JOB_ZONE", read_zones),
    (f"{CODE} EXAMPLE HOT_TECHNOLOGY", read_technology),
    (f"{CODE} WORKPLACE_EXAMPLE HOT_TECHNOLOGY", read_technology),
    (f"{CODE} RELATED_{CODE}", read_related),
    (f"{CODE} ALTERNATE_TITLE", read_titles),
    (f"{CODE} JOB_TITLE SHORT_TITLE", read_titles),
    (f"{CODE} REPORTED_JOB_TITLE", read_reported_titles),
    (f"{CODE} TITLE DESCRIPTION", read_occupations),
    ("ELEMENT_ID ELEMENT_NAME DESCRIPTION", read_elements),
)
