"""What a language model may cost, and when to stop asking it: values, passed in and out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

CALLS_A_DAY = 500
COST_A_DAY = 5.0
"""The most that a model is asked, and may cost, where nobody set otherwise."""

TIMEOUT_SECONDS = 20.0
"""How long a call is waited for where nobody set otherwise."""


@dataclass(frozen=True, slots=True)
class Budget:
    """The most calls and cost a day (in the prices' currency), and the prices of tokens."""

    calls: int = CALLS_A_DAY
    cost: float = COST_A_DAY
    per_million_in: float = 0.0
    per_million_out: float = 0.0

    def price(self, tokens_in: int, tokens_out: int) -> float:
        """Return what a call cost."""
        return (tokens_in * self.per_million_in + tokens_out * self.per_million_out) / 1e6


@dataclass(frozen=True, slots=True)
class Spent:
    """What has been spent on one day (UTC)."""

    day: date | None = None
    calls: int = 0
    cost: float = 0.0

    def on(self, day: date) -> Spent:
        """Return what has been spent on `day`: a new day starts from nothing."""
        return self if self.day == day else Spent(day)

    def allows(self, budget: Budget) -> bool:
        """Say whether the budget has room for one more call."""
        return self.calls < budget.calls and self.cost < budget.cost

    def called(self) -> Spent:
        """Count a call, before it is made: one that fails has been made as well."""
        return replace(self, calls=self.calls + 1)

    def paid(self, cost: float) -> Spent:
        """Add what a call cost."""
        return replace(self, cost=self.cost + cost)


@dataclass(frozen=True, slots=True)
class Breaker:
    """A circuit breaker: after `most` failures in a row nothing is asked for `pause`.

    Then one call is let through; its failure opens the breaker again, its success closes it.
    """

    most: int = 3
    pause: timedelta = timedelta(minutes=5)
    failures: int = 0
    opened_at: datetime | None = None

    def lets_through(self, now: datetime) -> bool:
        """Say whether a call may be made."""
        return self.opened_at is None or now - self.opened_at >= self.pause

    def failed(self, now: datetime) -> Breaker:
        """Count a failure."""
        failures = self.failures + 1
        return replace(
            self, failures=failures, opened_at=now if failures >= self.most else self.opened_at
        )

    def succeeded(self) -> Breaker:
        """Close the breaker."""
        return replace(self, failures=0, opened_at=None)
