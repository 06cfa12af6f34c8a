"""Our words in the reader's language, and dates in the reader's zone."""

from __future__ import annotations

import gettext
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from functools import cache
from importlib import resources
from io import BytesIO
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from messages.mrkdwn import Mrkdwn, escape
from views.reader import SOURCE, Reader

LANGUAGES = (SOURCE, "de")
"""The languages that our words exist in; an item's content may come in others."""

_TERRITORIES = {"en": "en_GB"}
"""Plain English has dates of the form "24 Nov"."""


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """Load a language's catalogue straight from its .po file; English is the source itself."""
    base = language.replace("_", "-").split("-")[0].lower()
    if base == SOURCE or base not in LANGUAGES:
        return gettext.NullTranslations()
    path = resources.files("messages").joinpath("locales", base, "LC_MESSAGES", "messages.po")
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=base))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@cache
def _locale(language: str) -> Locale:
    base = language.replace("_", "-").split("-")[0].lower()
    if base not in LANGUAGES:
        base = SOURCE
    try:
        return Locale.parse(_TERRITORIES.get(base, base))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


class Words:
    """Our words for one reader. Called `_` where it is used, so that Babel finds the sentences.

    `_("…", name=…)` gives plain text, `_.mrkdwn(…)` markup with its values escaped, `_.count(…)`
    plain text for a number of things.
    """

    __slots__ = ("_catalogue", "_zone", "locale")

    def __init__(self, reader: Reader) -> None:
        self._catalogue = _catalogue(reader.language)
        self._zone = ZoneInfo(reader.zone)
        self.locale = _locale(reader.language)

    def __call__(self, sentence: str, /, **values: object) -> str:
        """Return a sentence as plain text."""
        said = self._catalogue.gettext(sentence)
        return said.format(**values) if values else said

    def mrkdwn(self, sentence: str, /, **values: object) -> Mrkdwn:
        """Return a sentence as markup; values that are plain text are escaped."""
        said = self._catalogue.gettext(sentence)
        escaped = {name: escape(value) for name, value in values.items()}
        return Mrkdwn(said.format(**escaped) if values else said)

    def count(self, one: str, many: str, n: int, /, **values: object) -> str:
        """Return the sentence that fits a number, which it may name as `{n}`."""
        return self._catalogue.ngettext(one, many, n).format(n=n, **values)

    def number(self, n: int) -> str:
        """Return a whole number, up to ten in words."""
        _ = self
        small = (
            _("none"),
            _("one"),
            _("two"),
            _("three"),
            _("four"),
            _("five"),
            _("six"),
            _("seven"),
            _("eight"),
            _("nine"),
            _("ten"),
        )
        return small[n] if 0 <= n < len(small) else str(n)

    def decimal(self, value: float) -> str:
        """Return a number with one decimal: 8.5."""
        return str(format_decimal(round(value, 6), format="0.0", locale=self.locale))

    def either(self, things: Iterable[str]) -> str:
        """Return "A, B or C"."""
        return format_list(list(things), style="or", locale=self.locale)

    def listed(self, things: Iterable[str]) -> str:
        """Return "A, B and C"."""
        return format_list(list(things), style="standard", locale=self.locale)

    def some(self, names: Sequence[str], most: int) -> str:
        """Return the first names, and how many more there are."""
        _ = self
        shown = ", ".join(names[:most])
        more = len(names) - most
        return _("{names} and {n} more", names=shown, n=more) if more > 0 else shown

    def day(self, when: date | datetime) -> str:
        """Return a day, short: 24 Nov."""
        return self._format("MMMd", when)

    def long_day(self, when: date | datetime) -> str:
        """Return a day with its month in full: 3 December."""
        return self._format("MMMMd", when)

    def dated(self, when: date | datetime) -> str:
        """Return a day with its year: 24 Nov 2026."""
        return self._format("yMMMd", when)

    def weekday(self, when: date | datetime) -> str:
        """Return the name of a day: Thursday."""
        return str(self.locale.days["stand-alone"]["wide"][self.local(when).weekday()])

    def day_name(self, weekday: int) -> str:
        """Return the name of a weekday, Monday being 0."""
        return str(self.locale.days["stand-alone"]["wide"][weekday])

    def soon(self, when: datetime, now: datetime) -> str:
        """Return a day as people say it: today, tomorrow, Thursday, or 24 Nov."""
        _ = self
        days = (self.local(when) - self.local(now)).days
        if days <= 0:
            return _("today")
        if days == 1:
            return _("tomorrow")
        return self.weekday(when) if days < 7 else self.day(when)

    def local(self, when: date | datetime) -> date:
        """Return the day it is, where the reader is."""
        return when.astimezone(self._zone).date() if isinstance(when, datetime) else when

    def _format(self, skeleton: str, when: date | datetime) -> str:
        at = (
            when.astimezone(self._zone)
            if isinstance(when, datetime)
            else datetime.combine(when, time(12), tzinfo=self._zone)
        )
        return str(format_skeleton(skeleton, at, tzinfo=self._zone, locale=self.locale))
