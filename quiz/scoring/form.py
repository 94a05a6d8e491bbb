"""What a form asks and how it counts."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import fsum

LOWEST_ANSWER, HIGHEST_ANSWER = 1, 5
# "I don't know yet": an answer that says nothing for or against, and is left out of every sum.
UNSURE_ANSWER = 0
STEPS = HIGHEST_ANSWER - LOWEST_ANSWER
# One step on the five-point scale, in points of 0 to 100.
STEP_POINTS = 100 // STEPS


@dataclass(frozen=True)
class Item:
    """A statement as scoring sees it.

    `reverse`: agreeing speaks against the fit. `weight`: against the other statements of its trait.
    `mirror`: key of the statement of the same trait that says the opposite, or None.
    """

    key: str
    trait: str
    reverse: bool = False
    weight: int = 1
    mirror: str | None = None


@dataclass(frozen=True)
class TraitWeight:
    """A side of the work; `is_core`: without it the rest cannot make a fit of the top band."""

    key: str
    weight: int
    is_core: bool = False


@dataclass(frozen=True)
class BandThreshold:
    """A band and the lowest fit (0 to 100) that belongs to it."""

    key: str
    threshold: int


@dataclass(frozen=True)
class Form:
    """What is asked and how it counts: `items` in the order in which they are asked.

    Raises ValueError for a trait without items, an item without its trait, a weight below 1, or
    bands that do not start at 0 with different thresholds.
    """

    traits: tuple[TraitWeight, ...]
    items: tuple[Item, ...]
    bands: tuple[BandThreshold, ...]

    def __post_init__(self) -> None:
        traits = {trait.key for trait in self.traits}
        if len(traits) != len(self.traits) or {item.trait for item in self.items} != traits:
            raise ValueError("A trait needs statements, and a statement a trait of the form.")
        if len({item.key for item in self.items}) != len(self.items):
            raise ValueError("Two statements have the same key.")
        weights = [trait.weight for trait in self.traits] + [item.weight for item in self.items]
        if min(weights) < 1:
            raise ValueError("Weights are 1 or more.")
        thresholds = [band.threshold for band in self.bands]
        if 0 not in thresholds or len(set(thresholds)) != len(thresholds):
            raise ValueError("Bands need different thresholds, one of them 0.")

    def leave_out(self, keys: Collection[str]) -> "Form | None":
        """The form without these statements and traits that had no others; None if none is left."""
        if not keys:
            return self
        items = tuple(item for item in self.items if item.key not in keys)
        asked = {item.trait for item in items}
        traits = tuple(trait for trait in self.traits if trait.key in asked)
        return replace(self, traits=traits, items=items) if items else None

    @cached_property
    def bands_ascending(self) -> tuple[BandThreshold, ...]:
        return tuple(sorted(self.bands, key=lambda band: band.threshold))

    @cached_property
    def items_by_trait(self) -> dict[str, tuple[Item, ...]]:
        return {
            trait.key: tuple(item for item in self.items if item.trait == trait.key)
            for trait in self.traits
        }

    @cached_property
    def step_effects(self) -> dict[str, Fraction]:
        """Points by which one step of each answer moves the fit: 25 · W_t/ΣW · w_i/Σw."""
        total = sum(trait.weight for trait in self.traits)
        return {
            item.key: Fraction(
                STEP_POINTS * trait.weight * item.weight,
                total * sum(other.weight for other in self.items_by_trait[trait.key]),
            )
            for trait in self.traits
            for item in self.items_by_trait[trait.key]
        }

    @cached_property
    def pairs(self) -> tuple[tuple[Item, Item], ...]:
        """Every pair of mirrored statements that are both asked, once."""
        by_key = {item.key: item for item in self.items}
        keys = {
            tuple(sorted((item.key, item.mirror)))
            for item in self.items
            if item.mirror in by_key and item.mirror is not None
        }
        return tuple((by_key[first], by_key[second]) for first, second in sorted(keys))

    @cached_property
    def error_factor(self) -> float:
        """Σ (W_t/ΣW)² · Σw²/(Σw)²: the variance of the fit when each answer's variance is 1."""
        return fsum(
            float(self.step_effects[item.key] / STEP_POINTS) ** 2
            for item in sorted(self.items, key=lambda item: item.key)
        )

    @cached_property
    def trait_error_factors(self) -> dict[str, Fraction]:
        """Σw²/(Σw)² of each trait: the variance of its score when each answer's variance is 1."""
        return {
            trait: Fraction(
                sum(item.weight**2 for item in items), sum(item.weight for item in items) ** 2
            )
            for trait, items in self.items_by_trait.items()
        }

    @cached_property
    def largest_trait_step(self) -> dict[str, Fraction]:
        """Points by which one step of one answer moves each trait's score at most."""
        return {
            trait: Fraction(
                STEP_POINTS * max(item.weight for item in items),
                sum(item.weight for item in items),
            )
            for trait, items in self.items_by_trait.items()
        }

    @cached_property
    def degrees_of_freedom(self) -> int:
        return len(self.items) - len(self.traits)

    def find_band(self, fit: Fraction | float) -> BandThreshold:
        """The band with the highest threshold that the fit reaches."""
        return next(band for band in reversed(self.bands_ascending) if fit >= band.threshold)
