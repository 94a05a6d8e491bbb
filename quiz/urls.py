"""The quiz of a career, and results by their links."""

from django.urls import path

from quiz.views import results, take

urlpatterns = [
    path("careers/<slug:slug>/quiz/", take.quiz, name="quiz"),
    path("results/deleted/", results.deleted, name="result-deleted"),
    path("results/<str:token>/", results.result, name="result"),
    path("results/<str:token>/qr.svg", results.qr_code, name="result-qr"),
    path("results/<str:token>/delete/", results.delete, name="result-delete"),
]
