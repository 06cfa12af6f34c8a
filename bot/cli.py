"""The command line. Exit codes: 0 done, 1 something went wrong on the way, 2 it cannot be done."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

SEVERAL = ("--fit", "--test")
"""Options that take one file after another."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a command is: a module of `bot.commands` and a name there, and its line in the help."""

    module: str
    name: str
    help: str

    def load(self) -> Any:
        """Import the module, and return the command's function or its group of commands."""
        return getattr(import_module(f"bot.commands.{self.module}"), self.name)


COMMANDS: Final[Mapping[str, Place]] = {
    "run": Place(
        "running",
        "run",
        "Run the bot: over Socket Mode, or over HTTP where only a signing secret is set.",
    ),
    "try": Place(
        "running",
        "try_it",
        "Try Holdfast: a small company in a local workspace, with twelve weeks behind it.",
    ),
    "chat": Place(
        "chat",
        "chat",
        "Try a bank in the terminal: questions and answers as text, on a trial database.",
    ),
    "doctor": Place(
        "doctor",
        "doctor",
        "Check tokens, scopes, database and clock, and say what to do about each fault.",
    ),
    "simulate": Place(
        "measure",
        "simulate",
        "Show what a cadence costs and buys, before an administrator sets it.",
    ),
    "db": Place("db", "db", "The database's tables."),
    "people": Place("people", "people", "Who is expected to do what: check, diff, load."),
    "bank": Place("bank", "bank", "Item banks: check, diff, load, export."),
    "outbox": Place("outbox", "outbox", "Messages that stand still: list, retry, drop."),
    "digest": Place("digest", "digest", "The weekly digest."),
    "grading": Place("grading", "grading", "How grading holds over time."),
    "evaluate": Place("measure", "evaluate", "Measure the models on logs and graded answers."),
    "fit": Place("measure", "fit", "Learn from the organisation's own log."),
}
"""The commands in the order of the help, each imported only once it is named."""


def main() -> None:
    """Run the command line."""
    if "evaluate" in sys.argv:
        # The fits are many small products: threads in each would wait for one another.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    command_line()(args=several_each(sys.argv[1:]))


def command_line() -> typer.Typer:
    """Put the commands together."""
    app = typer.Typer(
        name="holdfast",
        cls=Commands,
        help="Keeps a team's skills from fading: spaced practice in Slack.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )
    app.callback()(lambda: None)  # without one, Typer wants a command of its own
    return app


def loaded(command: Any) -> Any:
    """Return the command, or the group of commands, that one of `COMMANDS` stands for."""
    return command.loaded() if isinstance(command, Later) else command


class Commands(TyperGroup):
    """The commands of `COMMANDS`."""

    def __init__(self, **attributes: Any) -> None:
        attributes["commands"] = {name: Later(name, place) for name, place in COMMANDS.items()}
        super().__init__(**attributes)


class Later(TyperCommand):
    """A command that is imported when it is used: the help of all of them needs its line alone."""

    def __init__(self, name: str, place: Place) -> None:
        super().__init__(name, help=place.help)
        self.place = place

    def loaded(self) -> Any:
        """Import the command, or the group of commands, that this one stands for."""
        found = self.place.load()
        if isinstance(found, typer.Typer):
            return typer.main.get_group(found)
        alone = typer.Typer(add_completion=False)
        alone.command(self.name)(found)
        return typer.main.get_command(alone)

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> Any:
        """Let the command itself read its arguments; what follows is all its own."""
        return self.loaded().make_context(info_name, args, parent, **extra)


def several_each(arguments: list[str]) -> list[str]:
    """Let `--fit a b` stand for `--fit a --fit b`: an option may be followed by several files."""
    spread: list[str] = []
    option = ""
    for argument in arguments:
        if argument.startswith("-"):
            option = argument if argument in SEVERAL else ""
        elif option and spread[-1] != option:
            spread.append(option)
        spread.append(argument)
    return spread
