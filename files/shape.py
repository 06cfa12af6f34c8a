"""Values fitted to a pydantic model: unknown keys and wrong types become problems, all at once.

A shape says which keys there are and what type each value has; every field of it has a default,
so that the rest of a file can still be checked when one value does not fit.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Generic, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic.fields import FieldInfo

from files.faults import Path, Problem, clip, did_you_mean, one_of


class Shape(BaseModel):
    """The base of all shapes: no unknown keys, no silent conversion, no infinite numbers."""

    model_config = ConfigDict(
        extra="forbid", strict=True, str_strip_whitespace=True, allow_inf_nan=False, frozen=True
    )


M = TypeVar("M", bound=Shape)

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def day(value: object) -> date:
    """Read a day as YYYY-MM-DD; raises ValueError otherwise."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _ISO_DAY.fullmatch(value.strip()):
        raise ValueError("not a day")
    return date.fromisoformat(value.strip())


Day = Annotated[date, BeforeValidator(day)]


@dataclass(frozen=True, slots=True)
class Fitted(Generic[M]):
    """A value as its model, without what did not fit; `broken` are the places left out."""

    value: M
    problems: tuple[Problem, ...]
    broken: tuple[Path, ...]

    def sound(self, problem: Problem) -> bool:
        """Whether a further problem is one of its own, and no echo of a place left out."""
        return not any(_within(problem.path, b) or _within(b, problem.path) for b in self.broken)


def _within(inner: Path, outer: Path) -> bool:
    return inner[: len(outer)] == outer


def fit(model: type[M], value: dict[str, Any], braces: Collection[Path] = ()) -> Fitted[M]:
    """Fit a value to a model; what does not fit is left out and reported.

    `braces` are the places of mappings in one line, where a comma may have parted a text.
    """
    try:
        return Fitted(model.model_validate(value), (), ())
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=False)
    repaired = copy.deepcopy(value)
    problems, broken = [], []
    for detail in details:
        path = tuple(detail["loc"])
        if detail["type"] == "extra_forbidden":
            known = _keys_at(model, path[:-1])
            problems.append(_unknown_key(path, known, path[:-1] in braces))
            meant = did_you_mean(str(path[-1]), known)
            broken.extend([] if meant is None else [(*path[:-1], meant)])
        else:
            problems.append(_misfit(model, path, detail["type"], detail["input"]))
            broken.append(path)
        _leave_out(repaired, path, detail["type"])
    return Fitted(model.model_validate(repaired), tuple(problems), tuple(broken))


def _unknown_key(path: Path, known: Sequence[str], in_braces: bool) -> Problem:
    key = str(path[-1])
    meant = did_you_mean(key, known)
    todo = f"Did you mean `{meant}`?" if meant else f"Remove it. Known here: {', '.join(known)}."
    if in_braces and not meant:
        todo += " If a comma before it ends a text too early, put that text into quotes."
    return Problem(path, f"`{clip(key)}` is not a known key.", todo)


def _leave_out(value: dict[str, Any], path: Path, kind: str) -> None:
    """Remove a value at a place; in a list an empty one stays behind, so that indexes hold."""
    holder: Any = value
    for step in path[:-1]:
        holder = holder[step]
    if isinstance(holder, list):
        holder[int(path[-1])] = "" if kind == "string_type" else {}
    else:
        holder.pop(path[-1], None)


_WANTED = {
    "string_type": ("text", "Put it in quotes."),
    "float_type": ("a number", "Write a number, as in `1` or `0.5`."),
    "finite_number": ("a number", "Write a number, as in `1` or `0.5`."),
    "list_type": ("a list", "Begin each entry with `- `."),
    "dict_type": ("a set of keys", "Write `key: value` lines."),
    "model_type": ("a set of keys", "Write `key: value` lines."),
}


def _misfit(model: type[Shape], path: Path, kind: str, value: object) -> Problem:
    key = next(step for step in reversed(path) if isinstance(step, str))
    name = f"`{key}`" if path[-1] == key else f"An entry of `{key}`"
    if kind == "value_error":
        what = f"{name} is `{clip(str(value))}`, which is no day."
        return Problem(path, what, "Write it as year-month-day, as in 2027-06-01.")
    if kind == "literal_error":
        words = _words_at(model, path)
        meant = did_you_mean(str(value), words)
        todo = f"Did you mean `{meant}`?" if meant else f"Write {one_of(words)}."
        return Problem(path, f"{name} is `{clip(str(value))}`.", todo)
    wanted, todo = _WANTED[kind]
    if isinstance(value, str) and re.match(r"[a-z_]+:\S", value):
        todo = f"Put a space after the colon of `{value.partition(':')[0]}`."
    return Problem(path, f"{name} is {_named(value)} where {wanted} belongs.", todo)


def _named(value: object) -> str:
    match value:
        case None:
            return "empty"
        case bool():
            return "true or false"
        case int() | float():
            return f"the number {value}"
        case str():
            return "text"
        case list():
            return "a list"
        case _:
            return "a set of keys"


def _keys_at(model: type[Shape], path: Path) -> tuple[str, ...]:
    """Return the keys that the model knows at a place."""
    return tuple(_fields(_annotation(model, path)))


def _words_at(model: type[Shape], path: Path) -> tuple[str, ...]:
    """Return the words that the model allows at a place."""
    return tuple(_literals(_annotation(model, path)))


def _annotation(model: type[Shape], path: Path) -> Any:
    """Return the annotation at a place, through shapes, lists and mappings."""
    annotation: Any = model
    for step in path:
        inside = get_args(annotation)
        annotation = inside[-1] if inside else _fields(annotation)[str(step)].annotation
    return annotation


def _fields(model: type[Shape]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _literals(annotation: Any) -> Iterator[str]:
    for argument in get_args(annotation):
        if isinstance(argument, str):
            yield argument
        else:
            yield from _literals(argument)
