"""What tests of guides begin with: the bundled guide, others, and the forms of the admin pages."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from careers.guides.publishing import publish_guide
from careers.models import Career, Guide, GuideSection, Point
from tests.making import occupation

PAGE = "/careers/medical-office-administrator/"


def get_guide() -> Guide:
    """The bundled guide, as its working tables have it now."""
    return Guide.objects.select_related("career__occupation").get()


def create_guide(soc_code: str, **career: Any) -> Guide:
    """A guide that an editor began, with a section on wages, in the working tables alone."""
    names = {"slug": f"of-{soc_code}", "name_en": f"worker of {soc_code}"}
    guide = Guide.objects.create(
        career=Career.objects.create(occupation=occupation(soc_code), **{**names, **career}),
        title=f"A guide to {soc_code}",
        summary="A guide that an editor began.",
        reviewed_on="2026-11-24",
    )
    GuideSection.objects.create(guide=guide, part="wages", anchor="wages", heading="Pay by state")
    return guide


def list_points(guide: Guide, kind: Point.Kind) -> list[Point]:
    """The duties, skills or other points in the working tables."""
    return list(guide.points.filter(kind=kind))


def list_titles(guide: Guide) -> list[str]:
    """The duties in the working tables."""
    return [duty.title for duty in list_points(guide, Point.Kind.DUTY)]


def rename_first_duty(guide: Guide, title: str) -> None:
    """Change the working tables without the form, which takes a second to render and to check."""
    guide.points.filter(pk=list_points(guide, Point.Kind.DUTY)[0].pk).update(title=title)


def show_first_duty(guide: Guide, title: str) -> None:
    """Change the first duty for visitors."""
    rename_first_duty(guide, title)
    publish_guide(guide, None)


def admin_page(guide: Guide, page: str = "change/") -> str:
    """The address of one of a guide's admin pages."""
    return f"/admin/careers/guide/{guide.pk}/{page}"


def read_text(response: Any) -> str:
    """The HTML of a page, with its entities resolved and each stretch of white space as a blank."""
    return re.sub(r"\s+", " ", unescape(response.content.decode()))


class _FormReader(HTMLParser):
    """Collects what a browser would send back of all forms on a page, without their buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        self._select = self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value")
        if tag == "select":
            self._select = name
            self.values[name] = ""
        elif tag == "option" and self._select and "selected" in given:
            self.values[self._select] = value or ""
        elif tag == "textarea":
            self._textarea = name
            self.values[name] = ""
        elif tag == "input" and name and "disabled" not in given:
            self._read_input(given.get("type") or "text", name, value, "checked" in given)

    def _read_input(self, kind: str, name: str, value: str | None, is_checked: bool) -> None:
        if kind in {"checkbox", "radio"} and is_checked:
            self.values[name] = "on" if value is None else value
        elif kind not in {"checkbox", "radio", "submit", "button", "file"}:
            self.values[name] = value or ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.values[self._textarea] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            # As a browser does: a line end right after the tag is none of the text.
            text = self.values[self._textarea].replace("\r\n", "\n").removeprefix("\n")
            self.values[self._textarea] = text.replace("\n", "\r\n")
            self._textarea = ""


def read_form(response: Any) -> dict[str, Any]:
    """Everything that a browser would send back from the forms of a page."""
    reader = _FormReader()
    reader.feed(response.content.decode())
    return reader.values


def open_form(client: Client, address: str) -> dict[str, Any]:
    """What the form at an address would send back as it was opened."""
    return read_form(client.get(address))


def save_guide(client: Client, guide: Guide, **values: Any) -> Any:
    """Open the form of a guide and save it with these values."""
    address = admin_page(guide)
    return client.post(address, open_form(client, address) | values)


def add_row(form: dict[str, Any], part: str, /, **values: Any) -> dict[str, Any]:
    """A form with one more row of a part, as the button “Add another” makes it."""
    place = int(form[f"{part}-TOTAL_FORMS"])
    row = {
        name.replace("__prefix__", str(place)): value
        for name, value in form.items()
        if name.startswith(f"{part}-__prefix__-")
    }
    row |= {f"{part}-{place}-{name}": value for name, value in values.items()}
    return form | row | {f"{part}-TOTAL_FORMS": str(place + 1)}


def send_form(client: Client, guide: Guide, form: dict[str, Any]) -> Any:
    """Save a guide with its form as it was filled in."""
    return client.post(admin_page(guide), form)


def list_conflicts(response: Any) -> list[str]:
    """What somebody is asked whose form would undo a colleague's changes, a line for each."""
    boxes = re.findall(r"<fieldset class=\"change\">.*?</dl>", read_text(response))
    return [re.sub(r" +", " ", re.sub(r"<[^>]+>", " ", box)).strip() for box in boxes]


def choose(response: Any, choice: str) -> dict[str, Any]:
    """The form as it came back, with one answer to everything it asks."""
    names = re.findall(r'name="(choice-[^"]+)"', response.content.decode())
    assert names
    return read_form(response) | dict.fromkeys(names, choice)
