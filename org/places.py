"""Names of languages, countries, regions and time zones, as the libraries we rely on know them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final
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


_REGION: Final = re.compile(r"([A-Za-z]{2})\s*[-_/ ]\s*(\S.*)")


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


@cache
def regions(country: str) -> tuple[str, ...]:
    """Return the codes of a country's regions that have holidays of their own, as `ENG` of GB."""
    return tuple(sorted(set(_regions_by_name(country).values())))


def region(name: str) -> str | None:
    """Return a country with its region as `GB-ENG`, by the region's code or its own name."""
    country, part = _country_and_part(name)
    code = _regions_by_name(country).get(part.lower()) if country in countries() else None
    return None if code is None else f"{country}-{code}"


def country_of_region(name: str) -> str | None:
    """Return the country that somebody meant who wrote `GB-…`, whatever the region."""
    country, _ = _country_and_part(name)
    return country if country in countries() else None


@cache
def region_named(name: str) -> str | None:
    """Return the code, as `DE-BY`, of a region that somebody wrote by its name alone."""
    if len(name) <= _CODE:  # a code says too little without its country
        return None
    found = {
        f"{country}-{code}"
        for country in countries() - {"UK"}  # the same as GB
        if (code := _regions_by_name(country).get(name.lower()))
    }
    return found.pop() if len(found) == 1 else None


def country_and_region(place: str | None) -> tuple[str | None, str | None]:
    """Part `GB-ENG` into `GB` and `ENG`; a country alone has no region."""
    country, _, part = (place or "").partition("-")
    return country or None, part or None


_CODE: Final = 3
"""The longest code of a region has so many letters."""


def _country_and_part(name: str) -> tuple[str, str]:
    found = _REGION.fullmatch(name.strip())
    return (found[1].upper(), found[2]) if found else ("", "")


@cache
def _regions_by_name(country: str) -> Mapping[str, str]:
    """Return a country's regions by code and by name, both in small letters."""
    known = holidays.country_holidays(country)
    by_name = {name.lower(): code for name, code in known.subdivisions_aliases.items()}
    return by_name | {code.lower(): code for code in known.subdivisions}
