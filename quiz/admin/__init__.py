"""Editors' pages for quizzes: drafts are edited, tried and published; the rest is read-only."""

from quiz.admin.quizzes import QuizAdmin
from quiz.admin.traits import TraitAdmin
from quiz.admin.versions import QuizVersionAdmin

__all__ = ["QuizAdmin", "QuizVersionAdmin", "TraitAdmin"]
