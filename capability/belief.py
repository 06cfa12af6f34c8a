"""What is believed about a person: five normal beliefs, how silence changes each, and records.

The structure is the Glicko and Elo family's (Glickman 1999; Pelánek 2016): every part is a mean
and a variance on the logit scale, and time without a reply brings the variance back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from capability import kernel
from capability.priors import Priors


class Part(StrEnum):
    """The five parts that add up to how a person would do, and three records of replies."""

    ABILITY = "ability"
    SESSION = "session"
    SKILL_SLOW = "skill_slow"
    SKILL_FAST = "skill_fast"
    ITEM = "item"
    RECORD = "record"
    SKILL_RECORD = "skill_record"
    ITEM_RECORD = "item_record"

    # Enum's own is a function in Python, and every look at a belief takes it.
    __hash__ = str.__hash__


ADDED = (Part.ABILITY, Part.SESSION, Part.SKILL_SLOW, Part.SKILL_FAST, Part.ITEM)
"""The parts that add up, in the order in which they stand wherever the five stand in a row."""

POSITION = {part: position for position, part in enumerate(ADDED)}


@dataclass(frozen=True, slots=True)
class Belief:
    """A normal belief on the logit scale, as it stood at `at` (seconds since the epoch, UTC).

    A record is kept in the same form: its mean is the recent run of scores less ½, the newest
    counting most, and its variance is 1 / (1 + replies). It never fades.
    """

    mean: float
    variance: float
    at: float


Key: TypeAlias = tuple[Part, str]
"""A part and what it is about: "" for ability, session and record, else a skill or an item."""

Beliefs: TypeAlias = Mapping[Key, Belief]
"""All that is believed about one person; a part never touched is absent."""


def believed(priors: Priors, beliefs: Beliefs, key: Key, at: float) -> tuple[float, float]:
    """Mean and variance of an added part at a moment; the prior where there is no evidence.

    A moment before the belief's own counts as that moment: time never runs backwards.
    """
    part = key[0]
    belief = beliefs.get(key)
    if belief is None:
        return 0.0, priors.at_rest[POSITION[part]]
    days = (at - belief.at) / kernel.DAY
    mean, variance = belief.mean, belief.variance
    if part is Part.ABILITY:
        return kernel.drift(mean, variance, days, priors.ability_variance, priors.ability_days)
    if part is Part.SESSION:
        return kernel.fade(mean, variance, days, priors.session_variance, priors.session_days)
    if part is Part.SKILL_FAST:
        return kernel.fade(mean, variance, days, priors.fast_variance, priors.fast_days)
    if part is Part.SKILL_SLOW:
        rest, scale, power = priors.slow_variance, priors.slow_days, priors.slow_power
    else:
        rest, scale, power = priors.item_variance, priors.item_days, priors.item_power
    return kernel.linger(mean, variance, days, rest, scale, power)


def recorded(beliefs: Beliefs, key: Key) -> tuple[float, float]:
    """The recent run of scores less ½ and the number of replies in a record."""
    belief = beliefs.get(key)
    return (0.0, 0.0) if belief is None else (belief.mean, 1.0 / belief.variance - 1.0)
