"""The fitted constants of the model: read, written and shipped as JSON."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from capability.errors import PriorsError
from capability.head import Head


@dataclass(frozen=True, slots=True)
class Priors:
    """Every constant of the model; variances in squared logits, times in days.

    `*_variance` is a part's variance without evidence, `*_days` its time scale and `*_power` the
    power of its forgetting. `*_success` and `*_failure` are what one reply teaches by itself,
    added to the mean in proportion to the score. `item_shrinkage` is how many replies an item's
    difficulty needs to count as much as its skill's. `head` recalibrates where a log was long
    enough to fit one.
    """

    intercept: float
    slope: float
    ability_variance: float
    ability_days: float
    session_variance: float
    session_days: float
    slow_variance: float
    slow_days: float
    slow_power: float
    fast_variance: float
    fast_days: float
    item_variance: float
    item_days: float
    item_power: float
    slow_success: float
    slow_failure: float
    item_success: float
    item_failure: float
    item_shrinkage: float = 10.0
    head: Head | None = None

    def __post_init__(self) -> None:
        for name in NUMBERS:
            value = getattr(self, name)
            if not math.isfinite(value):
                raise PriorsError(f"Priors: {name} is {value}, not a number.")
            if positive(name) and value <= 0.0:
                raise PriorsError(f"Priors: {name} is {value}; it has to be above 0.")

    @property
    def at_rest(self) -> tuple[float, float, float, float, float]:
        """The variance of every part without evidence, in the order of `capability.belief.Part`."""
        return (
            self.ability_variance,
            self.session_variance,
            self.slow_variance,
            self.fast_variance,
            self.item_variance,
        )


NUMBERS = tuple(field.name for field in fields(Priors) if field.name != "head")
"""The names of the constants proper, in the order of the class."""

HEAD = ("weights", "pairs", "middle", "width")
"""What a head consists of, in the order of its class."""


def positive(name: str) -> bool:
    """Whether a constant makes sense only above 0."""
    return name.endswith(("_variance", "_days", "_power", "_shrinkage"))


def dumps(priors: Priors) -> str:
    """The priors as JSON, one constant a line."""
    values: dict[str, object] = {name: getattr(priors, name) for name in NUMBERS}
    head = priors.head
    values["head"] = head and {name: list(getattr(head, name)) for name in HEAD}
    return json.dumps(values, indent=2) + "\n"


def loads(text: str) -> Priors:
    """The priors in a JSON text; raises `PriorsError` that names what is missing or unknown."""
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        raise PriorsError(f"Priors: not JSON ({error}).") from error
    if not isinstance(values, dict):
        raise PriorsError("Priors: a JSON object is needed.")
    if wrong := sorted({*NUMBERS, "head"} ^ values.keys()):
        raise PriorsError(f"Priors: missing or unknown: {', '.join(wrong)}.")
    try:
        head = values.pop("head")
        if head is not None:
            head = Head(*(tuple(float(number) for number in head[name]) for name in HEAD))
        return Priors(**{name: float(value) for name, value in values.items()}, head=head)
    except (KeyError, TypeError, ValueError) as error:
        raise PriorsError(f"Priors: {error}") from error


@cache
def shipped() -> Priors:
    """The priors that come with the package, pooled over several logs."""
    return loads(files("capability").joinpath("priors.json").read_text("utf-8"))
