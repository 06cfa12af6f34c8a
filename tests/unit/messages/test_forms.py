"""Forms: what they carry, and what they say of what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from items.diff import BankDiff
from messages import ids, load, pause, review, settings
from tests.unit.messages.limits import elements, texts
from tests.unit.messages.screens import CHANGES, READER, REVIEW, SETTINGS, SETUP
from views.settings import NamedTo

NINE, FIVE = time(9), time(17)
TODAY = date(2026, 11, 24)


def test_metadata_comes_back_as_it_went() -> None:
    assert ids.unpack(ids.pack(delivery="d-1", done=2)) == {"delivery": "d-1", "done": "2"}


@pytest.mark.parametrize("metadata", ["", "no json", "[1]", '"text"', "null"])
def test_metadata_of_others_is_empty(metadata: str) -> None:
    assert ids.unpack(metadata) == {}


def test_a_menu_value_comes_back_as_it_went() -> None:
    assert ids.read_menu_value(ids.menu_value("why_now", "a:b")) == ("why_now", "a:b")
    assert ids.ref_of_block(ids.block_for(ids.MARK, "a:b"), ids.MARK) == "a:b"
    assert ids.ref_of_block("markup:a", ids.MARK) is None


@pytest.mark.parametrize(
    ("choice", "until", "wrong"),
    [
        (pause.TODAY, None, set()),
        (pause.UNTIL_RESUMED, TODAY, set()),
        (pause.UNTIL_DATE, None, {ids.PAUSE_UNTIL}),
        (pause.UNTIL_DATE, TODAY, {ids.PAUSE_UNTIL}),
        (pause.UNTIL_DATE, date(2026, 11, 25), set()),
    ],
)
def test_a_pause_until_a_date_needs_one_after_today(
    choice: str, until: date | None, wrong: set[str]
) -> None:
    assert set(pause.pause_errors(READER, choice, until, TODAY)) == wrong


@pytest.mark.parametrize(
    ("days", "hours", "leave", "wrong"),
    [
        ((0,), (NINE, FIVE), (None, None), set()),
        ((), (NINE, FIVE), (None, None), {ids.DAYS}),
        ((0,), (NINE, NINE), (None, None), {ids.END}),
        ((0,), (FIVE, NINE), (None, None), set()),
        ((0,), (NINE, FIVE), (TODAY, None), {ids.LEAVE_TO}),
        ((0,), (NINE, FIVE), (None, TODAY), {ids.LEAVE_FROM}),
        ((0,), (NINE, FIVE), (TODAY, date(2026, 11, 1)), {ids.LEAVE_TO}),
        ((0,), (NINE, FIVE), (TODAY, TODAY), set()),
    ],
)
def test_settings_say_what_is_wrong_where_it_is(
    days: tuple[int, ...],
    hours: tuple[time, time],
    leave: tuple[date | None, date | None],
    wrong: set[str],
) -> None:
    assert set(settings.settings_errors(READER, days, hours, leave)) == wrong


def test_naming_people_needs_a_reason() -> None:
    named = settings.setup_errors(READER, (0,), (NINE, FIVE), NamedTo.MANAGERS, " ")
    assert set(named) == {ids.NAMING_WHY}
    assert settings.setup_errors(READER, (0,), (NINE, FIVE), NamedTo.NOBODY, "") == {}


@pytest.mark.parametrize("zone", ["Europe/Lisbon", "America/Sao_Paulo", "UTC", "Etc/GMT+3"])
def test_everybody_finds_their_own_zone_chosen(zone: str) -> None:
    form = settings.settings_form(replace(SETTINGS, zone=zone))
    control = next(e for e in elements(form["blocks"]) if e["action_id"] == ids.ZONE)
    assert control["initial_option"]["value"] == zone


def test_countries_have_names_in_the_language_of_the_reader() -> None:
    form = settings.setup_form(replace(SETUP, reader=replace(READER, language="de")))
    assert "Deutschland" in list(texts(form["blocks"]))


def test_a_change_suggests_what_the_comparison_found() -> None:
    chosen = {
        ids.ref_of_block(block["block_id"], ids.MEANING): block["element"]["initial_option"][
            "value"
        ]
        for block in load.changes(CHANGES)["blocks"]
        if block.get("block_id", "").startswith("meaning:")
    }
    assert chosen == {"who-to-tell": load.KEEP, "first-steps": load.AFRESH}


def test_nothing_to_change_cannot_be_submitted() -> None:
    assert "submit" not in load.changes(replace(CHANGES, diff=BankDiff()))


def test_a_review_preselects_nothing_and_hides_the_grader_where_asked() -> None:
    for element in elements(review.review_form(REVIEW)["blocks"]):
        assert "initial_option" not in element
    assert "The grader's mark: Missed" in list(texts(review.review_form(REVIEW)["blocks"]))
    hidden = review.review_form(replace(REVIEW, hidden=True))
    assert "The grader's mark: Missed" not in list(texts(hidden["blocks"]))


def test_a_reason_is_asked_for_where_marks_differ() -> None:
    assert set(review.review_errors(READER, ["support"])) == {"review_why:support"}
