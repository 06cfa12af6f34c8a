"""What a manager sees of a team besides the digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from views.figures import Measured
from views.reader import Reader
from views.welcome import Naming


@dataclass(frozen=True, slots=True)
class TeamView:
    """A team at a glance. `overall` is None where nothing is reliable; `people` are its members.

    `about` says what the situations are about, such as the role; it may be empty. `by_name`:
    a naming policy lets the manager see each person.
    """

    team: str
    name: str
    people: int
    overall: Measured | None = None
    about: str = ""
    by_name: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A person as their manager sees them under a naming policy: each skill's estimate."""

    name: str
    skills: tuple[tuple[str, Measured], ...]


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A skill of a team: now, against `before` (a week ago), and what the role expects."""

    name: str
    now: Measured | None
    expected: float
    before: float | None = None
    clear: bool = False


@dataclass(frozen=True, slots=True)
class MixUp:
    """A mix-up that several people share: what it says, its correction, how many of those asked."""

    says: str
    correction: str
    skill: str
    people: int
    asked: int


@dataclass(frozen=True, slots=True)
class Week:
    """A team's skill in one week, by its Monday; figures in [0, 1]."""

    monday: date
    p: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Trend:
    """A skill over the last weeks, and what the role expects."""

    skill: str
    weeks: tuple[Week, ...]
    expected: float


@dataclass(frozen=True, slots=True)
class Plan:
    """What a number of questions a week would come to in some weeks."""

    per_week: int
    then: Measured


@dataclass(frozen=True, slots=True)
class TeamSkillsView:
    """A team's skills, for its manager."""

    reader: Reader
    team: TeamView
    rows: tuple[SkillRow, ...]


@dataclass(frozen=True, slots=True)
class TeamMixUpsView:
    """What a team mixes up, for its manager, dearest first."""

    reader: Reader
    team: TeamView
    found: tuple[MixUp, ...]


@dataclass(frozen=True, slots=True)
class TeamTrendsView:
    """How a team's skills moved, for its manager."""

    reader: Reader
    team: TeamView
    found: tuple[Trend, ...]


@dataclass(frozen=True, slots=True)
class WhatIfView:
    """Where a team would stand in so many weeks, at each number of questions a week.

    `plans` is None while they are being worked out, and empty where figures are withheld.
    """

    reader: Reader
    team: TeamView
    plans: tuple[Plan, ...] | None
    weeks: int


@dataclass(frozen=True, slots=True)
class TeamNamesView:
    """Where each person of a team stands, for its manager, under a naming policy."""

    reader: Reader
    naming: Naming
    people: tuple[Named, ...]
