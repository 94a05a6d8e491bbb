"""An institution's published prices, as its page in admin lists them."""

from typing import Any

from django.urls import reverse

from common.formatting import format_academic_year
from programs.models import FieldOfStudy, InstitutionPrice, ProgramPrice

_YEAR_LABELS = {
    "tuition_in_district": "tuition and fees in the district",
    "tuition_in_state": "in the state",
    "tuition_out_of_state": "from elsewhere",
    "books": "books",
    "net_price": "net price",
}
_INCOMES = ("to $30,000", "to $48,000", "to $75,000", "to $110,000", "above")


def list_price_lines(unitid: int) -> list[tuple[str, str, str, str]]:
    """What the price is of, the price, and the address and name of its file; newest first."""
    lines = [
        (f"A year, {format_academic_year(price.year)}", _describe_year(price), *_name_file(price))
        for price in InstitutionPrice.objects.published()
        .filter(unitid=unitid)
        .select_related("run__dataset")
    ]
    programs = ProgramPrice.objects.published().filter(unitid=unitid)
    names = dict(FieldOfStudy.objects.values_list("code", "name"))
    for price in sorted(
        programs.select_related("run__dataset"), key=lambda price: (-price.year, price.pk)
    ):
        name = names.get(price.field_code) or names.get(price.field_code[:5], "")
        lines.append(
            (
                f"{price.field_code} {name}, {format_academic_year(price.year)}".replace(" ,", ","),
                _describe_program(price),
                *_name_file(price),
            )
        )
    return lines


def _name_file(price: Any) -> tuple[str, str]:
    dataset = price.run.dataset
    return reverse("admin:programs_dataset_change", args=[dataset.pk]), str(dataset)


def _describe_year(price: InstitutionPrice) -> str:
    figures = [
        f"{label} ${figure:,}"
        for name, label in _YEAR_LABELS.items()
        if (figure := getattr(price, name)) is not None
    ]
    incomes = zip(_INCOMES, price.net_price_by_income, strict=False)
    figures += [f"income {label} ${figure:,}" for label, figure in incomes if figure is not None]
    return ", ".join(figures)


def _describe_program(price: ProgramPrice) -> str:
    parts = [f"tuition and fees ${price.tuition:,}"]
    if price.books is not None:
        parts.append(f"books ${price.books:,}")
    if price.months is not None:
        parts.append(f"{price.months} months")
    return ", ".join(parts)
