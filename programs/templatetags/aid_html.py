"""The tag of the block about paying for training, which any page may include."""

from django import template

from programs.official import AID, CHECKED_ON

register = template.Library()


@register.simple_tag
def list_aid() -> dict[str, object]:
    """The ways to pay, and when somebody last went over them."""
    return {"entries": AID, "checked_on": CHECKED_ON}
