"""Who reads a message: their language and zone."""

from __future__ import annotations

from practice.who.hours import zone_of
from practice.who.preferences import preferences_of
from store.models import PersonRow
from views.reader import Reader


def reader_of(person: PersonRow) -> Reader:
    """Return a person's language and zone."""
    return Reader(language=language_of(person), zone=zone_of(person))


def language_of(person: PersonRow) -> str:
    """Return the language to write to a person in: their own, the roster's, Slack's, English."""
    own = preferences_of(person).language or person.language or person.slack_locale or "en"
    return own.replace("_", "-").split("-")[0]
