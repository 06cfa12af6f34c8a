"""Whom to ask what, when and why: the need of a skill decides, cards rank its seen scenarios.

Everything is a value and `now` an argument: the same learner, needs and candidates always give
the same plan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from scheduling.calendar import WorkingTime
from scheduling.need import GAP_AFTER_RIGHT, NARROW, PROBE_BEFORE, SkillNeed, wakes, worth
from scheduling.slots import Cadence, chance, next_slot

PLACEMENT = 12
"""A newcomer's first questions, chosen for what they tell rather than for what is needed."""

UNANSWERED_RETURNS = timedelta(days=7)
"""An item that was asked and not answered is left alone for this long."""

TELLING = 0.65
"""The chance of a good reply at which an unseen scenario teaches without discouraging."""

FURTHER_SKILLS = 0.5
"""What an item's further skills add to its worth: a scenario teaches its main skill most."""

_UNGRADED = timedelta(days=GAP_AFTER_RIGHT)
_AT_ONCE = datetime.min.replace(tzinfo=UTC)


class Reason(StrEnum):
    """Why a question comes now, the strongest reason alone."""

    PLACEMENT = "placement"
    MISUNDERSTOOD = "misunderstood"
    MISSED = "missed"
    BELOW = "below"
    UNSURE = "unsure"
    FADING = "fading"
    UPKEEP = "upkeep"


class Idle(StrEnum):
    """Why no question is planned."""

    OPEN_QUESTION = "open_question"
    AWAY = "away"
    RESTING = "resting"
    NOT_DUE = "not_due"
    NO_ITEMS = "no_items"


@dataclass(frozen=True, slots=True)
class Learner:
    """A person as the planner sees them.

    `asked` are the moments of recent questions that count towards the cadence, not those asked
    for. `open_until` is when an unanswered question expires. `evidence_count` is the replies
    that count, in any skill. The seed sets their rhythm.
    """

    person: str
    working: WorkingTime
    cadence: Cadence
    asked: tuple[datetime, ...] = ()
    open_until: datetime | None = None
    evidence_count: int = 0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that may be asked: published, in a role of the person's, in their language.

    `seen` counts the replies to it, `last_asked` its last delivery, answered or not. `difficulty`
    is its mean score in (0, 1); `p` the chance of a good reply, where it is known, and `telling`
    by how much a reply is expected to narrow the ranges of the role's skills: it matters for a
    newcomer alone. `due` is when its card is. `misunderstood` says that the last reply to it
    showed a misconception.
    """

    item: str
    skills: tuple[str, ...]
    difficulty: float
    seen: int = 0
    last_asked: datetime | None = None
    due: datetime | None = None
    misunderstood: bool = False
    p: float | None = None
    telling: float | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """The figures behind a choice, for one sentence to the person asked.

    Days are whole and None where it never happened; `days_to_crossing` is None where the skill
    is not forecast to fall below its target.
    """

    reason: Reason
    skill: str
    target: float
    p: float
    low: float
    high: float
    answers: int
    unseen: bool
    days_since_asked: int | None
    days_since_missed: int | None
    days_to_crossing: int | None


@dataclass(frozen=True, slots=True)
class Planned:
    """Ask this item for the sake of this skill at this moment."""

    item: str
    skill: str
    at: datetime
    why: Why


@dataclass(frozen=True, slots=True)
class Nothing:
    """Ask nothing; looking again is worth while at `again_at`, or once something changes."""

    reason: Idle
    again_at: datetime | None


def next_question(
    learner: Learner, needs: Sequence[SkillNeed], candidates: Sequence[Candidate], now: datetime
) -> Planned | Nothing:
    """The next question of somebody's cadence: what is worth most to their role at its moment."""
    if learner.open_until is not None and now < learner.open_until:
        return Nothing(Idle.OPEN_QUESTION, learner.open_until)
    seed = f"{learner.seed}:{learner.person}"
    at = next_slot(learner.working, learner.cadence, learner.asked, seed, now)
    if at is None:
        return Nothing(Idle.AWAY, None)
    awake = [need for need in needs if wakes(need, at) == at]
    chosen = _choose(learner, awake, candidates, at)
    return chosen or _idle(needs, candidates, at)


def on_demand(
    learner: Learner, needs: Sequence[SkillNeed], candidates: Sequence[Candidate], now: datetime
) -> Planned | Nothing:
    """A question that somebody asks for: now, whatever their hours and cadence, rested or not.

    An item whose card is not due yet stays away all the same: repeating it so soon teaches little.
    """
    awake = [need for need in needs if wakes(need, now) == now]
    chosen = _choose(learner, awake, candidates, now) or _choose(learner, needs, candidates, now)
    return chosen or _idle(needs, candidates, now)


def _choose(
    learner: Learner, needs: Sequence[SkillNeed], candidates: Sequence[Candidate], at: datetime
) -> Planned | None:
    ready = [candidate for candidate in candidates if returns(candidate) <= at]
    if learner.evidence_count < PLACEMENT:
        chosen = _most_telling(needs, ready)  # what is known already tells little: it interleaves
    else:
        others = _most_needed(learner, _interleaved(needs), ready, at)
        chosen = others or _most_needed(learner, needs, ready, at)
    if chosen is None:
        return None
    need, candidate = chosen
    return Planned(candidate.item, need.skill, at, _why(learner, need, candidate, at))


def _interleaved(needs: Sequence[SkillNeed]) -> list[SkillNeed]:
    """The needs without the skill asked about last: skills practised in turn stick better."""
    asked = [need.last_asked for need in needs if need.last_asked is not None]
    last = max(asked, default=None)
    return [need for need in needs if need.last_asked is None or need.last_asked != last]


def _most_needed(
    learner: Learner, needs: Sequence[SkillNeed], ready: Sequence[Candidate], at: datetime
) -> tuple[SkillNeed, Candidate] | None:
    """The item worth most to the role, and the neediest of its skills.

    A repeat is open only where that skill has no unseen scenario left.
    """
    by_skill = {need.skill: need for need in needs}
    value = {need.skill: worth(need, at) for need in needs}
    fresh = {skill for item in ready if not item.seen for skill in item.skills}
    asked = {skills: _value(skills, value) for skills in {item.skills for item in ready}}
    most = -1.0
    chosen: list[tuple[Candidate, str]] = []
    for item in ready:
        total, main = asked[item.skills]
        if total < most or main is None or (item.seen and main in fresh):
            continue
        if total > most:
            most, chosen = total, []
        chosen.append((item, main))
    if not chosen:
        return None
    item, main = min(chosen, key=lambda pair: _rank(learner, pair[0]))
    return by_skill[main], item


def _value(skills: Sequence[str], value: Mapping[str, float]) -> tuple[float, str | None]:
    """What a question about these skills is worth, and the neediest of them."""
    known = [skill for skill in skills if skill in value]
    main = max(known, key=lambda skill: (value[skill], skill), default=None)
    if main is None:
        return 0.0, None
    others = sum(value[skill] for skill in known if skill != main)
    return value[main] + FURTHER_SKILLS * others, main


def _rank(learner: Learner, item: Candidate) -> tuple[bool, float, float, str]:
    """Order a skill's items: unseen ones first, by fit; then by how long their card is due."""
    if item.seen:
        return True, -item.misunderstood, returns(item).timestamp(), item.item
    fit = round(abs(_p(item) - TELLING), 1)
    return False, fit, chance(str(learner.seed), learner.person, item.item), item.item


def _most_telling(
    needs: Sequence[SkillNeed], ready: Sequence[Candidate]
) -> tuple[SkillNeed, Candidate] | None:
    """The item whose reply narrows the ranges of the role's skills most, and its widest skill.

    Where nobody has worked out how telling an item is, what its reply tells goes with p·(1 − p),
    and what a skill gains by it with its variance.
    """
    by_skill = {need.skill: need for need in needs}
    best: tuple[tuple[bool, float, str], Candidate] | None = None
    spread = {
        skills: sum(by_skill[skill].width ** 2 for skill in skills if skill in by_skill)
        for skills in {item.skills for item in ready}
        if not by_skill.keys().isdisjoint(skills)
    }
    for item in ready:
        if item.skills in spread:
            p = _p(item)
            guess = p * (1.0 - p) * spread[item.skills]
            telling = guess if item.telling is None else item.telling
            key = (item.seen == 0, telling, item.item)
            if best is None or key > best[0]:
                best = key, item
    if best is None:
        return None
    known = [by_skill[skill] for skill in best[1].skills if skill in by_skill]
    return max(known, key=lambda need: (need.width, need.skill)), best[1]


def _p(item: Candidate) -> float:
    return item.difficulty if item.p is None else item.p


def returns(item: Candidate) -> datetime:
    """When an item may be asked: at once when unseen, else when its card is due."""
    if item.last_asked is None:
        return _AT_ONCE
    if item.seen == 0:
        return item.last_asked + UNANSWERED_RETURNS
    return item.last_asked + _UNGRADED if item.due is None else item.due


def _idle(needs: Sequence[SkillNeed], candidates: Sequence[Candidate], at: datetime) -> Nothing:
    """Say why nothing is asked, and when a rested skill wakes or a card falls due."""
    moments = {need.skill: wakes(need, at) for need in needs}
    wanted = [item for item in candidates if any(skill in moments for skill in item.skills)]
    if not wanted:
        return Nothing(Idle.NO_ITEMS, None)
    again: list[datetime] = []
    for item in wanted:
        woken = [moments[skill] for skill in item.skills if skill in moments]
        again += [max(moment, returns(item)) for moment in woken if moment is not None]
    awake = any(moment == at for moment in moments.values())
    return Nothing(Idle.NOT_DUE if awake else Idle.RESTING, min(again, default=None))


def _why(learner: Learner, need: SkillNeed, item: Candidate, at: datetime) -> Why:
    return Why(
        reason=_reason(learner, need, at),
        skill=need.skill,
        target=need.target,
        p=need.p,
        low=need.low,
        high=need.high,
        answers=need.answers,
        unseen=item.seen == 0,
        days_since_asked=_days(need.last_asked, at),
        days_since_missed=_days(need.last_missed, at),
        days_to_crossing=_days(at, need.crossing),
    )


def _reason(learner: Learner, need: SkillNeed, at: datetime) -> Reason:
    if learner.evidence_count < PLACEMENT:
        return Reason.PLACEMENT
    if need.last_missed is not None:
        return Reason.MISUNDERSTOOD if need.misunderstood else Reason.MISSED
    if need.p < need.target:
        return Reason.BELOW
    if need.crossing is not None and need.crossing - PROBE_BEFORE <= at:
        return Reason.FADING
    return Reason.UNSURE if need.width > NARROW else Reason.UPKEEP


def _days(start: datetime | None, end: datetime | None) -> int | None:
    return None if start is None or end is None else max(0, (end - start).days)
