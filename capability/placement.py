"""What a reply would tell: placing a newcomer with as few questions as may be."""

from __future__ import annotations

import math
from collections.abc import Mapping

from capability.belief import Beliefs
from capability.estimate import ONE_MARK, Moment, Parts, Reply
from capability.kernel import blur, noise
from capability.priors import Priors


class Placement:
    """What replies at a moment would tell of a role's skills by `until`, for one newcomer.

    `typical` holds every skill of the role with the mean score of its items. Times are seconds
    since the epoch.
    """

    def __init__(
        self,
        priors: Priors,
        beliefs: Beliefs,
        typical: Mapping[str, float],
        at: float,
        until: float,
    ) -> None:
        self._typical = typical
        self._asked = Moment(priors, beliefs, at)
        self._end = Moment(priors, beliefs, until)
        self._before = self._width(self._end) if typical else 0.0

    def telling(
        self, item: str, skills: tuple[str, ...], difficulty: float, parts: Parts = ONE_MARK
    ) -> float:
        """By how much a reply is expected to narrow the role's 80 % ranges.

        The figure is the mean range's width less the one expected after the reply, over good and
        bad replies as likely as they are; a score of several `parts` is seldom wholly good or bad.
        """
        asked = self._asked.predict(skills, item, difficulty)
        # Chance is only a part of how a score varies; the rest is what is not known of the person.
        p, spread = asked.p, math.sqrt(1.0 - (1.0 - noise(parts.item)) / blur(asked.variance))
        after = 0.0
        for score, chance in ((p + spread * (1.0 - p), p), (p - spread * p, 1.0 - p)):
            marks = {skill: score for skill, _ in parts.skills}
            at = self._asked.at
            reply = Reply(item, skills, score, difficulty, at, skill_scores=marks, parts=parts)
            after += chance * self._width(self._end.after(self._asked.learn(reply)))
        return self._before - after

    def _width(self, end: Moment) -> float:
        asked = [end.predict((skill,), None, hard) for skill, hard in self._typical.items()]
        return sum(estimate.high - estimate.low for estimate in asked) / len(asked)
