"""What a reply would tell: placing a newcomer with as few questions as may be."""

from __future__ import annotations

import math
from collections.abc import Mapping

from capability.belief import Beliefs
from capability.estimate import ONE_MARK, Parts, Reply, predict, update
from capability.kernel import blur, noise
from capability.priors import Priors


def telling(
    priors: Priors,
    beliefs: Beliefs,
    typical: Mapping[str, float],
    item: str,
    skills: tuple[str, ...],
    difficulty: float,
    at: float,
    until: float,
    parts: Parts = ONE_MARK,
    before: float | None = None,
) -> float:
    """By how much a reply at `at` is expected to narrow the role's 80 % ranges at `until`.

    The figure is the mean range's width less the one expected after the reply, over good and bad
    replies as likely as they are; a score of several `parts` is seldom wholly good or bad.
    `typical` holds every skill of the role with the mean score of its items. Times are seconds
    since the epoch. `before` is the `width` without the reply, where it is known already.
    """
    asked = predict(priors, beliefs, skills, item, difficulty, at)
    # Chance is only a part of how a score varies; the rest is what is not known of the person.
    p, spread = asked.p, math.sqrt(1.0 - (1.0 - noise(parts.item)) / blur(asked.variance))
    after = 0.0
    for score, chance in ((p + spread * (1.0 - p), p), (p - spread * p, 1.0 - p)):
        marks = {skill: score for skill, _ in parts.skills}
        reply = Reply(item, skills, score, difficulty, at, skill_scores=marks, parts=parts)
        learnt = {**beliefs, **update(priors, beliefs, reply)[0]}
        after += chance * width(priors, learnt, typical, until)
    if before is None:
        before = width(priors, beliefs, typical, until)
    return before - after


def width(priors: Priors, beliefs: Beliefs, typical: Mapping[str, float], at: float) -> float:
    """How wide the 80 % ranges of a role's skills are at a moment, on average."""
    asked = [predict(priors, beliefs, (s,), None, d, at) for s, d in typical.items()]
    return sum(estimate.high - estimate.low for estimate in asked) / len(asked)
