"""What sections of a career's page are made of, from the bundled content."""

from careers.facts.reading import read_facts
from careers.guides.published import get_career_page
from careers.profile.related import RelatedCareer, compare_all
from careers.profile.related_reading import LIMIT, read_surroundings
from careers.profile.sections import ProfileInputs
from careers.views.training import training_with_entry
from programs.careers import CareerTraining
from salaries.summary import wage_summary


def read_inputs(slug: str, state: str = "") -> ProfileInputs:
    """The inputs of the page of a career, as its view reads them."""
    career = get_career_page(slug, with_html=True)
    soc_code = career.occupation.soc_code
    facts = read_facts(soc_code)
    return ProfileInputs(
        career=career,
        facts=facts,
        wages=wage_summary(career.occupation, state=state),
        state=state,
        surroundings=read_surroundings(soc_code, facts),
    )


def list_related(soc_code: str, limit: int = LIMIT) -> tuple[RelatedCareer, ...]:
    """The careers near an occupation, as its page compares them. Two queries."""
    return compare_all(read_surroundings(soc_code, read_facts(soc_code), limit))


def read_training(slug: str) -> CareerTraining:
    """A career's training, as its program pages have it. Four queries, without fields five."""
    return training_with_entry(get_career_page(slug))
