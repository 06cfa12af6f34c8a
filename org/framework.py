"""The framework file: skills, roles and what roles expect, read from YAML with all its faults."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from files.characters import composed
from files.faults import Fault, Path, Problem, clip, suggestion
from files.shape import Day, Shape, fit
from files.yaml import read
from org import limits
from org.model import Criticality, Expectation, Framework, Role, Skill

_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")


class SkillShape(Shape):
    """One entry of `skills`."""

    id: str = ""
    name: str = ""
    description: str = ""


class ExpectationShape(Shape):
    """One entry of a role's `expects`."""

    skill: str = ""
    target: float | None = None
    criticality: Literal["low", "normal", "high"] = "normal"
    since: Day | None = Field(None, alias="from")


class RoleShape(Shape):
    """One entry of `roles`."""

    id: str = ""
    name: str = ""
    expects: list[ExpectationShape] = Field(default_factory=list)


class FrameworkShape(Shape):
    """The whole file."""

    skills: list[SkillShape] = Field(default_factory=list)
    roles: list[RoleShape] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CheckedFramework:
    """A framework file as read: the framework, or everything to fix by line; warnings go by."""

    framework: Framework | None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()


def check(content: bytes | str, file: str) -> CheckedFramework:
    """Read a framework file and report every fault in it at once."""
    document = read(content, file)
    if isinstance(document, Fault):
        return CheckedFramework(None, (document,))
    fitted = fit(FrameworkShape, document.value, document.braces)
    own = [problem for problem in _problems(fitted.value) if fitted.sound(problem)]
    faults = document.faults((*document.problems, *fitted.problems, *own))
    warnings = document.faults(note for note in document.notes if _is_worded(note.path))
    return CheckedFramework(None if faults else _framework(fitted.value), faults, warnings)


def _is_worded(path: Path) -> bool:
    """Whether people read what stands at a place as words, and not as an id."""
    return "name" in path or "description" in path


def id_problem(path: Path, name: str) -> Problem | None:
    """Return what is wrong with an id, if anything."""
    if not name:
        return Problem(path, "There is no id.", "Add one, as in `id: incident-triage`.")
    if len(name) > limits.ID:
        return Problem(path, f"The id has {len(name)} characters.", f"Use at most {limits.ID}.")
    if not _ID.fullmatch(name):
        plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        todo = f"Write `{plain}`." if plain else "Write a short English name."
        what = f"The id `{clip(name)}` has more than small letters, digits and hyphens."
        return Problem(path, what, todo)
    return None


def id_problems(place: Path, names: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong with the ids of a list's entries: form and repetition."""
    seen: set[str] = set()
    for n, name in enumerate(names):
        path = (*place, n, "id")
        problem = id_problem(path, name)
        if problem is not None:
            yield problem
        elif name in seen:
            what = f"The id `{name}` is used twice."
            yield Problem(path, what, "Give each its own id, or remove one.")
        seen.add(name)


def _problems(shape: FrameworkShape) -> Iterator[Problem]:
    named = {
        "skills": [(skill.id, skill.name) for skill in shape.skills],
        "roles": [(role.id, role.name) for role in shape.roles],
    }
    for key, entries in named.items():
        if not entries:
            yield Problem((key,), f"There are no {key}.", f"List at least one under `{key}:`.")
        yield from id_problems((key,), [name for name, _ in entries])
        for n, (_, name) in enumerate(entries):
            yield from _name_problems((key, n, "name"), name)
    known = {skill.id for skill in shape.skills if skill.id}
    for n, role in enumerate(shape.roles):
        yield from _expectation_problems(("roles", n, "expects"), role.expects, known)


def _name_problems(path: Path, name: str) -> Iterator[Problem]:
    if not name:
        yield Problem(path, "There is no name.", "Add the name that people read.")
    elif len(name) > limits.NAME:
        what = f"The name has {len(name)} characters."
        yield Problem(path, what, f"Use at most {limits.NAME}, Slack's limit for a button.")


def _expectation_problems(
    place: Path, expects: Sequence[ExpectationShape], known: set[str]
) -> Iterator[Problem]:
    seen: set[str] = set()
    for n, expectation in enumerate(expects):
        skill = expectation.skill
        path = (*place, n, "skill")
        if not skill:
            yield Problem(path, "This expectation names no skill.", "Add `skill:`.")
        elif skill not in known:
            todo = suggestion(skill, known, "List it under `skills:`, or remove it here.")
            yield Problem(path, f"`skills` has no `{clip(skill)}`.", todo)
        elif skill in seen:
            yield Problem(path, f"`{skill}` is expected twice.", "Keep one of the two.")
        seen.add(skill)
        target = expectation.target
        if target is None:
            what = "This expectation has no target."
            yield Problem((*place, n, "target"), what, "Add one from 0 to 1, as in `target: 0.85`.")
        elif not 0 <= target <= 1:
            what = f"The target is {target:g}."
            yield Problem((*place, n, "target"), what, "Write a number from 0 to 1, as in 0.85.")


def _framework(shape: FrameworkShape) -> Framework:
    return Framework(
        skills=tuple(Skill(s.id, composed(s.name), s.description) for s in shape.skills),
        roles=tuple(
            Role(r.id, composed(r.name), tuple(_expectation(e) for e in r.expects))
            for r in shape.roles
        ),
    )


def _expectation(shape: ExpectationShape) -> Expectation:
    # The check has seen to it that there is a target.
    target = shape.target if shape.target is not None else 0.0
    return Expectation(shape.skill, target, Criticality(shape.criticality), shape.since)
