"""What loading a framework would change: skills, roles, and what roles expect from which day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from org.model import Expectation, Framework, Role, Skill


@dataclass(frozen=True, slots=True)
class Expected:
    """What a role expects of a skill until a day (exclusive); None: until further notice."""

    role: str
    expectation: Expectation
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it is expected on that day."""
        since = self.expectation.since
        return (since is None or since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class InForce:
    """A framework as it stands: what is not retired, and every expectation there ever was.

    What the roles themselves say that they expect is not looked at.
    """

    skills: tuple[Skill, ...] = ()
    roles: tuple[Role, ...] = ()
    expected: tuple[Expected, ...] = ()


class Field(StrEnum):
    """What a framework says of a skill, and the first of it of a role."""

    NAME = "name"
    DESCRIPTION = "description"


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One thing about a skill or a role that the new framework says otherwise."""

    id: str
    field: Field
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Retired:
    """A skill or a role that is no longer named; `people` hold the role, or one that asks for it.

    A role that nobody may be given any more stays with whoever holds it until a roster says
    otherwise, and expects nothing of them.
    """

    id: str
    name: str
    people: int = 0


@dataclass(frozen=True, slots=True)
class Ended:
    """An expectation that gets another last day: `until` is exclusive, None lets it go on."""

    was: Expected
    until: date | None


@dataclass(frozen=True, slots=True)
class ExpectationChange:
    """What a role that stays expects otherwise of a skill; None: not expected."""

    role: str
    skill: str
    was: Expectation | None
    now: Expectation | None


@dataclass(frozen=True, slots=True)
class FrameworkDiff:
    """The difference between the framework in force and a new one, each by id.

    `opened` and `ended` are what is to be written; `expectations` says it as people think of it,
    without the roles that are new or retired, and without the skills that are retired.
    """

    new_skills: tuple[Skill, ...] = ()
    changed_skills: tuple[EntryChange, ...] = ()
    retired_skills: tuple[Retired, ...] = ()
    new_roles: tuple[Role, ...] = ()
    changed_roles: tuple[EntryChange, ...] = ()
    retired_roles: tuple[Retired, ...] = ()
    expectations: tuple[ExpectationChange, ...] = ()
    opened: tuple[Expected, ...] = ()
    ended: tuple[Ended, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether loading would change nothing."""
        skills = self.new_skills or self.changed_skills or self.retired_skills
        roles = self.new_roles or self.changed_roles or self.retired_roles
        return not (skills or roles or self.opened or self.ended)


def compare(
    current: InForce,
    new: Framework,
    today: date,
    held: Mapping[str, Collection[str]] | None = None,
) -> FrameworkDiff:
    """Compare a new framework with the one in force; `held` names the people by role.

    What was expected before today stays as it was. What the new framework states without a day
    holds from today on, and from ever where no framework was loaded before.
    """
    people = held or {}
    skills = {skill.id: skill for skill in current.skills}
    roles = {role.id: role for role in current.roles}
    skill_ids, role_ids = {s.id for s in new.skills}, {r.id for r in new.roles}
    opened, ended, follows = _expectations(current.expected, new, today)
    staying = (role_ids & roles.keys(), skill_ids)
    return FrameworkDiff(
        new_skills=tuple(s for s in new.skills if s.id not in skills),
        changed_skills=tuple(
            change
            for skill in new.skills
            if skill.id in skills
            for change in _changes(skills[skill.id], skill, (Field.NAME, Field.DESCRIPTION))
        ),
        retired_skills=tuple(
            Retired(s.id, s.name, len(_who_need(s.id, current.expected, people, today)))
            for s in current.skills
            if s.id not in skill_ids
        ),
        new_roles=tuple(r for r in new.roles if r.id not in roles),
        changed_roles=tuple(
            change
            for role in new.roles
            if role.id in roles
            for change in _changes(roles[role.id], role, (Field.NAME,))
        ),
        retired_roles=tuple(
            Retired(r.id, r.name, len(set(people.get(r.id, ()))))
            for r in current.roles
            if r.id not in role_ids
        ),
        expectations=tuple(_said(current.expected, opened, ended, follows, *staying, today)),
        opened=opened,
        ended=ended,
    )


def _changes(
    was: Skill | Role, now: Skill | Role, fields: Collection[Field]
) -> Iterator[EntryChange]:
    for field in fields:
        before, after = getattr(was, field), getattr(now, field)
        if before != after:
            yield EntryChange(now.id, field, before, after)


def _who_need(
    skill: str, expected: Sequence[Expected], held: Mapping[str, Collection[str]], today: date
) -> set[str]:
    asking = {e.role for e in expected if e.expectation.skill == skill and e.holds_on(today)}
    return {person for role in asking for person in held.get(role, ())}


_Pair = tuple[str, str]


def _expectations(
    expected: Sequence[Expected], new: Framework, today: date
) -> tuple[tuple[Expected, ...], tuple[Ended, ...], dict[_Pair, Expectation]]:
    """Return the expectations that begin, those that get another end, and what then is expected."""
    known: dict[_Pair, list[Expected]] = defaultdict(list)
    for e in expected:
        known[_pair(e)].append(e)
    opened: list[Expected] = []
    ended: list[Ended] = []
    follows: dict[_Pair, Expectation] = {}
    for role in new.roles:
        for stated in role.expects:
            before = known.pop((role.id, stated.skill), [])
            standing = [e for e in before if not _over(e, today)]
            same = _that_says(stated, standing, today)
            if same is None:
                begin = _begin(stated, bool(before), bool(expected), today)
                opened.append(Expected(role.id, replace(stated, since=begin)))
            else:
                begin = same.expectation.since
                ended += [Ended(same, None)] if same.until is not None else []
            follows[role.id, stated.skill] = replace(stated, since=begin)
            end = max(today, begin or today)
            ended += [Ended(e, end) for e in standing if e is not same and _outlasts(e, end)]
    for left in known.values():
        ended += [Ended(e, today) for e in left if not _over(e, today)]
    return tuple(opened), tuple(sorted(ended, key=lambda e: _order(e.was))), follows


def _pair(e: Expected) -> _Pair:
    return (e.role, e.expectation.skill)


def _over(e: Expected, today: date) -> bool:
    return e.until is not None and e.until <= today


def _outlasts(e: Expected, end: date) -> bool:
    return e.until is None or e.until > end


def _that_says(stated: Expectation, standing: Sequence[Expected], today: date) -> Expected | None:
    """Return what says the same already: from now on, or from the same later day."""

    def says(e: Expected) -> tuple[float, str, date]:
        return _values(e.expectation, today)

    found = [e for e in standing if says(e) == _values(stated, today)]
    return min(found, key=lambda e: (e.until is not None, _order(e)), default=None)


def _values(e: Expectation, today: date) -> tuple[float, str, date]:
    return (e.target, e.criticality.value, max(today, e.since or today))


def _begin(stated: Expectation, pair_known: bool, any_known: bool, today: date) -> date | None:
    """Return the day from which something new is expected; the past is not rewritten."""
    if pair_known:
        return max(today, stated.since or today)
    return stated.since or (today if any_known else None)


def _said(
    expected: Sequence[Expected],
    opened: Sequence[Expected],
    ended: Sequence[Ended],
    follows: Mapping[_Pair, Expectation],
    roles: Collection[str],
    skills: Collection[str],
    today: date,
) -> Iterator[ExpectationChange]:
    """Yield what changes, once a role and skill: what would have been, and what is instead."""
    standing: dict[_Pair, list[Expectation]] = defaultdict(list)
    for e in sorted(expected, key=_order):
        if not _over(e, today):
            standing[_pair(e)].append(e.expectation)
    for role, skill in sorted({*map(_pair, opened), *(_pair(e.was) for e in ended)}):
        if role in roles and skill in skills:
            now = follows.get((role, skill))
            others = [
                was
                for was in standing[role, skill]
                if now is None or _values(was, today) != _values(now, today)
            ]
            yield ExpectationChange(role, skill, next(iter(others), None), now)


def _order(e: Expected) -> tuple[str, str, date, date]:
    since = e.expectation.since or date.min
    return (e.role, e.expectation.skill, since, e.until or date.max)
