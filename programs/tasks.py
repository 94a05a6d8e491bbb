"""Work that an editor does not wait for; the worker is `manage.py db_worker`."""

from pathlib import Path

from django.db import DatabaseError
from django_tasks import task

from programs.importing.run import check
from programs.models import Dataset


@task()
def check_dataset(pk: int) -> None:
    """Read and stage an uploaded file and store the report.

    Raises what stopped it, unless the file was discarded meanwhile, and so is gone.
    """
    dataset = Dataset.objects.filter(pk=pk, status=Dataset.Status.CHECKING).first()
    if dataset is None:
        return
    try:
        check(dataset, Path(dataset.upload))
    except (DatabaseError, OSError, MemoryError) as error:
        told = (str(error).splitlines() or ["out of memory"])[0]
        failure = f"It stopped: {told}. Start it again."
        # Not where it was discarded meanwhile, or another worker was quicker.
        at_work = Dataset.objects.filter(pk=pk, status=Dataset.Status.CHECKING)
        if at_work.update(status=Dataset.Status.FAILED, failure=failure):
            raise
