"""A page of a career as Wagtail has it: a page with a stream of texts and tables."""

from django.db import models
from wagtail.blocks import CharBlock, RichTextBlock, StructBlock
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.fields import StreamField
from wagtail.models import Page


class GuidePage(Page):
    summary = models.TextField()
    body = StreamField(
        [
            ("section", StructBlock([("heading", CharBlock()), ("text", RichTextBlock())])),
            ("table", TableBlock()),
        ]
    )
