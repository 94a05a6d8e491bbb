"""Background tasks; the worker is `manage.py db_worker`."""

from django_tasks import task

from careers.links.run import check_links


@task()
def check_all_links() -> None:
    """Check the links of published guides that are due."""
    check_links()
