"""The next working day's call to whoever reviews, planned as a row, and kept true."""

from __future__ import annotations

from datetime import timedelta

from practice.judging.review import reviewers
from practice.outbox import recurring
from practice.ports import Ports
from practice.who.access import may_review
from practice.who.hours import local_day, working_time
from practice.who.preferences import setup_of
from scheduling.calendar import next_open
from store import people, slots
from store.models import DeliveryKind, DeliveryRow, PersonRow
from store.unit import Unit


def plan_review_calls(unit: Unit, ports: Ports, after: DeliveryRow | None) -> None:
    """Plan the next call to review: of whoever got one, or of everybody who reviews."""
    if after is None:
        wanted = reviewers(unit, ports)
    else:
        one = people.person(unit, after.person_id)
        wanted = [one] if one is not None and one.on_roster and may_review(unit, ports, one) else []
    for reviewer in wanted:
        _plan_call(unit, reviewer)


def _plan_call(unit: Unit, reviewer: PersonRow) -> None:
    setup = setup_of(unit)
    absences = people.pauses(unit, reviewer.person_id)
    tomorrow = local_day(reviewer, unit.now) + timedelta(days=1)
    morning = recurring.at_hour(reviewer, tomorrow, setup.start.hour)
    due = next_open(working_time(reviewer, setup, tuple(absences)), morning)
    if due is not None:
        slot = slots.review_call(local_day(reviewer, due))
        recurring.plan(unit, reviewer, DeliveryKind.REVIEW_CALL, slot, due)
