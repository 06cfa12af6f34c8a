"""What may be asked now, and how hard it is: read once an edition, for everybody."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from capability.difficulty import Difficulties, Footing
from practice.asking.placing import Placeable, placeable
from practice.judging import difficulty
from store import banks, framework
from store.banks import PublishedItem
from store.catalogue import remembered
from store.framework import Roles
from store.unit import Unit


@dataclass(frozen=True, slots=True)
class Askable:
    """An item that may be asked: its mean score, what that rests on, and how it may place."""

    ref: str
    skills: tuple[str, ...]
    difficulty: float
    footing: Footing
    placeable: Placeable


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What may be asked now. `typical` is how hard each skill's items are on average."""

    items: Mapping[str, PublishedItem]
    difficulties: Difficulties
    typical: Mapping[str, float]
    roles: Roles
    skills: Collection[str]
    _asked_of: dict[tuple[frozenset[str], frozenset[str]], tuple[Askable, ...]] = field(
        default_factory=dict
    )

    def asked_of(self, skills: Collection[str], roles: Collection[str]) -> tuple[Askable, ...]:
        """Return the items that somebody may be asked of whom their roles expect some skills."""
        key = frozenset(skills), frozenset(roles)
        if key not in self._asked_of:
            self._asked_of[key] = tuple(
                self._askable(ref, published)
                for ref, published in self.items.items()
                if not key[0].isdisjoint(published.item.skills)
                and (not published.item.roles or not key[1].isdisjoint(published.item.roles))
            )
        return self._asked_of[key]

    def _askable(self, ref: str, published: PublishedItem) -> Askable:
        item, found = published.item, self.difficulties
        hard, footing = found.of(ref, item.skills), found.footing(ref, item.skills)
        return Askable(ref, item.skills, hard, footing, placeable(ref, item, hard))


def read_catalogue(unit: Unit, now: datetime) -> Catalogue:
    """Read the items that may be asked, and how hard they are."""
    return remembered(unit, ("catalogue", now.date()), lambda: _read(unit, now))


def _read(unit: Unit, now: datetime) -> Catalogue:
    return Catalogue(
        items={p.item_ref: p for p in banks.current(unit)},
        difficulties=difficulty.table(unit, now),
        typical=difficulty.typical(unit, now),
        roles=framework.all_roles(unit),
        skills=framework.skills(unit),
    )
