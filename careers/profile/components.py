"""Names of occupations that the wage survey counts together and other sources describe apart."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from careers.facts.reading import Fact
from careers.models import FactKind

# By SOC code, in the plural.
NAMES: dict[str, str | Promise] = {
    "13-1021": gettext_lazy("buyers of farm products"),
    "13-1022": gettext_lazy("buyers for shops and wholesale"),
    "13-1023": gettext_lazy("other purchasing agents"),
    "13-2022": gettext_lazy("appraisers of personal property"),
    "13-2023": gettext_lazy("appraisers of real estate"),
    "21-1011": gettext_lazy("addiction counselors"),
    "21-1014": gettext_lazy("mental health counselors"),
    "25-2055": gettext_lazy("special education teachers in kindergarten"),
    "25-2056": gettext_lazy("special education teachers in elementary school"),
    "25-9042": gettext_lazy("teaching assistants in schools"),
    "25-9043": gettext_lazy("special education teaching assistants"),
    "25-9049": gettext_lazy("other teaching assistants"),
    "29-2011": gettext_lazy("medical laboratory technologists"),
    "29-2012": gettext_lazy("medical laboratory technicians"),
    "31-1121": gettext_lazy("home health aides"),
    "31-1122": gettext_lazy("personal care aides"),
    "39-7011": gettext_lazy("tour guides"),
    "39-7012": gettext_lazy("travel guides"),
    "47-4091": gettext_lazy("pavers of segmental paving"),
    "47-4099": gettext_lazy("other construction workers"),
    "51-2022": gettext_lazy("electrical and electronic assemblers"),
    "51-2023": gettext_lazy("electromechanical assemblers"),
    "51-2092": gettext_lazy("team assemblers"),
    "51-2099": gettext_lazy("other assemblers"),
    "53-1042": gettext_lazy("supervisors of helpers and movers"),
    "53-1043": gettext_lazy("supervisors of machine and vehicle operators"),
    "53-1044": gettext_lazy("supervisors of passenger attendants"),
    "53-1049": gettext_lazy("other supervisors in transportation"),
}


def describe_mean(components: tuple[str, ...]) -> str:
    """A sentence: of which occupations, named by their codes, a figure is the mean."""
    names = [NAMES.get(code[:7]) for code in components]
    if all(names) and len(names) > 1:
        named = get_text_list([str(name) for name in names], pgettext("a list of jobs", "and"))
        return _("Each figure is the mean of %(occupations)s.") % {"occupations": named}
    if len(names) == 1 and names[0]:
        return _("Each figure is for %(occupations)s only.") % {"occupations": names[0]}
    return _("Each figure is the mean of %(number)s occupations that the source describes.") % {
        "number": len(names)
    }


def describe_means(facts: Iterable[Fact]) -> list[str]:
    """Of which occupations facts are the mean; those of fewer than others say which they are."""
    kinds: dict[tuple[str, ...], list[str]] = {}
    for fact in facts:
        if fact.components:
            kinds.setdefault(fact.components, []).append(str(FactKind(fact.source.kind).label))
    first, *others = sorted(kinds, key=len, reverse=True) or [()]
    if not first:
        return []
    named = [f"{'; '.join(kinds[codes])}: {describe_mean(codes)}" for codes in others]
    return [describe_mean(first), *named]
