"""Teams have ids that no two names share, and keep them for good."""

from __future__ import annotations

from dataclasses import replace

import pytest

from messages.framework import framework_changes
from org.roster import check
from practice.drafts import Draft
from practice.people import enrol, frameworks, rosters
from practice.screens import roster as roster_view
from store import people
from store.models import TeamRow
from tests.builders import ADMIN, MANAGER, TEAM, House, email, roster, slack_id

LONG = "Customer Operations, Payments and Incident Response, Europe Middle East, "


def in_teams(house: House, *names: str) -> None:
    """Load the usual people, the first of them in these teams."""
    staff = roster(TEAM)
    placed = {email(who): team for who, team in zip(TEAM, names, strict=False)}
    moved = (replace(a, team=placed.get(a.email, "Others")) for a in staff.assignments)
    enrol.load_roster(house.ports, replace(staff, assignments=tuple(moved)))


def teams(house: House) -> dict[str, str]:
    """Return the ids of teams by name."""
    with house.sessions.read() as unit:
        return {team.name: team.team_id for team in people.teams(unit) if team.name != "Others"}


def team_of(house: House, who: str) -> str:
    """Return the id of the team that somebody is in today."""
    with house.sessions.read() as unit:
        person = people.by_email(unit, email(who))
        assert person is not None
        held = people.assignments_of(unit, person.person_id, unit.now.date())
        return str(held[0].team_id)


@pytest.mark.parametrize(
    "names",
    [
        ("C++", "C#"),
        (".NET", "NET", "Net!"),
        (LONG + "N", LONG + "S"),
        ("開発", "開放"),
        ("Отдел", "Отдых"),
        ("+", "++", "<>", "❤"),
        ("R&D", "R D", "R+D", "R/D"),
    ],
)
def test_names_that_say_something_else_have_ids_of_their_own(
    house: House, names: tuple[str, ...]
) -> None:
    house.load()
    in_teams(house, *names)
    assert set(teams(house)) >= set(names)
    assert len({team_of(house, who) for who, _ in zip(TEAM, names, strict=False)}) == len(names)
    assert all(len(team_id) <= 64 for team_id in teams(house).values())
    before = teams(house)
    in_teams(house, *reversed(names))
    assert teams(house) == before


def test_a_team_keeps_its_id_and_who_comes_later_gets_another(house: House) -> None:
    house.load()
    in_teams(house, "C#")
    assert teams(house)["C#"] == "c"
    in_teams(house, "C++", "C#")
    assert team_of(house, TEAM[1]) == teams(house)["C#"] == "c"
    assert team_of(house, TEAM[0]) == teams(house)["C++"] != "c"


def test_an_id_that_a_database_has_stays(house: House) -> None:
    house.load()
    in_teams(house, "Billing")
    with house.sessions.begin() as unit:
        unit.session.get_one(TeamRow, (unit.workspace, "billing")).name = "Invoices, as it was"
    in_teams(house, "Invoices, as it was")
    assert team_of(house, TEAM[0]) == "billing"
    in_teams(house, "Invoices, as it was", "Billing")
    assert team_of(house, TEAM[1]) not in ("billing", team_of(house, TEAM[0]))


def test_a_name_written_otherwise_is_corrected_and_moves_nobody(house: House) -> None:
    house.load()
    in_teams(house, "E\u0302quipe cafe\u0301")
    with house.sessions.begin() as unit:  # as it was stored before names were composed
        row = next(t for t in people.teams(unit) if t.name.endswith("cafe\u0301"))
        team_id = row.team_id
    in_teams(house, "Êquipe Café")
    assert team_of(house, TEAM[0]) == team_id
    assert "Êquipe Café" in teams(house)
    with house.sessions.read() as unit:
        held = [a for a in people.assignments(unit) if a.team_id == team_id]
    assert [a.end for a in held] == [None]


def test_a_draft_shows_what_is_written_otherwise_and_what_is_worth_a_look(house: House) -> None:
    house.load()
    in_teams(house, "billing")
    text = (
        "email,name,team,manager_email,role\n"
        f"{email(TEAM[0])},José,Billing,{email(MANAGER)},engineer\n"
    ).encode("cp1252")
    drafted = rosters.draft(house.ports, "people.csv", text, slack_id(ADMIN))
    assert isinstance(drafted, Draft)
    shown = roster_view.changes(house.ports, slack_id(ADMIN), drafted)
    assert "billing → Billing" in shown.corrected
    assert any("Windows-1252" in warning for warning in shown.warnings)
    assert isinstance(
        rosters.publish(house.ports, drafted.draft_id, slack_id(ADMIN)), rosters.Enrolled
    )
    assert "Billing" in teams(house)
    assert house.person(TEAM[0]).name == "José"


def test_a_roster_in_utf_16_is_drafted_and_loaded(house: House) -> None:
    house.load()
    text = f"email;name;team;role\n{email(TEAM[0])};Zoë Ёлка;Billing;engineer\n".encode("utf-16")
    assert check(text, "people.csv").roster is not None
    drafted = rosters.draft(house.ports, "people.csv", text, slack_id(ADMIN))
    assert isinstance(drafted, Draft)
    assert isinstance(
        rosters.publish(house.ports, drafted.draft_id, slack_id(ADMIN)), rosters.Enrolled
    )
    assert house.person(TEAM[0]).name == "Zoë Ёлка"


def test_a_frameworks_draft_says_what_is_worth_a_look(house: House) -> None:
    house.load()
    text = b"""\
skills:
  - id: triage
    name: Triage of sev #1 and up
roles:
  - {id: engineer, name: Engineer, expects: [{skill: triage, target: 0.8}]}
"""
    drafted = frameworks.draft(house.ports, "framework.yaml", text, slack_id(ADMIN))
    assert isinstance(drafted, Draft)
    shown = framework_changes(roster_view.framework_changes(house.ports, slack_id(ADMIN), drafted))
    assert "`name` ends at `sev`" in str(shown)
