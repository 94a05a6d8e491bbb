"""Forms that readers fill in."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careers.guides.career_page import CareerPage
from careers.models import Correction, GuideVersion
from careers.shortcuts import CAREER_PAGES, find_career_of_path, resolve_page


def page_sections(path: str, career: CareerPage | None) -> list[tuple[str, str]]:
    """Anchor and heading of each section of the guide at a path; none for other pages."""
    match = resolve_page(path)
    if career is None or match is None or match.url_name != "career":
        return []
    sections = career.guide.sections
    return [(section.anchor, section.heading) for section in sections if section.is_shown]


class CorrectionForm(forms.ModelForm[Correction]):
    """A reader's report to the editors.

    `seen` is the key of the version of the guide that was public when the form was opened, which
    is the one that the report is about. `website` is a honeypot: people do not see it, robots fill
    it in.
    """

    section = forms.CharField(required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(required=False, label=_("Leave this empty"), max_length=200)

    class Meta:
        model = Correction
        fields = ["about", "section", "statement", "source_url", "email"]
        labels = {
            "about": _("Which page"),
            "statement": _("What is wrong or out of date, and what is right"),
            "source_url": _("Where it says so (a web address)"),
            "email": _("Your email"),
        }
        help_texts = {
            "about": _("The page’s address on this site."),
            "source_url": _("Optional, and it helps us most."),
            "email": _(
                "Optional. Only to answer you about this; erased when the report is closed."
            ),
        }
        widgets = {
            "statement": forms.Textarea(attrs={"rows": 6}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        about = self.data.get("about") if self.is_bound else self.initial.get("about")
        path = str(about or "").strip()
        career = find_career_of_path(path)
        if career and career.version:
            self.initial["seen"] = career.version.pk
        sections = page_sections(path, career)
        if sections:
            self.fields["section"] = forms.ChoiceField(
                label=gettext("Which part of it"),
                required=False,
                choices=[("", gettext("The page as a whole")), *sections],
            )
        else:
            del self.fields["section"]
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "seen",
            "about",
            *(["section"] if sections else []),
            "statement",
            "source_url",
            "email",
            Div("website", css_class="trap", aria_hidden="true"),
            Div(Submit("send", gettext("Send to the editors")), css_class="actions"),
        )

    @property
    def is_trapped(self) -> bool:
        """True when the hidden field was filled in, as only a robot does."""
        return bool(self.data.get("website"))

    def find_seen_version(self) -> GuideVersion | None:
        """The version that the reader saw; None where the report is not about that guide."""
        match = resolve_page(self.cleaned_data["about"])
        if match is None or match.url_name not in CAREER_PAGES:
            return None
        # One that was withdrawn in the meantime was seen, too.
        return GuideVersion.objects.filter(
            pk=self.cleaned_data["seen"],
            guide__career__slug=match.kwargs["slug"],
            published_at__lte=Now(),
        ).first()

    def clean_about(self) -> str:
        path: str = self.cleaned_data["about"].strip()
        if resolve_page(path) is None:
            raise forms.ValidationError(
                gettext(
                    "No page of this site has this address. It starts with a slash, as in "
                    "/careers/."
                )
            )
        return path
