"""Where the guide's figures come from, and the interests that occupations go with."""

from django.contrib import admin

from careers.models import OccupationInterests, Source


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin[Source]):
    list_display = ["publisher", "title", "period", "published_on"]
    search_fields = ["publisher", "title", "period"]


@admin.register(OccupationInterests)
class OccupationInterestsAdmin(admin.ModelAdmin[OccupationInterests]):
    list_display = ["occupation", "source"]
    list_select_related = ["occupation"]
    search_fields = ["occupation__soc_code", "occupation__title"]
    autocomplete_fields = ["occupation"]
