"""docs/deploy.md lists every variable that the settings read, and no other."""

import re

from devserver.database import PROJECT

SETTINGS = (PROJECT / "careerguide" / "settings.py").read_text()
READ = {"CAREERGUIDE_MODE", *re.findall(r'\benv\.\w+\(\s*"([A-Z_]+)"', SETTINGS)}
# The table of settings has their names in its first column.
ROWS = re.findall(r"^\| (`[A-Z].*?) \|", (PROJECT / "docs" / "deploy.md").read_text(), re.MULTILINE)
DOCUMENTED = set(re.findall(r"`([A-Z_]+)`", " ".join(ROWS)))


def test_an_operator_finds_every_variable_in_the_table() -> None:
    assert len(READ) > 20
    assert not READ - DOCUMENTED


def test_the_table_names_no_variable_that_nothing_reads() -> None:
    assert not DOCUMENTED - READ
