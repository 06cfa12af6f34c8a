"""What the way of a question asks of the database is little, and does not grow with people."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from sqlalchemy import update

from practice.asking import plan
from practice.judging import grade
from practice.outbox import deliver, refresh
from store.engine import Database
from store.models import PersonRow
from tests import builders
from tests.builders import RIGHT, House, email, roster
from tests.statements import statements

MANY = [f"p{number:02d}" for number in range(50)]


def answered(house: House, item: str) -> None:
    """Let Ana be asked an item and answer it, an hour after what was before."""
    house.clock.pass_(hours=1)
    house.reply("ana", house.ask("ana", item), RIGHT)


def test_grading_a_choice_takes_twelve_statements_at_most(house: House) -> None:
    for number in range(2):
        answered(house, f"triage-{number}")
        house.turn()
    answered(house, "triage-2")
    with statements(house.sessions) as run:
        assert grade.tick(house.ports) == 1
    assert len(run) <= 12, "\n".join(run)


@pytest.fixture
def crowd(sessions: Database) -> House:
    """A company of fifty people, greeted."""
    house = builders.house(sessions)
    house.load(staff=roster(MANY))
    house.turn()
    return house


def asked(house: House, names: Iterable[str], item: str) -> list[str]:
    """Let people be asked an item, as soon as somebody delivers it."""
    return [house.ask(name, item, send=False) for name in names]


def test_a_question_is_delivered_in_ten_statements_besides_two_a_batch(crowd: House) -> None:
    taken = []
    for item, names in (("triage-0", MANY[:2]), ("triage-1", MANY[:3]), ("triage-2", MANY[:30])):
        asked(crowd, names, item)
        with statements(crowd.sessions) as run:
            assert deliver.tick(crowd.ports) == len(names)
        taken.append(run)
    _, few, many = taken  # the first delivery reads what is remembered from then on
    assert len(many) - len(few) <= 27 * 10, "\n".join(few)
    assert len(few) <= 2 + 3 * 10, "\n".join(few)


def test_messages_are_shown_again_in_five_statements_however_many(crowd: House) -> None:
    taken = []
    for item, names in (("triage-0", MANY[:2]), ("triage-1", MANY[:5]), ("triage-2", MANY)):
        deliveries = asked(crowd, names, item)
        crowd.deliver()
        for name, delivery in zip(names, deliveries, strict=True):
            crowd.reply(name, delivery, RIGHT)
        while grade.tick(crowd.ports):
            pass
        with statements(crowd.sessions) as run:
            assert refresh.tick(crowd.ports) == len(names)
        taken.append(run)
    _, few, many = taken
    assert len(few) == len(many) <= 5, "\n".join(many)


def test_planning_takes_as_many_statements_for_fifty_people_as_for_five(crowd: House) -> None:
    taken = []
    for names in (MANY[:5], MANY):
        crowd.clock.pass_(minutes=1)
        with crowd.sessions.begin() as unit:
            mine = PersonRow.email.in_(map(email, names))
            unit.session.execute(update(PersonRow).where(mine).values(plan_after=unit.now))
        with statements(crowd.sessions) as run:
            assert plan.tick(crowd.ports) == len(names)
        taken.append(run)
    assert len(taken[0]) == len(taken[1]) <= 17, "\n".join(taken[1])
