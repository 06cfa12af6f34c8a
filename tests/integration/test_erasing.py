"""Erasing a person as docs/privacy.md says takes all of them, and nothing of anybody else."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from practice import appeal, pause
from practice.enrol import draft_roster
from store.engine import Sessions
from store.models import Base
from tests.builders import RIGHT, TEAM, WRONG, House, email, slack_id

PRIVACY = Path(__file__).parents[2] / "docs" / "privacy.md"


def documented_sql(address: str) -> str:
    (sql,) = re.findall(r"^```sql\n(.*?)^```$", PRIVACY.read_text("utf-8"), re.M | re.S)
    assert "'ana@example.com'" in sql
    return str(sql).replace("ana@example.com", address)


def run(sessions: Sessions, sql: str) -> None:
    connection = sessions.writer.raw_connection()
    driver: Any = connection.driver_connection
    try:
        if sessions.is_sqlite:
            driver.executescript(sql)
        else:
            driver.autocommit = True
            driver.execute(sql)
    finally:
        connection.close()


def rows_that_name(sessions: Sessions, *names: str) -> dict[str, int]:
    """Count the rows of each table in which one of the names stands, wherever it stands."""
    found = {}
    with sessions.read() as session:
        for table in Base.metadata.sorted_tables:
            rows = [str(tuple(row)) for row in session.execute(select(table))]
            found[table.name] = sum(any(name in row for name in names) for row in rows)
    return {table: count for table, count in found.items() if count}


def lived_in(house: House) -> None:
    """Let Ana and Bo answer, ask for another look, report and pause."""
    for name in ("ana", "bo"):
        for item, chosen in (("triage-0", RIGHT), ("rollback-0", WRONG)):
            delivery = house.ask(name, item)
            house.reply(name, delivery, chosen)
            house.turn()
            appeal.appeal(house.ports, slack_id(name), delivery, [], "I meant the other one.")
            appeal.report(house.ports, slack_id(name), delivery, "unclear", "Which cluster?")
        pause.pause(house.ports, slack_id(name), None)
    house.run_until(house.clock.now() + timedelta(days=3))


def test_nothing_of_an_erased_person_is_left(house: House) -> None:
    lived_in(house)
    header = "email,name,team,manager_email,role\n"
    row = "ana@acme.example,Ana,Platform,mia@acme.example,engineer\n"
    draft_roster(house.ports, "roster.csv", (header + row).encode(), slack_id("rui"))
    ana = house.person("ana")
    assert len(rows_that_name(house.sessions, ana.person_id, ana.email)) > 8

    run(house.sessions, documented_sql(ana.email))

    assert rows_that_name(house.sessions, ana.person_id, ana.email) == {}


def test_everybody_else_keeps_what_is_theirs_and_goes_on(house: House) -> None:
    lived_in(house)
    others = [house.person(name).person_id for name in TEAM if name != "ana"]
    before = rows_that_name(house.sessions, *others)

    run(house.sessions, documented_sql(email("ana")))

    assert rows_that_name(house.sessions, *others) == before
    delivery = house.ask("cy")
    house.reply("cy", delivery, RIGHT)
    house.turn()
    assert house.grade(delivery) is not None


def test_erasing_a_manager_leaves_their_team(house: House) -> None:
    house.run_until(house.clock.now() + timedelta(days=8))
    mia = house.person("mia")
    assert house.rows("mia", "digest")

    run(house.sessions, documented_sql(mia.email))

    assert rows_that_name(house.sessions, mia.person_id, mia.email) == {}
    assert house.person("bo").on_roster
