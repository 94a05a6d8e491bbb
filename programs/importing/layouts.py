"""The columns of the public files that are understood, and how a file is recognized by them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from imports.errors import FileError
from programs.models import Dataset

Kind = Dataset.Kind


@dataclass(frozen=True)
class Layout:
    """A kind of file: the columns that tell it apart, and all that are read from it.

    `columns` maps our names to the file's headers in upper case. What a file has no column for,
    an import of it leaves alone.
    """

    kind: Dataset.Kind
    title: str
    publisher: str
    url: str
    required: frozenset[str]
    columns: dict[str, str]
    # Columns of which one is enough.
    required_one: frozenset[str] = frozenset()

    def list_missing(self, header: Collection[str]) -> list[str]:
        """What a header lacks to be one of this kind of file."""
        missing = sorted(self.required.difference(header))
        if self.required_one and self.required_one.isdisjoint(header):
            missing.append(" or ".join(sorted(self.required_one)))
        return missing


# What earlier releases call the same columns.
OLDER_NAMES = {"EARN_MDN_1YR": "EARN_MDN_HI_1YR", "OPEID6": "OPE6_ID"}
SCORECARD = "https://collegescorecard.ed.gov/data/"
EDUCATION = "U.S. Department of Education"

COMPILED = Layout(
    kind=Kind.COMPILED,
    title="College Scorecard, field of study",
    publisher=EDUCATION,
    url=SCORECARD,
    required=frozenset({"UNITID", "INST_NAME", "CIP_CODE", "CREDENTIAL_LEVEL", "EARNINGS"}),
    columns={
        "unitid": "UNITID",
        "opeid": "OPEID6",
        "name": "INST_NAME",
        "state": "STATE",
        "control": "CONTROL",
        "field_code": "CIP_CODE",
        "field_name": "CIP_DESC",
        "credential": "CREDENTIAL_LEVEL",
        "completers": "COMPLETERS_COUNT",
        "earnings": "EARNINGS",
        # How long after completion; without it, four years.
        "earnings_horizon": "EARNINGS_HORIZON",
        "debt": "DEBT_MEDIAN",
        "high_school_earnings": "EARNINGS_THRESHOLD_STATE",
    },
)
FIELD_OF_STUDY = Layout(
    kind=Kind.FIELD_OF_STUDY,
    title="College Scorecard, field of study",
    publisher=EDUCATION,
    url=SCORECARD,
    required=frozenset({"UNITID", "INSTNM", "CIPCODE", "CREDLEV"}),
    columns={
        "unitid": "UNITID",
        "opeid": "OPEID6",
        "name": "INSTNM",
        "control": "CONTROL",
        "field_code": "CIPCODE",
        "field_name": "CIPDESC",
        "credential": "CREDLEV",
        # Awards in the later of the two years that the file counts.
        "completers": "IPEDSCOUNT2",
        "earnings": "EARN_MDN_4YR",
        "first_year_earnings": "EARN_MDN_1YR",
        "debt": "DEBT_ALL_STGP_EVAL_MDN",
    },
)
INSTITUTION = Layout(
    kind=Kind.INSTITUTION,
    title="College Scorecard, institution",
    publisher=EDUCATION,
    url=SCORECARD,
    required=frozenset({"UNITID", "INSTNM", "STABBR", "PREDDEG"}),
    columns={
        "unitid": "UNITID",
        "opeid": "OPEID",
        "name": "INSTNM",
        "city": "CITY",
        "state": "STABBR",
        "zip_code": "ZIP",
        "latitude": "LATITUDE",
        "longitude": "LONGITUDE",
        "website": "INSTURL",
        "net_price_calculator": "NPCURL",
        "control": "CONTROL",
        "level": "ICLEVEL",
        "accreditor": "ACCREDAGENCY",
        "is_distance_only": "DISTANCEONLY",
        "operating": "CURROPER",
    },
)
DIRECTORY = Layout(
    kind=Kind.DIRECTORY,
    title="IPEDS institution directory",
    publisher="National Center for Education Statistics",
    url="https://nces.ed.gov/ipeds/datacenter/DataFiles.aspx",
    required=frozenset({"UNITID", "INSTNM", "STABBR", "LONGITUD", "CLOSEDAT"}),
    columns={
        "unitid": "UNITID",
        "opeid": "OPEID",
        "name": "INSTNM",
        "address": "ADDR",
        "city": "CITY",
        "state": "STABBR",
        "zip_code": "ZIP",
        "latitude": "LATITUDE",
        "longitude": "LONGITUD",
        "website": "WEBADDR",
        "net_price_calculator": "NPRICURL",
        "successor_unitid": "NEWID",
        "control": "CONTROL",
        "level": "ICLEVEL",
        "activity": "ACT",
        "activity_in_year": "CYACTIVE",
        "closed_on": "CLOSEDAT",
    },
)


def _prices(kind: Dataset.Kind, title: str, required: set[str], one_of: set[str]) -> Layout:
    """A file of IPEDS whose prices are found by their columns, see `programs.importing.prices`."""
    return Layout(
        kind=kind,
        title=title,
        publisher=DIRECTORY.publisher,
        url=DIRECTORY.url,
        required=frozenset({"UNITID", *required}),
        columns={"unitid": "UNITID"},
        required_one=frozenset(one_of),
    )


# COST1 has the columns of both kinds of charges, and counts as the first.
PRICE_LAYOUTS = (
    _prices(Kind.YEAR_CHARGES, "IPEDS published charges of a year", {"CHG2AY3", "CHG3AY3"}, set()),
    _prices(
        Kind.PROGRAM_CHARGES,
        "IPEDS published charges of programs",
        {"CIPCODE1"},
        {"CIPTUIT1", "CHG1PY3"},
    ),
    _prices(Kind.NET_PRICE, "IPEDS net price", set(), {"NPIST2", "NPGRN2"}),
)
LAYOUTS = (COMPILED, FIELD_OF_STUDY, DIRECTORY, INSTITUTION, *PRICE_LAYOUTS)
PROGRAM_KINDS, PRICE_KINDS = Dataset.PROGRAM_KINDS, Dataset.PRICE_KINDS


def recognize_layout(header: Sequence[str]) -> tuple[Layout, dict[str, int]]:
    """The layout of a file and where its columns are, by our names.

    Raises FileError that names what is missing, of the layout that comes nearest.
    """
    places: dict[str, int] = {}
    for place, name in enumerate(header):
        places.setdefault(name, place)
    for name, older in OLDER_NAMES.items():
        if older in places:
            places.setdefault(name, places[older])
    for layout in LAYOUTS:
        if not layout.list_missing(places):
            return layout, {
                name: places[column] for name, column in layout.columns.items() if column in places
            }
    nearest = max(
        LAYOUTS,
        key=lambda layout: len(layout.required & places.keys()) - len(layout.list_missing(places)),
    )
    missing = ", ".join(nearest.list_missing(places))
    raise FileError(
        f"This looks like “{nearest.kind.label}”, but these columns are missing: {missing}."
    )
