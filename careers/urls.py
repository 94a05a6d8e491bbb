"""Public addresses of careers: the guides, their pay and training, sources and corrections."""

from collections.abc import Callable
from functools import partial

from django.http import HttpResponse
from django.urls import path

from careers.guides.career_page import CareerPage
from careers.shortcuts import resolve_career
from careers.views import comparing, corrections, explore, guide, preview, sources, training, wages
from careers.views.training import show_with_fields, training_for, training_with_entry
from programs.careers import CareerTraining
from programs.views.compare import compare
from programs.views.download import programs_csv
from programs.views.questions import questions
from programs.views.routes import routes
from salaries.views.areas import area
from salaries.views.downloads import salaries_csv, salaries_json
from salaries.views.states import salaries

Prepare = Callable[[CareerPage], CareerTraining]
with_entry = partial(resolve_career, prepare=training_with_entry)


def with_fields(
    view: training.TrainingView, prepare: Prepare = training_for
) -> Callable[..., HttpResponse]:
    """A view of the training of careers that have fields of study."""
    return resolve_career(show_with_fields(view), prepare)


urlpatterns = [
    path("", guide.home, name="home"),
    path("careers/", explore.explore, name="careers"),
    path("careers.csv", explore.explore_csv, name="careers-csv"),
    path("careers/compare/", comparing.compare, name="careers-compare"),
    path("careers/<slug:slug>/", guide.career, name="career"),
    path("careers/<slug:slug>/salaries/", resolve_career(salaries), name="salaries"),
    path("careers/<slug:slug>/salaries.csv", resolve_career(salaries_csv), name="salaries-csv"),
    path("careers/<slug:slug>/salaries.json", resolve_career(salaries_json), name="salaries-json"),
    path("careers/<slug:slug>/salaries/<slug:area_slug>/", resolve_career(area), name="area"),
    path("careers/<slug:slug>/programs/", with_entry(training.programs), name="programs"),
    path("careers/<slug:slug>/programs.csv", with_fields(programs_csv), name="programs-csv"),
    path("careers/<slug:slug>/programs/compare/", with_fields(compare), name="programs-compare"),
    path(
        "careers/<slug:slug>/programs/questions/", with_fields(questions), name="programs-questions"
    ),
    path(
        "careers/<slug:slug>/programs/routes/",
        with_fields(routes, training_with_entry),
        name="programs-routes",
    ),
    path("institutions/<slug:slug>/", training.institution, name="institution"),
    path("occupations/<slug:soc_code>/pay/", wages.occupation_pay, name="occupation-pay"),
    path("sources/", sources.sources, name="sources"),
    path("corrections/", corrections.correction, name="correction"),
    path("corrections/made/", corrections.made, name="corrections-made"),
    path("corrections/thanks/", corrections.thanks, name="correction-thanks"),
    path("preview/<str:token>/", preview.preview, name="preview"),
    path("preview/<str:token>/<path:page>", preview.preview, name="preview-page"),
]
