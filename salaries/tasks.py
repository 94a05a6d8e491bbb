"""Work that a request does not wait for; the worker is `manage.py db_worker`."""

from django_tasks import task

from salaries.models import WageImport
from salaries.oews.run import run_import


@task()
def import_wages(run_pk: int) -> None:
    """Take an import to its draft; it waits while another one is at work."""
    run = WageImport.objects.filter(pk=run_pk).first()
    if run:
        run_import(run, wait=True)
