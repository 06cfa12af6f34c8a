"""A company with four weeks behind it: one team of engineers, its manager, an administrator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from operator import itemgetter

from bot.trial.company import Company, read_company
from bot.trial.run import Trial, trial
from messages import ids
from org.model import Assignment, Roster
from practice.asking.catalogue import read_catalogue
from practice.asking.questions import add_question
from practice.asking.situation import read_situation
from practice.people import enrol
from scheduling.planner import Planned, on_demand
from store import deliveries, people

START = datetime(2026, 9, 14, 7, 30, tzinfo=UTC)
TODAY = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
"""A Monday: from the fourth week with enough answers on, a digest draws its chart."""

ENGINEERS = ("ana", "bruno", "grace", "arjun", "emily", "vikram", "meera", "sofia")
MANAGER, ADMINISTRATOR, NEWCOMER = "helena", "rui", "ines"
FAMILIAR = "sofia"
"""Who answered so many questions about one skill that its range is narrow enough for a figure."""

Drill = tuple[datetime, str, Mapping[str, int]]

EARLY, LATE = datetime(2026, 9, 18, 13, tzinfo=UTC), datetime(2026, 10, 9, 13, tzinfo=UTC)
"""Two Fridays on which everybody is asked the same."""

SHARED: tuple[Drill, ...] = tuple(
    (moment, item, dict(zip(ENGINEERS, picked, strict=True)))
    for moment, item, picked in (
        (EARLY, "disk-filling-at-night", (2, 2, 2, 2, 3, 0, 2, 2)),
        (EARLY + timedelta(minutes=5), "errors-after-deploy", (3, 3, 0, 3, 3, 2, 3, 3)),
        (LATE, "declare-early", (1, 0, 1, 3, 0, 3, 0, 1)),
    )
)
ALONE: tuple[Drill, ...] = tuple(
    (EARLY + timedelta(days=3 + day), item, {FAMILIAR: right})
    for day, (item, right) in enumerate(
        {
            "severity-in-doubt": 0,
            "one-replica-left": 0,
            "support-sees-it-first": 1,
            "stranger-in-the-admin-list": 2,
        }.items()
    )
)
DRILLS = sorted((*SHARED, *ALONE), key=itemgetter(0))
"""When, which item, and the option that each engineer picks; five share a mix-up in the last.

So there is enough for the first chart, for one person's figure, and something to talk about,
whatever the planner asks. No two fall on one moment: which reply came first would be chance.
"""

SEED = 1


def email(name: str) -> str:
    """Return the address of somebody of the company."""
    return f"{name}@acme.example"


def one_team() -> Company:
    """Return the starter company with all its engineers in one team."""
    known = read_company()
    engineers = {email(name) for name in ENGINEERS}
    kept = engineers | {email(MANAGER), email(ADMINISTRATOR)}
    return Company(
        known.framework,
        Roster(
            people=tuple(p for p in known.roster.people if p.email in kept),
            assignments=tuple(
                replace(a, team="Payments", role="engineer", manager_email=email(MANAGER))
                for a in known.roster.assignments
                if a.email in engineers
            ),
        ),
        known.banks,
    )


@contextmanager
def four_weeks(database: str) -> Iterator[Trial]:
    """Live through four weeks of practice, and let the clock run on."""
    with trial(database, START, SEED, company=one_team()) as running:
        for moment, item, picked in DRILLS:
            running.driver.run_until(moment, lambda _: None)
            _drill(running, item, picked)
        running.driver.run_until(TODAY, lambda _: None)
        running.handle.let_run()
        running.program.start()
        yield running


def _drill(running: Trial, item: str, picked: Mapping[str, int]) -> None:
    """Ask some people one item, and let each pick an option."""
    asked = {name: plan_one(running, name, item) for name in picked}
    running.driver.settle()
    for name, delivery_id in asked.items():
        person = running.handle.act_as(running.company.slack_ids[email(name)])
        [channel] = person.channels()
        [question] = person.thread(channel["id"], _ts(running, delivery_id))
        person.choose(question, ids.CHOICE, str(picked[name]))
        person.click(question, ids.ANSWER_FAIRLY_SURE)
    running.driver.settle()


def let_in(running: Trial) -> str:
    """Let a newcomer into the workspace and onto the roster; return their Slack id."""
    running.handle.change_person(
        "U900", name=NEWCOMER, real_name="Inês Moura", email=email(NEWCOMER), tz="Europe/Lisbon"
    )
    enrol.load_roster(running.program.ports, with_newcomer(running.company.roster))
    return "U900"


def with_newcomer(roster: Roster) -> Roster:
    """Return a roster with one engineer more."""
    ana = next(person for person in roster.people if person.email == email("ana"))
    joining = replace(ana, email=email(NEWCOMER), name="Inês Moura")
    held = Assignment(
        joining.email, "Payments", "engineer", email(MANAGER), date(2026, 10, 12), None
    )
    return Roster((*roster.people, joining), (*roster.assignments, held))


def ask(running: Trial, name: str, item: str) -> str:
    """Ask somebody one item now, as if it were its turn, and return the ts of its message."""
    delivery_id = plan_one(running, name, item)
    running.program.ports.wake()
    return posted(running, delivery_id)


def posted(running: Trial, delivery_id: str) -> str:
    """Return the ts of a delivery's message, once it is sent."""
    return running.handle.until(lambda: _ts(running, delivery_id), seconds=30.0)


def plan_one(running: Trial, name: str, item: str) -> str:
    """Plan one item for somebody now, and tell nobody; return the delivery's id."""
    ports = running.program.ports
    with ports.sessions.begin() as unit:
        person = people.by_email(unit, email(name))
        assert person is not None
        now = unit.now
        catalogue = read_catalogue(unit, now)
        situation = read_situation(unit, ports, person, catalogue, now)
        unseen = [
            replace(each, due=None, seen=0, last_asked=None)
            for each in situation.candidates
            if catalogue.items[each.item].item.id == item
        ]
        found = on_demand(situation.learner, situation.needs, unseen, now)
        assert isinstance(found, Planned)
        row = add_question(unit, person, catalogue, situation, found, on_demand=True)
        return row.delivery_id


def _ts(running: Trial, delivery_id: str) -> str:
    ports = running.program.ports
    with ports.sessions.read() as unit:
        row = deliveries.delivery(unit, delivery_id)
        return row.ts or "" if row is not None else ""
