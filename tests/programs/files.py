"""Small files in the layouts of the public ones."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

FIELD_OF_STUDY = {
    "UNITID": "100654",
    "OPEID6": "001002",
    "INSTNM": "Alabama A & M University",
    "CONTROL": "Public",
    "MAIN": "1",
    "CIPCODE": "5107",
    "CIPDESC": "Health and Medical Administrative Services.",
    "CREDLEV": "1",
    "CREDDESC": "Undergraduate Certificate or Diploma",
    "IPEDSCOUNT1": "11",
    "IPEDSCOUNT2": "12",
    "DEBT_ALL_STGP_EVAL_MDN": "9500",
    "EARN_MDN_4YR": "41000",
}
INSTITUTION = {
    "UNITID": "100654",
    "OPEID": "00100200",
    "OPEID6": "001002",
    "INSTNM": "Alabama A & M University",
    "CITY": "Normal",
    "STABBR": "AL",
    "ZIP": "35762",
    "ACCREDAGENCY": "Southern Association of Colleges and Schools Commission on Colleges",
    "INSTURL": "www.aamu.edu/",
    "PREDDEG": "3",
    "CONTROL": "1",
    "LATITUDE": "34.783368",
    "LONGITUDE": "-86.568502",
    "DISTANCEONLY": "0",
    "CURROPER": "1",
    "ICLEVEL": "1",
}
DIRECTORY = {
    "UNITID": "100654",
    "INSTNM": "Alabama A & M University",
    "ADDR": "4900 Meridian Street",
    "CITY": "Normal",
    "STABBR": "AL",
    "ZIP": "35762",
    "OPEID": "00100200",
    "WEBADDR": "www.aamu.edu/",
    "CONTROL": "1",
    "ICLEVEL": "1",
    "ACT": "A ",
    "CLOSEDAT": "-2",
    "LONGITUD": "-86.568502",
    "LATITUDE": "34.783368",
}


def table(like: Mapping[str, str], rows: Iterable[Mapping[str, str]]) -> str:
    """A CSV: each row is `like` with some values changed."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(like), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({**like, **row} for row in rows)
    return out.getvalue()


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def zipped(folder: Path, members: Mapping[str, str]) -> Path:
    path = folder / "files.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path
