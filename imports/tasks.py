"""Work that a request does not wait for; the worker is `manage.py db_worker`."""

from django.contrib.auth import get_user_model
from django_tasks import task

from imports.background import PUBLICATION
from imports.decisions import publish_import
from imports.kinds import KINDS
from imports.run import run_import


@task()
def import_file(kind: str, pk: int) -> None:
    """Take an import to its draft; it waits while another of its kind runs."""
    run = KINDS[kind].model._default_manager.filter(pk=pk).first()
    if run:
        run_import(run, wait=True)


@task()
def publish_file(
    pk: int, action: str, user_pk: int, kind: str, in_spite_of_doubts: bool
) -> tuple[str, bool]:
    """Publish an import; return a message, and whether it was refused."""
    run = KINDS[kind].model._default_manager.get(pk=pk)
    user = get_user_model().objects.filter(pk=user_pk).first()
    return PUBLICATION.carry_out(
        pk,
        kind,
        lambda on_step: publish_import(
            run, user, in_spite_of_doubts=in_spite_of_doubts, on_step=on_step
        ),
    )
