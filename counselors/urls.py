"""Counselors' pages, the links that they hand out, and what students decide there."""

from django.urls import URLPattern

# A group: its making, its link, its end.
workspace: list[URLPattern] = []

# A group's students: their yes, the board, one student.
students: list[URLPattern] = []

urlpatterns = [*workspace, *students]
