"""The dated table of difficulties, as it is written and read again."""

from __future__ import annotations

from practice import difficulty
from store.engine import Sessions
from tests import builders
from tests.builders import RIGHT, TEAM, WORKSPACE


def test_the_table_knows_how_many_replies_an_items_difficulty_rests_on(sessions: Sessions) -> None:
    house = builders.house(sessions)
    house.load()
    for name in TEAM[:2]:
        house.reply(name, house.ask(name, "triage-0"), RIGHT)
    house.turn()
    with sessions.begin() as session:
        assert difficulty.remake(session, WORKSPACE, house.clock.now()) == 1
    with sessions.read() as session:
        table = difficulty.table(session, WORKSPACE, house.clock.now())
    (item,) = table.items
    (skill,) = table.skills
    assert table.replies == {item: 2.0}
    assert table.footing(item, (skill,)).replies == 2.0
    assert table.footing("another", (skill,)).skill == table.skills[skill]
