"""What simulated takers show: chance in each band, takers found not clear, how stable lists are.

`tests/quiz/test_simulated_takers.py` repeats the simulation from SEED with fewer takers and holds
these figures to it; docs/match.md has more of them. All are shares from 0 to 1.
"""

from quiz.matching.interests import InterestBand

SEED = 16_0830
# Of all pairs of a taker and a career with measured interests: those in each band, if answers given
# by chance counted as clear; and for realistic takers.
CHANCE_BY_BAND = {InterestBand.CLOSE: 0.044, InterestBand.PARTLY: 0.157, InterestBand.FAR: 0.799}
REALISTIC_BY_BAND = {InterestBand.CLOSE: 0.053, InterestBand.PARTLY: 0.127, InterestBand.FAR: 0.82}
# Pairs that are close although the taker answered by chance, once takers who are not clear have no
# bands.
CHANCE_SHOWN_CLOSE = 0.01
# Takers whose interests are found not clear.
RANDOM_NOT_CLEAR, REALISTIC_NOT_CLEAR, HALF_RANDOM_NOT_CLEAR = 0.91, 0.066, 0.7
# Of the careers shown as close to realistic takers: those that are close by their true interests,
# and those that are at least partly close.
CLOSE_IS_CLOSE, CLOSE_IS_PARTLY_OR_CLOSE = 0.61, 0.94
# Of the first so many careers, or families: those that other activities of the same kind replace.
REPLACED_CAREERS = {20: 0.53, 100: 0.35}
REPLACED_FAMILIES = {5: 0.38}
