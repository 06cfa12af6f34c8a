"""Extras: the libraries that only a part of the program needs, and how to get them."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final

from bot.errors import MissingExtra


@dataclass(frozen=True, slots=True)
class Extra:
    """An extra of the package by its name in pyproject.toml, and the modules that come with it."""

    name: str
    modules: tuple[str, ...]

    @property
    def command(self) -> str:
        """What installs it."""
        return f"pip install 'holdfast[{self.name}]'"

    def is_installed(self) -> bool:
        """Whether every module of it can be imported; none is."""
        return all(find_spec(module) is not None for module in self.modules)

    def require(self, what: str) -> None:
        """Raise MissingExtra where it is not installed; `what` is what needs it."""
        if not self.is_installed():
            raise MissingExtra(
                f"{what} needs libraries that are not installed. Get them with: {self.command}"
            )


LAB: Final = Extra(
    "lab", ("fsrs_rs_python", "matplotlib", "numba", "scipy", "sklearn", "threadpoolctl")
)
"""What fitting and evaluating compute and draw with."""

MODEL: Final = Extra("model", ("openai", "pydantic_ai"))
"""What reaches a language model."""
