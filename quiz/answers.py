"""The answers that a visitor chooses from, with their labels."""

ANSWER_CHOICES = (
    (1, "Strongly disagree"),
    (2, "Disagree"),
    (3, "Neither"),
    (4, "Agree"),
    (5, "Strongly agree"),
)
ANSWER_LABELS = dict(ANSWER_CHOICES)
CONDITION_CHOICES = (("yes", "Yes"), ("no", "No"))
CONDITION_LABELS = dict(CONDITION_CHOICES)
# Answers to the activities of the part on interests.
LIKING_CHOICES = (
    (1, "Strongly dislike"),
    (2, "Dislike"),
    (3, "Unsure"),
    (4, "Like"),
    (5, "Strongly like"),
)
