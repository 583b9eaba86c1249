"""Numbers on a scale from zero: each claim by itself, never a mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from testimonies.charts import svg
from testimonies.documents import ClaimDocument
from testimonies.vocabulary import Metric

_FLOWS = (Metric.FLOW_IN, Metric.FLOW_OUT, Metric.CHANGE)
_STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Scale:
    """A scale from zero to `top`, with a grid line every `step`."""

    top: Decimal
    step: Decimal

    @classmethod
    def over(cls, claims: Iterable[ClaimDocument]) -> "Scale":
        """A scale that holds every number of the claims, in at most six steps."""
        numbers = [Decimal(value) for claim in claims for value in (claim.low, claim.high) if value]
        most = max([*numbers, Decimal(1)])
        step = next(size for size in _sizes() if size * 6 >= most)
        return cls(top=(most / step).to_integral_value(rounding="ROUND_CEILING") * step, step=step)

    def x(self, value: str | Decimal) -> float:
        """The place of a number in per cent; four per cent are left free on the right for the last label."""
        return float(Decimal(value) / self.top * 96)

    @property
    def lines(self) -> list[float]:
        """Places of the grid lines."""
        return [self.x(self.step * index) for index in range(int(self.top / self.step) + 1)]

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """Places and numbers of the axis, every second line."""
        every = range(0, int(self.top / self.step) + 1, 2)
        return [(self.x(self.step * index), f"{self.step * index:,f}") for index in every]


def _sizes() -> Iterable[Decimal]:
    power = Decimal(1)
    while True:
        yield from (power * step for step in _STEPS)
        power *= 10


def marks(claim: ClaimDocument, scale: Scale) -> SafeString:
    """The marks of one claim: dot, range, bound, hollow dot for a capacity, dashed box for a flow."""
    low, high = claim.low, claim.high
    if low is not None and high is not None and low != high:
        return _range(claim, scale.x(low), scale.x(high))
    if high is not None and low is None:
        return svg.bar("out", 0, scale.x(high), 6) + svg.tick(scale.x(high), 6)
    if low is None:
        return SafeString("")
    if high is None:
        return svg.tick(scale.x(low), 6) + svg.bar("out", scale.x(low), 100, 6)
    if claim.metric in _FLOWS:
        return svg.bar("dash", 0, scale.x(low), 8)
    return svg.dot(scale.x(low), "hollow" if claim.metric == Metric.CAPACITY else "c")


def _range(claim: ClaimDocument, low: float, high: float) -> SafeString:
    if claim.metric in _FLOWS:
        return svg.bar("dash", low, high, 8)
    return svg.line(low, high)
