"""The editors' pages for guides."""

from django.contrib import admin

from careerguide.admin import career, corrections, figures

__all__ = ["career", "corrections", "figures"]

admin.site.site_header = "careerguide for editors"
admin.site.site_title = "careerguide"
admin.site.index_title = "What do you want to mend?"
