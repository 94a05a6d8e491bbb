"""The activities that a profile asks about, in the order in which it asks. Pure.

Five for each interest, interleaved; three of them from everyday life and two from a trade or
profession. `quiz/profiles/texts.py` has what people read. A change of an activity's meaning, of the
list or of the conditions asked about raises FORM_VERSION; keys are never used again.
"""

from typing import NamedTuple

FORM_VERSION = 1


class Activity(NamedTuple):
    """An activity; `is_trade`: part of a job rather than of everyday life."""

    key: str
    interest: str
    is_trade: bool = False


ACTIVITIES = (
    Activity("fix-bicycle", "R"),
    Activity("explain-plant", "I"),
    Activity("draw-scene", "A"),
    Activity("listen-friend", "S"),
    Activity("sell-market", "E"),
    Activity("sort-papers", "C"),
    Activity("run-machines", "R", is_trade=True),
    Activity("test-soil", "I", is_trade=True),
    Activity("draw-poster", "A", is_trade=True),
    Activity("teach-adults", "S", is_trade=True),
    Activity("run-restaurant", "E", is_trade=True),
    Activity("check-bills", "C", is_trade=True),
    Activity("build-shelf", "R"),
    Activity("solve-puzzle", "I"),
    Activity("invent-story", "A"),
    Activity("welcome-newcomer", "S"),
    Activity("lead-project", "E"),
    Activity("track-spending", "C"),
    Activity("wire-house", "R", is_trade=True),
    Activity("trace-hacker", "I", is_trade=True),
    Activity("take-photos", "A", is_trade=True),
    Activity("care-home", "S", is_trade=True),
    Activity("bargain-order", "E", is_trade=True),
    Activity("fill-tax-forms", "C", is_trade=True),
    Activity("plant-bed", "R"),
    Activity("learn-brain", "I"),
    Activity("make-tune", "A"),
    Activity("explain-homework", "S"),
    Activity("sell-plan", "E"),
    Activity("follow-checklist", "C"),
)

# Of a form with three activities for each interest, which results of quizzes may still have.
RETIRED = (
    Activity("repair-bicycle", "R"),
    Activity("find-cause", "I"),
    Activity("design-poster", "A"),
    Activity("calm-child", "S"),
    Activity("run-stall", "E"),
    Activity("sort-receipts", "C"),
    Activity("plant-hedge", "R"),
    Activity("compare-studies", "I"),
    Activity("write-story", "A"),
    Activity("teach-neighbor", "S"),
    Activity("win-over", "E"),
    Activity("check-list", "C"),
    Activity("drive-truck", "R"),
    Activity("grow-culture", "I"),
    Activity("play-stage", "A"),
    Activity("visit-lonely", "S"),
    Activity("start-business", "E"),
    Activity("keep-calendar", "C"),
)
