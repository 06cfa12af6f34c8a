"""What a cadence costs and buys, with made-up learners who forget."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from capability.estimate import Parts
from capability.placement import Placement
from capability.priors import shipped
from lab.simulate import START, HalfLife, Record, draw, simulate
from org.model import Criticality, Expectation

EXPECTS = (
    Expectation("triage", 0.85, Criticality.HIGH),
    Expectation("rollback", 0.8),
    Expectation("comms", 0.75, Criticality.LOW),
)


def test_more_questions_keep_more_capability_and_cost_more_time() -> None:
    rows = simulate(EXPECTS, shipped(), (0, 1, 3), learners=4, weeks=12)
    assert [row.per_week for row in rows] == [0, 1, 3]
    assert rows[0].questions == 0.0
    assert rows[0].capability < rows[1].capability < rows[2].capability
    assert rows[0].minutes < rows[1].minutes < rows[2].minutes
    assert rows[2].questions <= 3.0
    assert all(0.0 <= row.low <= row.capability <= row.high <= 1.0 for row in rows)


def test_asking_more_never_leaves_people_with_less() -> None:
    few, many = simulate(EXPECTS, shipped(), (2, 5), learners=6, weeks=52)
    assert many.questions > few.questions
    assert many.capability > few.capability - 0.02


def test_the_same_seed_gives_the_same_table_and_another_another() -> None:
    def table(seed: int) -> object:
        return simulate(EXPECTS, shipped(), (1,), learners=2, weeks=6, seed=seed)

    assert table(1) == table(1) != table(2)


def test_progress_counts_every_learner() -> None:
    heard: list[tuple[int, int]] = []
    simulate(
        EXPECTS,
        shipped(),
        (0, 1),
        learners=2,
        weeks=2,
        progress=lambda done, total: heard.append((done, total)),
    )
    assert heard == [(1, 4), (2, 4), (3, 4), (4, 4)]


@pytest.mark.parametrize(("expects", "learners"), [((), 2), (EXPECTS, 0)])
def test_nobody_or_nothing_to_simulate_is_refused(
    expects: tuple[Expectation, ...], learners: int
) -> None:
    with pytest.raises(ValueError, match="needs an expectation"):
        simulate(expects, shipped(), learners=learners, weeks=26)


def test_the_picture_is_written(tmp_path: Path) -> None:
    rows = simulate(EXPECTS, shipped(), (0, 1), learners=2, weeks=2)
    draw(rows, 0.8, tmp_path / "kept.png")
    assert (tmp_path / "kept.png").read_bytes().startswith(b"\x89PNG")


def test_learners_forget_and_practice_slows_it() -> None:
    mind = HalfLife.drawn(["triage"], random.Random(1))
    half = mind.half["triage"]
    assert mind.at("triage", 0.0) > mind.at("triage", 30.0) > mind.at("triage", 300.0)
    before = mind.at("triage", 30.0)
    mind.practise("triage", True, 30.0)
    assert mind.at("triage", 30.0) > before
    assert mind.half["triage"] > half


def test_a_reply_tells_more_of_a_skill_that_nobody_has_asked_about() -> None:
    items = {f"{skill}/{n}": (skill,) for skill in ("triage", "rollback") for n in range(9)}
    record = Record(EXPECTS[:2], shipped(), items, dict.fromkeys(items, 0.65))
    for n in range(8):
        record.learn(f"triage/{n}", {"triage": n % 2}, START)
    at = START.timestamp() + 86_400.0

    def tells(skill: str) -> float:
        placement = Placement(record.priors, record.beliefs, record.typical, at, at)
        return placement.telling("new", (skill,), 0.65)

    assert tells("rollback") > tells("triage") > 0.0


def test_a_written_answer_tells_more_than_a_click() -> None:
    def tells(parts: Parts) -> float:
        typical, at = {"triage": 0.65}, START.timestamp()
        end = at + 86_400.0
        return Placement(shipped(), {}, typical, at, end).telling("new", ("triage",), 0.65, parts)

    assert tells(Parts(3.0, (("triage", 3.0),))) > tells(Parts()) > 0.0
