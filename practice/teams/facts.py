"""What is kept of a digest: facts by id, with every name as it was then; never a screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter

from capability.team import TeamEstimate


@dataclass(frozen=True, slots=True)
class Named:
    """A team or a skill by its id, and what it was called then.

    `id` is None where an earlier version kept the name alone, and nothing is called so any more.
    """

    id: str | None
    name: str

    @property
    def key(self) -> tuple[str | None, str]:
        """What it is told apart by: its id, and its name only where it has none."""
        return (self.id, "") if self.id is not None else (None, self.name)


@dataclass(frozen=True, slots=True)
class Figure:
    """A team's estimate in [0, 1] with its 80 % range, and what it rests on.

    `reliable`: it might be shown, and said enough to act on.
    """

    p: float
    low: float
    high: float
    people: int
    answers: int
    reliable: bool

    def apart(self, other: Figure) -> bool:
        """Whether the two ranges lie clear of each other."""
        return self.low > other.high or self.high < other.low


@dataclass(frozen=True, slots=True)
class SkillFacts:
    """A team in one skill: `figure` is None where it was withheld.

    `before` is where the newest earlier digest had it; `clear` where the two ranges lay apart.
    """

    skill: Named
    target: float
    figure: Figure | None
    before: float | None = None
    clear: bool = False


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """A team at a moment. `overall` is None where its figures were withheld.

    `by_name`: the organisation's policy let its manager see each person.
    """

    team: Named
    members: int
    overall: Figure | None
    skills: tuple[SkillFacts, ...] = ()
    by_name: bool = False

    def skill(self, wanted: Named) -> SkillFacts | None:
        """Return how the team stood in a skill."""
        return next((s for s in self.skills if s.skill.key == wanted.key), None)


@dataclass(frozen=True, slots=True)
class Slips:
    """How many people went wrong in a way, of how many asked; `share` is how often, in [0, 1]."""

    people: int
    asked: int
    share: float


@dataclass(frozen=True, slots=True)
class MixUpName:
    """What a misconception is known by, whatever its wording."""

    bank: str
    misconception: str


@dataclass(frozen=True, slots=True)
class MixUpFacts:
    """The mix-up that a digest was about; `dearest`: none cost the team more.

    `name` is None where an earlier version kept the wording alone, and none is worded so any
    more; `slips` where it did not count.
    """

    name: MixUpName | None
    says: str
    correction: str
    dearest: bool
    slips: Slips | None = None


@dataclass(frozen=True, slots=True)
class ItemName:
    """One revision of an item."""

    bank: str
    item: str
    revision: int


@dataclass(frozen=True, slots=True)
class TalkFacts:
    """What was suggested to talk about: when, in which scenario, and the words that it showed.

    `shown` is the mix-up as the scenario shows it, `better` what to say instead.
    """

    item: ItemName | None
    when: datetime
    scenario: str
    prompt: str
    shown: str
    better: str


@dataclass(frozen=True, slots=True)
class WordedTalkFacts:
    """A talk of which an earlier version kept the words alone: when, and three lines to say."""

    opening: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SinceFacts:
    """What moved in the skill of the last talk; `clear` where the ranges lay apart."""

    skill: Named
    before: float
    now: float
    clear: bool


@dataclass(frozen=True, slots=True)
class Point:
    """A team's skill in one week, by its Monday."""

    monday: date
    p: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class TrendFacts:
    """A skill over the weeks up to then, and what the roles expected."""

    skill: Named
    weeks: tuple[Point, ...]
    target: float


@dataclass(frozen=True, slots=True)
class HelpFacts:
    """A team that was strong in a skill."""

    team: Named
    skill: Named


@dataclass(frozen=True, slots=True)
class Moves:
    """How many joined the team in the week before, left it, and changed role in it."""

    joined: int = 0
    left: int = 0
    moved: int = 0


@dataclass(frozen=True, slots=True)
class DigestFacts:
    """All that a digest rests on; its manager, its week and its answer stand beside it.

    `language` and `zone` are those in which it was written, `monday` begins its week.
    `nothing_new`: no figure had moved, and there was nothing to do.
    """

    language: str
    zone: str
    monday: date
    team: TeamFacts
    mix_up: MixUpFacts | None = None
    talk: TalkFacts | WordedTalkFacts | None = None
    helpers: tuple[HelpFacts, ...] = ()
    since: SinceFacts | None = None
    trend: TrendFacts | None = None
    moves: Moves = Moves()
    nothing_new: bool = False


_FACTS = TypeAdapter(DigestFacts)


def as_json(facts: DigestFacts) -> dict[str, Any]:
    """Return facts as they are stored."""
    return dict(_FACTS.dump_python(facts, mode="json"))


def from_json(stored: Mapping[str, Any]) -> DigestFacts:
    """Read stored facts."""
    return _FACTS.validate_python(stored)


def figure(estimate: TeamEstimate) -> Figure:
    """Return an estimate as it is kept."""
    return Figure(
        p=estimate.p,
        low=estimate.low,
        high=estimate.high,
        people=estimate.people,
        answers=estimate.answers,
        reliable=estimate.reliable,
    )
