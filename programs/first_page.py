"""The first page of the finder without a filter, which most visitors see and no other."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.db.models import Count, Model, QuerySet, Value

from common.prepared import PreparedQuery, take_instance
from programs.models import Dataset, Institution, Program
from programs.models.queries import LISTED, ORDERS

PAGE_SIZE = 20


def _sort_columns(model: type[Model], names: Iterable[str]) -> list[str]:
    """Columns in the order in which from_db() takes their values; the key is the first."""
    wanted = {"id", *names}
    return [field.attname for field in model._meta.concrete_fields if field.attname in wanted]


def _strip(prefix: str) -> list[str]:
    return [name.removeprefix(prefix) for name in LISTED if name.startswith(prefix)]


PROGRAM = _sort_columns(
    Program, ["institution_id", "source_id", *(name for name in LISTED if "__" not in name)]
)
INSTITUTION = _sort_columns(Institution, _strip("institution__"))
SOURCE = _sort_columns(Dataset, _strip("source__"))


def _select_first(order: str, *fields: str) -> QuerySet[Program, Any]:
    """The columns of a program, of its institution and of its source, and `has_namesake`."""
    found = Program.objects.filter(is_current=True, field__in=fields).active().in_order(order)
    programs = Program.objects.filter(pk__in=found.values("pk")[:PAGE_SIZE]).in_order(order)
    institution = (f"institution__{name}" for name in INSTITUTION)
    source = (f"source__{name}" for name in SOURCE)
    return programs.with_namesakes().values_list(*PROGRAM, *institution, *source, "has_namesake")


FIRST = {
    order: PreparedQuery(partial(_select_first, order)) for order in ORDERS if order != "distance"
}


def _select_institutions(*fields: str) -> QuerySet[Program, Any]:
    """At how many institutions they are: one row, as of aggregate(), which cannot be prepared."""
    found = Program.objects.filter(is_current=True, field__in=fields).active().order_by()
    every = found.annotate(every=Value(1)).values("every")
    return every.annotate(number=Count("institution", distinct=True)).values_list("number")


INSTITUTIONS = PreparedQuery(_select_institutions)


def count_institutions(fields: Sequence[str]) -> int:
    """At how many institutions the active programs of these fields are. One query."""
    rows = INSTITUTIONS.rows(*fields) if fields else []
    return int(rows[0][0]) if rows else 0


def read_first_page(fields: Sequence[str], order: str) -> list[Program]:
    """The programs of for_a_list() in an order other than by distance. One query."""
    if not fields:
        return []
    programs = []
    sources: dict[int, Dataset] = {}
    for row in FIRST[order].rows(*fields):
        columns = iter(row)
        program = take_instance(columns, Program, PROGRAM)
        program.institution = take_instance(columns, Institution, INSTITUTION)
        source = take_instance(columns, Dataset, SOURCE)
        if (key := program.source_id) is not None:
            program.source = sources.setdefault(key, source)
        program.__dict__["has_namesake"] = next(columns)
        programs.append(program)
    return programs
