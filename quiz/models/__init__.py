"""Quizzes and their versions, what a version asks, and what visitors answered."""

from quiz.models.desk import DeskLink
from quiz.models.interests import InterestProfile
from quiz.models.parts import Band, Condition, Statement, Trait
from quiz.models.quiz import Quiz, QuizVersion
from quiz.models.results import Attempt, Result

__all__ = [
    "Attempt",
    "Band",
    "Condition",
    "DeskLink",
    "InterestProfile",
    "Quiz",
    "QuizVersion",
    "Result",
    "Statement",
    "Trait",
]
