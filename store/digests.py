"""Queries about digests: those that were sent, and the one that a delivery carries."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import and_, select

from store.ids import new_id
from store.models import DeliveryRow, DigestRow
from store.unit import Unit

# A digest is written before its message goes out, and counts once that is known to be there.
_SENT = and_(
    DeliveryRow.workspace_id == DigestRow.workspace_id,
    DeliveryRow.delivery_id == DigestRow.delivery_id,
    DeliveryRow.sent_at.is_not(None),
)


def sent_on(unit: Unit, delivery_id: str) -> DigestRow | None:
    """Return the digest that a delivery carried, if it was sent."""
    return unit.session.scalar(
        select(DigestRow)
        .join(DeliveryRow, _SENT)
        .where(DigestRow.workspace_id == unit.workspace, DigestRow.delivery_id == delivery_id)
    )


def sent_to(unit: Unit, team_id: str, manager_id: str) -> Sequence[DigestRow]:
    """Return a team's digests that were sent to a manager, newest first."""
    return unit.session.scalars(
        select(DigestRow)
        .join(DeliveryRow, _SENT)
        .where(
            DigestRow.workspace_id == unit.workspace,
            DigestRow.team_id == team_id,
            DigestRow.manager_id == manager_id,
        )
        .order_by(DigestRow.made_at.desc())
    ).all()


def newest(unit: Unit, managers: Collection[str] | None = None) -> list[DigestRow]:
    """Return every team's newest digest, or those to some managers, by team and manager."""
    of = DigestRow.workspace_id == unit.workspace
    if managers is not None:
        of = and_(of, DigestRow.manager_id.in_(sorted(managers)))
    pairs = select(DigestRow.team_id, DigestRow.manager_id).where(of).distinct().subquery()
    # One look into the index for each team, where all its weeks would be read otherwise.
    last = (
        select(DigestRow.digest_id)
        .join(DeliveryRow, _SENT)
        .where(
            DigestRow.workspace_id == unit.workspace,
            DigestRow.team_id == pairs.c.team_id,
            DigestRow.manager_id == pairs.c.manager_id,
        )
        .order_by(DigestRow.made_at.desc())
        .limit(1)
        .correlate(pairs)
        .scalar_subquery()
    )
    rows = unit.session.scalars(
        select(DigestRow).where(
            DigestRow.workspace_id == unit.workspace,
            DigestRow.digest_id.in_(select(last).select_from(pairs)),
        )
    )
    return sorted(rows, key=lambda row: (row.team_id, row.manager_id))


def keep(unit: Unit, delivery: DeliveryRow, team_id: str, week: str, facts: dict[str, Any]) -> None:
    """Write what a digest rests on, before its message goes out; once a delivery."""
    row = unit.session.scalar(
        select(DigestRow).where(
            DigestRow.workspace_id == unit.workspace,
            DigestRow.delivery_id == delivery.delivery_id,
        )
    )
    if row is None:
        row = DigestRow(
            workspace_id=unit.workspace,
            digest_id=new_id(),
            delivery_id=delivery.delivery_id,
            team_id=team_id,
            manager_id=delivery.person_id,
            week=week,
        )
        unit.session.add(row)
    row.facts, row.made_at = facts, unit.now
