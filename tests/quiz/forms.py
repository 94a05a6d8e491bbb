"""Hypothesis strategies for forms and answers."""

from hypothesis import strategies as st

from quiz.scoring import BandThreshold, Form, Item, TraitWeight


@st.composite
def quiz_forms(draw: st.DrawFn, max_traits: int = 4, max_items: int = 4) -> Form:
    """Any form: traits of any weight, one statement or more each, two to four bands."""
    traits, items = [], []
    for number in range(draw(st.integers(1, max_traits))):
        trait = f"t{number}"
        traits.append(TraitWeight(trait, draw(st.integers(1, 40)), is_core=draw(st.booleans())))
        items += [
            Item(
                f"{trait}-{place}",
                trait,
                reverse=draw(st.booleans()),
                weight=draw(st.integers(1, 3)),
            )
            for place in range(draw(st.integers(1, max_items)))
        ]
    thresholds = draw(st.sets(st.integers(1, 100), min_size=1, max_size=3)) | {0}
    bands = tuple(BandThreshold(f"from-{threshold}", threshold) for threshold in sorted(thresholds))
    return Form(tuple(traits), tuple(items), bands)


@st.composite
def answered_forms(
    draw: st.DrawFn, max_traits: int = 4, max_items: int = 4
) -> tuple[Form, dict[str, int]]:
    form = draw(quiz_forms(max_traits, max_items))
    return form, {item.key: draw(st.integers(1, 5)) for item in form.items}
