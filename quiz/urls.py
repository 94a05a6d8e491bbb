"""The quiz of a career, and results by their links."""

from django.urls import path

from quiz.views import desk, fit, interests, match, match_result, owner, results, take

urlpatterns = [
    path("match/", match.match, name="match"),
    path("careers/<slug:slug>/quiz/", take.quiz, name="quiz"),
    path("careers/<slug:slug>/fit/", fit.fit, name="fit"),
    path("results/code/", desk.code, name="result-code"),
    path("results/deleted/", owner.deleted, name="result-deleted"),
    path("results/own/<str:owner_token>/", owner.own, name="result-own"),
    path("results/<str:token>/", results.result, name="result"),
    path("results/<str:token>/qr.svg", results.qr_code, name="result-qr"),
    path("results/<str:token>/choose/", match_result.choose, name="result-choose"),
    path("results/<str:token>/try/", results.try_answer, name="result-try"),
    path("results/<str:token>/change/", results.change_answer, name="result-change"),
    path("results/<str:token>/plan/", results.change_plan, name="result-plan"),
    path("results/<str:token>/compare/<str:other>/", results.compare_with, name="result-compare"),
    path("results/<str:token>/interests/", interests.interests, name="result-interests"),
    path("results/<str:token>/settings/", owner.settings, name="result-settings"),
    path("results/<str:token>/new-link/", owner.new_link, name="result-new-link"),
    path("results/<str:token>/spoken-code/", owner.spoken_code, name="result-spoken-code"),
    path("results/<str:token>/forget/", owner.forget, name="result-forget"),
    path("results/<str:token>/delete/", owner.delete, name="result-delete"),
]
