"""Emails sent outside the request: its duration would reveal who has an account."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.models import User
from django.utils import translation
from django_tasks import task


class SingleUserResetForm(PasswordResetForm):
    """Django's reset email, sent to one user even if two share an address."""

    def __init__(self, user: User) -> None:
        super().__init__({"email": user.email})
        self.user = user

    def get_users(self, email: str) -> Iterable[User]:
        return [self.user] if self.user.is_active and self.user.has_usable_password() else []


@task()
def send_password_reset_emails(
    user_ids: list[int], address: str, language: str = settings.LANGUAGE_CODE
) -> None:
    """Send each user a link to set a new password; it works once, for a day.

    `address` of the site, as in https://careers.example.org.
    """
    site = urlsplit(address)
    with translation.override(language):
        for user in User.objects.filter(pk__in=user_ids):
            form = SingleUserResetForm(user)
            if form.is_valid():
                form.save(
                    domain_override=site.netloc,
                    use_https=site.scheme == "https",
                    subject_template_name="registration/password_reset_subject.txt",
                    email_template_name="registration/password_reset_email.txt",
                )
