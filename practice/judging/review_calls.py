"""The next working day's call to whoever reviews, planned as a row, and kept true."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from practice.judging.review import reviewers
from practice.outbox import recurring
from practice.outbox.recurring import Next
from practice.ports import Ports
from practice.who.access import may_review
from practice.who.hours import local_day, working_time
from practice.who.preferences import Setup, setup_of
from scheduling.calendar import next_open
from store import people, slots
from store.models import DeliveryKind, DeliveryRow, PersonRow
from store.people import Away
from store.unit import Unit


def plan_review_calls(unit: Unit, ports: Ports, after: DeliveryRow | None) -> None:
    """Plan the next call to review: of whoever got one, or of everybody who reviews."""
    if after is None:
        wanted = reviewers(unit, ports)
    else:
        one = people.person(unit, after.person_id)
        wanted = [one] if one is not None and one.on_roster and may_review(unit, ports, one) else []
    setup = setup_of(unit)
    absences = people.away(unit, {reviewer.person_id for reviewer in wanted})
    following = (_next(unit, setup, each, absences[each.person_id]) for each in wanted)
    recurring.plan(unit, DeliveryKind.REVIEW_CALL, (each for each in following if each is not None))


def _next(unit: Unit, setup: Setup, reviewer: PersonRow, absences: Sequence[Away]) -> Next | None:
    tomorrow = local_day(reviewer, unit.now) + timedelta(days=1)
    morning = recurring.at_hour(reviewer, tomorrow, setup.start.hour)
    due = next_open(working_time(reviewer, setup, absences), morning)
    return Next(reviewer, slots.review_call(local_day(reviewer, due)), due) if due else None
