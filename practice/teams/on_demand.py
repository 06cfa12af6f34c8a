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
    ws, now = ports.workspace, ports.clock.now()
    with ports.sessions.begin() as session:
        manager = people.by_slack(session, ws, user)
        if manager is None or not manager.on_roster:
            return 0
        wanted = [t for t in teams_of(session, ports, manager) if team_id in (None, t)]
        for wanted_team in wanted:
            week = iso_week(zone_of(manager), now)
            prefix = f"{DIGEST}:{wanted_team}:{week}"
            asked = session.scalar(
                select(func.count()).where(
                    DeliveryRow.workspace_id == ws,
                    DeliveryRow.person_id == manager.person_id,
                    DeliveryRow.slot.startswith(f"{prefix}:asked"),
                )
            )
            number = (asked or 0) + 1
            session.add(
                DeliveryRow(
                    workspace_id=ws,
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
