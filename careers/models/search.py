"""The index that careers are searched by; migrations 0003 and 0004 keep and rank it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from careers.models.career import Career


class SearchName(models.Model):
    """A name that people know a career by: its own ones, its occupation's, and other titles."""

    career = models.ForeignKey(Career, models.DO_NOTHING, related_name="+", db_constraint=False)
    name = models.TextField()
    # How many other titles it counts for: a name of our own is more certain.
    weight = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.name


class SearchTerm(models.Model):
    """What careers are found by: their keys, and the weight of the term in each, in thousandths.

    `=nurse` is a word of names, `nurse|registered` two of them, `>nurse` the last one, `^nur` a
    group of four letters (`^` and `$` are the ends of words), and `~fever` a word of texts. A row
    for each term, not for each career of a term: half a million of those took 72 MB.
    """

    term = models.TextField(primary_key=True)
    careers = ArrayField(models.IntegerField())
    weights = ArrayField(models.SmallIntegerField())

    def __str__(self) -> str:
        return self.term
