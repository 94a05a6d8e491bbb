"""The columns of the public files that are understood, and how a file is recognized by them."""

from collections.abc import Sequence
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
        "city": "CITY",
        "state": "STABBR",
        "zip_code": "ZIP",
        "latitude": "LATITUDE",
        "longitude": "LONGITUD",
        "website": "WEBADDR",
        "control": "CONTROL",
        "level": "ICLEVEL",
        "activity": "ACT",
        "closed_on": "CLOSEDAT",
    },
)
LAYOUTS = (COMPILED, FIELD_OF_STUDY, DIRECTORY, INSTITUTION)
PROGRAM_KINDS = Dataset.PROGRAM_KINDS


def recognize_layout(header: Sequence[str]) -> tuple[Layout, dict[str, int]]:
    """The layout of a file and where its columns are, by our names.

    Raises FileError that names what is missing, of the layout that comes nearest.
    """
    places: dict[str, int] = {}
    for place, name in enumerate(header):
        places.setdefault(name, place)
    for layout in LAYOUTS:
        if layout.required <= places.keys():
            return layout, {
                name: places[column] for name, column in layout.columns.items() if column in places
            }
    nearest = max(LAYOUTS, key=lambda layout: len(layout.required & places.keys()))
    missing = ", ".join(sorted(nearest.required - places.keys()))
    raise FileError(
        f"This looks like “{nearest.kind.label}”, but these columns are missing: {missing}."
    )
