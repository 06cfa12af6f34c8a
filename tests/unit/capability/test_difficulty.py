"""How hard items are, from few replies and from many."""

from __future__ import annotations

import pytest

from capability.difficulty import UNKNOWN, difficulties


def test_an_item_moves_from_its_skills_mean_to_its_own_with_replies() -> None:
    many = [("easy", ("x",), 1.0)] * 90 + [("hard", ("x",), 0.0)] * 90
    table = difficulties([*many, ("rare", ("x",), 1.0)])
    assert table.items["easy"] > 0.9
    assert table.items["hard"] < 0.1
    assert table.skills["x"] < table.items["rare"] < table.skills["x"] + 0.06


def test_the_shrinkage_is_by_ten_replies_for_an_item_and_twenty_for_a_skill() -> None:
    table = difficulties([("a", ("x",), 1.0)] * 10)
    assert table.skills["x"] == pytest.approx((10 + 20 * table.overall) / 30)
    assert table.items["a"] == pytest.approx((10 + 10 * table.skills["x"]) / 20)


def test_a_new_item_takes_its_skills_mean_and_a_new_skill_the_logs() -> None:
    table = difficulties([("a", ("x",), 1.0), ("b", ("y",), 0.0)])
    assert table.of("new", ("x", "y")) == pytest.approx((table.skills["x"] + table.skills["y"]) / 2)
    assert table.of("new", ("z",)) == table.overall
    assert table.of(None, ("x",)) == table.skills["x"]


def test_no_reply_at_all_gives_the_usual_difficulty() -> None:
    assert difficulties([]).of("a", ("x",)) == UNKNOWN
