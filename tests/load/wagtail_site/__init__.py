"""A yardstick: the same guide as a page of a content management system that many sites use.

It runs in an environment of its own (`tests/load/wagtail.py` makes it), so the type checker does
not look here.
"""
