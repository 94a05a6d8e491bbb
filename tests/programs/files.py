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
# As the directory of 2024 is passed on: whether an institution is active that year, not since when.
DIRECTORY_2024 = {
    **{name: text for name, text in DIRECTORY.items() if name != "ACT"},
    "CYACTIVE": "1",
    "NEWID": "-2",
    "NPRICURL": "www.aamu.edu/net-price-calculator.html",
}
COMPILED = {
    "unitid": "100654",
    "opeid6": "001002",
    "inst_name": "Alabama A & M University",
    "state": "AL",
    "control": "Public",
    "cip_code": "5107",
    "cip_desc": "Health and Medical Administrative Services.",
    "credential_level": "1",
    "completers_count": "12",
    "earnings": "41000",
    "earnings_horizon": "4yr_after_completion",
    "earnings_threshold_state": "32204",
    "debt_median": "9500",
}
# Charges of an academic year, of which 3 is the latest.
YEAR_CHARGES = {
    "UNITID": "100654",
    "XTUIT1": "R",
    "TUITION1": "8610",
    "CHG1AY2": "9800",
    "CHG1AY3": "10024",
    "CHG2AY2": "9900",
    "CHG2AY3": "10024",
    "CHG3AY3": "18634",
    "CHG4AY3": "1600",
    "CHG5AY3": "9824",
}
PROGRAM_CHARGES = {
    "UNITID": "101116",
    "PRGMOFR": "9",
    "CIPCODE1": "12.0401",
    "XCIPTUI1": "R",
    "CIPTUIT1": "-2",
    "CIPSUPP1": "-2",
    "CIPLGTH1": "1500",
    "MTHCMP1": "12",
    "CHG1PY3": "17500",
    "CHG4PY3": "2100",
    "CIPCODE2": "51.0801",
    "CIPTUIT2": "14900",
    "CIPSUPP2": "800",
    "MTHCMP2": "9",
    "CIPCODE3": "1.0601",
    "CIPTUIT3": "3000",
    "CIPSUPP3": ".",
    "MTHCMP3": "-2",
    "CIPCODE4": "-2",
    "CIPTUIT4": "-2",
    "CIPSUPP4": "-2",
    "MTHCMP4": "-2",
}
# Of a public institution; a private one has the figures in the columns after these.
NET_PRICE = {
    "UNITID": "100654",
    "NPIST0": "13000",
    "NPIST1": "14000",
    "NPIST2": "14982",
    "NPIS412": "14000",
    "NPIS422": "15000",
    "NPIS432": "17000",
    "NPIS442": "19000",
    "NPIS452": "",
    "NPGRN2": "",
    "NPT412": "",
    "NPT422": "",
    "NPT432": "",
    "NPT442": "",
    "NPT452": "",
}
INSTITUTION_WITH_PRICES = {
    **INSTITUTION,
    "NPCURL": "www.aamu.edu/net-price",
    "NPT4_PUB": "15000",
    "NPT4_PRIV": "NA",
    "NPT41_PUB": "14100",
    "NPT42_PUB": "PS",
    "TUITIONFEE_IN": "10024",
    "TUITIONFEE_OUT": "18634",
    "BOOKSUPPLY": "1600",
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
