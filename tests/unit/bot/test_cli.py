"""The command line lists its commands without importing them, and imports the one that is used."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from bot import cli
from bot.cli import COMMANDS, command_line, loaded

HEAVY = {
    *("alembic", "apscheduler", "babel", "holidays", "jinja2", "numpy", "openai", "psycopg"),
    *("pydantic", "pydantic_ai", "rapidfuzz", "ruamel", "slack_bolt", "slack_sdk", "sqlalchemy"),
    *("starlette", "structlog", "uvicorn"),
    *("fsrs_rs_python", "matplotlib", "numba", "scipy", "sklearn"),
}
ROOMS = {
    *("capability", "files", "grading", "handlers", "items", "lab", "messages", "org", "practice"),
    *("scheduling", "store", "views", "workspace"),
}


def loaded_by(code: str) -> set[str]:
    """The modules that a fresh interpreter holds after some code; what it prints is left out."""
    after = "import sys; sys.stderr.write(' '.join(sys.modules))"
    ended = subprocess.run(
        [sys.executable, "-c", f"{code}\n{after}"], capture_output=True, text=True, check=True
    )
    return set(ended.stderr.split())


def shown(place: cli.Place) -> str:
    """What a command says of itself in its own help, up to the first empty line, on one line."""
    found = place.load()
    words = found.info.help if isinstance(found, typer.Typer) else found.__doc__
    return " ".join(str(words).split("\n\n")[0].split())


def test_the_help_loads_nothing_that_is_slow_to_load() -> None:
    loaded = loaded_by(
        "from bot.cli import command_line\n"
        "command_line()(['--help'], standalone_mode=False, prog_name='holdfast')"
    )
    assert "bot.cli" in loaded
    assert {name for name in loaded if name.startswith("bot.") and name != "bot.cli"} == set()
    assert loaded & HEAVY == set()
    # Python's own `copy` looks for an `org`, which other Pythons have, and finds our folder.
    assert {name for name in loaded if name.partition(".")[0] in ROOMS} <= {"org"}


def test_no_command_loads_the_lab_before_it_is_run() -> None:
    modules = sorted({place.module for place in COMMANDS.values()})
    loaded = loaded_by("\n".join(f"import bot.commands.{module}" for module in modules))
    assert {f"bot.commands.{module}" for module in modules} <= loaded
    extras = {"fsrs_rs_python", "matplotlib", "numba", "openai", "pydantic_ai", "scipy", "sklearn"}
    assert loaded & {"lab", *extras} == set()


@pytest.mark.parametrize(("name", "place"), COMMANDS.items(), ids=list(COMMANDS))
def test_a_commands_line_in_the_help_is_what_it_says_itself(name: str, place: cli.Place) -> None:
    assert shown(place) == place.help
    command: Any = typer.main.get_command(command_line())
    assert loaded(command.commands[name]).name in ("", name, place.name)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    found = CliRunner().invoke(command_line(), [name, "--help"])
    assert found.exit_code == 0
    assert COMMANDS[name].help.split(maxsplit=1)[0] in found.stdout


def test_a_command_that_is_nearly_right_is_suggested() -> None:
    found = CliRunner().invoke(command_line(), ["evalute"])
    assert found.exit_code == 2
    assert "Did you mean 'evaluate'?" in " ".join(found.stderr.replace("│", " ").split())
