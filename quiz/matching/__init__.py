"""Which careers fit a person, in three readings that are never added up. Pure: no database.

`answers` is what a person said; `scales` makes interests of it, and `doubts` finds when it tells
little. `careers` is what is measured of a career. `readings.read_careers` makes a reading of each
career: interests (`interests`), conditions (`conditions`), and limits of training and pay. `limits`
counts what each limit costs, `grouping` puts careers in families, `moves` finds careers near the
work that somebody does, and `fit_check` chooses what is asked about one career.
docs/match.md describes the method.
"""

# Raised when the same answers may lead to other readings; results store it.
METHOD_VERSION = 1
