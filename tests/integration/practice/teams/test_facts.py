"""What a digest says of earlier weeks goes by id: other words for a thing change nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from items.model import Misconception
from practice.content import publish
from practice.errors import MaybeSent
from practice.people.enrol import load_roster
from practice.people.frameworks import write_framework
from practice.screens import team as managing
from practice.screens.digest import view
from practice.teams.facts import MixUpName
from practice.teams.responses import respond
from practice.teams.told import Told, told
from store import people
from store.models import DeliveryState, TeamRow
from tests.builders import (
    ADMIN,
    MANAGER,
    RIGHT,
    START,
    TEAM,
    WRONG,
    House,
    account,
    assignment,
    bank,
    email,
    framework,
    person,
    roster,
    slack_id,
)
from views.digest import Response

A_WEEK = timedelta(days=7)
OPS = ("gus", "hal", "ida", "jo", "kim")


def answer_all(
    house: House,
    chosen: int,
    names: Sequence[str] = TEAM,
    items: Sequence[str] = ("triage-0", "triage-1"),
) -> None:
    for name in names:
        for item in items:
            house.reply(name, house.ask(name, item), chosen)
    house.turn()


def week(house: House, number: int, chosen: int) -> Told:
    """Let everybody answer, and return what Mia is told the Monday after."""
    answer_all(house, chosen)
    house.run_until(START + number * A_WEEK)
    said = said_to_mia(house)
    assert len(said) == number
    return said[0]


def said_to_mia(house: House) -> list[Told]:
    with house.sessions.read() as unit:
        return told(unit, "platform", house.person(MANAGER).person_id)


def reword(house: House, says: str) -> None:
    wrong = Misconception("wait", says, "Declare early.")
    with house.sessions.begin() as unit:
        publish.write(unit, bank(misconceptions=(wrong,), author=email("rev")), None)


def rename_skill(house: House, skill: str, name: str) -> None:
    known = framework()
    skills = tuple(replace(s, name=name) if s.id == skill else s for s in known.skills)
    with house.sessions.begin() as unit:
        write_framework(unit, replace(known, skills=skills))


def rename_team(house: House, team_id: str, name: str) -> None:
    with house.sessions.begin() as unit:
        row = people.team(unit, team_id)
        assert isinstance(row, TeamRow)
        row.name = name


def test_other_words_do_not_bring_back_a_mix_up_that_was_turned_down(house: House) -> None:
    first = week(house, 1, WRONG)
    assert first.mix_up == MixUpName("on-call", "wait")
    assert respond(house.ports, slack_id(MANAGER), first.delivery_id, Response.NOT_OURS)
    reword(house, "Wait for certainty")
    second = week(house, 2, WRONG)
    assert second.facts.mix_up is None
    assert first.facts.mix_up is not None
    assert first.facts.mix_up.says == "Wait for certainty.", "the old one says what it said"


def test_what_is_wrong_reaches_the_author_though_it_was_reworded(house: House) -> None:
    reword(house, "Wait for certainty.")
    first = week(house, 1, WRONG)
    reword(house, "Better wait.")
    before = len(house.rows("rev", "to_author"))
    respond(house.ports, slack_id(MANAGER), first.delivery_id, Response.WRONG, "Not so.")
    assert len(house.rows("rev", "to_author")) == before + 1
    assert house.rows(ADMIN, "to_author") == []


def test_a_renamed_skill_keeps_what_it_was_before_and_its_trend(house: House) -> None:
    first = week(house, 1, WRONG)
    rename_skill(house, "triage", "First look")
    second = week(house, 2, RIGHT)
    now, before = (
        next(s for s in t.facts.team.skills if s.skill.id == "triage") for t in (second, first)
    )
    assert now.skill.name == "First look"
    assert before.figure is not None
    assert now.before == before.figure.p
    assert second.facts.trend is not None
    assert len(second.facts.trend.weeks) == 2
    seen = managing.team_trend(house.ports, slack_id(MANAGER), "platform")
    assert seen is not None
    assert [(t.skill, len(t.weeks)) for t in seen.found] == [("First look", 2)]
    assert [row.name for row in view(first.facts, first.delivery_id).skills] == [
        "Rollback",
        "Triage",
        "Updates",
    ]


def test_a_renamed_skill_is_told_what_moved_since_the_talk(house: House) -> None:
    first = week(house, 1, WRONG)
    assert respond(house.ports, slack_id(MANAGER), first.delivery_id, Response.DONE)
    rename_skill(house, "triage", "First look")
    second = week(house, 2, RIGHT)
    assert second.facts.since is not None
    assert second.facts.since.skill.name == "First look"


def test_a_renamed_team_keeps_its_weeks_and_is_named_as_a_helper_by_its_new_name(
    house: House,
) -> None:
    house.slack.join(account("max"))
    staff = roster()
    ops = tuple(assignment(n, team="Operations", manager_email=email("max")) for n in OPS)
    for name in OPS:
        house.slack.join(account(name))
    everybody = (*staff.people, person("max"), *(person(n) for n in OPS))
    load_roster(
        house.ports, replace(staff, people=everybody, assignments=(*staff.assignments, *ops))
    )
    much = ("triage-0", "triage-1", "rollback-0")
    for number in (1, 2):
        answer_all(house, RIGHT, OPS, much)
        answer_all(house, WRONG, TEAM, ("rollback-0",))
        week(house, number, WRONG)
    rename_team(house, "platform", "Foundations")
    rename_team(house, "operations", "Running")
    answer_all(house, RIGHT, OPS, much)
    last = week(house, 3, RIGHT)
    assert last.facts.team.team.name == "Foundations"
    assert [h.team.name for h in last.facts.helpers] == ["Running"]
    assert said_to_mia(house)[1].facts.team.team.name == "Platform"
    assert last.facts.trend is not None
    assert len(last.facts.trend.weeks) == 3


def test_one_that_was_not_sent_is_nothing_that_was_told(house: House) -> None:
    answer_all(house, WRONG)
    house.slack.fail("post", MaybeSent("no answer"))
    house.clock.move_to(START + A_WEEK - timedelta(minutes=30))
    house.deliver()
    assert house.rows(MANAGER, "digest")[0].state == DeliveryState.UNSURE
    assert said_to_mia(house) == []
    house.clock.wait(minutes=1)
    house.turn()
    assert len(said_to_mia(house)) == 1
