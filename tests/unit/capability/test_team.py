"""A team's figure: honest ranges, nobody singled out, silence never a zero."""

from __future__ import annotations

import pytest

from capability import kernel
from capability.estimate import Reply, forecast, predict, replay
from capability.priors import shipped
from capability.team import (
    Member,
    Status,
    TeamEstimate,
    change,
    enough,
    in_skill,
    over_skills,
    status,
)

NOW = 1_790_000_000.0
PRIORS = shipped()


def member(*scores: float, skill: str = "triage") -> Member:
    replies = [
        Reply(f"i{n}", (skill,), score, 0.6, NOW - (len(scores) - n) * 3 * kernel.DAY)
        for n, score in enumerate(scores)
    ]
    return Member(replay(PRIORS, replies), {skill: len(replies)})


def team(*members: Member) -> TeamEstimate:
    estimate = in_skill(PRIORS, members, "triage", 0.6, NOW)
    assert estimate is not None
    return estimate


def between(low: float, high: float, answers: int = 30, people: int = 8) -> TeamEstimate:
    return TeamEstimate((low + high) / 2, low, high, 8, people, answers)


def test_the_figure_is_the_mean_of_the_members_own() -> None:
    members = [member(1.0, 1.0), member(0.0), member(1.0, 0.0, 1.0)]
    own = [predict(PRIORS, m.beliefs, ("triage",), None, 0.6, NOW).p for m in members]
    assert team(*members).p == pytest.approx(sum(own) / 3, abs=1e-12)


def test_somebody_silent_counts_as_unknown_and_widens_the_range() -> None:
    spoken = [member(1.0, 1.0, 1.0) for _ in range(8)]
    silent = [*spoken[:4], *(Member({}) for _ in range(4))]
    assert team(*silent).p > 0.5
    wide, narrow = team(*silent), team(*spoken)
    assert wide.high - wide.low > narrow.high - narrow.low


def test_more_people_narrow_the_range() -> None:
    few, many = team(*[member(1.0)] * 5), team(*[member(1.0)] * 20)
    assert (many.high - many.low) == pytest.approx((few.high - few.low) / 2)


def test_evidence_is_counted_by_answers_and_by_people() -> None:
    found = team(member(1.0, 1.0), member(0.0), Member({}))
    assert (found.members, found.people, found.answers) == (3, 2, 3)


def test_fewer_than_five_people_with_evidence_are_never_shown() -> None:
    four = team(*[member(*[1.0] * 6)] * 4, Member({}))
    assert not four.shown
    assert not four.reliable
    assert team(*[member(*[1.0] * 6)] * 5).shown


def test_a_wide_or_thin_figure_is_not_reliable() -> None:
    assert between(0.5, 0.7).reliable
    assert not between(0.3, 0.7).reliable
    assert not between(0.5, 0.7, answers=9).reliable


def test_nobody_is_nothing_to_estimate() -> None:
    assert in_skill(PRIORS, [], "triage", 0.6, NOW) is None


def test_over_all_skills_one_persons_ability_does_not_average_out() -> None:
    someone = member()
    skills = [f"s{n}" for n in range(50)]
    found = over_skills(
        PRIORS, [(someone, dict.fromkeys(skills, 1.0))], dict.fromkeys(skills, 0.6), NOW
    )
    assert found is not None
    single = team(someone)
    assert 0.6 < (found.high - found.low) / (single.high - single.low) < 1.0


def test_skills_that_count_more_weigh_more() -> None:
    both = Member(
        replay(
            PRIORS,
            [Reply("a", ("x",), 1.0, 0.6, NOW), Reply("b", ("y",), 0.0, 0.6, NOW)],
        )
    )
    level = {"x": 0.6, "y": 0.6}
    strong = over_skills(PRIORS, [(both, {"x": 2.0, "y": 1.0})], level, NOW)
    weak = over_skills(PRIORS, [(both, {"x": 1.0, "y": 2.0})], level, NOW)
    assert strong is not None
    assert weak is not None
    assert strong.p > weak.p


def test_a_change_is_clear_only_where_the_ranges_part() -> None:
    assert not change(between(0.5, 0.7), between(0.4, 0.6)).clear
    assert change(between(0.7, 0.9), between(0.4, 0.6)).clear
    assert change(between(0.2, 0.3), between(0.4, 0.6)).clear


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0.71, 0.9, Status.ABOVE), (0.6, 0.8, Status.IN_LINE), (0.4, 0.69, Status.UNDER)],
)
def test_a_status_follows_from_the_range(low: float, high: float, expected: Status) -> None:
    assert status(between(low, high), 0.7) is expected


def test_fading_is_what_would_miss_the_target_within_the_forecast() -> None:
    now = between(0.62, 0.82)
    assert status(now, 0.7, between(0.5, 0.7)) is Status.FADING
    assert status(now, 0.7, between(0.6, 0.82)) is Status.IN_LINE
    assert status(between(0.5, 0.65), 0.7, between(0.3, 0.5)) is Status.UNDER


def test_enough_takes_answers_and_a_narrow_range() -> None:
    nothing = predict(PRIORS, {}, ("triage",), None, 0.6, NOW)
    assert not enough(nothing.low, nothing.high, 0)
    assert not enough(nothing.low, nothing.high, 10)
    told = member(*[1.0] * 12)
    known = forecast(PRIORS, told.beliefs, "triage", 0.6, NOW, 0)
    assert enough(known.low, known.high, 12)
