"""What a team mixes up: misconceptions that several people share, with what they cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from capability.struggle import Chance, Struggle, costliest
from capability.team import too_few
from items.model import Misconception
from practice.teams.facts import MixUpName
from practice.teams.groups import Group
from practice.teams.team import Known
from store import banks
from store.banks import PublishedItem
from store.evidence import Graded
from store.unit import Unit

RECENT = timedelta(weeks=8)
"""How far back a mix-up counts as one of today's."""

FEWEST_SHARING = 2
"""A mix-up is shown from so many people on, of at least five asked."""


@dataclass(frozen=True, slots=True)
class SharedMixUp:
    """A misconception that costs a team, with the items in which it showed, always in one order."""

    bank: str
    misconception: Misconception
    struggle: Struggle
    items: tuple[PublishedItem, ...]

    @property
    def name(self) -> MixUpName:
        """What it is known by, whatever its wording."""
        return MixUpName(self.bank, self.misconception.id)


@dataclass(frozen=True, slots=True)
class Published:
    """What may be asked now, by item reference, and every misconception, by bank and id."""

    items: Mapping[str, PublishedItem]
    misconceptions: Mapping[tuple[str, str], Misconception]


def published(unit: Unit) -> Published:
    """Read the items and the misconceptions of all banks."""
    return Published({p.item_ref: p for p in banks.current(unit)}, banks.misconceptions(unit))


def mix_ups(known: Known, bank: Published, group: Group) -> list[SharedMixUp]:
    """Return what a team mixes up, dearest first: shared by some, asked of at least five."""
    if not known.shows(group):
        return []
    grades = _recent(known, bank, group)
    weights = {s: w for person_id in group.members for s, w in known.weights(person_id).items()}
    shared = []
    for struggle in costliest(_chances(grades, bank.items), weights):
        bank_id, _, name = struggle.what.partition("/")
        if too_few(struggle.asked) or struggle.people < FEWEST_SHARING:
            continue
        refs = sorted({g.item_ref for g in grades if name in g.misconceptions})
        at_stake = tuple(bank.items[ref] for ref in refs if bank.items[ref].bank_id == bank_id)
        if at_stake and (bank_id, name) in bank.misconceptions:
            wrong = bank.misconceptions[bank_id, name]
            shared.append(SharedMixUp(bank_id, wrong, struggle, at_stake))
    return shared


def _recent(known: Known, bank: Published, group: Group) -> list[Graded]:
    """Return the team's answers of the last weeks to what may still be asked, in reply order."""
    found = [
        g
        for person_id in group.members
        for g in known.grades[person_id]
        if g.counts and g.replied_at >= known.now - RECENT and g.item_ref in bank.items
    ]
    return sorted(found, key=lambda g: (g.replied_at, g.attempt_id))


def _chances(grades: Sequence[Graded], items: Mapping[str, PublishedItem]) -> list[Chance]:
    """Return each moment at which somebody could show a misconception, and whether they did."""
    chances = []
    for grade in grades:
        asked = items[grade.item_ref]
        item = asked.item
        at_stake = {o.misconception for o in item.options} | {c.misconception for c in item.rubric}
        chances += [
            Chance(
                person=grade.person_id,
                what=f"{asked.bank_id}/{name}",
                skill=item.skills[0],
                slipped=1.0 if name in grade.misconceptions else 0.0,
            )
            for name in sorted(n for n in at_stake if n)
        ]
    return chances
