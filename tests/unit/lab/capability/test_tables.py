"""Difficulty over whole logs is the product's table, and never knows the person's own replies."""

from __future__ import annotations

import numpy as np
import pytest

from capability.difficulty import difficulties
from lab.capability.logs import Log, joined, log_from
from lab.capability.tables import Table, for_others, for_themselves
from tests.unit.capability.synthetic import rows


def table_of(log: Log, asked: Log, shrinkage: float = 10.0) -> Table:
    scores = [
        (log.items[i], (log.skills[s],), y)
        for i, s, y in zip(log.item, log.skill, log.score.tolist(), strict=True)
    ]
    table = difficulties(scores, shrinkage)
    pairs = [
        (asked.items[i], (asked.skills[s],)) for i, s in zip(asked.item, asked.skill, strict=True)
    ]
    footings = [table.footing(*pair) for pair in pairs]
    return Table(
        np.asarray([table.of(*pair) for pair in pairs]),
        np.asarray([footing.skill for footing in footings]),
        np.asarray([footing.replies for footing in footings]),
    )


def same(a: Table, b: Table) -> bool:
    return all(
        getattr(a, column) == pytest.approx(getattr(b, column))
        for column in ("item", "skill", "replies")
    )


@pytest.mark.parametrize("shrinkage", [3.0, 10.0])
def test_others_difficulty_is_the_products_table(shrinkage: float) -> None:
    fit, test = joined(log_from(rows(12, seed=1)), log_from(rows(4, seed=2, skills=6)))
    assert same(for_others(fit, test, shrinkage), table_of(fit, test, shrinkage))


def test_a_person_is_met_with_everybody_elses_difficulty() -> None:
    log = log_from(rows(6))
    someone = log.person == 3
    expected = for_others(log.of(~someone), log.of(someone))
    met = for_themselves(log)
    assert same(Table(met.item[someone], met.skill[someone], met.replies[someone]), expected)


def test_a_log_of_one_person_has_a_difficulty() -> None:
    alone = for_themselves(log_from(rows(1)))
    assert np.isfinite(alone.item).all()
    assert ((alone.item > 0) & (alone.item < 1)).all()
    assert not alone.replies.any()
