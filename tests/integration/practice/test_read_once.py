"""What the way of a question asks of the database is little, and does not grow with people."""

from __future__ import annotations

from practice.judging import grade
from tests.builders import RIGHT, House
from tests.statements import statements


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
