"""Where somebody works: a country, or a region of it where holidays differ."""

from __future__ import annotations

import pytest

from org.places import country_and_region
from org.roster import check


def said_of(country: str) -> tuple[str | None, list[str]]:
    """Return what a roster with one person there reads, and its faults."""
    text = f"email;name;team;role;country\nnia@a.example;Nia;T;engineer;{country}\n"
    checked = check(text, "roster.csv")
    people = checked.roster.people if checked.roster else ()
    return next((p.country for p in people), None), [str(fault) for fault in checked.faults]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("GB", "GB"),
        ("gb-eng", "GB-ENG"),
        ("GB-ENG", "GB-ENG"),
        ("GB_SCT", "GB-SCT"),
        ("GB / NIR", "GB-NIR"),
        ("GB-Wales", "GB-WLS"),
        ("DE-BY", "DE-BY"),
        ("DE-Bayern", "DE-BY"),
        ("US-MA", "US-MA"),
        ("us massachusetts", "US-MA"),
        ("CA-ON", "CA-ON"),
        ("AU-QLD", "AU-QLD"),
        ("CH-ZH", "CH-ZH"),
        ("MA", "MA"),
    ],
)
def test_a_region_is_read_by_code_or_name(written: str, read: str) -> None:
    assert said_of(written) == (read, [])


@pytest.mark.parametrize(
    ("written", "todo"),
    [
        ("GB-XX", "Write `GB`, or as in `GB-ENG`, with one of ENG, NIR, SCT, WLS."),
        ("GB-", "Write its two letters, as in PT, or a region of it, as in GB-ENG."),
        ("ZZ-ENG", "Write its two letters, as in PT, or a region of it, as in GB-ENG."),
        ("EE-37", "Write `EE`: its holidays are the same everywhere."),
        ("England", "Write `GB-ENG`."),
        ("bayern", "Write `DE-BY`."),
        ("Ontario", "Write `CA-ON`."),
        ("Portugal", "Write `PT`."),
    ],
)
def test_what_is_no_region_is_a_fault_that_says_what_to_write(written: str, todo: str) -> None:
    read, faults = said_of(written)
    assert read is None
    assert faults == [
        f"roster.csv, line 2, nia@a.example. `country` is `{written}`, which is not known. {todo}"
    ]


@pytest.mark.parametrize(
    ("place", "parts"),
    [
        (None, (None, None)),
        ("", (None, None)),
        ("GB", ("GB", None)),
        ("GB-ENG", ("GB", "ENG")),
        ("CH-Stadt Zurich", ("CH", "Stadt Zurich")),
    ],
)
def test_a_place_is_parted_into_country_and_region(
    place: str | None, parts: tuple[str | None, str | None]
) -> None:
    assert country_and_region(place) == parts
