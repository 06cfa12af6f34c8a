"""How hard items are: a dated table over all graded replies, remade nightly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from capability.belief import Beliefs
from capability.difficulty import UNKNOWN, Difficulties, difficulties
from capability.estimate import ONE_MARK, Parts, predict
from capability.priors import Priors
from items.model import Criterion, Item
from store import banks, evidence, framework
from store.catalogue import remembered
from store.models import DifficultyRow
from store.unit import Unit

OVERALL = ""
SKILL = "skill:"
"""How the means that a new scenario starts from are named in the table beside the items."""
REPLIES = "replies:"
"""How the numbers of replies that the items' means rest on are named there."""


def table(unit: Unit, now: datetime) -> Difficulties:
    """Return the newest table; where there is none yet, every item is as hard as any other."""
    return remembered(unit, ("difficulty", now.date()), lambda: _table(unit, now))


def _table(unit: Unit, now: datetime) -> Difficulties:
    stored = evidence.difficulties(unit, now.date())
    overall = stored.pop(OVERALL, UNKNOWN)
    skills = {r.removeprefix(SKILL): v for r, v in stored.items() if r.startswith(SKILL)}
    replies = {r.removeprefix(REPLIES): v for r, v in stored.items() if r.startswith(REPLIES)}
    found = {r: v for r, v in stored.items() if not r.startswith((SKILL, REPLIES))}
    return Difficulties(overall, skills, found, replies)


def typical(unit: Unit, now: datetime) -> dict[str, float]:
    """Return how hard each skill's published items are on average: its typical situation."""
    return remembered(unit, ("typical", now.date()), lambda: _typical(unit, now))


def _typical(unit: Unit, now: datetime) -> dict[str, float]:
    found = table(unit, now)
    by_skill: defaultdict[str, list[float]] = defaultdict(list)
    for published in banks.current(unit):
        for skill in published.item.skills:
            by_skill[skill].append(found.of(published.item_ref, published.item.skills))
    known = {skill: sum(values) / len(values) for skill, values in by_skill.items()}
    for skill in framework.skills(unit):
        known.setdefault(skill, found.of(None, (skill,)))
    return known


def pin(
    found: Difficulties, priors: Priors, beliefs: Beliefs, item: Item, ref: str, at: datetime
) -> dict[str, Any]:
    """Predict a reply before it is graded, and keep what the prediction rested on.

    `found` is the table of the day of the reply, `ref` the item's name in the evidence.
    """
    skills = item.tells_of
    hard = found.of(ref, skills)
    footing = found.footing(ref, skills)
    before = predict(priors, beliefs, skills, ref, hard, at.timestamp(), footing)
    parts = parts_of(item)
    return {
        "difficulty": hard,
        "p": before.p,
        "low": before.low,
        "high": before.high,
        "parts": parts.item,
        "skill_parts": dict(parts.skills),
    }


def parts_of(item: Item) -> Parts:
    """Return what the scores of replies to an item are the mean of."""
    if not item.rubric:
        return ONE_MARK
    named = sorted({c.skill for c in item.rubric if c.skill})
    own = tuple((s, _count([c for c in item.rubric if c.skill == s])) for s in named)
    return Parts(_count(item.rubric), own)


def _count(criteria: Sequence[Criterion]) -> float:
    """Return how many criteria of one weight would tell as much as these (Kish's formula)."""
    weights = [c.weight for c in criteria]
    squares = sum(weight**2 for weight in weights)
    return sum(weights) ** 2 / squares if squares else float(len(criteria))


def remake(unit: Unit, now: datetime) -> int:
    """Write today's table from every standing grade; return how many items it holds."""
    standing = [
        (grade.item_ref, tuple(grade.skill_scores), grade.score)
        for grade in evidence.all_standing(unit)
        if grade.counts
    ]
    if not standing:
        return 0
    made = difficulties(standing)
    values = {OVERALL: made.overall}
    values |= {f"{SKILL}{skill}": value for skill, value in made.skills.items()}
    values |= made.items
    values |= {f"{REPLIES}{ref}": count for ref, count in made.replies.items()}
    known = {row.item_ref: row for row in evidence.difficulty_rows(unit, now.date())}
    for ref, value in values.items():
        if ref in known:
            known[ref].value = value
        else:
            unit.session.add(
                DifficultyRow(
                    workspace_id=unit.workspace, day=now.date(), item_ref=ref, value=value
                )
            )
    return len(made.items)
