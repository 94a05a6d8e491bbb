"""Two people in one guide: what a colleague saved after a form was opened, and the choice.

The form carries the document as it was when it was opened. If the tables differ from it on saving,
each difference that the form would undo is shown beside what the form says, and nothing is saved
until one of the two is chosen. Differences of other fields are kept by writing them into the form.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django.utils.text import capfirst

from careers.admin.posted import PostedRows
from careers.guides.comparison import Piece, compare_fields, compare_texts, format_value, row_name
from careers.guides.documents import Content, Row
from careers.guides.parts import GUIDE_PARTS, guide_fields

SALT = "careerguide.opened-guide"
THEIRS, MINE = "theirs", "mine"


def sign_document(document: Content) -> str:
    """A document as a value of a hidden input."""
    return signing.dumps(document, salt=SALT, compress=True)


def read_document(value: str) -> Content | None:
    """The document of a hidden input; None where there is none."""
    try:
        document: Content = signing.loads(value, salt=SALT)
    except signing.BadSignature:
        return None
    return document


@dataclass(frozen=True)
class Conflict:
    """What a colleague changed, and what the form would make of it.

    `name` is that of its two radio buttons; `choice` is THEIRS or MINE where one is selected.
    """

    name: str
    place: str
    theirs: list[Piece]
    mine: str
    choice: str


def apply_choices(post: QueryDict, opened: Content, current: Content) -> list[Conflict]:
    """Write what colleagues saved into a form's data, as its choices say.

    Returns all conflicts where one is still undecided, else none; `post` can then be saved.
    """
    conflicts = [
        *_compare_guide(post, opened, current),
        *(
            conflict
            for name in GUIDE_PARTS
            for conflict in _compare_part(post, name, opened, current)
        ),
    ]
    return conflicts if any(post.get(each.name) is None for each in conflicts) else []


def _compare_guide(post: QueryDict, opened: Content, current: Content) -> Iterator[Conflict]:
    for field in guide_fields():
        before, after = opened["guide"].get(field.attname), current["guide"].get(field.attname)
        mine = post.get(field.name, "")
        if before == after or _means(field, mine, after):
            continue
        conflict = _conflict(post, ("guide", field.name), "The guide", field, before, after, mine)
        if conflict.choice == THEIRS and conflict.name in post:
            post[field.name] = _as_input(after)
        yield conflict


def _compare_part(
    post: QueryDict, name: str, opened: Content, current: Content
) -> Iterator[Conflict]:
    posted = PostedRows(post, name)
    before = {row["id"]: row for row in opened["parts"].get(name, [])}
    after = {row["id"]: row for row in current["parts"].get(name, [])}
    for key in before.keys() & after.keys():
        line = posted.find(key)
        if before[key] != after[key] and line is not None:
            yield from _compare_row(post, posted, line, before[key], after[key])
    for key in before.keys() - after.keys():
        line = posted.find(key)
        if line is not None and not posted.is_deleted(line):
            yield from _compare_removed(post, posted, line, before[key])
    for key in after.keys() - before.keys():
        new = posted.list_new()
        # A form that was sent twice adds its new rows once.
        if same := next((line for line in new if _is_same(name, line, after[key])), None):
            posted.remove(same)
    posted.write()


def _is_same(part: str, line: dict[str, str], row: Row) -> bool:
    return all(
        _means(field, line.get(field.name, ""), row.get(field.attname))
        for field in GUIDE_PARTS[part].fields
    )


def _compare_row(
    post: QueryDict, posted: PostedRows, line: dict[str, str], before: Row, after: Row
) -> Iterator[Conflict]:
    part = GUIDE_PARTS[posted.name]
    if posted.is_deleted(line):
        conflict = _whole_row(post, posted.name, before, after, "You delete it.")
        if post.get(conflict.name) == THEIRS:
            posted.keep(line)
            line.update({field.name: _as_input(after.get(field.attname)) for field in part.fields})
        yield conflict
        return
    for field in part.fields:
        was, now = before.get(field.attname), after.get(field.attname)
        mine = line.get(field.name, "")
        if was == now or _means(field, mine, now):
            continue
        place = f"{part.label}: {row_name(before)}"
        key = (posted.name, str(before["id"]), field.name)
        conflict = _conflict(post, key, place, field, was, now, mine)
        if conflict.choice == THEIRS and conflict.name in post:
            line[field.name] = _as_input(now)
        yield conflict


def _compare_removed(
    post: QueryDict, posted: PostedRows, line: dict[str, str], before: Row
) -> Iterator[Conflict]:
    """A row that a colleague removed, and that the form still has."""
    untouched = _is_same(posted.name, line, before)
    mine = "You did not change it." if untouched else "You changed it."
    conflict = _whole_row(post, posted.name, before, None, mine, THEIRS if untouched else "")
    if post.get(conflict.name) == THEIRS:
        posted.remove(line)
    elif post.get(conflict.name) == MINE:
        posted.make_new(line)
    yield conflict


def _whole_row(
    post: QueryDict, part: str, before: Row, after: Row | None, mine: str, default: str = ""
) -> Conflict:
    name = _radio_name((part, str(before["id"])), after)
    place = f"{GUIDE_PARTS[part].label}: {row_name(before)}"
    theirs = [Piece("same", "Removed.")]
    if after is not None:
        changes = compare_fields(GUIDE_PARTS[part].fields, before, after)
        lines = [[Piece("same", f"{each.label}: "), *each.pieces] for each in changes]
        theirs = [piece for line in lines for piece in [*line, Piece("same", "\n")]]
    return Conflict(name, place, theirs, mine, post.get(name, default))


def _conflict(
    post: QueryDict,
    key: tuple[str, ...],
    place: str,
    field: "models.Field[Any, Any]",
    before: Any,
    after: Any,
    mine: str,
) -> Conflict:
    name = _radio_name(key, after)
    return Conflict(
        name,
        f"{place}, {capfirst(str(field.verbose_name))}",
        compare_texts(format_value(field, before), format_value(field, after)),
        format_value(field, _parse(field, mine)),
        # Whoever did not touch a field has no reason to undo a colleague's change of it.
        post.get(name, THEIRS if _means(field, mine, before) else ""),
    )


def _radio_name(key: tuple[str, ...], current: Any) -> str:
    """The name of a choice; another one, if the colleague changes it once more."""
    digest = hashlib.blake2b(repr(current).encode(), digest_size=6).hexdigest()
    return "-".join(("choice", *key, digest))


def _means(field: "models.Field[Any, Any]", text: str, value: Any) -> bool:
    """Whether a form's text for a field has the same meaning as a value of a document."""
    return _as_input(_parse(field, text)) == _as_input(value)


def _parse(field: "models.Field[Any, Any]", text: str) -> Any:
    """A form's text as a value of a document, where it is one."""
    text = text.replace("\r\n", "\n").strip()
    if isinstance(field, models.BooleanField):
        return bool(text) and text != "False"
    if not text:
        return None if field.null else ""
    try:
        return field.to_python(int(text) if field.remote_field else text)
    except (ValidationError, ValueError):
        return text


def _as_input(value: Any) -> str:
    """A value as a form sends it; an unchecked box sends nothing."""
    if isinstance(value, bool):
        return "on" if value else ""
    return "" if value is None else str(value).strip()
