"""Item difficulty over whole logs, with numpy: the table of `capability.difficulty`.

For the people that constants are fitted on, everybody's own replies are left out of the
difficulties they are predicted with, since that is how new people will meet the items.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from capability.difficulty import ITEM_SHRINKAGE, SKILL_SHRINKAGE, UNKNOWN
from lab.capability.logs import Floats, Ints, Log


@dataclass(frozen=True, slots=True)
class Table:
    """For every reply its item's mean score and its skill's, and how many replies tell of the item.

    `replies` are other people's alone.
    """

    item: Floats
    skill: Floats
    replies: Floats


def for_others(fit: Log, test: Log, item_shrinkage: float = ITEM_SHRINKAGE) -> Table:
    """The difficulty of every reply of `test` from the replies of `fit`, other people's.

    Both logs share one numbering of skills and items.
    """
    n_skill, s_skill = _sums(fit.skill, fit.score, test.skill)
    n_item, s_item = _sums(fit.item, fit.score, test.item)
    overall = (fit.score.sum() + UNKNOWN) / (len(fit) + 1.0)
    skill = (s_skill + SKILL_SHRINKAGE * overall) / (n_skill + SKILL_SHRINKAGE)
    return Table((s_item + item_shrinkage * skill) / (n_item + item_shrinkage), skill, n_item)


def for_themselves(log: Log, item_shrinkage: float = ITEM_SHRINKAGE) -> Table:
    """The difficulty of every reply from all other people's replies of the same log."""
    n_all, s_all = _others(log, np.zeros_like(log.skill))
    n_skill, s_skill = _others(log, log.skill)
    n_item, s_item = _others(log, log.item)
    overall = (s_all + UNKNOWN) / (n_all + 1.0)
    skill = (s_skill + SKILL_SHRINKAGE * overall) / (n_skill + SKILL_SHRINKAGE)
    return Table((s_item + item_shrinkage * skill) / (n_item + item_shrinkage), skill, n_item)


def alike(log: Log) -> Table:
    """Every item as hard as any other, and no replies to tell."""
    half = np.full(len(log), 0.5)
    return Table(half, half, np.zeros(len(log)))


def skill_means(fit: Log, test: Log) -> Floats:
    """The mean score of every reply's skill, drawn to the log's."""
    count, total = _sums(fit.skill, fit.score, test.skill)
    overall = (fit.score.sum() + UNKNOWN) / (len(fit) + 1.0)
    means: Floats = (total + SKILL_SHRINKAGE * overall) / (count + SKILL_SHRINKAGE)
    return means


def _sums(key: Ints, score: Floats, asked: Ints) -> tuple[Floats, Floats]:
    """Count and sum of scores by key, looked up for every asked key."""
    size = int(max(key.max(), asked.max())) + 1
    count = np.bincount(key, minlength=size).astype(np.float64)
    total = np.bincount(key, score, minlength=size).astype(np.float64)
    return count[asked], total[asked]


def _others(log: Log, key: Ints) -> tuple[Floats, Floats]:
    """Count and sum of scores by key over everybody but the reply's own person."""
    count, total = _sums(key, log.score, key)
    own = log.person * (key.max() + 1) + key
    _, inverse = np.unique(own, return_inverse=True)
    own_count, own_total = _sums(inverse, log.score, inverse)
    return count - own_count, np.maximum(total - own_total, 0.0)
