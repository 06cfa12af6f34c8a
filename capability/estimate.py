"""What someone can do: one prediction, one update a reply, and the look ahead.

A state-space logistic model with forgetting: the log odds of a good reply are the item's
difficulty plus five beliefs about the person. A reply moves them in constant time.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from capability import kernel
from capability.belief import POSITION, Belief, Beliefs, Key, Part, believed, recorded
from capability.difficulty import Footing
from capability.errors import ReplyError
from capability.head import Asked, Past, features
from capability.priors import Priors

ABILITY: Key = (Part.ABILITY, "")
SESSION: Key = (Part.SESSION, "")
RECORD: Key = (Part.RECORD, "")
SKILL_PARTS = (Part.SKILL_SLOW, Part.SKILL_FAST)


@dataclass(frozen=True, slots=True)
class Estimate:
    """How likely a good reply is, from `low` to `high` in 8 of 10 cases.

    `eta` and `variance` are the mean and the variance in logits that `p` and the range rest on.
    """

    p: float
    low: float
    high: float
    eta: float
    variance: float


@dataclass(frozen=True, slots=True)
class Parts:
    """How many marks a score is the mean of: the item's, and of each skill with one of its own.

    A choice is a single mark, a written answer has one a criterion; the more there are, the less
    of the score is chance. Marks of unlike weight count for fewer.
    """

    item: float = 1.0
    skills: tuple[tuple[str, float], ...] = ()

    def __post_init__(self) -> None:
        for count in (self.item, *(count for _, count in self.skills)):
            if not 1.0 <= count < math.inf:
                raise ReplyError(f"A score is the mean of one mark or more, not of {count}.")


ONE_MARK = Parts()


@dataclass(frozen=True, slots=True)
class Reply:
    """A graded reply: scores in [0, 1], `at` in seconds since the epoch, UTC.

    `skill_scores` holds a skill's own score where criteria name it; elsewhere `score` stands
    in. `difficulty` is the item's mean score in (0, 1), as it was known when asked, and
    `footing` what that rested on.
    """

    item: str
    skills: tuple[str, ...]
    score: float
    difficulty: float
    at: float
    skill_scores: Mapping[str, float] = field(default_factory=dict)
    footing: Footing | None = None
    parts: Parts = ONE_MARK

    def __post_init__(self) -> None:
        for score in (self.score, *self.skill_scores.values()):
            if not 0.0 <= score <= 1.0:
                raise ReplyError(f"Item {self.item}: the score {score} is outside 0 to 1.")
        if not 0.0 < self.difficulty < 1.0:
            raise ReplyError(
                f"Item {self.item}: the difficulty {self.difficulty} is not in (0, 1)."
            )
        if not math.isfinite(self.at):
            raise ReplyError(f"Item {self.item}: the time {self.at} is not a moment.")
        if not self.skills:
            raise ReplyError(f"Item {self.item}: it names no skill.")


@dataclass(slots=True)
class _Situation:
    """What is believed as a question is asked: every part by key, and the five added up.

    `eta` and `total` are the model's log odds, before the head, and their variance.
    """

    parts: dict[Key, tuple[float, float]]
    means: list[float]
    variances: list[float]
    eta: float
    total: float
    asked: Asked | None
    past: Past | None


def predict(
    priors: Priors,
    beliefs: Beliefs,
    skills: Sequence[str],
    item: str | None,
    difficulty: float,
    at: float,
    footing: Footing | None = None,
) -> Estimate:
    """Estimate a reply at a moment; `item` None means the skill's items taken together.

    Without a `footing` the difficulty counts as the skill's own and as well known as usual.

    How one person finds one item then blurs every single reply but not the skill as a whole, so
    it moderates the estimate and its range without widening the range.
    """
    return Moment(priors, beliefs, at).predict(skills, item, difficulty, footing)


class Moment:
    """What is believed about one person, brought to one moment.

    Several estimates of the same moment share it: each belief is brought there once.
    """

    __slots__ = ("_last", "_parts", "at", "beliefs", "priors")

    def __init__(self, priors: Priors, beliefs: Beliefs, at: float) -> None:
        self.priors = priors
        self.beliefs = beliefs
        self.at = at
        self._parts: dict[Key, tuple[float, float]] = {}
        self._last: tuple[object, _Situation] | None = None

    def part(self, key: Key) -> tuple[float, float]:
        """Mean and variance of an added part at the moment."""
        found = self._parts.get(key)
        if found is None:
            found = self._parts[key] = believed(self.priors, self.beliefs, key, self.at)
        return found

    def after(self, changed: Beliefs) -> Moment:
        """The same moment, had some beliefs changed before it."""
        made = Moment(self.priors, {**self.beliefs, **changed}, self.at)
        made._parts = {key: part for key, part in self._parts.items() if key not in changed}
        return made

    def predict(
        self,
        skills: Sequence[str],
        item: str | None,
        difficulty: float,
        footing: Footing | None = None,
    ) -> Estimate:
        """The estimate of `predict` at this moment."""
        situation = self._asked(skills, item, difficulty, footing)
        unseen = self.priors.item_variance if item is None else 0.0
        return _estimate(self.priors, situation, unseen)

    def learn(self, reply: Reply) -> dict[Key, Belief]:
        """The beliefs that a reply changes, as `update` says; a reply at this very moment."""
        asked = self._asked(reply.skills, reply.item, reply.difficulty, reply.footing)
        return _learnt(self.priors, self.beliefs, reply, asked)

    def _asked(
        self,
        skills: Sequence[str],
        item: str | None,
        difficulty: float,
        footing: Footing | None,
    ) -> _Situation:
        """What is believed as a question is asked; the same one twice is weighed once."""
        key = skills, item, difficulty, footing
        if self._last is None or self._last[0] != key:
            self._last = key, _situation(self, skills, item, difficulty, footing)
        return self._last[1]


def forecast(
    priors: Priors, beliefs: Beliefs, skill: str, difficulty: float, at: float, days: float
) -> Estimate:
    """The estimate of a skill so many days after `at`, without any practice in between."""
    return predict(priors, beliefs, (skill,), None, difficulty, at + days * kernel.DAY)


def update(priors: Priors, beliefs: Beliefs, reply: Reply) -> tuple[dict[Key, Belief], Estimate]:
    """The beliefs that a reply changes, and the estimate made before it was seen.

    Ability, session and item learn from the item's score; each skill from its own. A skill that
    no criterion names shares the item's score with the item's other skills. The surprise is the
    model's own, before the head; the less chance there is in a score, the more it moves.
    """
    situation = _of_reply(priors, beliefs, reply)
    return _learnt(priors, beliefs, reply, situation), _estimate(priors, situation, 0.0)


def replay(
    priors: Priors, replies: Iterable[Reply], start: Beliefs | None = None
) -> dict[Key, Belief]:
    """A person's beliefs from all their replies, in the order given.

    `start` is what was believed before the first, as `capability.expected.newcomer` gives it.
    """
    beliefs: dict[Key, Belief] = dict(start or {})
    headless = replace(priors, head=None)
    for reply in replies:
        beliefs.update(_learnt(headless, beliefs, reply, _of_reply(headless, beliefs, reply)))
    return beliefs


def _learnt(
    priors: Priors, beliefs: Beliefs, reply: Reply, situation: _Situation
) -> dict[Key, Belief]:
    """Every belief and record that a reply changes."""
    eta, total = situation.eta, situation.total
    q = kernel.logistic(eta)
    curve = q * (1.0 - q)
    p = kernel.expected(eta, total)
    whole = kernel.gain(q, total, kernel.noise(reply.parts.item))
    marks = dict(reply.parts.skills)
    changed: dict[Key, Belief] = {}
    for key, (mean, variance) in situation.parts.items():
        score, share, step = reply.score, 1.0, whole
        if key[0] in SKILL_PARTS:
            if key[1] in reply.skill_scores:
                score = reply.skill_scores[key[1]]
                alone = total + variance * (1.0 - 1.0 / len(reply.skills) ** 2)
                step = kernel.gain(q, alone, kernel.noise(marks.get(key[1], 1.0)))
            else:
                share = 1.0 / len(reply.skills)
        pull = share * variance * step
        moved = mean + pull * (score - p) + share * _taught(priors, key[0], score)
        old = beliefs.get(key)
        at = reply.at if old is None or old.at < reply.at else old.at
        changed[key] = Belief(moved, variance * (1.0 - share * pull * curve), at)
    changed.update(_records(beliefs, reply))
    return changed


def _of_reply(priors: Priors, beliefs: Beliefs, reply: Reply) -> _Situation:
    moment = Moment(priors, beliefs, reply.at)
    return _situation(moment, reply.skills, reply.item, reply.difficulty, reply.footing)


def _situation(
    moment: Moment,
    skills: Sequence[str],
    item: str | None,
    difficulty: float,
    footing: Footing | None,
) -> _Situation:
    """Bring every belief in question to the moment; several skills count by their mean."""
    priors = moment.priors
    if item is None and len(skills) == 1:
        parts, means, variances = _of_skill(moment, skills[0])
    else:
        parts, means, variances = _of_skills(moment, skills, item)
    level = kernel.logit(difficulty)
    asked = past = None
    if priors.head is not None:
        past = _past(moment.beliefs, skills, item, moment.at)
        if footing is None:
            asked = Asked(level, level, priors.head.usual_replies)
        else:
            asked = Asked(level, kernel.logit(footing.skill), footing.replies)
    eta = priors.intercept + priors.slope * level + sum(means)
    return _Situation(parts, means, variances, eta, sum(variances), asked, past)


_Added = tuple[dict[Key, tuple[float, float]], list[float], list[float]]
"""The parts by key, and their means and variances in the order of `ADDED`."""


def _of_skill(moment: Moment, skill: str) -> _Added:
    """One skill, its items taken together: what is estimated most, and so without a loop."""
    keys = ABILITY, SESSION, (Part.SKILL_SLOW, skill), (Part.SKILL_FAST, skill)
    found = [moment.part(key) for key in keys]
    means = [mean for mean, _ in found]
    variances = [variance for _, variance in found]
    means.append(0.0)
    variances.append(moment.priors.item_variance)
    return dict(zip(keys, found, strict=True)), means, variances


def _of_skills(moment: Moment, skills: Sequence[str], item: str | None) -> _Added:
    """Several skills by their mean, and an item if one is named."""
    keys: list[Key] = [ABILITY, SESSION]
    for skill in skills:
        keys += ((Part.SKILL_SLOW, skill), (Part.SKILL_FAST, skill))
    if item is not None:
        keys.append((Part.ITEM, item))
    parts = {key: moment.part(key) for key in keys}
    means, variances = [0.0] * len(POSITION), [0.0] * len(POSITION)
    if item is None:
        variances[POSITION[Part.ITEM]] = moment.priors.item_variance
    for key, (mean, variance) in parts.items():
        share = 1.0 / len(skills) if key[0] in SKILL_PARTS else 1.0
        means[POSITION[key[0]]] += share * mean
        variances[POSITION[key[0]]] += share * share * variance
    return parts, means, variances


def _past(beliefs: Beliefs, skills: Sequence[str], item: str | None, at: float) -> Past:
    """What the head wants to know of earlier replies; a role's expectation is none."""
    run, count, gap, met = 0.0, 0.0, 0.0, 0
    for skill in skills:
        record = beliefs.get((Part.SKILL_RECORD, skill))
        if record is not None:
            run += record.mean
            count += 1.0 / record.variance - 1.0
            gap += max(0.0, at - record.at)
            met += 1
    person = recorded(beliefs, RECORD)
    own = beliefs.get((Part.ITEM_RECORD, item)) if item is not None else None
    item_record = (0.0, 0.0) if own is None else (own.mean, 1.0 / own.variance - 1.0)
    return Past(
        (person[0], run / len(skills), item_record[0]),
        (person[1], count / len(skills), item_record[1]),
        gap / met / kernel.DAY if met else 0.0,
        0.0 if own is None else max(0.0, at - own.at) / kernel.DAY,
    )


def _records(beliefs: Beliefs, reply: Reply) -> dict[Key, Belief]:
    """The records of the person, the skills and the item with one reply more."""
    scores: dict[Key, float] = {RECORD: reply.score, (Part.ITEM_RECORD, reply.item): reply.score}
    for skill in reply.skills:
        scores[(Part.SKILL_RECORD, skill)] = reply.skill_scores.get(skill, reply.score)
    made: dict[Key, Belief] = {}
    for key, score in scores.items():
        old = beliefs.get(key)
        if old is None:
            made[key] = Belief(kernel.run_on(0.0, score), 0.5, reply.at)
        else:
            narrowed = 1.0 / (1.0 / old.variance + 1.0)
            made[key] = Belief(kernel.run_on(old.mean, score), narrowed, max(reply.at, old.at))
    return made


def _estimate(priors: Priors, situation: _Situation, unseen: float) -> Estimate:
    """The estimate and its range; `unseen` is variance that blurs replies but not the range."""
    eta, total = situation.eta, situation.total
    blur = kernel.blur(total)
    if priors.head is not None and situation.asked is not None and situation.past is not None:
        z = eta / blur
        values = features(z, situation.asked, situation.means, situation.variances, situation.past)
        eta += blur * priors.head.correct(values)
    p = kernel.logistic(eta / blur)
    half = kernel.Z80 * math.sqrt(total - unseen)
    # Far out on the scale the mean of a skewed range can lie beyond its end.
    return Estimate(
        p=p,
        low=min(p, kernel.expected(eta - half, unseen)),
        high=max(p, kernel.expected(eta + half, unseen)),
        eta=eta,
        variance=total - unseen,
    )


def _taught(priors: Priors, part: Part, score: float) -> float:
    """What the reply itself teaches, whether or not it was expected."""
    if part is Part.SKILL_SLOW:
        return score * priors.slow_success + (1.0 - score) * priors.slow_failure
    if part is Part.ITEM:
        return score * priors.item_success + (1.0 - score) * priors.item_failure
    return 0.0
