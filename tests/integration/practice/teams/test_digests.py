"""The weekly digest: to managers only, once a week, with figures that point at nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from messages.digest import digest as drawn
from messages.draw import draw_modal
from practice.outbox import recurring
from practice.people.settings import set_up
from practice.screens import team as managing
from practice.screens.digest import view
from practice.teams import on_demand, responses
from practice.teams.facts import TeamFacts
from practice.teams.groups import Group, group_in, groups
from practice.teams.mix_ups import SharedMixUp, mix_ups, published
from practice.teams.team import know, measure
from practice.teams.told import told as told_to
from practice.who.preferences import Setup
from store import people, reviews
from store.models import DeliveryState, DigestRow
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
    email,
    person,
    roster,
    slack_id,
)
from views.digest import DigestView, Response
from views.settings import NamedTo

NEXT_MONDAY = START + timedelta(days=7)


def answer_all(house: House, names: Sequence[str] = TEAM, chosen: int = RIGHT) -> None:
    """Let people answer two questions."""
    for name in names:
        for item in ("triage-0", "triage-1"):
            asked = house.ask(name, item)
            house.reply(name, asked, chosen)
    house.turn()


def led(house: House) -> list[Group]:
    with house.sessions.read() as unit:
        return groups(unit, (house.person(MANAGER).person_id,))


def group(house: House, team_id: str = "platform") -> Group:
    found = group_in(led(house), team_id, house.person(MANAGER).person_id)
    assert found is not None
    return found


def reading(house: House, team_id: str = "platform") -> TeamFacts:
    with house.sessions.read() as unit:
        found = group(house, team_id)
        known = know(unit, house.ports.priors, [found], led(house))
        return measure(house.ports.priors, known, found)


def mixed_up(house: House) -> list[SharedMixUp]:
    with house.sessions.read() as unit:
        found = group(house)
        known = know(unit, house.ports.priors, [found], led(house))
        return mix_ups(known, published(unit), found)


def digests(house: House) -> list[DigestRow]:
    with house.sessions.read() as unit:
        return list(unit.session.query(DigestRow))


def told(house: House) -> list[DigestView]:
    """Return what Mia was told of Platform, newest first."""
    with house.sessions.read() as unit:
        said = told_to(unit, "platform", house.person(MANAGER).person_id)
    return [view(each.facts, each.delivery_id) for each in said]


def to_mia(house: House) -> str:
    return "\n".join(p.message.text for p in house.slack.to(slack_id(MANAGER)))


def test_it_comes_on_monday_morning_once_a_week_and_to_managers_only(house: House) -> None:
    house.run_until(START + timedelta(days=15))
    rows = house.rows(MANAGER, "digest")
    sent = [r for r in rows if r.state == DeliveryState.SENT]
    assert [r.sent_at for r in sent] == [
        NEXT_MONDAY.replace(hour=9, minute=0),
        (NEXT_MONDAY + timedelta(days=7)).replace(hour=9, minute=0),
    ]
    assert len(digests(house)) == 2
    for name in (*TEAM, ADMIN):
        assert house.rows(name, "digest") == []


def test_its_hour_follows_the_setup_and_the_managers_zone(house: House) -> None:
    house.clock.pass_(days=1)
    set_up(house.ports, Setup(digest_hour=11), ())
    assert house.rows(MANAGER, "digest")[0].due_at == NEXT_MONDAY.replace(hour=11, minute=0)
    with house.sessions.begin() as unit:
        mia = people.by_email(unit, email(MANAGER))
        assert mia is not None
        mia.slack_timezone = "America/New_York"
        recurring.fill(unit, house.ports)
    assert house.rows(MANAGER, "digest")[0].due_at == NEXT_MONDAY.replace(hour=16, minute=0)


def test_without_evidence_it_says_so_and_shows_no_figure(house: House) -> None:
    house.run_until(NEXT_MONDAY)
    said = told(house)
    assert len(said) == 1
    text = drawn(said[0]).text
    assert "in ten" not in text
    assert "%" not in text


def test_five_people_with_answers_have_a_figure(house: House) -> None:
    answer_all(house)
    found = reading(house)
    assert found.overall is not None
    assert found.overall.people >= 5


def test_fewer_than_five_people_have_none(house: House) -> None:
    answer_all(house)
    from practice.people.enrol import load_roster

    load_roster(house.ports, roster(TEAM[:4]))
    assert mixed_up(house) == []
    found = reading(house)
    assert found.overall is None
    assert all(s.figure is None for s in found.skills)


def test_a_skill_of_fewer_than_five_in_a_larger_team_has_none(house: House) -> None:
    from dataclasses import replace

    from org.model import Expectation, Role
    from practice.people.enrol import load_roster
    from practice.people.frameworks import write_framework
    from tests.builders import framework

    known = framework()
    lead = Role("lead", "Lead", (Expectation("triage", 0.8),))
    with house.sessions.begin() as unit:
        both = replace(known, roles=(*known.roles, lead))
        write_framework(unit, both)
    staff = roster()
    places = [replace(a, role="lead") if n >= 2 else a for n, a in enumerate(staff.assignments)]
    house.clock.pass_(days=2)
    load_roster(house.ports, replace(staff, assignments=tuple(places)))
    house.clock.pass_(days=1)
    answer_all(house)
    shown = {s.skill.id: s.figure is not None for s in reading(house).skills}
    assert shown == {"triage": True, "rollback": False, "updates": False}


def test_a_team_that_could_be_taken_from_a_larger_one_is_withheld(house: House) -> None:
    from dataclasses import replace

    from practice.people.enrol import load_roster

    staff = roster((*TEAM, "gus"))
    inner = tuple(assignment(n, team="Inner") for n in TEAM[:5])
    house.slack.join(account("gus"))
    load_roster(house.ports, replace(staff, assignments=(*staff.assignments, *inner)))
    answer_all(house, (*TEAM, "gus"))
    assert reading(house).overall is not None
    assert reading(house, "inner").overall is None, "7 less 5 would leave 2"


def test_a_shared_mix_up_leads_to_a_talk_without_names(house: House) -> None:
    answer_all(house, chosen=WRONG)
    house.run_until(NEXT_MONDAY)
    shown = told(house)[0]
    assert shown.costly is not None
    assert shown.costly.says == "Wait for certainty."
    said = str([drawn(shown), *drawn(shown).thread])
    assert not any(name.title() in said for name in TEAM)


def test_a_mix_up_in_a_skill_that_was_retired_still_shows(house: House) -> None:
    from practice.people.frameworks import write_framework
    from tests.builders import framework

    answer_all(house, chosen=WRONG)
    with house.sessions.begin() as unit:
        fewer = framework(skills=("triage", "rollback"))
        write_framework(unit, fewer)
    assert managing.team_mix_ups(house.ports, slack_id(MANAGER), "platform") is not None


@pytest.mark.both_databases
def test_an_old_digest_is_drawn_again_as_it_was(house: House) -> None:
    answer_all(house)
    house.run_until(NEXT_MONDAY)
    row = digests(house)[0]
    first = house.slack.with_key(row.delivery_id)[0].message
    answer_all(house, chosen=WRONG)
    assert responses.respond(house.ports, slack_id(MANAGER), row.delivery_id, Response.DONE)
    assert responses.respond(house.ports, slack_id(MANAGER), row.delivery_id, None)
    house.turn()
    assert house.slack.with_key(row.delivery_id)[0].message == first
    assert digests(house)[0].facts == row.facts


def test_only_its_manager_responds_to_it(house: House) -> None:
    house.run_until(NEXT_MONDAY)
    delivery = digests(house)[0].delivery_id
    for who in ("ana", ADMIN):
        assert not responses.respond(house.ports, slack_id(who), delivery, Response.DONE)
        assert not responses.may_respond(house.ports, slack_id(who), delivery)
    assert digests(house)[0].response is None
    assert responses.respond(house.ports, slack_id(MANAGER), delivery, Response.NO_TIME)
    assert digests(house)[0].response == Response.NO_TIME


def test_what_is_wrong_in_it_becomes_a_report(house: House) -> None:
    house.run_until(NEXT_MONDAY)
    delivery = digests(house)[0].delivery_id
    responses.respond(house.ports, slack_id(MANAGER), delivery, Response.WRONG, "The fact is old.")
    with house.sessions.read() as unit:
        found = reviews.open_reports(unit)
    assert [r.note for r in found] == ["The fact is old."]


@pytest.mark.both_databases
def test_a_manager_may_ask_for_it_again_and_again(house: House) -> None:
    for _ in range(3):
        assert on_demand.ask(house.ports, slack_id(MANAGER)) == 1
        house.turn()
    assert len([r for r in house.rows(MANAGER, "digest") if r.state == DeliveryState.SENT]) == 3


@pytest.mark.parametrize("who", ["ana", ADMIN])
def test_who_manages_no_team_gets_none(house: House, who: str) -> None:
    assert on_demand.ask(house.ports, slack_id(who)) == 0
    assert on_demand.ask(house.ports, slack_id(who), "platform") == 0
    for look in (managing.team_skills, managing.team_mix_ups, managing.team_trend):
        assert look(house.ports, slack_id(who), "platform") is None


def test_names_are_seen_under_a_policy_alone(house: House) -> None:
    manager = slack_id(MANAGER)
    assert managing.team_names(house.ports, manager, "platform") is None
    house.reply("ana", house.ask("ana", "triage-0"), RIGHT)
    house.turn()
    set_up(house.ports, Setup(naming=NamedTo.MANAGERS, naming_why="Agreed with the council."), ())
    seen = managing.team_names(house.ports, manager, "platform")
    assert seen is not None
    said = [
        str(block["text"]) for block in draw_modal(seen)["blocks"] if block["type"] == "section"
    ]
    assert "Agreed with the council." in said[0]
    assert len(said) == 1 + len(TEAM)
    assert sum("1 answer" in line for line in said) == 1
    assert managing.team_names(house.ports, slack_id("ana"), "platform") is None


def test_a_manager_without_the_team_any_more_gets_none(house: House) -> None:
    from dataclasses import replace

    from practice.people.enrol import load_roster

    house.slack.join(account("max"))
    staff = roster()
    moved = tuple(replace(a, manager_email=email("max")) for a in staff.assignments)
    house.clock.pass_(days=1)
    load_roster(
        house.ports, replace(staff, people=(*staff.people, person("max")), assignments=moved)
    )
    house.run_until(NEXT_MONDAY + timedelta(hours=2))
    assert [r.state for r in house.rows(MANAGER, "digest")] == [DeliveryState.CANCELLED]
    assert house.rows("max", "digest")[0].state == DeliveryState.SENT


def test_a_manager_on_leave_gets_it_when_back(house: House) -> None:
    from practice.people.pauses import take_leave

    take_leave(house.ports, slack_id(MANAGER), NEXT_MONDAY.date(), NEXT_MONDAY.date())
    with house.sessions.begin() as unit:
        recurring.fill(unit, house.ports)
    house.run_until(NEXT_MONDAY + timedelta(days=1, hours=1))
    sent = [r.sent_at for r in house.rows(MANAGER, "digest") if r.state == DeliveryState.SENT]
    assert sent == [(NEXT_MONDAY + timedelta(days=1)).replace(hour=9, minute=0)]
