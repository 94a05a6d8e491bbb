"""Quizzes, their versions and questions, and what visitors answered."""

from quiz.models.attempts import Attempt
from quiz.models.desk import DeskLink
from quiz.models.parts import Band, Condition, Statement, Trait
from quiz.models.profiles import MatchProfile
from quiz.models.quiz import Quiz, QuizVersion
from quiz.models.results import Result
from quiz.models.translations import QuizTranslation

__all__ = [
    "Attempt",
    "Band",
    "Condition",
    "DeskLink",
    "MatchProfile",
    "Quiz",
    "QuizTranslation",
    "QuizVersion",
    "Result",
    "Statement",
    "Trait",
]
