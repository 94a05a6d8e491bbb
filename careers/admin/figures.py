"""Where the guide's figures come from."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from careers.admin.rows import touch_guides
from careers.guides.parts import GUIDE_PARTS
from careers.guides.publishing import lock_guide
from careers.models import Guide, Source


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin[Source]):
    list_display = ["publisher", "title", "period", "published_on"]
    search_fields = ["publisher", "title", "period"]

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        if not form.changed_data:
            return
        guides = list(list_guides(obj)) if change else []
        for guide in guides:
            # So that none is published in between with the source as it was.
            lock_guide(guide)
        super().save_model(request, obj, form, change)
        touch_guides(request, [guide.pk for guide in guides])


def list_guides(source: Source) -> QuerySet[Guide]:
    """The guides whose rows name a source: visitors read it with them."""
    keys = {
        key
        for part in GUIDE_PARTS.values()
        for column in part.fields
        if column.related_model is Source
        for key in part.model._default_manager.filter(**{column.name: source}).values_list(
            "guide", flat=True
        )
    }
    return Guide.objects.filter(pk__in=keys)
