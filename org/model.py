"""People, teams, roles and skills, and the dated facts that join them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Criticality(StrEnum):
    """How much a role depends on a skill."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


CRITICALITY_WEIGHT = {Criticality.LOW: 0.5, Criticality.NORMAL: 1.0, Criticality.HIGH: 2.0}
"""How much a skill counts in a role's need, relative to a normal one."""


@dataclass(frozen=True, slots=True)
class Skill:
    """A capability that items ask for and roles expect."""

    id: str
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Expectation:
    """The capability in [0, 1] that a role expects in a skill, from a day on."""

    skill: str
    target: float
    criticality: Criticality = Criticality.NORMAL
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody does, and what that expects of them."""

    id: str
    name: str
    expects: tuple[Expectation, ...] = ()


@dataclass(frozen=True, slots=True)
class Framework:
    """All skills and roles of an organisation."""

    skills: tuple[Skill, ...]
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the roster, known by work email (lower case) or, without one, by Slack id.

    `country` is two letters, with a region where one is given, as in `GB-ENG`.
    """

    email: str
    name: str
    timezone: str | None = None
    country: str | None = None
    language: str | None = None


_SLACK_ID = re.compile(r"[UW][A-Z0-9]{2,}")


def is_slack_id(email: str) -> bool:
    """Whether a roster names somebody by Slack id where others have an email."""
    return _SLACK_ID.fullmatch(email) is not None


@dataclass(frozen=True, slots=True)
class Assignment:
    """A role held in a team under a manager, from `start` up to and including `end`."""

    email: str
    team: str
    role: str
    manager_email: str | None = None
    start: date | None = None
    end: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the assignment is in force on that day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Roster:
    """The people and all their assignments, as one file states them."""

    people: tuple[Person, ...]
    assignments: tuple[Assignment, ...]
