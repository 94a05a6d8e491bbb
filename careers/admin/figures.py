"""Where the guide's figures come from."""

from django.contrib import admin

from careers.models import Source


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin[Source]):
    list_display = ["publisher", "title", "period", "published_on"]
    search_fields = ["publisher", "title", "period"]
