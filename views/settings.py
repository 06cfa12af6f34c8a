"""What people and administrators have set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from views.reader import Reader


class NamedTo(StrEnum):
    """Who sees people by name."""

    NOBODY = "nobody"
    MANAGERS = "managers"


@dataclass(frozen=True, slots=True)
class SettingsView:
    """Somebody's settings as they hold now; days count from Monday, 0."""

    reader: Reader
    per_week: int
    per_day: int
    zone: str
    language: str
    days: tuple[int, ...]
    start: time
    end: time
    wait_for_quiet: bool = False


@dataclass(frozen=True, slots=True)
class SetupView:
    """What administrators decide for all. `reviewers` are addresses, `countries` ISO codes."""

    reader: Reader
    per_week: int
    per_day: int
    days: tuple[int, ...]
    start: time
    end: time
    digest_hour: int
    countries: tuple[str, ...]
    country: str | None = None
    naming: NamedTo = NamedTo.NOBODY
    naming_why: str = ""
    reviewers: tuple[str, ...] = ()
