"""What the way of a question asks of the database is little, and does not grow with people."""

from __future__ import annotations

from sqlalchemy import update

from practice.asking import plan
from practice.judging import grade
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


def test_planning_takes_as_many_statements_for_fifty_people_as_for_five(sessions: Database) -> None:
    house = builders.house(sessions)
    house.load(staff=roster(MANY))
    house.turn()
    taken = []
    for names in (MANY[:5], MANY):
        house.clock.pass_(minutes=1)
        with house.sessions.begin() as unit:
            mine = PersonRow.email.in_(map(email, names))
            unit.session.execute(update(PersonRow).where(mine).values(plan_after=unit.now))
        with statements(house.sessions) as run:
            assert plan.tick(house.ports) == len(names)
        taken.append(run)
    assert len(taken[0]) == len(taken[1]) <= 17, "\n".join(taken[1])
