"""What students do on the way to a shared result."""

from django.test import Client

from counselors.models import Group
from tests.quiz.visitors import Response, answers_by, great_fit, take_quiz


def page(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def answer_consent(client: Client, group: Group, answer: str = "yes", **data: str) -> Response:
    return client.post(group.link_path, {"answer": answer, **data})


def finish(client: Client) -> str:
    return take_quiz(client, answers_by(great_fit))
