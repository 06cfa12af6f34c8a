"""The dated table of difficulties, as it is written and read again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from capability.estimate import Parts
from items.model import Criterion
from practice.judging import difficulty, learn
from store import evidence
from store.engine import Database
from tests import builders
from tests.builders import MET, NOT_MET, RIGHT, TEAM, WRONG, bank, choice_item, text_item


def test_the_table_knows_how_many_replies_an_items_difficulty_rests_on(sessions: Database) -> None:
    house = builders.house(sessions)
    house.load()
    for name in TEAM[:2]:
        house.reply(name, house.ask(name, "triage-0"), RIGHT)
    house.turn()
    with house.sessions.begin() as unit:
        assert difficulty.remake(unit, house.clock.now()) == 1
    with house.sessions.read() as unit:
        table = difficulty.table(unit, house.clock.now())
    (item,) = table.items
    (skill,) = table.skills
    assert table.replies == {item: 2.0}
    assert table.footing(item, (skill,)).replies == 2.0
    assert table.footing("another", (skill,)).skill == table.skills[skill]


def criteria(*weights: float, skill: str | None = None) -> tuple[Criterion, ...]:
    return tuple(
        Criterion(f"c{skill}{n}", "Does it", met=("does it",), weight=weight, skill=skill)
        for n, weight in enumerate(weights)
    )


@pytest.mark.parametrize(
    ("rubric", "parts"),
    [
        ((), Parts()),
        (criteria(1.0, 1.0, 1.0), Parts(3.0)),
        (criteria(2.0, 2.0), Parts(2.0)),
        (criteria(0.0, 0.0), Parts(2.0)),
        (criteria(3.0, 1.0), Parts(1.6)),
        (
            criteria(1.0, 1.0, skill="triage") + criteria(1.0),
            Parts(3.0, (("triage", 2.0),)),
        ),
    ],
)
def test_a_score_has_as_many_parts_as_criteria_of_one_weight(
    rubric: tuple[Criterion, ...], parts: Parts
) -> None:
    item = replace(text_item(0, "triage"), rubric=rubric)
    assert difficulty.parts_of(item) == parts


def test_what_a_score_is_the_mean_of_is_pinned_and_learnt_from(sessions: Database) -> None:
    house = builders.house(sessions)
    own = criteria(1.0, 1.0, skill="triage") + criteria(1.0, skill="rollback")
    house.load(bank([replace(text_item(0, "triage"), rubric=own), choice_item(0, "triage")]))
    house.grader.marks["I declare it."] = (MET, NOT_MET, MET)
    written = house.ask("ana", "triage-text-0")
    house.write("ana", written, "I declare it.")
    house.turn()
    house.clock.pass_(days=1)
    clicked = house.ask("ana", "triage-0")
    house.reply("ana", clicked, RIGHT)
    house.turn()
    with house.sessions.read() as unit:
        pinned = evidence.pinned(unit)
        grades = evidence.all_standing(unit)
    replies = [learn.as_reply(grade, *pinned[grade.attempt_id]) for grade in grades]
    assert [r.parts for r in replies] == [
        Parts(3.0, (("rollback", 1.0), ("triage", 2.0))),
        Parts(),
    ]
    assert replies[0].skill_scores == {"triage": 0.5, "rollback": 1.0}
    skills, predictions = zip(*(pinned[g.attempt_id] for g in grades), strict=True)
    assert skills == ("triage", "triage")
    assert [learn.parts_pinned(found) for found in predictions] == [r.parts for r in replies]
    assert learn.parts_pinned({"difficulty": 0.5}) == Parts()  # as older ones are


def test_a_prediction_knows_every_skill_that_the_criteria_tell_of(sessions: Database) -> None:
    house = builders.house(sessions)
    plain = text_item(0, "triage")
    named = replace(text_item(1, "triage"), rubric=criteria(1.0) + criteria(1.0, skill="rollback"))
    house.load(bank([plain, named, *(choice_item(n, "rollback") for n in range(3))]))
    for number in range(3):
        house.reply("ana", house.ask("ana", f"rollback-{number}"), WRONG)
    house.turn()
    asked = [house.ask("ana", item.id) for item in (plain, named)]
    for delivery in asked:
        house.write("ana", delivery, "I declare it.")
    house.turn()
    with house.sessions.read() as unit:
        pinned = evidence.pinned(unit)
    attempts = [house.attempt(delivery) for delivery in asked]
    before, with_rollback = [pinned[a.attempt_id][1]["p"] for a in attempts if a is not None]
    assert with_rollback < before
