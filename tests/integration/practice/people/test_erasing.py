"""Erasing takes all of what it is about, and nothing of anybody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from bot.cli import command_line
from messages.home import home_tab
from org.model import Roster
from practice.answering import appeals
from practice.answering.receive import Refusal, Refused
from practice.content import reports
from practice.people import enrol, erase, pauses, rosters
from practice.screens import home
from store.models import AttemptRow, Base, BeliefRow, CardRow, GradeRow, MarkRow, ReviewTaskRow
from store.unit import Sessions
from tests.builders import MANAGER, RIGHT, TEAM, WRONG, House, email, roster, slack_id
from tests.statements import statements

pytestmark = pytest.mark.both_databases


def rows_that_name(sessions: Sessions, *names: str) -> dict[str, int]:
    """Count the rows of each table in which one of the names stands, wherever it stands."""
    found = {}
    with sessions.read() as unit:
        for table in Base.metadata.sorted_tables:
            rows = [str(tuple(row)) for row in unit.session.execute(select(table))]
            found[table.name] = sum(any(name in row for name in names) for row in rows)
    return {table: count for table, count in found.items() if count}


def lived_in(house: House) -> None:
    """Let Ana and Bo answer, ask for another look, report and pause."""
    for name in ("ana", "bo"):
        for item, chosen in (("triage-0", RIGHT), ("rollback-0", WRONG)):
            delivery = house.ask(name, item)
            house.reply(name, delivery, chosen)
            house.turn()
            appeals.appeal(house.ports, slack_id(name), delivery, [], "I meant the other one.")
            reports.report(house.ports, slack_id(name), delivery, "unclear", "Which cluster?")
        pauses.pause(house.ports, slack_id(name), None)
    house.run_until(house.clock.now() + timedelta(days=3))


def leave(house: House, name: str) -> None:
    known = roster()
    enrol.load_roster(
        house.ports,
        Roster(
            tuple(p for p in known.people if p.email != email(name)),
            tuple(
                replace(
                    a, manager_email=None if a.manager_email == email(name) else a.manager_email
                )
                for a in known.assignments
                if a.email != email(name)
            ),
        ),
    )


def leave_and_be_erased(house: House, name: str) -> None:
    leave(house, name)
    with house.sessions.begin() as unit:
        erase.person(unit, house.person(name).person_id)


def test_nothing_of_an_erased_person_is_left(house: House) -> None:
    lived_in(house)
    header = "email,name,team,manager_email,role\n"
    row = "ana@acme.example,Ana,Platform,mia@acme.example,engineer\n"
    rosters.draft(house.ports, "roster.csv", (header + row).encode(), slack_id("rui"))
    ana = house.person("ana")
    assert len(rows_that_name(house.sessions, ana.person_id, ana.email)) > 8

    leave_and_be_erased(house, "ana")

    assert rows_that_name(house.sessions, ana.person_id, ana.email) == {}


def test_everybody_else_keeps_what_is_theirs_and_goes_on(house: House) -> None:
    lived_in(house)
    others = [house.person(name).person_id for name in TEAM if name != "ana"]
    before = rows_that_name(house.sessions, *others)

    leave_and_be_erased(house, "ana")

    assert rows_that_name(house.sessions, *others) == before
    delivery = house.ask("cy")
    house.reply("cy", delivery, RIGHT)
    house.turn()
    assert house.grade(delivery) is not None


def test_erasing_a_manager_leaves_their_team(house: House) -> None:
    house.run_until(house.clock.now() + timedelta(days=8))
    mia = house.person("mia")
    assert house.rows("mia", "digest")

    leave_and_be_erased(house, MANAGER)

    assert rows_that_name(house.sessions, mia.person_id, mia.email) == {}
    assert house.person("bo").on_roster


def test_who_is_on_the_roster_is_not_erased(house: House) -> None:
    lived_in(house)
    ana = house.person("ana")
    before = rows_that_name(house.sessions, ana.person_id)

    with pytest.raises(erase.StillHere), house.sessions.begin() as unit:
        erase.person(unit, ana.person_id)

    assert rows_that_name(house.sessions, ana.person_id) == before


def test_answers_are_erased_at_ones_own_word(house: House) -> None:
    lived_in(house)
    ana, bo = house.person("ana").person_id, house.person("bo").person_id
    kept = rows_that_name(house.sessions, bo)
    asked = [row.delivery_id for row in house.rows("ana")]
    answered = [d for d in asked if house.attempt(d) is not None]

    erase.answers(house.ports, slack_id("ana"))
    house.turn()

    left = rows_that_name(house.sessions, ana)
    for table in (AttemptRow, GradeRow, MarkRow, ReviewTaskRow, CardRow, BeliefRow):
        assert table.__tablename__ not in left
    assert left["pauses"] == 1
    assert rows_that_name(house.sessions, bo) == kept
    for delivery in answered:
        (shown,) = (post.message for post in house.slack.posts if post.key == delivery)
        assert "This has closed." in shown.text
        again = house.reply("ana", delivery, RIGHT, event="another")
        assert again == Refused(Refusal.CLOSED)
        assert house.question(delivery).why["answers"] == 0
    assert "0 answers" in str(home_tab(home.home(house.ports, slack_id("ana"))))


def test_after_erasing_one_goes_on_from_the_start(house: House) -> None:
    lived_in(house)
    pauses.resume(house.ports, slack_id("ana"))
    erase.answers(house.ports, slack_id("ana"))

    house.run_until(house.clock.now() + timedelta(days=7))
    new = [row for row in house.rows("ana") if house.question(row.delivery_id).closed_at is None]
    assert new
    house.reply("ana", new[-1].delivery_id, RIGHT)
    house.turn()

    grade = house.grade(new[-1].delivery_id)
    assert grade is not None
    assert grade.counts


def test_a_strangers_word_erases_nothing(house: House) -> None:
    lived_in(house)
    everybody = [house.person(name).person_id for name in TEAM]
    before = rows_that_name(house.sessions, *everybody)
    erase.answers(house.ports, "USTRANGER")
    assert rows_that_name(house.sessions, *everybody) == before


def test_an_operator_erases_who_has_left(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    lived_in(house)
    address = house.sessions.database.writer.url.render_as_string(hide_password=False)
    monkeypatch.setenv("DATABASE_URL", address)

    def run(*words: str, typed: str = "") -> tuple[int, str]:
        found = CliRunner().invoke(command_line(), ["people", "erase", *words], input=typed)
        return found.exit_code, " ".join(found.output.split())

    assert run("nobody@acme.example") == (
        2,
        "Nobody with the address nobody@acme.example is in the database.",
    )
    code, said = run(email("ana"))
    assert code == 2
    assert "ana@acme.example is on the roster." in said
    leave(house, "ana")
    code, said = run(email("ana"), typed="n\n")
    assert code == 0
    assert "Ana Acme, ana@acme.example: 2 answers." in said
    assert said.endswith("Nothing has changed.")
    gone = house.person("ana").person_id
    assert run(email("ana"), "--yes")[0] == 0
    assert rows_that_name(house.sessions, gone, email("ana")) == {}


def test_erasing_many_answers_takes_as_many_statements_as_erasing_one(house: House) -> None:
    for name, count in (("ana", 1), ("bo", 4)):
        for number in range(count):
            house.reply(name, house.ask(name, f"triage-{number % 3}"), RIGHT)
            house.turn()
            house.clock.pass_(minutes=1)
    taken = []
    for name in ("ana", "bo"):
        with statements(house.sessions) as run:
            erase.answers(house.ports, slack_id(name))
        taken.append(len(run))
    assert taken[0] == taken[1] <= 16
