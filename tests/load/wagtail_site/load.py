"""Fill the database: python -m tests.load.wagtail_site.load < content.json

The content: {"title", "summary", "sections": [{"heading", "html"}], "table": [[cell]]}.
"""

import json
import sys

import django

django.setup()

from django.core.management import call_command
from wagtail.models import Page, Site

from tests.load.wagtail_site.models import GuidePage


def main() -> None:
    content = json.load(sys.stdin)
    call_command("migrate", verbosity=0)
    body = [
        {"type": "section", "value": {"heading": one["heading"], "text": one["html"]}}
        for one in content["sections"]
    ]
    table = {"data": content["table"], "first_row_is_table_header": True}
    guide = GuidePage(
        title=content["title"],
        slug="guide",
        summary=content["summary"],
        body=json.dumps([*body, {"type": "table", "value": table}]),
    )
    Page.get_first_root_node().add_child(instance=guide)
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=guide, is_default_site=True)


if __name__ == "__main__":
    main()
