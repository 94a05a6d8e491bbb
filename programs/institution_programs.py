"""What an institution offers: its programs by field of study, filtered and paged.

An address names a field or a family of fields, a credential, a page, or a program whose page is
looked for. What it names and nobody offers is said, and nothing is hidden for it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, Value
from django.http import QueryDict
from django.utils.translation import gettext, ngettext

from common.formatting import format_count
from programs.families import name_family
from programs.models import FieldSummary, Institution, Program
from programs.models.queries import Median

PAGE_SIZE = 40
# Letters of an invalid value that a message repeats.
MAX_SHOWN = 20


class ListedProgram(NamedTuple):
    """A program in the list of all; only these columns are read of each."""

    pk: int
    field: str
    field_name: str
    credential: int
    is_current: bool
    is_imported: bool


class FieldChoice(NamedTuple):
    """A field or a family of fields, with the number of programs in it."""

    code: str
    name: str
    programs: int


class FamilyChoice(NamedTuple):
    family: FieldChoice
    fields: Sequence[FieldChoice]


class Medians(NamedTuple):
    """The medians of the figures published for a field and credential, and of how many programs."""

    earnings: int | None
    earnings_known: int
    debt: int | None
    debt_known: int


@dataclass(frozen=True)
class OfferedPrograms:
    """A page of the programs of an institution. `field` may be a family: two digits."""

    institution: Institution
    entries: Sequence[ListedProgram]
    page: Page[ListedProgram]
    programs: Sequence[Program]
    credential: int | None = None
    field: str = ""
    chosen: Program | None = None
    notices: Sequence[str] = ()

    @property
    def is_narrowed(self) -> bool:
        return bool(self.field or self.credential)

    @property
    def fields_shown(self) -> list[str]:
        """The codes of the fields on this page, each once."""
        return list(dict.fromkeys(program.field_id for program in self.programs))

    @property
    def has_one_field(self) -> bool:
        """Whether one field is chosen: then all its careers are named."""
        return "." in self.field

    @cached_property
    def families(self) -> list[FamilyChoice]:
        """The families and fields with a program of the chosen credential."""
        counts: Counter[str] = Counter()
        names = {}
        for entry in self.entries:
            if self.credential in (None, entry.credential):
                counts[entry.field] += 1
                names[entry.field] = entry.field_name.rstrip(".")
        fields: dict[str, list[FieldChoice]] = {}
        for code in sorted(counts):
            choice = FieldChoice(code, names[code], counts[code])
            fields.setdefault(code[:2], []).append(choice)
        return [
            FamilyChoice(
                FieldChoice(code, name_family(code), sum(one.programs for one in own)), own
            )
            for code, own in fields.items()
        ]

    @property
    def credentials(self) -> list[tuple[int, str]]:
        """The credentials that are offered here, as choices."""
        offered = {entry.credential for entry in self.entries}
        return [(key, str(label)) for key, label in Program.Credential.choices if key in offered]

    @property
    def heading(self) -> str:
        number = self.page.paginator.count
        text = ngettext("%(number)s program", "%(number)s programs", number)
        return text % {"number": format_count(number)}

    @property
    def previous_address(self) -> str:
        return self.query(page=self.page.number - 1)

    @property
    def next_address(self) -> str:
        return self.query(page=self.page.number + 1)

    def query(self, **changes: str | int) -> str:
        """The address of this page with changes; “?” without any parameter."""
        values = {"credential": self.credential, "field": self.field, "page": 1} | changes
        if values["page"] == 1:
            del values["page"]
        return f"?{urlencode({name: value for name, value in values.items() if value})}"

    def query_field(self, code: str) -> str:
        """The address of the programs in a field or family."""
        return self.query(field=code)


def read_offered(institution: Institution, query: QueryDict) -> OfferedPrograms:
    """The page that an address asks for. Two queries at any number of programs."""
    entries = _read_entries(institution)
    notices: list[str] = []
    credential = _parse_credential(query.get("credential", ""), entries, notices)
    field = _parse_field(query.get("field", ""), entries, notices)
    chosen = next((name for name in query.getlist("program") if name), "")
    is_chosen = partial(_is_named, name=chosen, unitid=institution.unitid)
    number = next((place for place, entry in enumerate(entries) if is_chosen(entry)), None)
    if chosen and number is None:
        notices.append(
            gettext("The program that this address names is not listed here now. See all of them.")
        )
    matching = [
        entry
        for entry in entries
        if credential in (None, entry.credential) and entry.field.startswith(field)
    ]
    if entries and not matching:
        notices.append(gettext("No program here is in this field with this credential."))
    page_number = query.get("page", "").strip()
    if number is not None and not page_number:
        # The filters of an address would hide the very program that it names.
        if entries[number] not in matching:
            matching, credential, field = list(entries), None, ""
        page_number = str(matching.index(entries[number]) // PAGE_SIZE + 1)
    paginator = Paginator(matching, PAGE_SIZE)
    # The paginator takes what is too low for the last page, too.
    page = paginator.get_page(1 if page_number[:1] in ("", "0", "-") else page_number)
    if page_number not in ("", str(page.number)):
        notices.append(
            gettext("There is no page “%(asked)s”. This is page %(number)s of %(last)s.")
            % {
                "asked": page_number[:MAX_SHOWN],
                "number": page.number,
                "last": paginator.num_pages,
            }
        )
    programs = _read_programs(institution, [entry.pk for entry in page.object_list])
    found = entries[number].pk if number is not None else None
    return OfferedPrograms(
        institution=institution,
        entries=entries,
        page=page,
        programs=programs,
        credential=credential,
        field=field,
        chosen=next((program for program in programs if program.pk == found), None),
        notices=notices,
    )


def _read_entries(institution: Institution) -> list[ListedProgram]:
    """All its programs, listed or not, those of the latest file first; none of a file that was
    withdrawn."""
    programs = institution.programs.filter(source__withdrawn_at=None)
    marked = programs.annotate(is_imported=Q(source__isnull=False))
    rows = marked.order_by("-is_current", "field", "credential", "title", "pk").values_list(
        *("pk", "field", "field__name", "credential", "is_current", "is_imported")
    )
    return [ListedProgram(*row) for row in rows]


def _read_programs(institution: Institution, keys: Sequence[int]) -> list[Program]:
    """The programs with these keys, in their order, with all that their rows show."""
    programs = Program.objects.select_related("field", "source").defer("overridden").in_bulk(keys)
    for program in programs.values():
        program.institution = institution
    return [programs[key] for key in keys if key in programs]


def _is_named(entry: ListedProgram, name: str, unitid: int | None) -> bool:
    """Whether an address names this program: by Program.key, or by its number."""
    if entry.is_imported and name == f"{unitid}-{entry.field}-{entry.credential}":
        return True
    return name == str(entry.pk)


def _parse_credential(
    text: str, entries: Iterable[ListedProgram], notices: list[str]
) -> int | None:
    if not text:
        return None
    names = {str(key): str(label) for key, label in Program.Credential.choices}
    if text not in names:
        notices.append(
            gettext("There is no credential “%(asked)s”. Programs of all credentials are shown.")
            % {"asked": text[:MAX_SHOWN]}
        )
        return None
    if not any(entry.credential == int(text) for entry in entries):
        notices.append(
            gettext("No program here leads to this: %(credential)s. All programs are shown.")
            % {"credential": names[text]}
        )
        return None
    return int(text)


def _parse_field(text: str, entries: Iterable[ListedProgram], notices: list[str]) -> str:
    """A code of a field or family that is offered; of six digits also one of the series around."""
    codes = {entry.field for entry in entries}
    known = codes | {code[:2] for code in codes}
    for code in (text, text[: len("51.38")]):
        if code in known:
            return code
    if text:
        notices.append(
            gettext("No program here is in the field of study “%(asked)s”. All fields are shown.")
            % {"asked": text[:MAX_SHOWN]}
        )
    return ""


def read_medians(
    fields: Sequence[str], state: str
) -> dict[tuple[str, int], tuple[Medians | None, Medians | None]]:
    """By field and credential, the medians of a state and of the nation. One query."""
    in_state = (
        Program.objects.filter(is_current=True, field__in=fields, institution__state=state)
        .active()
        .order_by()
        .values("field", "credential")
        .annotate(
            with_earnings=Count("earnings"),
            with_debt=Count("debt"),
            state_earnings=Median("earnings"),
            state_debt=Median("debt"),
        )
        .values_list(
            *("field", "credential", Value(True)),
            *("state_earnings", "with_earnings", "state_debt", "with_debt"),
        )
    )
    in_nation = FieldSummary.objects.filter(field__in=fields).order_by()
    rows = in_nation.values_list(
        *("field", "credential", Value(False)),
        *("median_earnings", "with_earnings", "median_debt", "with_debt"),
    )
    medians: dict[tuple[str, int], tuple[Medians | None, Medians | None]] = {}
    for field, credential, is_state, *figures in rows.union(in_state, all=True):
        own, nation = medians.get((field, credential), (None, None))
        found = Medians(*figures)
        medians[field, credential] = (found, nation) if is_state else (own, found)
    return medians
