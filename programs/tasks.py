"""Work on files that a request does not wait for; the worker is `manage.py db_worker`."""

from django.contrib.auth import get_user_model
from django_tasks import task

from imports.background import Job, OnStep
from programs.importing.withdraw import STEPS, publish_dataset, withdraw_dataset
from programs.models import Dataset, ProgramImport

DATASET_CHANGE = Job(Dataset, "programs.tasks.change_dataset", STEPS)


@task()
def change_dataset(pk: int, action: str, user_pk: int) -> tuple[str, bool]:
    """Withdraw a file or publish it again; return a message, and whether it was refused."""
    dataset = Dataset.objects.get(pk=pk)
    user = get_user_model().objects.filter(pk=user_pk).first()

    def change(on_step: OnStep) -> str:
        if action == "publish":
            publish_dataset(dataset, user, on_step)
            return f"{dataset} is published: visitors see it now."
        shown = withdraw_dataset(dataset, user, on_step)
        then = f"Visitors see {shown} again." if shown else "No such file is shown now."
        return f"{dataset} is withdrawn. {then}"

    return DATASET_CHANGE.carry_out(pk, ProgramImport.KIND, change)
