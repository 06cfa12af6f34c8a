"""What a role leads one to expect of a newcomer, before the first reply."""

from __future__ import annotations

from collections.abc import Mapping

from capability import kernel
from capability.belief import Belief, Key, Part
from capability.priors import Priors

TRUST = 0.5
"""How far a newcomer's prior moves from the typical person's to the role's expectation."""


def newcomer(
    priors: Priors, targets: Mapping[str, float], difficulty: Mapping[str, float], at: float
) -> dict[Key, Belief]:
    """Slow skill beliefs for somebody new to a role: half way to what the role expects.

    `targets` are the role's expectations in [0, 1] by skill, `difficulty` the typical mean score
    of a skill's items. The variance stays the prior's, so that the first replies decide; and the
    beliefs fade like any other, so an expectation never stands in for evidence for long.
    """
    beliefs: dict[Key, Belief] = {}
    for skill, target in targets.items():
        typical = priors.intercept + priors.slope * kernel.logit(difficulty[skill])
        wanted = kernel.logit(min(max(target, 0.02), 0.98))
        beliefs[(Part.SKILL_SLOW, skill)] = Belief(
            TRUST * (wanted - typical), priors.slow_variance, at
        )
    return beliefs
