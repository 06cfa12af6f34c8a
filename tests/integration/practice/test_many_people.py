"""What is done for all takes as many statements for four hundred people as for twenty."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from org.model import Assignment, Person, Roster
from org.roster import write
from practice.drafts import Draft
from practice.outbox import recurring
from practice.people import accounts, enrol, rosters, settings
from practice.screens import roster as roster_view
from practice.who.preferences import Setup
from store.engine import Database, open_database
from store.models import PersonRow
from tests import builders
from tests.builders import ADMIN, House, account, assignment, email, person, roster, slack_id
from tests.statements import statements
from views.settings import NamedTo


@pytest.fixture
def two(migrated_sqlite: Path, tmp_path: Path) -> Iterator[list[Database]]:
    """Two databases: on SQLite, for it takes as many statements on another."""
    paths = [tmp_path / f"{name}.sqlite3" for name in ("few", "many")]
    for path in paths:
        shutil.copyfile(migrated_sqlite, path)
    opened = [open_database(f"sqlite:///{path}", durable=False) for path in paths]
    yield opened
    for each in opened:
        each.close()


def staff(count: int) -> Roster:
    """Return so many engineers in teams of ten, each team under a manager of its own."""
    names = [f"p{n:03d}" for n in range(count)]
    leads = [f"lead{n}" for n in range(0, count, 10)]
    return Roster(
        people=(*roster(names).people, *map(person, leads)),
        assignments=tuple(
            assignment(name, team=f"Team {n // 10}", manager_email=email(leads[n // 10]))
            for n, name in enumerate(names)
        ),
    )


def at_work(database: Database, count: int) -> House:
    """Return a house in which so many people are asked."""
    house = builders.house(database)
    house.load(staff=staff(count))
    with house.sessions.begin() as unit:
        unit.session.execute(update(PersonRow).values(started_at=unit.now))
    return house


def changed(count: int) -> Roster:
    """Return another roster: every third person moves, leaves or is corrected, and many join."""
    before = staff(count)

    def corrected(n: int, known: Person) -> Person:
        return replace(known, name=f"{known.name} II", country=("PT" if n % 2 else None))

    def moved(n: int, known: Assignment) -> Assignment:
        return replace(known, team=f"New {n // 10}") if n % 3 == 0 else known

    people = [corrected(n, p) for n, p in enumerate(before.people) if n % 3 != 1]
    here = {p.email for p in people}
    places = [moved(n, a) for n, a in enumerate(before.assignments) if a.email in here]
    led = [a if a.manager_email in here else replace(a, manager_email=None) for a in places]
    new = [f"new{n:03d}" for n in range(count)]
    return Roster(
        people=(*people, *map(person, new)),
        assignments=(*led, *(assignment(name, manager_email=None) for name in new)),
    )


def draft(house: House, new: Roster) -> str:
    made = rosters.draft(house.ports, "people.csv", write(new).encode(), slack_id(ADMIN))
    assert isinstance(made, Draft), made
    return made.draft_id


def counted(house: House, work: Callable[[], object]) -> int:
    with statements(house.sessions) as run:
        work()
    assert run
    return len(run)


SIZES = (20, 400)
Counts = dict[str, int]


def counts(database: Database, count: int) -> Counts:
    """Return how many statements each piece of work takes in a company of a size."""
    house, admin = at_work(database, count), slack_id(ADMIN)
    found: Counts = {}

    def note(name: str, work: Callable[[], object]) -> None:
        found[name] = counted(house, work)

    same = write(staff(count)).encode()
    note("drafting the same", lambda: rosters.draft(house.ports, "a.csv", same, admin))
    note("loading the same", lambda: enrol.load_roster(house.ports, staff(count)))
    drafted = draft(house, staff(count))
    note("comparing again", lambda: rosters.reopen(house.ports, drafted, admin))
    note("publishing the same", lambda: rosters.publish(house.ports, drafted, admin))
    note("looking everybody up", lambda: accounts.identify(house.ports))
    for name in list(house.slack.users)[::3]:
        house.slack.leave(name)
    note("finding many accounts gone", lambda: accounts.identify(house.ports))
    for user in list(house.slack.users.values()):
        house.slack.join(replace(user, deleted=False, timezone="Europe/Lisbon"))
    note("finding them back", lambda: accounts.identify(house.ports))
    zoned = house.slack.users[slack_id("p000")]
    note("looking one up", lambda: accounts.identify_one(house.ports, zoned))
    note("listing the people", lambda: roster_view.people_lines(house.ports))
    policy = Setup(naming=NamedTo.MANAGERS, naming_why="They asked for it.")
    note("setting up", lambda: settings.set_up(house.ports, policy, (admin,)))
    for each in changed(count).people:
        name = each.email.partition("@")[0]
        house.slack.join(account(name))
    note("loading another", lambda: enrol.load_roster(house.ports, changed(count)))
    note("going back", lambda: enrol.load_roster(house.ports, staff(count)))
    with house.sessions.begin() as unit:
        note("filling", lambda: recurring.fill(unit, house.ports))
    return found


def test_what_is_done_for_all_does_not_grow_with_the_people(two: list[Database]) -> None:
    few, many = (counts(*each) for each in zip(two, SIZES, strict=True))
    assert few == many
    unchanged = ("drafting the same", "loading the same", "comparing again", "publishing the same")
    assert {name: n for name, n in many.items() if name in unchanged and n > 20} == {}
