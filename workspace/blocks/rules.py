"""The parts that a description of Slack's JSON is made of, in Slack's words of refusal.

A rule looks at one value and adds each fault to a list, with the JSON pointer of the place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Rule: TypeAlias = Callable[[Any, str, list[str]], None]


def fault(what: str, at: str, faults: list[str]) -> None:
    """Add a fault."""
    faults.append(f"{what} [json-pointer:{at}]")


def string(most: int | None = None, least: int = 0) -> Rule:
    """A text with a number of characters."""

    def check(value: Any, at: str, faults: list[str]) -> None:
        if not isinstance(value, str):
            fault("must be a string", at, faults)
        elif len(value) < least:
            fault(f"must be more than {least - 1} characters", at, faults)
        elif most is not None and len(value) > most:
            fault(f"must be less than {most + 1} characters", at, faults)

    return check


def pattern(regex: str, what: str) -> Rule:
    """A text of a certain form, such as a date."""
    compiled = re.compile(regex)

    def check(value: Any, at: str, faults: list[str]) -> None:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            fault(f"must be {what}", at, faults)

    return check


def boolean(value: Any, at: str, faults: list[str]) -> None:
    """True or false."""
    if not isinstance(value, bool):
        fault("must be a boolean", at, faults)


def integer(least: int | None = None, most: int | None = None) -> Rule:
    """A whole number in a range."""

    def check(value: Any, at: str, faults: list[str]) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            fault("must be an integer", at, faults)
        elif least is not None and value < least:
            fault(f"must be greater than {least - 1}", at, faults)
        elif most is not None and value > most:
            fault(f"must be less than {most + 1}", at, faults)

    return check


def number(value: Any, at: str, faults: list[str]) -> None:
    """A finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value - value != 0:
        fault("must be a number", at, faults)


def one_of(*allowed: Any) -> Rule:
    """One of a few values."""

    def check(value: Any, at: str, faults: list[str]) -> None:
        if value not in allowed:
            fault("must be a valid enum value", at, faults)

    return check


def array(rule: Rule, least: int = 0, most: int | None = None) -> Rule:
    """A list of like things."""

    def check(value: Any, at: str, faults: list[str]) -> None:
        if not isinstance(value, list):
            fault("must provide an array", at, faults)
            return
        if len(value) < least:
            fault(f"no fewer than {least} items allowed", at, faults)
        if most is not None and len(value) > most:
            fault(f"no more than {most} items allowed", at, faults)
            return
        for index, item in enumerate(value):
            rule(item, f"{at}/{index}", faults)

    return check


def thing(
    required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None, *more: Rule
) -> Rule:
    """An object with these properties and no others; `more` looks at it as a whole."""
    known = {**required, **(optional or {})}

    def check(value: Any, at: str, faults: list[str]) -> None:
        if not isinstance(value, dict):
            fault("must provide an object", at, faults)
            return
        for name in required:
            if name not in value:
                fault(f"missing required field: {name}", at, faults)
        for name, held in value.items():
            rule = known.get(name)
            if rule is not None:
                rule(held, f"{at}/{name}", faults)
            elif name != "type":
                fault(f"invalid additional property: {name}", at, faults)
        for rule in more:
            rule(value, at, faults)

    return check


def typed(table: Mapping[str, Rule]) -> Rule:
    """An object whose `type` says which rule it follows."""

    def check(value: Any, at: str, faults: list[str]) -> None:
        if not isinstance(value, dict):
            fault("must provide an object", at, faults)
            return
        kind = value.get("type")
        if kind is None:
            fault("missing required field: type", at, faults)
            return
        rule = table.get(kind) if isinstance(kind, str) else None
        if rule is None:
            fault(f"unsupported type: {kind}", f"{at}/type", faults)
        else:
            rule(value, at, faults)

    return check


def exactly_one(*names: str) -> Rule:
    """An object has one of these properties, and not two."""
    listed = " or ".join(f"`{name}`" for name in names)

    def check(value: Any, at: str, faults: list[str]) -> None:
        found = sum(name in value for name in names)
        if found == 0:
            fault(f"must define either {listed}", at, faults)
        elif found > 1:
            fault(f"cannot provide more than one of {listed}", at, faults)

    return check


def at_least_one(*names: str) -> Rule:
    """An object has one of these properties, or several."""
    listed = " or ".join(f"`{name}`" for name in names)

    def check(value: Any, at: str, faults: list[str]) -> None:
        if not any(name in value for name in names):
            fault(f"must define either {listed}", at, faults)

    return check
