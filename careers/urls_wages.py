"""Pages of a career about its pay."""

from django.urls import path

from careers.views import wages

urlpatterns = [
    path("salaries/", wages.salaries, name="salaries"),
    path("salaries.csv", wages.salaries_csv, name="salaries-csv"),
    path("salaries.json", wages.salaries_json, name="salaries-json"),
    path("salaries/<slug:area_slug>/", wages.area, name="area"),
]
