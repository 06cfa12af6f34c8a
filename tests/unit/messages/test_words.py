"""Sentences in the reader's language, days in the reader's zone."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from messages.mrkdwn import Mrkdwn
from messages.words import Words
from views.reader import Reader

EN = Words(Reader("en", "Europe/Lisbon"))
DE = Words(Reader("de", "Europe/Berlin"))
LATE = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)


def test_speaks_the_language_of_the_reader() -> None:
    assert EN("Not now") == "Not now"
    assert DE("Not now") == "Nicht jetzt"
    assert Words(Reader("de-AT"))("Not now") == "Nicht jetzt"


@pytest.mark.parametrize("language", ["fr", "xx", "", "en-US", "zh_Hant_TW"])
def test_speaks_english_where_there_is_no_catalogue(language: str) -> None:
    words = Words(Reader(language))
    assert words("Not now") == "Not now"
    assert words.day(date(2026, 11, 24)) == "24 Nov"


def test_days_are_those_of_the_zone() -> None:
    assert EN.day(LATE) == "24 Nov"
    assert DE.day(LATE) == "25. Nov."


def test_a_day_without_a_time_is_the_same_everywhere() -> None:
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"):
        assert Words(Reader("en", zone)).long_day(date(2026, 12, 3)) == "3 December"


@pytest.mark.parametrize(
    ("day", "said"), [(24, "today"), (25, "tomorrow"), (26, "Thursday"), (30, "Monday")]
)
def test_near_days_have_names(day: int, said: str) -> None:
    now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert EN.soon(datetime(2026, 11, day, 8, tzinfo=UTC), now) == said


def test_days_further_off_are_dates() -> None:
    now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert EN.soon(datetime(2026, 12, 1, 8, tzinfo=UTC), now) == "1 Dec"


def test_values_are_escaped_in_markup_alone() -> None:
    assert EN("Why: {reason}", reason="<!channel> & co") == "Why: <!channel> & co"
    marked = EN.mrkdwn("Why: {reason}", reason="<!channel> & co")
    assert marked == "Why: &lt;!channel&gt; &amp; co"
    assert isinstance(marked, Mrkdwn)


def test_braces_in_values_are_left_alone() -> None:
    assert EN("Why: {reason}", reason="{n} {0}") == "Why: {n} {0}"


def test_lists_read_naturally() -> None:
    assert EN.either(["A", "B", "C"]) == "A, B or C"
    assert DE.either(["A", "B", "C"]) == "A, B oder C"
    assert EN.some(["a", "b", "c"], 2) == "a, b and 1 more"
    assert EN.some(["a", "b"], 2) == "a, b"


def test_small_numbers_are_words() -> None:
    assert [EN.number(n) for n in (0, 2, 10, 11)] == ["none", "two", "ten", "11"]
