"""The numbers of fields of study are always those that counting the programs anew gives."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from programs.importing.withdraw import publish_dataset, withdraw_dataset
from programs.models import Dataset, FieldSummary, Institution, Program
from programs.offer import describe_offer
from programs.prices.typical import PublishedDebt
from tests.programs.importing import published
from tests.programs.making import institution, program
from tests.programs.test_corrections import save
from tests.programs.test_importing import directory, fields


def count_anew() -> dict[tuple[str, int], dict[str, Any]]:
    """What the summaries should say, counted one program at a time."""
    groups: dict[tuple[str, int], list[Program]] = {}
    listed = Program.objects.filter(is_current=True).select_related("institution")
    for one in listed:
        groups.setdefault((one.field_id, one.credential), []).append(one)
    return {key: summarize(programs) for key, programs in groups.items()}


def summarize(programs: list[Program]) -> dict[str, Any]:
    active = [
        one
        for one in programs
        if not one.institution.is_closed and one.institution.state and one.completers != 0
    ]
    compared = [
        one for one in active if one.earnings is not None and one.high_school_earnings is not None
    ]
    return {
        "programs": len(active),
        "inactive": len(programs) - len(active),
        "with_completers": sum(one.completers is not None for one in active),
        "with_earnings": sum(one.earnings is not None for one in active),
        "with_debt": sum(one.debt is not None for one in active),
        "with_cost": sum(one.cost_low is not None for one in active),
        "with_delivery": sum(one.delivery != "" for one in active),
        "online": sum(one.delivery == "online" for one in active),
        "compared": len(compared),
        "below": sum((one.earnings or 0) < (one.high_school_earnings or 0) for one in compared),
        "source_id": max((one.source_id for one in active if one.source_id), default=None),
        "debts": sorted(one.debt for one in active if one.debt is not None),
    }


def assert_summaries_are_right() -> None:
    anew = count_anew()
    told = {(one.field_id, one.credential): one for one in FieldSummary.objects.all()}
    assert told.keys() == anew.keys()
    for key, values in anew.items():
        assert {name: getattr(told[key], name) for name in values} == values, key


def test_publishing_and_withdrawing_files_count_anew(content: None, tmp_path: Path) -> None:
    assert_summaries_are_right()
    rows = [{"UNITID": str(900_000 + n), "EARN_MDN_4YR": str(20_000 + n)} for n in range(30)]
    first = published(fields(tmp_path, *rows))
    assert_summaries_are_right()
    closing = {"UNITID": "900001", "ACT": "C", "CLOSEDAT": "03/01/2026"}
    published(directory(tmp_path, closing))
    assert Institution.objects.get(unitid=900_001).is_closed
    assert_summaries_are_right()
    withdraw_dataset(first, None)
    assert_summaries_are_right()
    publish_dataset(Dataset.objects.get(pk=first.pk), None)
    assert_summaries_are_right()


@pytest.mark.django_db
def test_what_editors_save_counts_at_once(client: Client, tmp_path: Path) -> None:
    client.force_login(User.objects.create_superuser("editor"))
    published(fields(tmp_path, {"UNITID": "1"}, {"UNITID": "2"}, {"UNITID": "3"}))
    # Files of programs name no state, and without one no program is surely offered.
    Institution.objects.update(state="WA")
    one, two, three = Program.objects.order_by("institution__unitid")
    assert not save(client, one, earnings=18_000, high_school_earnings=29_000)
    assert FieldSummary.objects.get().below == 1
    assert_summaries_are_right()
    assert not save(client, two.institution, is_closed=True, closed_on="2026-03-01")
    assert_summaries_are_right()
    program(code="51.38")
    assert not save(client, three, field="51.38")
    assert_summaries_are_right()
    address = reverse("admin:programs_institution_delete", args=[two.institution_id])
    assert client.post(address, {"post": "yes"}).status_code == 302
    assert_summaries_are_right()
    chosen = {"action": "return_to_file", "_selected_action": [one.pk]}
    client.post(reverse("admin:programs_program_changelist"), chosen)
    assert_summaries_are_right()


@pytest.mark.django_db
def test_several_fields_have_one_median_debt_and_one_check_of_earnings() -> None:
    school = institution()
    debts = {"51.07": (9_000, 30_000, 1_000), "51.38": (4_000, 5_000)}
    for code, amounts in debts.items():
        for amount in amounts:
            program(school, code=code, title=str(amount), debt=amount, high_school_earnings=42_000)
    program(institution(is_closed=True), debt=99_000)
    offer = describe_offer(["51.0713", "51.38"])
    assert offer.fields == ("51.07", "51.38")
    assert offer.debts[1] == PublishedDebt(5_000, 5)
    assert (offer.counts.programs, offer.counts.left_out) == (5, 1)
    check, one = offer.earnings_check, offer.check_earnings("51.38")
    assert check is not None
    assert (check.known, check.below) == (5, 5)
    assert one is not None
    assert one.known == 2
    assert describe_offer([]).counts.programs == 0
