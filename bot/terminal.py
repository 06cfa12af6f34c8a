"""What every command uses: where it prints, how it refuses, how it reads settings and files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from pydantic import ValidationError
from rich.console import Console

from bot import log
from bot.errors import MissingExtra, MissingToken
from bot.settings import Settings
from practice.errors import MaybeSent, MessengerError, NotSent
from store.errors import DatabaseProblem

console = Console()
complaints = Console(stderr=True)

CANNOT = 2
"""The exit code of what cannot be done."""


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turn what a person can mend into one message and exit code 2."""
    try:
        yield
    except (DatabaseProblem, MissingToken, MissingExtra) as problem:
        refuse(str(problem))
    except (NotSent, MaybeSent) as problem:
        refuse(
            f"Slack did not answer: {problem}. Check the network, a proxy, and SLACK_API_URL where "
            "it is set; then run: holdfast doctor"
        )
    except MessengerError as problem:
        refuse(f"Slack refuses: {problem}. Check SLACK_BOT_TOKEN, and run: holdfast doctor")
    except OSError as problem:
        if problem.errno is None:
            raise
        refuse(f"{problem.strerror}: {problem.filename or 'port'}.")


def refuse(message: str) -> None:
    """Say why something cannot be done, and end with code 2."""
    complaints.print(message, style="red", highlight=False, markup=False, soft_wrap=True)
    raise typer.Exit(CANNOT)


def read_settings() -> Settings:
    """Read the environment; a wrong value is named, and what to do about it."""
    try:
        settings = Settings()
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        refuse("The environment has wrong values:\n" + "\n".join(lines))
        raise
    log.configure(settings.log_format, settings.log_level)
    return settings


def read_file(path: Path) -> bytes:
    """Read a file, or say why that cannot be done."""
    try:
        return path.read_bytes()
    except OSError as error:
        refuse(f"{path}: {error.strerror}.")
        raise
