"""Who reads a message: their language and zone."""

from __future__ import annotations

from practice.who.setup import language_of, zone_of
from store.models import PersonRow
from views.reader import Reader


def reader_of(person: PersonRow) -> Reader:
    """Return a person's language and zone."""
    return Reader(language=language_of(person), zone=zone_of(person))
