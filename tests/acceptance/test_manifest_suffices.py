"""The bot works with nothing but what its manifest asks for."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.trial import company as companies
from bot.trial.company import Company
from bot.trial.run import trial
from workspace.config import Config

START = datetime(2026, 9, 10, tzinfo=UTC)
"""A Thursday: the first digests come on the fifth day."""
MANIFEST: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "manifest.json").read_text("utf-8")
)


def as_installed(config: Config) -> Config:
    """Give the app the manifest's scopes, events, commands and Home, and no more."""
    (app,) = config.apps
    given = {
        "scopes": tuple(MANIFEST["oauth_config"]["scopes"]["bot"]),
        "events": tuple(MANIFEST["settings"]["event_subscriptions"]["bot_events"]),
        "home_tab": MANIFEST["features"]["app_home"]["home_tab_enabled"],
    }
    return config.model_copy(update={"apps": (app.model_copy(update=given),)})


def test_five_days_of_the_starter_company_needs_nothing_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = companies.workspace_of

    def workspace_of(company: Company) -> Config:
        return as_installed(whole(company))

    monkeypatch.setattr(companies, "workspace_of", workspace_of)
    with trial(f"sqlite:///{tmp_path / 'days.sqlite3'}", START, seed=1) as running:
        running.run(5)
        report = running.report()
    assert report.questions_sent > 0
    assert report.replies > 0
    assert report.digests > 0
    assert (report.errors, report.duplicates) == (0, 0)
