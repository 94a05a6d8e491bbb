"""Every text that the site shows to people outside the admin can be translated.

Its pages are asked for in a made-up language; see tests/untranslated.py. A failure names the pages
and their texts.
"""

import re
from datetime import timedelta
from http import HTTPStatus

from django.contrib.auth.models import User
from django.core import mail
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import timezone, translation

import accounts.urls
import careers.urls
from accounts.roles import COUNSELORS, EDITORS
from accounts.tasks import send_password_reset_emails
from careers.admin.corrections import send_answer
from careers.models import Correction, Guide
from careers.previews import build_preview_link
from common import errors
from counselors.retention import warn_counselors
from programs.models import Program
from tests.accounts.people import PASSWORD, key_to_hex, make_user, set_up_factor, totp_code
from tests.asking import CAREER
from tests.counselors import people
from tests.counselors.inviting import invited
from tests.readers import Reader, assert_translated
from tests.untranslated import OPEN

# The page of a group of many occupations.
NOT_MEASURED = "/careers/other-health-technologist-or-technician/"
PAY_AND_TRAINING = {
    *("salaries", "area", "programs", "programs-compare", "programs-routes"),
    *("programs-questions", "institution"),
}


def test_guides_sources_and_corrections(reader: Reader) -> None:
    Correction.objects.create(
        about=CAREER, statement="Wrong.", status="fixed", public_note_en="We fixed it."
    ).sync_with_status(None)
    Correction.objects.update(closed_at=timezone.now())
    for path in ("/", CAREER, "/sources/", "/privacy/", f"{CAREER}embed/", "/corrections/thanks/"):
        reader.get(path)
    nurse, actor = "/careers/registered-nurse/", "/careers/actor/"
    for path in (f"{nurse}?state=OH", f"{actor}?place=nowhere", f"{actor}?state=ME", NOT_MEASURED):
        reader.get(path)
    for query in (
        *("", "?state=OH&condition=sitting&telework=10&pay_from=x&q=nurse", "?q=qqqqqq&group=29"),
        *("?view=chart", "?view=chart&axis=growth", "?view=cards", "?place=nowhere", "?state=PR"),
        # Of one career, whose name on the map is not in several lines.
        *(f"?view=map&color={color}&group=29&q=nurse" for color in ("growth", "education", "ai")),
        *("?pay_from=150000&education=none", "?pay_from=150000&education=none&interest=A"),
    ):
        reader.get(f"/careers/{query}")
    both = "career=registered-nurse&career=actor"
    for query in ("", f"?{both}&state=OH", f"?{both}&career=actor&career=no&state=QQ"):
        reader.get(f"/careers/compare/{query}")
    reader.get("/careers.csv?state=PR")
    reader.get(f"/corrections/?about={CAREER}")
    reader.refused("/corrections/", about="nowhere", email="none")
    for about in (CAREER, f"{CAREER}salaries/", f"{CAREER}quiz/"):
        Correction.objects.update(about=about)
        reader.get("/corrections/made/")
    preview = build_preview_link(Guide.objects.get())
    for page in ("", "salaries/", "quiz/"):
        reader.get(f"{preview}{page}")
    reader.post(preview, HTTPStatus.METHOD_NOT_ALLOWED)
    reader.assert_all_translated(careers.urls, elsewhere=PAY_AND_TRAINING)


def test_pay_and_training(reader: Reader) -> None:
    pay, training = f"{CAREER}salaries/", f"{CAREER}programs/"
    for query in (
        *("", "?sort=mean&columns=all", "?level=metro", "?compare=CA,WA", "?compare=CA"),
        *("?prices=adjusted", "?pay=hourly", "?release=2024-05", "?state=zz&level=x&release=x"),
    ):
        reader.get(pay + query)
    for area in ("washington/", "washington/?release=2024-05", "akron-oh/"):
        reader.get(pay + area)
    reader.missing(f"{pay}akron-oh/?release=2024-05")
    for query in (
        *(
            "",
            "?state=WA",
            "?zip=98101&radius=25&sort=distance",
            "?zip=00000",
            "?state=AK&credential=9",
        ),
        *("?delivery=online&online=on&max_cost=1&control=public", "?zip=x&radius=x&credential=x"),
    ):
        reader.get(training + query)
    keys = list(Program.objects.in_state("WA").values_list("pk", flat=True)[:5])
    reader.get(f"{training}compare/?" + "&".join(f"program={key}" for key in [*keys, 99_999_999]))
    reader.get(f"{training}compare/")
    reader.get(f"{training}questions/?" + "&".join(f"program={key}" for key in [*keys, 99_999_999]))
    reader.get(f"{training}questions/")
    for query in ("", "?budget=5000&months=12", "?pay_now=30000", "?budget=x&pay_now=x"):
        reader.get(f"{training}routes/{query}")
    for program in Program.objects.select_related("institution").order_by("pk")[:200:50]:
        reader.get(program.institution.get_absolute_url())
    assert_translated(reader.pages)


def test_accounts(reader: Reader) -> None:
    login = "/accounts/login/"
    reader.get(login)
    reader.refused(login)
    reader.refused(login, username="nobody", password="wrong")
    reader.get("/accounts/reset/")
    reader.refused("/accounts/reset/", email="none")
    reader.post("/accounts/reset/", email="ortega@school.example")
    reader.missing("/accounts/reset/MQ/wrong/")
    ortega = make_user("ortega", COUNSELORS, is_staff=False)
    with translation.override("en"):
        send_password_reset_emails.call([ortega.pk], "http://testserver", "es")
    (link,) = re.findall(r"http://testserver/es(\S+)", str(mail.outbox[-1].body))
    reader.get(link)
    form = link.rpartition("/")[0].rpartition("/")[0] + "/set-password/"
    reader.refused(form, new_password1="x")
    for name, roles in (("ortega", (COUNSELORS,)), ("edith", (EDITORS,))):
        user = User.objects.filter(username=name).first() or make_user(name, *roles)
        reader.client = Client()
        reader.post(login, username=name, password=PASSWORD)
        reader.get("/accounts/")
        reader.get("/accounts/password/")
        reader.refused(
            "/accounts/password/", old_password="x", new_password1="y", new_password2="z"
        )
        page = reader.get("/accounts/second-factor/")
        reader.refused("/accounts/second-factor/", code="1", password="x")
        key = key_to_hex(page.context["key"])
        reader.post("/accounts/second-factor/", code=totp_code(key), password=PASSWORD)
        for path in ("", "second-factor/", "second-factor/codes/", "second-factor/off/"):
            reader.get(f"/accounts/{path}")
        reader.refused("/accounts/second-factor/codes/", password="x")
        reader.post("/accounts/second-factor/codes/", password=PASSWORD)
        reader.get("/accounts/")
        reader.post("/accounts/password/", **changed_password())
        reader.client = Client()
        reader.post(login, username=name, password=changed_password()["new_password1"])
        reader.get("/accounts/login/code/")
        reader.refused("/accounts/login/code/", code="wrong")
        reader.client.force_login(user)
    reader.client = Client()
    set_up_factor(user := make_user("pat", EDITORS))
    for _ in range(4):
        reader.refused(login, username=user.username, password="wrong")
    reader.post(login, HTTPStatus.TOO_MANY_REQUESTS, username=user.username, password="wrong")
    reader.assert_all_translated(accounts.urls)


def changed_password() -> dict[str, str]:
    new = "another walk in the snow"
    return {"old_password": PASSWORD, "new_password1": new, "new_password2": new}


def test_error_pages(reader: Reader) -> None:
    request = RequestFactory().get("/es/")
    with translation.override("es"):
        pages = [
            errors.bad_request(request),
            errors.forbidden(request),
            errors.csrf_failure(request),
            errors.not_found(request),
            errors.too_many_requests(request, 30),
            errors.unavailable(request),
            errors.no_room(request),
            errors.server_error(request),
        ]
    assert_translated({f"error {page.status_code}": page.content.decode() for page in pages})


def test_letters(reader: Reader, mailoutbox: list[EmailMessage]) -> None:
    ortega = people.counselor("ortega", password=PASSWORD)
    today = people.today()
    group = people.group(ortega, closes_on=today - timedelta(days=180), keep_months=6)
    people.shared_result(group, "Robin")
    invitation, _ = invited(email="lee@school.example", invited_by=ortega)
    with translation.override("es"):
        warn_counselors()
        texts: dict[str, str] = {
            name: render_to_string(f"counselors/{name}.txt", context)
            for name, context in {
                "invitation": {"invitation": invitation, "link": "https://site.example/x/"},
                "reminder": {"group": group, "link": "https://site.example/x/"},
            }.items()
        }
    send_password_reset_emails.call([ortega.pk], "http://testserver", "es")
    about = {"about": f"/es{CAREER}", "statement": "123", "email": "kim@site.example"}
    send_answer(Correction.objects.create(**about), "456", None)
    assert len(mailoutbox) == 3
    texts |= {str(letter.subject): f"{letter.subject}\n{letter.body}" for letter in mailoutbox}
    assert_translated({name: f"<p>{text}</p>" for name, text in texts.items()})


def test_nothing_of_one_language_is_kept_for_another(reader: Reader) -> None:
    for path in ("/", CAREER, f"{CAREER}salaries/", f"{CAREER}programs/", f"{CAREER}quiz/"):
        reader.client.get(f"/es{path}")
        assert OPEN not in reader.client.get(path).content.decode(), path
