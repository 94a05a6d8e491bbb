"""The languages that a site can have, and how each writes dates and numbers.

Django finds the modules by FORMAT_MODULE_PATH.
"""

from django.core.exceptions import ImproperlyConfigured

NAMES = {"en": "English", "es": "Spanish"}


def choose_languages(codes: list[str]) -> list[tuple[str, str]]:
    """Code and name of each, English first, for Django's setting LANGUAGES."""
    if "en" not in codes or not set(codes) <= set(NAMES):
        raise ImproperlyConfigured("SITE_LANGUAGES is `en` or `en,es`.")
    return [(code, name) for code, name in NAMES.items() if code in codes]
