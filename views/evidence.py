"""What stands behind the figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from items.model import Outcome
from views.home import StandingView
from views.reader import Reader
from views.teams import SkillRow, TeamView
from views.welcome import Naming


class GradedBy(StrEnum):
    """How an answer came to its mark."""

    EXACT = "exact"
    MATCHER = "matcher"
    REVIEWER = "reviewer"
    SELF = "self"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One answer in a skill. `outcome` is that of the whole; open while a person decides."""

    when: datetime
    scenario: str
    outcome: Outcome
    by: GradedBy


@dataclass(frozen=True, slots=True)
class DetailsView:
    """A skill of one's own, with its evidence, newest first."""

    reader: Reader
    standing: StandingView
    evidence: tuple[Evidence, ...]
    description: str = ""


@dataclass(frozen=True, slots=True)
class SeenTeam:
    """A team in which somebody is seen: what its manager sees, exactly."""

    team: TeamView
    manager: str
    skills: tuple[SkillRow, ...]


@dataclass(frozen=True, slots=True)
class ManagerSeesView:
    """What the managers of somebody see; `named` only under a naming policy."""

    reader: Reader
    teams: tuple[SeenTeam, ...]
    naming: Naming | None = None
    named: tuple[StandingView, ...] = ()


@dataclass(frozen=True, slots=True)
class MyDataView:
    """What is kept about somebody: how many answers since when, and what else."""

    reader: Reader
    answers: int
    since: datetime | None
    read_by_reviewers: int
    pauses: int
    roles: tuple[str, ...]
