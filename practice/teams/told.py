"""What managers were told: the digests that were sent, and what became of each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from practice.teams.facts import DigestFacts, MixUpName, from_json
from store import digests
from store.models import DigestRow
from store.unit import Unit
from views.digest import Response


@dataclass(frozen=True, slots=True)
class Told:
    """A digest that was sent at a moment, and what its manager said of it, if anything."""

    delivery_id: str
    team_id: str
    manager_id: str
    at: datetime
    facts: DigestFacts
    response: Response | None = None
    answered: datetime | None = None

    @property
    def mix_up(self) -> MixUpName | None:
        """The mix-up that it was about, if it was about one that has a name."""
        return self.facts.mix_up.name if self.facts.mix_up is not None else None


def told(unit: Unit, team_id: str, manager_id: str) -> list[Told]:
    """Return a team's digests to a manager, newest first."""
    return [_told(row) for row in digests.sent_to(unit, team_id, manager_id)]


def told_last(unit: Unit, managers: Collection[str] | None = None) -> dict[tuple[str, str], Told]:
    """Return every team's newest digest, or those to some managers, by team and manager."""
    return {(row.team_id, row.manager_id): _told(row) for row in digests.newest(unit, managers)}


def told_on(unit: Unit, delivery_id: str) -> Told | None:
    """Return the digest that a delivery carried."""
    row = digests.sent_on(unit, delivery_id)
    return _told(row) if row is not None else None


def _told(row: DigestRow) -> Told:
    return Told(
        delivery_id=row.delivery_id,
        team_id=row.team_id,
        manager_id=row.manager_id,
        at=row.made_at,
        facts=from_json(row.facts),
        response=Response(row.response) if row.response else None,
        answered=row.done_at,
    )
