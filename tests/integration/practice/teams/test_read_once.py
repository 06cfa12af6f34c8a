"""What is drawn of teams takes as many statements for a hundred people as for five."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from practice.outbox import deliver
from practice.outbox.deliver import Leased
from practice.people.settings import set_up
from practice.screens import home, my_data, team
from practice.teams import on_demand
from practice.teams.told import told
from practice.who.preferences import Setup
from store.engine import Database, open_database
from store.models import DeliveryKind
from tests import builders
from tests.builders import MANAGER, START, WRONG, House, assignment, person, roster, slack_id
from tests.statements import statements

ANSWERING = 5
"""So many people of each team have answered something."""


@dataclass(frozen=True, slots=True)
class Company:
    """Mia's teams, each of so many people."""

    house: House
    teams: int
    members: int

    @property
    def employee(self) -> str:
        """Somebody of the first team, in Slack."""
        return slack_id(_name(0, 0))

    @property
    def manager(self) -> str:
        """Mia, in Slack."""
        return slack_id(MANAGER)


def _name(number: int, member: int) -> str:
    return f"t{number}m{member:02d}"


def company(database: Database, teams: int, members: int) -> Company:
    house = builders.house(database)
    names = [_name(t, m) for t in range(teams) for m in range(members)]
    staff = roster(())
    places = tuple(
        assignment(_name(t, m), team=f"Team {t}") for t in range(teams) for m in range(members)
    )
    everybody = (*staff.people, *map(person, names))
    house.load(staff=replace(staff, people=everybody, assignments=places))
    house.turn()
    set_up(house.ports, Setup(naming="managers", naming_why="Agreed."), ())
    for number in range(teams):
        for member in range(ANSWERING):
            name = _name(number, member)
            house.reply(name, house.ask(name, "triage-0"), WRONG)
    house.turn()
    house.run_until(START + timedelta(days=7))
    return Company(house, teams, members)


@pytest.fixture(scope="module")
def companies(
    migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Company, Company]]:
    """One team of five, and four of twenty-five."""
    opened = []
    for name in ("small", "large"):
        path = tmp_path_factory.mktemp("companies") / f"{name}.sqlite3"
        shutil.copyfile(migrated_sqlite, path)
        opened.append(open_database(f"sqlite:///{path}"))
    yield company(opened[0], 1, 5), company(opened[1], 4, 25)
    for database in opened:
        database.close()


SCREENS: dict[str, tuple[int, Callable[[Company], object]]] = {
    "a manager's Home": (16, lambda c: home.home(c.house.ports, c.manager)),
    "an employee's Home": (13, lambda c: home.home(c.house.ports, c.employee)),
    "an administrator's Home": (14, lambda c: home.home(c.house.ports, slack_id("rui"))),
    "skills": (9, lambda c: team.team_skills(c.house.ports, c.manager, "team-0")),
    "mix-ups": (8, lambda c: team.team_mix_ups(c.house.ports, c.manager, "team-0")),
    "trend": (9, lambda c: team.team_trend(c.house.ports, c.manager, "team-0")),
    "what if": (8, lambda c: team.team_what_if(c.house.ports, c.manager, "team-0")),
    "names": (9, lambda c: team.team_names(c.house.ports, c.manager, "team-0")),
    "what a manager sees": (14, lambda c: my_data.manager_sees(c.house.ports, c.employee)),
    "my data": (6, lambda c: my_data.my_data(c.house.ports, c.employee)),
    "a copy of my data": (6, lambda c: my_data.export(c.house.ports, c.employee)),
}
"""Each screen, and the most statements that it may take."""


def counted(drawn: Callable[[Company], object], where: Company) -> list[str]:
    assert drawn(where) is not None  # and what changes rarely is known from now on
    with statements(where.house.sessions) as run:
        drawn(where)
    return run


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_takes_as_many_statements_whatever_the_size(
    companies: tuple[Company, Company], screen: str
) -> None:
    most, drawn = SCREENS[screen]
    small, large = (counted(drawn, where) for where in companies)
    assert len(small) == len(large) <= most, "\n".join(large)


def leased(where: Company) -> Leased:
    """Let Mia ask for the digest of her first team, and take it up for sending."""
    where.house.clock.pass_(minutes=1)
    where.house.turn()
    assert on_demand.ask(where.house.ports, where.manager, "team-0") == 1
    (row,) = deliver.lease(where.house.ports, 50)
    assert row.kind is DeliveryKind.DIGEST
    return row


def test_a_digest_takes_as_many_statements_whatever_the_size(
    companies: tuple[Company, Company],
) -> None:
    taken = []
    for where in companies:
        row = leased(where)
        with statements(where.house.sessions) as run:
            deliver.send(where.house.ports, row)
        taken.append(run)
        with where.house.sessions.read() as unit:
            said = told(unit, "team-0", where.house.person(MANAGER).person_id)
        assert said[0].delivery_id == row.delivery_id
    small, large = taken
    assert len(small) == len(large) <= 23, "\n".join(large)


def test_a_digest_is_measured_while_nothing_is_being_written(
    companies: tuple[Company, Company], monkeypatch: pytest.MonkeyPatch
) -> None:
    where = companies[1]
    row = leased(where)
    writing = where.house.sessions.database.writer
    with statements(Database(writing, writing)) as written:
        deliver.send(where.house.ports, row)
    assert not [s for s in written if "FROM beliefs" in s or "FROM grades" in s]
    assert len(written) <= 11, "\n".join(written)
