"""A digest is about what costs most, and not week after week about the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from capability.struggle import Struggle
from items.model import Misconception
from practice.teams.facts import DigestFacts, MixUpFacts, MixUpName, Named, TeamFacts
from practice.teams.mix_ups import SharedMixUp
from practice.teams.told import Told
from practice.teams.topic import topic
from store.banks import PublishedItem
from tests.builders import choice_item
from views.digest import Response

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def mix_up(name: str, scenarios: int = 1) -> SharedMixUp:
    items = tuple(
        PublishedItem("on-call", 1, f"on-call/{name}-{n}", choice_item(n, name))
        for n in range(scenarios)
    )
    wrong = Misconception(id=name, says=f"{name} says", correction="No.")
    return SharedMixUp(
        "on-call", wrong, Struggle(f"on-call/{name}", "triage", 0.5, 0.5, 5, 6), items
    )


def told(weeks_ago: int, name: str, response: Response | None) -> Told:
    about = MixUpFacts(MixUpName("on-call", name), "As it was worded then", "No.", dearest=True)
    team = TeamFacts(Named("platform", "Platform"), 6, None)
    facts = DigestFacts("en", "UTC", NOW.date(), team, mix_up=about)
    return Told("d", "platform", "m", NOW - timedelta(weeks=weeks_ago), facts, response)


def about(shared: list[SharedMixUp], *rows: Told) -> tuple[str, bool, str] | None:
    found = topic(shared, rows, NOW)
    if found is None:
        return None
    return found.mix_up.misconception.id, found.dearest, found.item.item_ref


def test_without_a_mix_up_it_is_about_none() -> None:
    assert about([]) is None


def test_it_is_about_the_dearest() -> None:
    assert about([mix_up("a"), mix_up("b")]) == ("a", True, "on-call/a-0")


def test_what_was_talked_about_rests_while_there_is_another() -> None:
    both = [mix_up("a"), mix_up("b")]
    assert about(both, told(1, "a", Response.DONE)) == ("b", False, "on-call/b-0")
    assert about(both, told(3, "a", Response.DONE)) == ("a", True, "on-call/a-0")


def test_the_only_one_comes_again_with_another_scenario() -> None:
    alone = [mix_up("a", scenarios=2)]
    rows = [told(n, "a", Response.DONE) for n in (1, 2, 3)]
    assert about(alone, rows[0]) == ("a", True, "on-call/a-1")
    assert about(alone, *rows[:2]) == ("a", True, "on-call/a-0")


@pytest.mark.parametrize("response", [Response.NOT_OURS, Response.ALREADY, Response.WRONG])
def test_what_a_manager_turned_down_is_not_brought_up_again(response: Response) -> None:
    assert about([mix_up("a")], told(2, "a", response)) is None


@pytest.mark.parametrize("response", [None, Response.NO_TIME, Response.SCRIPT_OFF])
def test_a_talk_that_was_not_held_comes_again(response: Response | None) -> None:
    both = [mix_up("a", scenarios=2), mix_up("b")]
    assert about(both, told(1, "a", response)) == ("a", True, "on-call/a-1")
