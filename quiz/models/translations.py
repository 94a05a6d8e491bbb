"""The texts of a quiz version in another language."""

from django.db import models

from quiz.models.quiz import QuizVersion


class QuizTranslation(models.Model):
    """One language of a version. The database refuses to change one of a published version."""

    version = models.ForeignKey(QuizVersion, models.CASCADE, related_name="translations")
    language = models.CharField(max_length=10)
    texts = models.JSONField(
        default=dict,
        help_text="The English text and its translation at each place (translations.py).",
    )

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["version", "language"], name="quiz_translation_once")
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.language}"
