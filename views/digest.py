"""The weekly digest of a team."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from views.reader import Reader
from views.teams import SkillRow, TeamView, Trend


@dataclass(frozen=True, slots=True)
class Costly:
    """The mix-up that a digest is about, and why it is wrong; `most`: no other costs more."""

    says: str
    why: str
    most: bool = True


@dataclass(frozen=True, slots=True)
class Talk:
    """One thing to do in five minutes: on a day, ask about a situation and listen for a mix-up.

    `shown` is the mix-up as the situation shows it, `better` what to say instead.
    """

    when: datetime
    scenario: str
    prompt: str
    shown: str
    better: str


@dataclass(frozen=True, slots=True)
class WordedTalk:
    """A talk as a digest of earlier days worded it: when, and three lines to say."""

    opening: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Help:
    """A team that is strong in a skill."""

    team: str
    skill: str


@dataclass(frozen=True, slots=True)
class Since:
    """What moved in the skill of the last talk; `clear` where the ranges lie apart."""

    skill: str
    before: float
    now: float
    clear: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """Skills that rest on few people, and who came, left or moved, as numbers."""

    few: tuple[str, ...] = ()
    joined: int = 0
    left: int = 0
    moved: int = 0


class Response(StrEnum):
    """What a manager did with a digest's action."""

    DONE = "done"
    NOT_OURS = "not_ours"
    NO_TIME = "no_time"
    ALREADY = "already"
    SCRIPT_OFF = "script_off"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class DigestView:
    """A digest of one team for one manager and one ISO week, which starts on `monday`.

    `nothing_new`: no figure moved and there is no action. `plain`: without charts and
    tables, where those were refused. `answered` is when the manager responded.
    """

    reader: Reader
    digest: str
    team: TeamView
    monday: date
    costly: Costly | None = None
    talk: Talk | WordedTalk | None = None
    helpers: tuple[Help, ...] = ()
    since: Since | None = None
    trend: Trend | None = None
    coverage: Coverage = field(default_factory=Coverage)
    skills: tuple[SkillRow, ...] = ()
    nothing_new: bool = False
    response: Response | None = None
    answered: datetime | None = None
    plain: bool = False


@dataclass(frozen=True, slots=True)
class DigestPartView:
    """A part of a digest that continues in its thread; the first is 0."""

    digest: DigestView
    number: int
