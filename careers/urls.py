"""Public addresses of careers: the guides, their pay and training, sources and corrections."""

from django.urls import path

from careers.views import corrections, guide, preview, sources, training, wages

urlpatterns = [
    path("", guide.home, name="home"),
    path("careers/<slug:slug>/", guide.career, name="career"),
    path("careers/<slug:slug>/salaries/", wages.salaries, name="salaries"),
    path("careers/<slug:slug>/salaries.csv", wages.salaries_csv, name="salaries-csv"),
    path("careers/<slug:slug>/salaries.json", wages.salaries_json, name="salaries-json"),
    path("careers/<slug:slug>/salaries/<slug:area_slug>/", wages.area, name="area"),
    path("careers/<slug:slug>/programs/", training.programs, name="programs"),
    path("careers/<slug:slug>/programs.csv", training.programs_csv, name="programs-csv"),
    path("careers/<slug:slug>/programs/compare/", training.compare, name="programs-compare"),
    path("careers/<slug:slug>/programs/routes/", training.routes, name="programs-routes"),
    path("institutions/<slug:slug>/", training.institution, name="institution"),
    path("occupations/<slug:soc_code>/pay/", wages.occupation_pay, name="occupation-pay"),
    path("sources/", sources.sources, name="sources"),
    path("corrections/", corrections.correction, name="correction"),
    path("corrections/made/", corrections.made, name="corrections-made"),
    path("corrections/thanks/", corrections.thanks, name="correction-thanks"),
    path("preview/<str:token>/", preview.preview, name="preview"),
    path("preview/<str:token>/<path:page>", preview.preview, name="preview-page"),
]
