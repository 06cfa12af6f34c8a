"""`holdfast doctor`: what stands in the way, and what to do about each thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import typer
from rich.table import Table
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.clocks import SystemClock
from bot.extras import MODEL
from bot.scopes import needed_scopes
from bot.settings import Settings
from bot.terminal import CANNOT, console, read_settings
from store.engine import open_database
from store.errors import DatabaseProblem
from store.upgrade import drift, require_current

MOST_DRIFT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, what was seen, and what to do where it is not."""

    what: str
    well: bool
    seen: str
    todo: str = ""


def doctor() -> None:
    """Check tokens, scopes, database and clock, and say what to do about each fault."""
    settings = read_settings()
    found = list(examine(settings))
    table = Table("", "Checked", "Seen", "What to do", show_lines=False)
    for finding in found:
        mark = "[green]well[/green]" if finding.well else "[red]mend[/red]"
        table.add_row(mark, finding.what, finding.seen, finding.todo)
    console.print(table)
    if not all(finding.well for finding in found):
        raise typer.Exit(CANNOT)


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at everything in turn; each check stands alone."""
    yield _database(settings)
    if settings.model_url is not None:
        yield _model()
    if settings.bot_token is None:
        yield Finding(
            "SLACK_BOT_TOKEN",
            False,
            "not set",
            "Copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions of your Slack app.",
        )
        return
    client = WebClient(settings.bot_token.get_secret_value(), base_url=settings.api_url)
    yield from _bot_token(client)
    yield _way_in(settings)


def _database(settings: Settings) -> Finding:
    try:
        sessions = open_database(settings.database_url)
        try:
            require_current(sessions)
            if drift(sessions):
                return Finding(
                    "Database", False, "tables differ from the program's",
                    "Restore them, or report this: no migration leads here.",
                )  # fmt: skip
            return Finding("Database", True, f"up to date ({sessions.writer.dialect.name})")
        finally:
            sessions.close()
    except DatabaseProblem as problem:
        what, _, todo = str(problem).partition(". ")
        return Finding("Database", False, what, todo)


def _model() -> Finding:
    if MODEL.is_installed():
        return Finding("HOLDFAST_MODEL_URL", True, "the libraries of a language model are there")
    return Finding(
        "HOLDFAST_MODEL_URL", False, "the libraries of a language model are not installed",
        f"Install them: {MODEL.command}",
    )  # fmt: skip


def _bot_token(client: WebClient) -> Iterator[Finding]:
    try:
        response = client.auth_test()
    except SlackApiError as error:
        code = str(error.response.get("error"))
        yield Finding("SLACK_BOT_TOKEN", False, code, "Reinstall the app and copy its token anew.")
        return
    except OSError as error:
        yield Finding(
            "Slack", False, f"no answer ({error})",
            "Check the network, a proxy, and SLACK_API_URL where it is set.",
        )  # fmt: skip
        return
    yield Finding("SLACK_BOT_TOKEN", True, f"{response['team']} ({response['team_id']})")
    yield _scopes(response.headers)
    yield _clock(response.headers)


def _header(headers: dict[str, str], name: str) -> str:
    return next((value for key, value in headers.items() if key.lower() == name), "")


def _scopes(headers: dict[str, str]) -> Finding:
    granted = {scope.strip() for scope in _header(headers, "x-oauth-scopes").split(",") if scope}
    missing = sorted(needed_scopes() - granted)
    if not granted:
        return Finding("Scopes", False, "Slack did not name any", "Reinstall the app.")
    if missing:
        return Finding(
            "Scopes", False, f"missing: {', '.join(missing)}",
            "Add them under OAuth & Permissions (or paste manifest.json again) and reinstall.",
        )  # fmt: skip
    return Finding("Scopes", True, f"all {len(needed_scopes())} that are needed")


def _clock(headers: dict[str, str]) -> Finding:
    stated = _header(headers, "date")
    if not stated:
        return Finding("Clock", True, "Slack stated no time to compare with")
    theirs = parsedate_to_datetime(stated).astimezone(UTC)
    return compare_clocks(SystemClock().now(), theirs)


def compare_clocks(ours: datetime, theirs: datetime) -> Finding:
    """Say whether this machine's clock agrees with Slack's."""
    seconds = (ours - theirs).total_seconds()
    if abs(seconds) <= MOST_DRIFT_SECONDS:
        return Finding("Clock", True, f"{seconds:+.0f} s from Slack's")
    ahead = "ahead of" if seconds > 0 else "behind"
    return Finding(
        "Clock", False, f"{abs(seconds):.0f} s {ahead} Slack's",
        "Set it by NTP: signatures fail and questions come at wrong times.",
    )  # fmt: skip


def _way_in(settings: Settings) -> Finding:
    if settings.over_http:
        return Finding("HTTP", True, f"signing secret is set; port {settings.http_port}")
    if settings.app_token is None:
        return Finding(
            "SLACK_APP_TOKEN", False, "not set, and no SLACK_SIGNING_SECRET either",
            "Make an app-level token (xapp-…) with connections:write under Basic Information.",
        )  # fmt: skip
    client = WebClient(base_url=settings.api_url)
    return _try("SLACK_APP_TOKEN", lambda: client.apps_connections_open(
        app_token=settings.app_token.get_secret_value() if settings.app_token else ""
    ))  # fmt: skip


def _try(what: str, call: Callable[[], object]) -> Finding:
    try:
        call()
    except SlackApiError as error:
        code = str(error.response.get("error"))
        return Finding(what, False, code, "Make a new one with the scope connections:write.")
    except OSError as error:
        return Finding(what, False, f"no answer ({error})", "Check the network.")
    return Finding(what, True, "Socket Mode can connect")
