"""Days of questions at a small company, in whichever checkout this runs in.

`bench.question_cost` starts it in two checkouts and lets both go on in turn: for each line on
standard input it goes on by a day, and answers with a line of JSON. So it imports nothing of the
bench, and uses of the house only what both checkouts have.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import blake2b
from inspect import signature
from typing import Any

import structlog
from sqlalchemy import select

from practice import turn
from store.due import Due
from store.engine import open_database
from store.models import PersonRow, QuestionRow
from store.upgrade import upgrade
from tests import builders
from tests.builders import House

STAGES = {
    Due.CHORES: "rest",
    Due.PLANS: "plan",
    Due.SENDS: "deliver",
    Due.REPLIES: "grade",
    Due.MESSAGES: "show",
}
SKILLS = ("triage", "rollback", "updates", "handover", "capacity", "access")
SLOWEST = timedelta(hours=6)
"""Everybody answers within this, each in their own time."""

RIGHT = 0.7
"""The share of answers that are right."""


@dataclass(slots=True)
class Costs:
    """Processor seconds by stage; what is spent inside another stage counts there alone."""

    spent: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    @contextmanager
    def of(self, stage: str) -> Iterator[None]:
        """Count what is spent inside."""
        began, inside = time.process_time(), sum(self.spent.values())
        yield
        within = sum(self.spent.values()) - inside
        self.spent[stage] += time.process_time() - began - within


class Days:
    """A company, the answers that are still to come, and what each stage cost."""

    def __init__(self, house: House, people: int, items: int) -> None:
        self.house = house
        self.costs = Costs()
        self.counts: Counter[str] = Counter()
        self._pending: dict[str, tuple[datetime, str]] = {}
        self._seen = 0
        for name in ("SENDING", "REPLIES"):
            stages = (
                (due, self._counted(STAGES.get(due, "rest"), tick))
                for due, tick in getattr(turn, name)
            )
            setattr(turn, name, tuple(stages))
        self._load([f"p{number:04d}" for number in range(people)], items)

    def _load(self, names: list[str], items: int) -> None:
        """Load people without a manager: nothing is sent but their welcome and questions."""
        staff = replace(
            builders.roster(()),
            people=tuple(builders.person(name) for name in names),
            assignments=tuple(builders.assignment(name, manager_email=None) for name in names),
        )
        bank = builders.bank(
            [builders.choice_item(n // len(SKILLS), SKILLS[n % len(SKILLS)]) for n in range(items)]
        )
        self.house.load(bank, staff, builders.framework(skills=SKILLS))
        rows = self._read(select(PersonRow.person_id, PersonRow.email))
        self._names = {person: email.partition("@")[0] for person, email in rows}

    def _counted(self, stage: str, tick: Callable[[Any], int]) -> Callable[[Any], int]:
        def counted(ports: Any) -> int:
            with self.costs.of(stage):
                return tick(ports)

        return counted

    def _read(self, query: Any) -> list[Any]:
        with self.house.sessions.read() as unit:
            session: Any = getattr(unit, "session", unit)
            return list(session.execute(query))

    def until(self, end: datetime) -> None:
        """Go from event to event up to a moment; whatever is sent is answered in its time."""
        clock = self.house.clock
        while True:
            with self.costs.of("rest"):
                turn.turn(self.house.ports)
            following = turn.next_event(self.house.ports)  # only a trial asks for it
            self._receive()
            moments = [moment for moment, _ in self._pending.values()]
            moments += [following] if following is not None else []
            if min(moments, default=end) >= end:
                break
            clock.move_to(max(min(moments), clock.now() + timedelta(seconds=1)))
            self._answer()
        clock.move_to(end)

    def _receive(self) -> None:
        """Note when each question that was just sent will be answered."""
        fresh = self.house.slack.posts[self._seen :]
        self._seen += len(fresh)
        keys = [post.key for post in fresh]
        query = select(QuestionRow.delivery_id, QuestionRow.person_id)
        for key, person in self._read(query.where(QuestionRow.delivery_id.in_(keys))):
            name = self._names[person]
            moment = self.house.clock.now() + SLOWEST * _chance(name, str(self.counts[name]))
            self._pending[key] = moment, name
            self.counts[name] += 1
            self.counts["asked"] += 1

    def _answer(self) -> None:
        now = self.house.clock.now()
        ready = [(at, name, key) for key, (at, name) in self._pending.items() if at <= now]
        for _, name, key in sorted(ready):
            del self._pending[key]
            right = _chance("right", name, str(self.counts[name])) < RIGHT
            with self.costs.of("answer"):
                self.house.reply(name, key, builders.RIGHT if right else builders.WRONG)
            self.counts["answered"] += 1


def _chance(*parts: str) -> float:
    """Return a number in [0, 1) that always follows from the same parts."""
    digest = blake2b("\x1f".join(parts).encode(), digest_size=7).digest()
    return int.from_bytes(digest, "big") / 256**7


def main() -> None:
    """Go on by a day for each line; report what all days so far cost, and what was done."""
    address, people, items = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    # Neither waits for the disk: what that takes is no time of the program's.
    waits = {"durable": False} if "durable" in signature(open_database).parameters else {}
    database = open_database(address, **waits)
    upgrade(database)
    days = Days(builders.house(database), people, items)
    morning = days.house.clock.now()
    turn.turn(days.house.ports)  # everybody is greeted, and their first question planned
    days.costs.spent.clear()
    print(json.dumps({}), flush=True)
    for number, _ in enumerate(sys.stdin, start=1):
        days.until(morning + timedelta(days=number))
        done = {name: days.counts[name] for name in ("asked", "answered")}
        print(json.dumps({"spent": days.costs.spent, "done": done}), flush=True)
    database.close()


if __name__ == "__main__":
    main()
