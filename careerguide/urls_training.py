"""Pages of a career about training for it."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
