"""Forms that readers fill in."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms

from careers.models import Correction, GuideSection
from careers.shortcuts import resolve_page


def page_sections(path: str) -> list[tuple[str, str]]:
    """Anchor and heading of each section of the guide at a path; none for other pages."""
    match = resolve_page(path)
    if match is None or match.url_name != "career":
        return []
    sections = GuideSection.objects.published().filter(career__slug=match.kwargs["slug"])
    return [(section.anchor, section.heading) for section in sections]


class CorrectionForm(forms.ModelForm[Correction]):
    """A reader's report to the editors.

    `website` is a honeypot: people do not see it, robots fill it in.
    """

    section = forms.CharField(required=False)
    website = forms.CharField(required=False, label="Leave this empty", max_length=200)

    class Meta:
        model = Correction
        fields = ["about", "section", "statement", "source_url", "email"]
        labels = {
            "about": "Which page",
            "statement": "What is wrong or out of date, and what is right",
            "source_url": "Where it says so (a web address)",
            "email": "Your email",
        }
        help_texts = {
            "about": "The page’s address on this site.",
            "source_url": "Optional, and it helps us most.",
            "email": "Optional. Only to answer you about this; erased when the report is closed.",
        }
        widgets = {
            "statement": forms.Textarea(attrs={"rows": 6}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        about = self.data.get("about") if self.is_bound else self.initial.get("about")
        sections = page_sections(str(about or "").strip())
        if sections:
            self.fields["section"] = forms.ChoiceField(
                label="Which part of it",
                required=False,
                choices=[("", "The page as a whole"), *sections],
            )
        else:
            del self.fields["section"]
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "about",
            *(["section"] if sections else []),
            "statement",
            "source_url",
            "email",
            Div("website", css_class="trap", aria_hidden="true"),
            Div(Submit("send", "Send to the editors"), css_class="actions"),
        )

    @property
    def is_trapped(self) -> bool:
        """True when the hidden field was filled in, as only a robot does."""
        return bool(self.data.get("website"))

    def clean_about(self) -> str:
        path: str = self.cleaned_data["about"].strip()
        if resolve_page(path) is None:
            raise forms.ValidationError(
                "No page of this site has this address. It starts with a slash, as in /careers/."
            )
        return path
