"""The names of a person's slots: two deliveries of one person never share one."""

from __future__ import annotations

from datetime import date

QUESTIONS = "question:"


def question(number: int) -> str:
    """Return the slot of somebody's question, counted from 1."""
    return f"{QUESTIONS}{number:06d}"


def question_number(slot: str) -> int:
    """Return the number of the question in a slot."""
    return int(slot.removeprefix(QUESTIONS))


def welcome() -> str:
    """Return the slot of the welcome: there is one for ever."""
    return "welcome"


def welcome_back(day: date) -> str:
    """Return the slot of a greeting to somebody who returns."""
    return f"back:{day}"


def role_changed(role: str, day: date) -> str:
    """Return the slot of the word that somebody's role changed."""
    return f"role:{role}:{day}"


def naming_changed(naming: str, day: date) -> str:
    """Return the slot of the word that another policy of names holds."""
    return f"naming:{naming}:{day}"


def digest(team: str, week: str) -> str:
    """Return the slot of a team's digest: one a week."""
    return f"digest:{team}:{week}"


def part(of: str, number: int) -> str:
    """Return the slot of a message that continues another one."""
    return f"{of}:part:{number}"


def review_call(day: date) -> str:
    """Return the slot of a day's call to review."""
    return f"review_call:{day}"


def reviewed(task: str) -> str:
    """Return the slot of the word on what a reviewer decided."""
    return f"review:{task}"


def said_of(slot: str, what: str) -> str:
    """Return the slot of something that is said once of what stands in another slot."""
    return f"{slot}:{what}"


def report_settled(report: str) -> str:
    """Return the slot of the word that a report was settled."""
    return f"report:{report}"


def to_author(report: str) -> str:
    """Return the slot of a report's way to an author."""
    return f"report:{report}:author"
