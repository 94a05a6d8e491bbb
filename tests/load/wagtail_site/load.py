"""Fill the database: python -m tests.load.wagtail_site.load < pages.json

The pages by their addresses, that of the first empty:
{"salaries/": {"title", "summary", "body": [{"heading", "html"} or {"table": [[cell]]}]}}.
"""

import json
import sys
from typing import Any

import django

django.setup()

from django.core.management import call_command
from wagtail.models import Page, Site

from tests.load.wagtail_site.models import GuidePage


def main() -> None:
    pages = json.load(sys.stdin)
    call_command("migrate", verbosity=0)
    guide = Page.get_first_root_node().add_child(instance=_page("guide", pages.pop("")))
    for address, content in pages.items():
        guide.add_child(instance=_page(address.strip("/"), content))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=guide, is_default_site=True)


def _page(slug: str, content: dict[str, Any]) -> GuidePage:
    return GuidePage(
        title=content["title"],
        slug=slug,
        summary=content["summary"],
        body=json.dumps([_block(block) for block in content["body"]]),
    )


def _block(block: dict[str, Any]) -> dict[str, Any]:
    if "table" in block:
        table = {"data": block["table"], "first_row_is_table_header": True}
        return {"type": "table", "value": table}
    return {"type": "section", "value": {"heading": block["heading"], "text": block["html"]}}


if __name__ == "__main__":
    main()
