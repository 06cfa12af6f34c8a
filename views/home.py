"""Somebody's Home: their own part, their teams, what waits for administrators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from capability.team import Status
from scheduling.planner import PLACEMENT
from views.figures import Measured
from views.reader import Reader
from views.teams import TeamView
from views.welcome import Naming
from views.why import WhyView


@dataclass(frozen=True, slots=True)
class StandingView:
    """Where somebody stands in a skill; `expected` is their role's, in [0, 1]."""

    skill: str
    name: str
    measured: Measured
    expected: float
    status: Status


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next: probably when, about what, and why."""

    when: datetime
    skill: str
    why: WhyView | None = None


@dataclass(frozen=True, slots=True)
class OwnSettings:
    """When somebody may be asked: how often, which weekdays (Monday 0), from when to when."""

    per_week: int
    days: tuple[int, ...]
    start: str
    end: str
    zone: str


@dataclass(frozen=True, slots=True)
class LearnerHome:
    """One person's own part; `standings` most critical first.

    `seen_with` counts the people whom the manager sees together; fewer than five: no figures.
    """

    roles: tuple[str, ...]
    standings: tuple[StandingView, ...]
    answered: int
    needed: int = PLACEMENT
    next: Next | None = None
    waiting: bool = False
    settings: OwnSettings | None = None
    manager: str = ""
    seen_with: int = 0
    naming: Naming | None = None


@dataclass(frozen=True, slots=True)
class AdminHome:
    """What waits for an administrator or a reviewer; `stuck` counts messages not sent."""

    to_review: int = 0
    reports: int = 0
    past_review: int = 0
    stuck: int = 0
    admin: bool = True


@dataclass(frozen=True, slots=True)
class HomeView:
    """A Home tab. `paused` without `until` lasts until the person resumes."""

    reader: Reader
    now: datetime
    learner: LearnerHome | None = None
    teams: tuple[TeamView, ...] = ()
    admin: AdminHome | None = None
    paused: bool = False
    until: datetime | None = None
    ask: str = ""
