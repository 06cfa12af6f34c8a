"""The simulator that judges planning: fair, repeatable, and with learners who do forget."""

from __future__ import annotations

import numpy as np
import pytest

from bench.simulator import world
from bench.simulator.interval import over_seeds
from bench.simulator.minds import KINDS, Mind
from bench.simulator.newcomers import place
from bench.simulator.policies import POLICIES
from bench.simulator.year import company, mind, run
from capability.priors import shipped

DAYS = 84


@pytest.mark.parametrize("kind", KINDS)
def test_learners_forget_and_practice_helps(kind: str) -> None:
    bank = world.make(np.random.default_rng(1))
    people = [mind(bank, kind, 1, number) for number in range(10)]
    rested = [person.in_role(200.0) for person in people]
    assert np.mean(rested) < np.mean([person.in_role(0.0) for person in people])
    rng = np.random.default_rng(2)
    for person in people:
        for number, item in enumerate(bank.items[:60]):
            person.reply(item, 100.0 + number, rng)
    assert np.mean([person.in_role(200.0) for person in people]) > np.mean(rested)


@pytest.mark.parametrize("kind", KINDS)
def test_a_seen_item_is_easier_than_its_skill(kind: str) -> None:
    bank = world.make(np.random.default_rng(1))
    item = bank.items[0]

    def after_seeing(person: Mind) -> tuple[float, float]:
        before = person.chance(item, item.skills, 10.0)
        person._seen[item.id] = 10.0
        return before, person.chance(item, item.skills, 10.0)

    before, after = after_seeing(mind(bank, kind, 1, 0))
    assert after > before


def test_every_policy_asks_as_often_and_the_same_seed_gives_the_same_year() -> None:
    group = company("fsrs", 3, 1, days=DAYS)
    first = {policy: run(group, policy, shipped(), DAYS) for policy in POLICIES}
    again = {policy: run(group, policy, shipped(), DAYS) for policy in POLICIES}
    assert first == again
    assert {kept.questions for kept in first.values()} == {DAYS / 7 * 3}
    assert run(group, "none", shipped(), DAYS).questions == 0


def test_the_planner_keeps_more_than_chance() -> None:
    group = company("windows", 1, 6)
    ours, chance = (run(group, policy, shipped()) for policy in ("planner", "random"))
    assert ours.capability > chance.capability
    assert ours.attained > chance.attained


def test_placement_narrows_the_ranges() -> None:
    placed = place(company("fsrs", 1, 1, days=40), shipped())
    assert placed.narrowed > 0.0


def test_an_interval_holds_its_mean() -> None:
    found = over_seeds([0.1, 0.2, 0.3])
    assert found.low < found.mean < found.high
    assert found.mean == pytest.approx(0.2)
