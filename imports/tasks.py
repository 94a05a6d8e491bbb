"""Work that a request does not wait for; the worker is `manage.py db_worker`."""

from django_tasks import task

from imports.kinds import KINDS
from imports.run import run_import


@task()
def import_file(kind: str, pk: int) -> None:
    """Take an import to its draft; it waits while another of its kind runs."""
    run = KINDS[kind].model._default_manager.filter(pk=pk).first()
    if run:
        run_import(run, wait=True)
