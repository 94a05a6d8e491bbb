"""A counselor with a group, whose career has a quiz."""

import pytest
from django.contrib.auth.models import User

from careers.models import Career
from counselors.models import Group
from tests.counselors import people
from tests.quiz.visitors import SLUG


@pytest.fixture
def ortega() -> User:
    return people.counselor("ortega", first_name="Ms.", last_name="Ortega")


@pytest.fixture
def group(ortega: User) -> Group:
    return people.group(ortega, careers=Career.objects.filter(slug=SLUG))
