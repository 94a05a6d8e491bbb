"""Files of facts in the layouts of O*NET."""

import csv
import io
import zipfile
from typing import Any

NAMES = ("Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional")


def interests(**social: float) -> list[list[Any]]:
    """A table of interests, by codes with the figure of the social one."""
    rows: list[list[Any]] = [
        ["O*NET-SOC Code", "Element ID", "Element Name", "Scale ID", "Data Value", "Date"]
    ]
    for code, figure in social.items():
        for name in NAMES:
            value = figure if name == "Social" else 2
            code_of_onet = f"{code.replace('_', '-').strip('-')}.00"
            rows.append([code_of_onet, "1.B.1.a", name, "OI", value, "02/2026"])
    return rows


def zones(**zone: int) -> list[list[Any]]:
    rows = [[f"{code.replace('_', '-').strip('-')}.00", number] for code, number in zone.items()]
    return [["O*NET-SOC Code", "Job Zone"], *rows]


def archive(**tables: list[list[Any]]) -> bytes:
    """A zip of tables by their names, as O*NET's."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, rows in tables.items():
            text = io.StringIO()
            csv.writer(text, delimiter="\t").writerows(rows)
            file.writestr(f"db/{name.replace('_', ' ')}.txt", text.getvalue())
        file.writestr("db/Read Me.txt", "About these files.")
    return out.getvalue()
