"""How much a role needs a skill asked about now: the shortfall to expect, and the time gone by."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from org.model import CRITICALITY_WEIGHT, Criticality

GAP_AFTER_RIGHT = 24.0
GAP_AFTER_MISS = 12.0
"""Days after which asking again pays (Kerfoot's trials); sooner is worth less in proportion."""

NARROW = 0.35
"""The widest an 80 % range may be for a skill to rest."""

PROBE_BEFORE = timedelta(days=7)
"""A resting skill is asked about this long before it is forecast to fall below its target."""

MISUNDERSTOOD = 1.25
"""How much more a skill is worth whose last miss showed a misconception."""

Z80 = 1.2815515655446004
"""Half the width of an 80 % range, in standard deviations."""


@dataclass(frozen=True, slots=True)
class SkillNeed:
    """A skill that a person's role expects, and the estimate of it: figures in [0, 1].

    `low` to `high` is the 80 % range of `p`. `last_missed` is when the last reply was a miss, and
    None where it was right. `crossing` is when, without practice, the estimate is forecast to
    fall below the target: None where it does not, as far as was looked.
    """

    skill: str
    target: float
    criticality: Criticality
    p: float
    low: float
    high: float
    answers: int = 0
    last_asked: datetime | None = None
    last_missed: datetime | None = None
    misunderstood: bool = False
    crossing: datetime | None = None

    @property
    def width(self) -> float:
        """How wide the range is."""
        return self.high - self.low


def worth(need: SkillNeed, at: datetime) -> float:
    """What a question about the skill is worth to the role at a moment, on a scale of its own."""
    value = CRITICALITY_WEIGHT[need.criticality] * shortfall(need) * ripeness(need, at)
    return value * MISUNDERSTOOD if need.misunderstood else value


def shortfall(need: SkillNeed) -> float:
    """How far below its target the skill is to be expected, on average over its range.

    A low estimate and a wide range both raise it: E[max(0, target − X)] for a normal X.
    """
    spread = max(need.width / (2.0 * Z80), 1e-6)
    z = (need.target - need.p) / spread
    density = math.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi)
    below = 0.5 * math.erfc(-z / math.sqrt(2.0))
    return (need.target - need.p) * below + spread * density


def ripeness(need: SkillNeed, at: datetime) -> float:
    """How much of the gap that research supports has gone by, from 0 to 1."""
    if need.last_asked is None:
        return 1.0
    gap = GAP_AFTER_RIGHT if need.last_missed is None else GAP_AFTER_MISS
    return 1.0 - math.exp(-max(0.0, (at - need.last_asked).total_seconds()) / 86_400.0 / gap)


def wakes(need: SkillNeed, at: datetime) -> datetime | None:
    """When a skill at rest is worth probing again; `at` itself where it does not rest.

    A skill rests when its whole range lies above the target and is narrow. None where no
    forecast reaches the target.
    """
    if need.low <= need.target or need.width > NARROW:
        return at
    return None if need.crossing is None else max(at, need.crossing - PROBE_BEFORE)
