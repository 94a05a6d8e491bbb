"""For search engines: the sitemap, and which pages not to crawl."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from careers.models import Career
from programs.models import Institution
from salaries.models import Area

CAREER_PAGES = ("career", "salaries", "programs", "quiz")
# Results are not listed here: a crawler has to read them to see their “noindex”.
ROBOTS = "User-agent: *\nDisallow: /admin/\n\nSitemap: {sitemap}\n"


class Pages(Sitemap[str]):
    def items(self) -> list[str]:
        return ["home", "sources"]

    def location(self, item: str) -> str:
        return reverse(item)


class CareerPages(Sitemap[tuple[str, Career]]):
    """The pages of each published career. Only the guide's own date is known."""

    def items(self) -> list[tuple[str, Career]]:
        careers = list(Career.objects.published().order_by("pk"))
        return [(name, career) for career in careers for name in CAREER_PAGES]

    def location(self, item: tuple[str, Career]) -> str:
        return reverse(item[0], args=[item[1].slug])

    def lastmod(self, item: tuple[str, Career]) -> datetime | None:
        return item[1].updated_at if item[0] == "career" else None


class StatePay(Sitemap[tuple[str, str]]):
    """Each published career's pay in each state."""

    def items(self) -> list[tuple[str, str]]:
        areas = list(Area.objects.ranked_states().order_by("slug").values_list("slug", flat=True))
        careers = Career.objects.published().order_by("pk").values_list("slug", flat=True)
        return [(career, area) for career in careers for area in areas]

    def location(self, item: tuple[str, str]) -> str:
        return reverse("area", args=item)


class Institutions(Sitemap[Institution]):
    """Institutions that offer something now."""

    def items(self) -> list[Institution]:
        listed = Institution.objects.filter(is_closed=False, programs__is_current=True)
        return list(listed.order_by("slug").only("slug").distinct())


SITEMAPS: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {
    "pages": Pages,
    "careers": CareerPages,
    "pay": StatePay,
    "institutions": Institutions,
}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What may be crawled, and the address of the sitemap."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse(ROBOTS.format(sitemap=sitemap), content_type="text/plain")
