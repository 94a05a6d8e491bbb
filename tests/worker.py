"""What the task worker does, in the test's own process or another."""

import time
from collections.abc import Callable

from django.test import Client
from django_tasks_db.models import DBTaskResult


def do_waiting_tasks() -> int:
    """Do what waits for the task worker; return how many tasks that were."""
    waiting = list(DBTaskResult.objects.ready())
    for task in waiting:
        task.claim("worker")
        task.set_successful(task.task.call(*task.args_kwargs["args"]))
    return len(waiting)


def press(client: Client, address: str, data: dict[str, str]) -> str:
    """Press a button in admin; return the page that follows, once the worker has done its part."""
    answer = client.post(address, data, follow=True)
    if do_waiting_tasks():
        answer = client.get(answer.redirect_chain[-1][0])
    return answer.content.decode()


def wait_until(is_so: Callable[[], bool]) -> None:
    """What other processes do takes a moment to be seen."""
    deadline = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)
