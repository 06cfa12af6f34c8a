"""How long planning takes: 5,000 people, each with 200 items and 8 skills.

python -m bench.planning_speed
"""

from __future__ import annotations

import argparse
import time
from datetime import UTC, datetime, timedelta

from org.model import Criticality
from scheduling import memory
from scheduling.calendar import WorkingTime
from scheduling.need import SkillNeed
from scheduling.planner import Candidate, Learner, next_question
from scheduling.slots import Cadence

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Tokyo")
LEVELS = tuple(Criticality)


def main() -> None:
    """Plan for everybody once and print the time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--items", type=int, default=200)
    asked = parser.parse_args()
    items = [_item(number) for number in range(asked.items)]
    needs = [_need(number) for number in range(8)]
    learners = [_learner(number) for number in range(asked.people)]
    began = time.process_time()
    for learner in learners:
        next_question(learner, needs, items, NOW)
    spent = time.process_time() - began
    print(f"{asked.people} people × {asked.items} items: {spent:.2f} s of processor time")


def _item(number: int) -> Candidate:
    asked = NOW - timedelta(days=30 + number % 20)
    seen = number % 3 == 0
    return Candidate(
        item=f"i{number}",
        skills=(f"s{number % 8}",) if number % 4 else (f"s{number % 8}", f"s{number // 4 % 8}"),
        difficulty=0.7,
        seen=int(seen),
        last_asked=asked if seen else None,
        due=memory.first("good", asked).due if seen else None,
    )


def _need(number: int) -> SkillNeed:
    p = 0.5 + 0.05 * number
    asked = NOW - timedelta(days=number + 1)
    return SkillNeed(
        f"s{number}", 0.8, LEVELS[number % 3], p, p - 0.2, p + 0.1, 5, asked, crossing=NOW
    )


def _learner(number: int) -> Learner:
    zone = ZONES[number % 3]
    working = WorkingTime(zone, country="DE")
    return Learner(f"person {number}", working, Cadence(), evidence_count=number % 40)


if __name__ == "__main__":
    main()
