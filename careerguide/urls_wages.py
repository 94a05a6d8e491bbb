"""Pages of a career about its pay."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
