"""How long something takes: laws of durations, in µs of working time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from workbench.simulation.draws import Stream

_LARGEST: Final = 1 << 52
_TRIES: Final = 64


class Law(Protocol):
    """A law of durations."""

    @property
    def mean(self) -> float:
        """Return its mean, in µs."""

    def of(self, stream: Stream) -> NDArray[np.float64]:
        """Return a duration for each step of a stream, µs, not below 0."""


@dataclass(frozen=True, kw_only=True)
class Fixed:
    """Always the same."""

    value: float = 0.0

    @property
    def mean(self) -> float:
        """Return the value."""
        return self.value

    def of(self, stream: Stream) -> NDArray[np.float64]:
        """Return the value for each step."""
        return np.full(len(stream(0)), self.value)


NOTHING: Final = Fixed()


@dataclass(frozen=True, kw_only=True)
class Uniform:
    """Anything from `low` to `high` alike."""

    low: float
    high: float

    @property
    def mean(self) -> float:
        """Return the middle."""
        return (self.low + self.high) / 2

    def of(self, stream: Stream) -> NDArray[np.float64]:
        """Return a duration for each step."""
        return self.low + (self.high - self.low) * stream(0)


@dataclass(frozen=True, kw_only=True)
class Exponential:
    """`low` and an exponentially distributed rest, never above `high`; `mean` is that of the whole before it is cut."""

    mean: float
    low: float = 0.0
    high: float = float(_LARGEST)

    def of(self, stream: Stream) -> NDArray[np.float64]:
        """Return a duration for each step."""
        rest = self.mean - self.low
        if rest <= 0:
            return np.full(len(stream(0)), self.low)
        below = -np.expm1(-(self.high - self.low) / rest)
        return np.asarray(self.low - rest * np.log1p(-stream(0) * below))


@dataclass(frozen=True, kw_only=True)
class Normal:
    """Normal, drawn again where it falls outside of `low` … `high`; `mean` is that before it is cut."""

    mean: float
    deviation: float
    low: float = 0.0
    high: float = float(_LARGEST)

    def of(self, stream: Stream) -> NDArray[np.float64]:
        """Return a duration for each step."""
        found = self.mean + self.deviation * _normal(stream, 0)
        for attempt in range(1, _TRIES):
            outside = (found < self.low) | (found > self.high)
            if not outside.any():
                break
            found[outside] = (self.mean + self.deviation * _normal(stream, attempt))[outside]
        return np.clip(found, self.low, self.high)


@dataclass(frozen=True, kw_only=True)
class Lognormal:
    """Log-normal with this mean and coefficient of variation, drawn again where it falls outside of `low` … `high`."""

    mean: float
    variation: float
    low: float = 0.0
    high: float = float(_LARGEST)

    def of(self, stream: Stream) -> NDArray[np.float64]:
        """Return a duration for each step."""
        if self.mean <= 0 or self.variation <= 0:
            return np.full(len(stream(0)), max(self.mean, 0.0))
        spread = np.log1p(self.variation**2)
        law = Normal(
            mean=float(np.log(self.mean) - spread / 2),
            deviation=float(np.sqrt(spread)),
            low=float(np.log(self.low)) if self.low > 0 else -np.inf,
            high=float(np.log(self.high)),
        )
        return np.asarray(np.exp(law.of(stream)))


@dataclass(frozen=True, kw_only=True)
class Gamma:
    """Gamma with this mean and variance (µs²), drawn again where it falls outside of `low` … `high`.

    Marsaglia and Tsang 2000, doi 10.1145/358407.358414.
    """

    mean: float
    variance: float
    low: float = 0.0
    high: float = float(_LARGEST)

    def of(self, stream: Stream) -> NDArray[np.float64]:
        """Return a duration for each step."""
        if self.mean <= 0 or self.variance <= 0:
            return np.full(len(stream(0)), max(self.mean, 0.0))
        shape, scale = self.mean**2 / self.variance, self.variance / self.mean
        base = (shape if shape >= 1 else shape + 1) - 1 / 3
        n = len(stream(0))
        found, open_ = np.zeros(n), np.ones(n, dtype=np.bool_)
        for attempt in range(_TRIES):
            z = _normal(stream, 2 * attempt)
            cube = (1 + z / np.sqrt(9 * base)) ** 3
            u = 1 - stream(4 * _TRIES + attempt)
            with np.errstate(invalid="ignore", divide="ignore"):
                accepted = (cube > 0) & (np.log(u) < z**2 / 2 + base * (1 - cube + np.log(cube)))
            value = base * cube * scale
            if shape < 1:
                value = value * (1 - stream(5 * _TRIES + attempt)) ** (1 / shape)
            taken = open_ & accepted & (value >= self.low) & (value <= self.high)
            found[taken] = value[taken]
            open_ &= ~taken
            if not open_.any():
                break
        found[open_] = np.clip(self.mean, self.low, self.high)
        return found


@dataclass(frozen=True, kw_only=True)
class Sampled:
    """Values that were seen, ascending: one of them, each as often as it was seen."""

    values: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Return their mean."""
        return float(np.mean(self.values))

    def of(self, stream: Stream) -> NDArray[np.float64]:
        """Return a duration for each step."""
        return np.array(self.values)[(stream(0) * len(self.values)).astype(np.int64)]


@dataclass(frozen=True, kw_only=True)
class Scaled:
    """Another law, `factor` times as long, and `extra` µs more, never below 0."""

    law: Law
    factor: float = 1.0
    extra: float = 0.0

    @property
    def mean(self) -> float:
        """Return the mean, as if nothing were cut at 0."""
        return self.law.mean * self.factor + self.extra

    def of(self, stream: Stream) -> NDArray[np.float64]:
        """Return a duration for each step."""
        return np.maximum(self.law.of(stream) * self.factor + self.extra, 0.0)


@dataclass(frozen=True, kw_only=True)
class Total:
    """One duration after another."""

    laws: tuple[Law, ...]

    @property
    def mean(self) -> float:
        """Return the sum of the means."""
        return sum(law.mean for law in self.laws)

    def of(self, stream: Stream) -> NDArray[np.float64]:
        """Return a duration for each step; each law has numbers of its own."""
        found = np.zeros(len(stream(0)))
        for number, law in enumerate(self.laws):
            found += law.of(lambda k, number=number: stream(k + 1000 * number))  # type: ignore[misc]
        return found


def seen(values: Sequence[float] | NDArray[np.float64]) -> Sampled:
    """Return the law of some values that were seen, at least one."""
    return Sampled(values=tuple(np.sort(np.asarray(values, dtype=np.float64)).tolist()))


def _normal(stream: Stream, number: int) -> NDArray[np.float64]:
    """Return standard normal numbers (Box and Muller 1958, doi 10.1214/aoms/1177706645)."""
    one, other = stream(2 * number), stream(2 * number + 1)
    return np.asarray(np.sqrt(-2 * np.log1p(-one)) * np.cos(2 * np.pi * other))
