"""The command line. Exit codes: 0 done, 1 something went wrong on the way, 2 it cannot be done."""

from __future__ import annotations

import os
import sys

import typer

SEVERAL = ("--fit", "--test")
"""Options that take one file after another."""


def main() -> None:
    """Run the command line."""
    if "evaluate" in sys.argv:
        # The fits are many small products: threads in each would wait for one another.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    command_line()(args=several_each(sys.argv[1:]))


def command_line() -> typer.Typer:
    """Put the commands together; they are imported only here, once `main` has set the threads."""
    from bot.commands import bank, db, digest, doctor, grading, measure, people, running

    app = typer.Typer(
        name="holdfast",
        help="Keeps a team's skills from fading: spaced practice in Slack.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )
    app.command()(running.run)
    app.command(name="try")(running.try_it)
    app.command()(doctor.doctor)
    app.command()(measure.simulate)
    app.add_typer(db.db, name="db")
    app.add_typer(people.people, name="people")
    app.add_typer(bank.bank, name="bank")
    app.add_typer(digest.digest, name="digest")
    app.add_typer(grading.grading, name="grading")
    app.add_typer(measure.evaluate, name="evaluate")
    app.add_typer(measure.fit, name="fit")
    return app


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
