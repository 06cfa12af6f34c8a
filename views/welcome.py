"""The first message to somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from scheduling.slots import PER_WEEK
from views.reader import Reader


@dataclass(frozen=True, slots=True)
class Naming:
    """A policy by which managers see people by name: since when, and the organisation's why."""

    since: date
    why: str


@dataclass(frozen=True, slots=True)
class WelcomeView:
    """`skills` are the most critical ones by name; `started` once a button was used."""

    reader: Reader
    delivery: str
    name: str
    role: str
    skills: tuple[str, ...]
    per_week: int = PER_WEEK
    naming: Naming | None = None
    started: datetime | None = None
