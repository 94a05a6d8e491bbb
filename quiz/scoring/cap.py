"""A core side of the work that is low keeps the result out of the top band, whatever the rest is.

A weighted mean lets four good sides outvote a bad one. In a side that the work consists of, that
would call a fatal mismatch a great fit.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quiz.scoring.form import Form, TraitWeight
from quiz.scoring.outcome import LOW_BELOW, TraitScore


def mark_core_traits(traits: Sequence[TraitWeight]) -> tuple[TraitWeight, ...]:
    """The traits as they are if one is marked as core; else with a mark by their weight.

    Unmarked, those count as core that have at least an equal share of the weight: 20 % of five.

    >>> [trait.is_core for trait in mark_core_traits([TraitWeight("a", 60), TraitWeight("b", 40)])]
    [True, False]
    """
    if any(trait.is_core for trait in traits):
        return tuple(traits)
    total = sum(trait.weight for trait in traits)
    return tuple(
        TraitWeight(trait.key, trait.weight, is_core=trait.weight * len(traits) >= total)
        for trait in traits
    )


@dataclass(frozen=True)
class Cap:
    """What the core traits do to the bands.

    `low`: core traits with a low score. `surely_low`: those whose whole range is low. `close`:
    those whose range reaches across the border to low.
    """

    form: Form
    low: tuple[str, ...]
    surely_low: tuple[str, ...]
    close: tuple[str, ...]

    @classmethod
    def from_traits(cls, form: Form, traits: Collection[TraitScore], shift: float = 0) -> "Cap":
        """`shift`: by how many steps of one answer each range is widened at both ends."""
        low, surely_low, close = [], [], []
        for trait in traits:
            if not trait.is_core:
                continue
            step = shift * float(form.largest_trait_step[trait.key])
            if trait.score < LOW_BELOW:
                low.append(trait.key)
            if trait.high + step < LOW_BELOW:
                surely_low.append(trait.key)
            elif trait.low - step < LOW_BELOW:
                close.append(trait.key)
        return cls(form, tuple(low), tuple(surely_low), tuple(close))

    @property
    def top(self) -> str:
        return self.form.bands_ascending[-1].key

    def lower_band(self, band: str) -> str:
        """The band below the top one in place of the top one; every other band as it is."""
        return self.form.bands_ascending[-2:][0].key if band == self.top else band

    def limit_band(self, band: str) -> str:
        return self.lower_band(band) if self.low else band

    def limit_bands(self, bands: Collection[str]) -> tuple[str, ...]:
        """The bands that stay possible, lowest first: with and without the cap if it is open."""
        lowered = {self.lower_band(band) for band in bands}
        possible = lowered if self.surely_low else lowered | set(bands) if self.close else bands
        return tuple(band.key for band in self.form.bands_ascending if band.key in possible)

    def find_holding(
        self, bands: Collection[str], traits: Collection[TraitScore]
    ) -> tuple[str, ...]:
        """The low core traits, if without them the result would be or could be in the top band."""
        if not self.low or self.top in bands:
            return self.low
        rest = [trait for trait in traits if trait.key not in self.low]
        if not rest:
            return ()
        weights = {trait.key: trait.weight for trait in self.form.traits}
        points = sum((weights[trait.key] * trait.score for trait in rest), start=Fraction(0))
        fit = points / sum(weights[trait.key] for trait in rest)
        return self.low if self.form.find_band(fit).key == self.top else ()
