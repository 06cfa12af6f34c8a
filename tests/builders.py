"""A small company to test with: a framework, a bank, people, and a house that serves them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from capability.priors import shipped
from items.model import Bank, Criterion, Item, Kind, Misconception, Option, Outcome
from org.model import Assignment, Criticality, Expectation, Framework, Person, Role, Roster, Skill
from practice import turn
from practice.answering.receive import Accepted, Refused, Reply, answer
from practice.asking.catalogue import read_catalogue
from practice.asking.questions import add_question
from practice.asking.situation import Situation, read_situation
from practice.content import publish
from practice.kinds import KINDS
from practice.outbox import deliver, reconcile
from practice.people import enrol, frameworks
from practice.ports import Account, Ports
from scheduling.planner import Planned, Reason, Why
from store import deliveries, evidence, people
from store.engine import Database
from store.models import AttemptRow, DeliveryRow, DeliveryState, GradeRow, PersonRow, QuestionRow
from store.unit import Sessions
from tests.fakes import FakeClock, FakeSlack, ScriptedGrader

WORKSPACE = "T1"
START = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
"""A Monday morning."""

SKILLS = ("triage", "rollback", "updates")
TEAM = ("ana", "bo", "cy", "dee", "eli", "flo")
MANAGER, ADMIN, REVIEWER = "mia", "rui", "rev"
ROLE = "engineer"
BANK = "on-call"
RIGHT, WRONG = 0, 1
"""The indexes of a choice item's right option and of the one that shows the misconception."""


def email(name: str) -> str:
    """Return somebody's work email."""
    return f"{name}@acme.example"


def slack_id(name: str) -> str:
    """Return somebody's Slack user id."""
    return f"U{name.upper()}"


def framework(roles: Iterable[str] = (ROLE,), skills: Iterable[str] = SKILLS) -> Framework:
    """Return roles that all expect every skill."""
    names = tuple(skills)
    return Framework(
        skills=tuple(Skill(s, s.title()) for s in names),
        roles=tuple(
            Role(
                role,
                role.title(),
                tuple(
                    Expectation(s, 0.8, Criticality.HIGH if n == 0 else Criticality.NORMAL)
                    for n, s in enumerate(names)
                ),
            )
            for role in roles
        ),
    )


def choice_item(number: int, skill: str, **changes: Any) -> Item:
    """Return a single-choice item; option 0 is right, option 1 shows a misconception."""
    item = Item(
        id=f"{skill}-{number}",
        kind=Kind.SINGLE,
        skills=(skill,),
        scenario=f"Scenario {number} of {skill}.",
        prompt="What do you do first?",
        options=(
            Option("Declare it.", 1.0, "Yes."),
            Option("Wait to be certain.", 0.0, "No.", "wait"),
            Option("Go to sleep.", 0.0, "No."),
        ),
    )
    return replace(item, **changes)


def text_item(number: int, skill: str, **changes: Any) -> Item:
    """Return a free-text item with two criteria."""
    item = Item(
        id=f"{skill}-text-{number}",
        kind=Kind.TEXT,
        skills=(skill,),
        scenario=f"Writing scenario {number} of {skill}.",
        prompt="What do you write?",
        rubric=(
            Criterion("declares", "Declares an incident", met=("declares an incident",)),
            Criterion("names", "Names a next update", met=("says when the next update comes",)),
        ),
        model_answer="I declare an incident; the next update comes at ten.",
    )
    return replace(item, **changes)


def order_item(number: int, skill: str, **changes: Any) -> Item:
    """Return an item whose four steps are listed in the right order."""
    item = Item(
        id=f"{skill}-order-{number}",
        kind=Kind.ORDER,
        skills=(skill,),
        scenario=f"Steps {number} of {skill}.",
        prompt="In which order?",
        options=tuple(Option(f"Step {n}") for n in range(4)),
    )
    return replace(item, **changes)


def multiple_item(number: int, skill: str, **changes: Any) -> Item:
    """Return an item of which options 0 and 1 are right."""
    item = Item(
        id=f"{skill}-multiple-{number}",
        kind=Kind.MULTIPLE,
        skills=(skill,),
        scenario=f"Several {number} of {skill}.",
        prompt="Which hold?",
        options=(Option("One", 1.0), Option("Two", 1.0), Option("Three"), Option("Four")),
    )
    return replace(item, **changes)


def bank(items: Sequence[Item] = (), bank_id: str = BANK, **changes: Any) -> Bank:
    """Return a bank; with three choice items a skill where none are named."""
    return replace(
        Bank(
            id=bank_id,
            language="en",
            items=tuple(items) or tuple(choice_item(n, s) for s in SKILLS for n in range(3)),
            misconceptions=(Misconception("wait", "Wait for certainty.", "Declare early."),),
        ),
        **changes,
    )


def person(name: str, **changes: Any) -> Person:
    """Return somebody of the roster."""
    return replace(Person(email(name), f"{name.title()} Acme", "UTC"), **changes)


def assignment(name: str, **changes: Any) -> Assignment:
    """Return an engineer's place in Platform, under Mia."""
    return replace(Assignment(email(name), "Platform", ROLE, email(MANAGER)), **changes)


def roster(names: Sequence[str] = TEAM) -> Roster:
    """Return a team of engineers, their manager, an administrator and a reviewer."""
    return Roster(
        people=tuple(person(n) for n in (*names, MANAGER, ADMIN, REVIEWER)),
        assignments=tuple(assignment(n) for n in names),
    )


def account(name: str, **changes: Any) -> Account:
    """Return somebody's Slack account."""
    known = Account(slack_id(name), name.title(), email(name), "UTC", "en-US", name == ADMIN, False)
    return replace(known, **changes)


@dataclass(frozen=True, slots=True)
class House:
    """The use cases of one workspace over a database and the fakes."""

    ports: Ports
    clock: FakeClock
    slack: FakeSlack
    grader: ScriptedGrader

    @property
    def sessions(self) -> Sessions:
        """The units of work on the database."""
        return self.ports.sessions

    def load(
        self,
        content: Bank | None = None,
        staff: Roster | None = None,
        expected: Framework | None = None,
    ) -> None:
        """Load a framework, a bank and a roster."""
        with self.sessions.begin() as unit:
            frameworks.write_framework(unit, expected or framework())
        with self.sessions.begin() as unit:
            publish.write(unit, content or bank(), None)
        staff = staff or roster()
        for known in staff.people:
            name = known.email.partition("@")[0]
            if slack_id(name) not in self.slack.users:
                self.slack.join(account(name, timezone=known.timezone))
        enrol.load_roster(self.ports, staff)

    def turn(self, limit: int = 200) -> None:
        """Do all that is due now, settling what is unsure."""
        for _ in range(limit):
            if not turn.turn(self.ports):
                return
        raise AssertionError("the house does not come to rest")

    def run_until(self, end: datetime, each: Callable[[], None] = lambda: None) -> None:
        """Go from event to event until a moment; `each` happens after every one."""
        self.turn()
        for _ in range(2000):
            each()
            following = turn.next_event(self.ports)
            if following is None or following > end:
                self.clock.move_to(end)
                self.turn()
                return
            self.clock.move_to(max(following, self.clock.now() + timedelta(seconds=1)))
            self.turn()
        raise AssertionError("too many events")

    def person(self, name: str) -> PersonRow:
        """Return somebody's row."""
        with self.sessions.read() as unit:
            found = people.by_email(unit, email(name))
        assert found is not None, name
        return found

    def rows(self, name: str, kind: str = "question") -> list[DeliveryRow]:
        """Return somebody's deliveries of a kind, oldest first."""
        with self.sessions.read() as unit:
            return list(
                unit.session.scalars(
                    select(DeliveryRow)
                    .join(PersonRow, PersonRow.person_id == DeliveryRow.person_id)
                    .where(PersonRow.email == email(name), DeliveryRow.kind == kind)
                    .order_by(DeliveryRow.due_at, DeliveryRow.slot)
                )
            )

    def row(self, delivery_id: str) -> DeliveryRow:
        """Return one delivery."""
        with self.sessions.read() as unit:
            found = deliveries.delivery(unit, delivery_id)
        assert found is not None
        return found

    def question(self, delivery_id: str) -> QuestionRow:
        """Return what a delivery asks."""
        with self.sessions.read() as unit:
            found = deliveries.question(unit, delivery_id)
        assert found is not None
        return found

    def situation(self, name: str) -> Situation:
        """Return somebody as the planner sees them now."""
        now = self.clock.now()
        with self.sessions.read() as unit:
            row = people.by_email(unit, email(name))
            assert row is not None
            catalogue = read_catalogue(unit, now)
            return read_situation(unit, self.ports, row, catalogue, now)

    def ask(self, name: str, item_id: str = "triage-0", *, send: bool = True) -> str:
        """Ask somebody a question of one's choosing now; return the delivery's id."""
        now = self.clock.now()
        with self.sessions.begin() as unit:
            row = people.by_email(unit, email(name))
            assert row is not None
            catalogue = read_catalogue(unit, now)
            situation = read_situation(unit, self.ports, row, catalogue, now)
            published = next(p for p in catalogue.items.values() if p.item.id == item_id)
            skill = published.item.skills[0]
            found = Planned(published.item_ref, skill, now, _why(skill))
            delivery_id = add_question(
                unit, row, catalogue, situation, found, on_demand=True
            ).delivery_id
        if send:
            self.deliver()
            assert self.row(delivery_id).state == DeliveryState.SENT
        return delivery_id

    def tick(self) -> int:
        """Settle a batch of doubts and send a batch of what is due, as two workers do."""
        return reconcile.tick(self.ports) + deliver.tick(self.ports)

    def deliver(self) -> None:
        """Send what is due, until nothing is."""
        while self.tick():
            pass

    def reply(self, name: str, delivery_id: str, *chosen: int, **reply: Any) -> Accepted | Refused:
        """Answer a question."""
        given = {"event": f"{name}:{delivery_id}", "source": "button", "chosen": chosen, **reply}
        return answer(self.ports, slack_id(name), delivery_id, Reply(**given))

    def write(self, name: str, delivery_id: str, text: str) -> Accepted | Refused:
        """Answer a question in words."""
        return self.reply(name, delivery_id, text=text, source="modal")

    def attempt(self, delivery_id: str) -> AttemptRow | None:
        """Return the attempt at a question."""
        with self.sessions.read() as unit:
            return evidence.attempt_on(unit, delivery_id)

    def grade(self, delivery_id: str) -> GradeRow | None:
        """Return the grade that stands of the attempt at a question."""
        with self.sessions.read() as unit:
            found = evidence.attempt_on(unit, delivery_id)
            return evidence.standing_grade(unit, found.attempt_id) if found else None


def _why(skill: str) -> Why:
    return Why(
        reason=Reason.PLACEMENT,
        skill=skill,
        target=0.8,
        p=0.5,
        low=0.3,
        high=0.7,
        answers=0,
        unseen=True,
        days_since_asked=None,
        days_since_missed=None,
        days_to_crossing=None,
    )


def house(database: Database, now: datetime = START) -> House:
    """Return a house over a database, with an empty workspace in it."""
    clock, grader = FakeClock(now), ScriptedGrader()
    slack = FakeSlack(clock)
    sessions = Sessions(database, WORKSPACE, clock.now)
    with sessions.begin() as unit:
        people.ensure_workspace(unit, "Acme")
    ports = Ports(
        sessions=sessions,
        clock=clock,
        messenger=slack,
        grader=grader,
        priors=shipped(),
        kinds=KINDS,
        admins=frozenset({email(ADMIN)}),
    )
    return House(ports, clock, slack, grader)


def at_work(database: Database) -> House:
    """Return a house over a database in which `House.load` and a turn were done before."""
    made = house(database)
    for known in roster().people:
        name = known.email.partition("@")[0]
        made.slack.join(account(name))
        made.slack.open_channel(slack_id(name))
    made.slack.calls.clear()
    made.slack.later_than_all_before()
    return made


MET, NOT_MET, UNSURE = Outcome.MET, Outcome.NOT_MET, Outcome.UNSURE


def day(text: str) -> date:
    """Return a day written as YYYY-MM-DD."""
    return date.fromisoformat(text)
