"""Asking for another look at a grade."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from items.model import Kind
from practice.answering.receive import Refused, find
from practice.judging.grade import add_task
from practice.ports import Ports
from store import evidence, reviews
from store.models import TaskReason
from views.lengths import NOTE


class Asked(StrEnum):
    """What became of a request for another look."""

    QUEUED = "queued"
    ALREADY = "already"
    NOTHING_YET = "nothing_yet"


def appeal(
    ports: Ports, user: str, delivery_id: str, criteria: Sequence[str], note: str
) -> Asked | Refused:
    """Put a graded reply before a reviewer, with the learner's reason."""
    with ports.sessions.begin() as unit:
        asked = find(unit, user, delivery_id)
        if isinstance(asked, Refused):
            return asked
        attempt = evidence.attempt_on(unit, delivery_id)
        if attempt is None or attempt.graded_at is None:
            return Asked.NOTHING_YET
        waiting = [t for t in reviews.tasks_on(unit, attempt.attempt_id) if not t.done_at]
        if any(task.why == TaskReason.APPEAL for task in waiting):
            return Asked.ALREADY
        known = {c.id for c in asked.item.rubric}
        named = [c for c in criteria if c in known]
        for task in waiting:  # one reviewer reads it once, with the reason before them
            task.done_at = unit.now
            named = list(dict.fromkeys([*named, *task.criteria]))
        now = unit.now
        add_task(unit, attempt.attempt_id, TaskReason.APPEAL, named, now, note[:NOTE])
        unit.show_again(asked.delivery)
    return Asked.QUEUED


def criteria_open_to_appeal(ports: Ports, user: str, delivery_id: str) -> list[tuple[str, str]]:
    """Return (id, text) of the criteria that may be named; none for a choice."""
    with ports.sessions.read() as unit:
        asked = find(unit, user, delivery_id)
    if isinstance(asked, Refused) or asked.item.kind is not Kind.TEXT:
        return []
    return [(c.id, c.criterion) for c in asked.item.rubric]
