"""Pages of a career about training for it."""

from django.urls import path

from careers.views import training

urlpatterns = [
    path("programs/", training.programs, name="programs"),
    path("programs.csv", training.programs_csv, name="programs-csv"),
    path("programs/compare/", training.compare, name="programs-compare"),
    path("programs/routes/", training.routes, name="programs-routes"),
]
