"""What a team can do: the mean of its members' estimates, with an honest range.

A member who has not replied counts as somebody unknown, never as zero: the estimate is the
newcomer's and its width goes into the team's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from capability import kernel
from capability.belief import Beliefs
from capability.estimate import Estimate
from capability.many import Many, predict_many, stack
from capability.priors import Priors

FEWEST_PEOPLE = 5
"""Below so many people with evidence no team figure is shown, so that nobody is singled out."""

FEWEST_ANSWERS = 10
WIDEST_TEAM = 0.3
"""The widest 80 % range of a team, on the scale of 0 to 1, that is still worth reading."""

WIDEST_PERSON = 0.45
FEWEST_OWN_ANSWERS = 3

FADING = 0.05
"""The least loss within the forecast that is worth calling fading."""


def too_few(people: int) -> bool:
    """Whether a figure about so many people could point at one of them."""
    return people < FEWEST_PEOPLE


def counted(people: int, *, shown: bool) -> int:
    """Return as how many people a team counts: withheld figures make it too small for any."""
    return people if shown else min(people, FEWEST_PEOPLE - 1)


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a team: beliefs, and how many answers they rest on, by skill."""

    beliefs: Beliefs
    answers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TeamEstimate:
    """How many situations in ten a team would handle, as `p` with an 80 % range.

    `members` are all people asked about, `people` those with answers, `answers` their number.
    """

    p: float
    low: float
    high: float
    members: int
    people: int
    answers: int

    @property
    def shown(self) -> bool:
        """Whether enough people answered for a figure that points at nobody."""
        return not too_few(self.people)

    @property
    def reliable(self) -> bool:
        """Whether the figure may be shown and says enough to act on."""
        narrow = self.high - self.low <= WIDEST_TEAM
        return self.shown and self.answers >= FEWEST_ANSWERS and narrow


@dataclass(frozen=True, slots=True)
class Change:
    """The difference to an earlier moment; `clear` when the two ranges do not overlap."""

    by: float
    clear: bool


class Status(StrEnum):
    """Where an estimate lies against what the role expects."""

    ABOVE = "above"
    IN_LINE = "in_line"
    UNDER = "under"
    FADING = "fading"


def in_skill(
    priors: Priors, members: Sequence[Member], skill: str, difficulty: float, at: float
) -> TeamEstimate | None:
    """A team in one skill at a moment; None for a team of nobody.

    `difficulty` is the mean score of the skill's typical item.
    """
    return over_skills(
        priors, [(member, {skill: 1.0}) for member in members], {skill: difficulty}, at
    )


def over_skills(
    priors: Priors,
    members: Sequence[tuple[Member, Mapping[str, float]]],
    difficulty: Mapping[str, float],
    at: float,
    z: float = kernel.Z80,
) -> TeamEstimate | None:
    """A team over all skills: the mean over people of each one's weighted mean over skills.

    Each member comes with the weights (above 0) of the skills their role expects; somebody
    without any is left out. `z` is the half-width of the range in standard deviations.
    """
    counted = [(member, weights) for member, weights in members if weights]
    if not counted:
        return None
    pairs = [(m, skill, w / sum(ws.values())) for m, ws in counted for skill, w in ws.items()]
    owner = np.repeat(np.arange(len(counted)), [len(weights) for _, weights in counted])
    share = np.asarray([weight for _, _, weight in pairs]) / len(counted)
    rows = stack(priors, [(member.beliefs, skill) for member, skill, _ in pairs], at)
    many = predict_many(priors, rows, np.asarray([difficulty[skill] for _, skill, _ in pairs]))
    p = float(share @ many.p)
    half = z * _deviation(many, share, owner)
    answers = [sum(m.answers.get(skill, 0) for skill in weights) for m, weights in counted]
    return TeamEstimate(
        p=p,
        low=max(0.0, p - half),
        high=min(1.0, p + half),
        members=len(counted),
        people=sum(count > 0 for count in answers),
        answers=sum(answers),
    )


def _deviation(many: Many, share: np.ndarray, owner: np.ndarray) -> float:
    """The standard deviation of the team's mean.

    One person's ability and session move all their skills together; the skills' own parts, and
    different people, move apart.
    """
    pull = share * many.slope
    together = np.bincount(owner, pull) ** 2 @ _first(many.variances[:, :2].sum(axis=1), owner)
    apart = pull**2 @ many.variances[:, 2:4].sum(axis=1)
    return float(np.sqrt(together + apart))


def _first(values: np.ndarray, owner: np.ndarray) -> np.ndarray:
    """Each person's first value; the parts in question are the same in all their rows."""
    return values[np.unique(owner, return_index=True)[1]]


def change(now: TeamEstimate | Estimate, earlier: TeamEstimate | Estimate) -> Change:
    """What moved since an earlier moment, and whether the ranges lie clear of each other."""
    return Change(now.p - earlier.p, now.low > earlier.high or now.high < earlier.low)


def status(
    now: TeamEstimate | Estimate, target: float, ahead: TeamEstimate | Estimate | None = None
) -> Status:
    """Where an estimate lies against the target; `ahead` is its forecast in 30 days.

    Fading is what meets the target now and would not in 30 days without practice, by a loss
    that is more than the last digit's.
    """
    if now.high < target:
        return Status.UNDER
    if ahead is not None and ahead.p < target <= now.p and now.p - ahead.p >= FADING:
        return Status.FADING
    return Status.ABOVE if now.low > target else Status.IN_LINE


def enough(low: float, high: float, answers: int) -> bool:
    """Whether a person's range says enough to be shown with a figure."""
    return answers >= FEWEST_OWN_ANSWERS and high - low <= WIDEST_PERSON
