"""A digest that a manager asks for: now, as a message."""

from __future__ import annotations

from sqlalchemy import func, select

from practice.outbox.recurring import DIGEST
from practice.outbox.states import State
from practice.ports import Ports
from practice.who.access import teams_of
from practice.who.setup import zone_of
from scheduling.calendar import iso_week
from store import people
from store.ids import new_id
from store.models import DeliveryRow


def ask(ports: Ports, user: str, team_id: str | None = None) -> int:
    """Plan digests for now, of one team or of all that somebody manages; return how many."""
    now = ports.clock.now()
    with ports.sessions.begin() as unit:
        manager = people.by_slack(unit, user)
        if manager is None or not manager.on_roster:
            return 0
        wanted = [t for t in teams_of(unit, manager) if team_id in (None, t)]
        for wanted_team in wanted:
            week = iso_week(zone_of(manager), now)
            prefix = f"{DIGEST}:{wanted_team}:{week}"
            asked = unit.session.scalar(
                select(func.count()).where(
                    DeliveryRow.workspace_id == unit.workspace,
                    DeliveryRow.person_id == manager.person_id,
                    DeliveryRow.slot.startswith(f"{prefix}:asked"),
                )
            )
            number = (asked or 0) + 1
            unit.session.add(
                DeliveryRow(
                    workspace_id=unit.workspace,
                    delivery_id=new_id(),
                    person_id=manager.person_id,
                    kind=DIGEST,
                    slot=f"{prefix}:asked:{number}",
                    state=State.PLANNED,
                    due_at=now,
                    planned_at=now,
                    content={"team": wanted_team, "week": f"{week}:asked:{number}"},
                )
            )
    ports.wake()
    return len(wanted)
