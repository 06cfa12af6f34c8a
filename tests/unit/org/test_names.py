"""Teams and people are told apart by what their names say."""

from __future__ import annotations

from datetime import date

import pytest

from org.diff import Respelt, compare
from org.model import Assignment, Person, Roster
from org.names import bare_name, same_name
from org.roster import check

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Êquipe Café", "E\u0302quipe Cafe\u0301"),
        ("Billing", "billing"),
        ("On  call", "On call"),
        ("On\u00a0call", "On call"),
        ("Billing\u200b", "Billing"),
        ("ОТДЕЛ", "Отдел"),
        ("Ångström", "\u212bngström"),
        ("People’s team", "People's team"),
        ("On‑call – nights", "On-call - nights"),
        ("ｶｲﾊﾂﾁｰﾑ", "カイハツチーム"),
        ("ＳＲＥ", "SRE"),
    ],
)
def test_names_that_say_the_same_are_one(one: str, other: str) -> None:
    assert same_name(one) == same_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C++", "C#"),
        ("C", "C++"),
        (".NET", "NET"),
        ("R&D", "R+D"),
        ("Masse", "Maße"),
        ("On-call", "On call"),
        ("開発", "開放"),
        ("Team²", "Team2"),
        ("<", ">"),
        ("a" * 74 + "N", "a" * 74 + "S"),
    ],
)
def test_names_that_say_something_else_are_two(one: str, other: str) -> None:
    assert same_name(one) != same_name(other)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("On-call", "on call", True),
        ("Payments", "Payments.", True),
        ("Search, Find", "Search Find", True),
        ("C++", "C#", False),
        ("R&D", "R+D", False),
        ("...", "!!!", False),
    ],
)
def test_names_may_differ_in_punctuation_alone(one: str, other: str, alike: bool) -> None:
    assert (bare_name(one) == bare_name(other)) is alike


def roster(*rows: tuple[str, str, str]) -> str:
    """Return a roster of (person, name, team)."""
    lines = (f'{who}@a.example,"{name}","{team}",engineer\n' for who, name, team in rows)
    return "email,name,team,role\n" + "".join(lines)


@pytest.mark.parametrize(
    ("teams", "read", "warned"),
    [
        (("Êquipe Café", "E\u0302quipe Cafe\u0301"), {"Êquipe Café"}, 0),
        (("On  call", "On\u00a0call"), {"On call"}, 0),
        (("C++", "C#"), {"C++", "C#"}, 0),
        (("開発", "開放"), {"開発", "開放"}, 0),
        (("Отдел", "Отдых"), {"Отдел", "Отдых"}, 0),
        (("On call", "On-call"), {"On call", "On-call"}, 1),
        (("Search", "Search."), {"Search", "Search."}, 1),
    ],
)
def test_a_roster_has_the_teams_that_its_names_say(
    teams: tuple[str, str], read: set[str], warned: int
) -> None:
    checked = check(roster(("ana", "Ana", teams[0]), ("bo", "Bo", teams[1])), "roster.csv")
    assert checked.faults == ()
    assert checked.roster is not None
    assert {a.team for a in checked.roster.assignments} == read
    assert [w.line for w in checked.warnings] == [3] * warned


def test_a_person_may_be_written_in_two_ways_that_say_the_same() -> None:
    text = roster(("jo", "Jose\u0301  Mora", "A"), ("jo", "José mora", "B"))
    checked = check(text, "roster.csv")
    assert checked.roster is not None
    assert [p.name for p in checked.roster.people] == ["José Mora"]


def held(team: str, who: str = "ana@a.example") -> Assignment:
    return Assignment(who, team, "engineer", None, date(2026, 1, 5))


def change(was: tuple[Assignment, ...], now: tuple[Assignment, ...]) -> tuple[object, ...]:
    """Return what a new roster opens, closes and writes otherwise."""
    emails = {a.email for a in (*was, *now)}
    people = tuple(Person(email, email.partition("@")[0]) for email in sorted(emails))
    diff = compare(Roster(people, was), Roster(people, now), TODAY)
    return tuple(a.team for a in diff.opened), tuple(a.team for a in diff.closed), diff.respelt


def test_a_team_written_otherwise_stays_the_team() -> None:
    was, now = held("billing"), held("Billing")
    assert change((was,), (now,)) == ((), (), (Respelt("billing", "Billing"),))
    assert change((was,), (held("billing"),)) == ((), (), ())
    decomposed = held("E\u0302quipe")
    assert change((decomposed,), (held("Êquipe"),)) == (
        (),
        (),
        (Respelt("E\u0302quipe", "Êquipe"),),
    )


def test_a_team_that_was_two_by_its_accents_becomes_one() -> None:
    was = (held("Êquipe"), held("E\u0302quipe", "bo@a.example"))
    now = (held("Êquipe"), held("Êquipe", "bo@a.example"))
    assert change(was, now) == (("Êquipe",), ("E\u0302quipe",), ())


def test_another_name_is_another_team() -> None:
    assert change((held("C++"),), (held("C#"),)) == (("C#",), ("C++",), ())


def test_accents_of_another_form_are_no_correction() -> None:
    one, other = Person("a@a.example", "Jose\u0301"), Person("a@a.example", "José")
    assert compare(Roster((one,), ()), Roster((other,), ()), TODAY).empty
