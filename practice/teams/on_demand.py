"""A digest that a manager asks for: now, as a message."""

from __future__ import annotations

from sqlalchemy import func, select

from practice.ports import Ports
from practice.who.access import teams_of
from practice.who.hours import zone_of
from scheduling.calendar import iso_week
from store import people, slots
from store.contents import DigestContent
from store.models import DeliveryKind, DeliveryRow


def ask(ports: Ports, user: str, team_id: str | None = None) -> int:
    """Plan digests for now, of one team or of all that somebody manages; return how many."""
    with ports.sessions.begin() as unit:
        manager = people.by_slack(unit, user)
        if manager is None or not manager.on_roster:
            return 0
        wanted = [t for t in teams_of(unit, manager) if team_id in (None, t)]
        for wanted_team in wanted:
            week = iso_week(zone_of(manager), unit.now)
            asked = f"{week}:asked:"
            before = unit.session.scalar(
                select(func.count()).where(
                    DeliveryRow.workspace_id == unit.workspace,
                    DeliveryRow.person_id == manager.person_id,
                    DeliveryRow.slot.startswith(slots.digest(wanted_team, asked)),
                )
            )
            content = DigestContent(team=wanted_team, week=f"{asked}{(before or 0) + 1}")
            slot = slots.digest(wanted_team, content.week)
            unit.queue(manager.person_id, DeliveryKind.DIGEST, slot, unit.now, content)
    return len(wanted)
