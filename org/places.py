"""Names of languages, countries and time zones, as the libraries we rely on know them."""

from __future__ import annotations

import re
from functools import cache
from zoneinfo import available_timezones

import holidays
from babel import Locale, UnknownLocaleError

from files.faults import did_you_mean

_TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z]{4})?([-_]([A-Za-z]{2}|\d{3}))?")


def language(tag: str) -> str | None:
    """Return a language tag in its usual spelling (`pt-BR`), or None where nobody knows it."""
    if not _TAG.fullmatch(tag):
        return None
    try:
        return str(Locale.parse(tag.replace("_", "-"), sep="-")).replace("_", "-")
    except (UnknownLocaleError, ValueError):
        return None


@cache
def time_zones() -> frozenset[str]:
    """Return the names of all time zones."""
    return frozenset(available_timezones())


def time_zone_near(name: str) -> str | None:
    """Return the zone that somebody meant who wrote a city alone or misspelt a zone."""
    city = name.strip().lower().replace(" ", "_")
    for zone in sorted(time_zones()):
        if zone.lower() == city or zone.lower().endswith("/" + city):
            return zone
    return did_you_mean(name, sorted(time_zones()))


@cache
def countries() -> frozenset[str]:
    """Return the two-letter codes of the countries whose public holidays are known."""
    return frozenset(code for code in holidays.list_supported_countries() if len(code) == 2)


def country_named(name: str) -> str | None:
    """Return the code of a country that somebody wrote by its English name."""
    for code, known in Locale("en").territories.items():
        if known.lower() == name.lower() and code in countries():
            return str(code)
    return None
