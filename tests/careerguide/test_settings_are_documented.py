"""docs/deploy.md lists every variable that the settings read, and no other."""

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SETTINGS = (PROJECT / "careerguide" / "settings.py").read_text()
READ_BY_SETTINGS = set(re.findall(r'\benv\.\w+\(\s*"([A-Z_]+)"', SETTINGS))
# The table of settings has their names in its first column.
ROWS = re.findall(r"^\| (`[A-Z].*?) \|", (PROJECT / "docs" / "deploy.md").read_text(), re.MULTILINE)
DOCUMENTED = set(re.findall(r"`([A-Z_]+)`", " ".join(ROWS)))


def test_an_operator_finds_every_variable_in_the_table() -> None:
    assert len(READ_BY_SETTINGS) > 20
    assert not READ_BY_SETTINGS - DOCUMENTED


def test_the_table_names_no_variable_that_nothing_reads() -> None:
    assert not DOCUMENTED - READ_BY_SETTINGS
