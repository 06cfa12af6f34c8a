"""What the online estimate promises to whoever asks it."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability import kernel
from capability.belief import Belief, Key, Part, recorded
from capability.difficulty import Footing
from capability.errors import ReplyError
from capability.estimate import Estimate, Parts, Reply, forecast, predict, replay, update
from capability.priors import shipped
from tests.unit.capability.synthetic import some_head

NOW = 1_790_000_000.0
PRIORS = shipped()


def reply(
    score: float,
    days: float = 0.0,
    item: str = "i1",
    skills: tuple[str, ...] = ("triage",),
    **skill_scores: float,
) -> Reply:
    return Reply(item, skills, score, 0.6, NOW + days * kernel.DAY, skill_scores)


def learnt(*replies: Reply) -> dict[Key, Belief]:
    return replay(PRIORS, replies)


def test_a_good_reply_raises_the_estimate_and_a_poor_one_lowers_it() -> None:
    fresh = predict(PRIORS, {}, ("triage",), None, 0.6, NOW).p
    assert predict(PRIORS, learnt(reply(1.0)), ("triage",), None, 0.6, NOW).p > fresh
    assert predict(PRIORS, learnt(reply(0.0)), ("triage",), None, 0.6, NOW).p < fresh


def test_partial_credit_lies_between() -> None:
    low, middle, high = (
        predict(PRIORS, learnt(reply(s)), ("triage",), None, 0.6, NOW).p for s in (0.0, 0.5, 1.0)
    )
    assert low < middle < high


def test_a_score_of_many_marks_tells_more_than_one_of_one() -> None:
    def after(score: float, parts: Parts) -> Estimate:
        beliefs = learnt(replace(reply(score), parts=parts))
        return predict(PRIORS, beliefs, ("triage",), None, 0.6, NOW)

    fresh = predict(PRIORS, {}, ("triage",), None, 0.6, NOW)
    clicks, marks = ([after(s, Parts(n)) for s in (0.0, 1.0)] for n in (1.0, 3.0))
    assert marks[0].p < clicks[0].p < fresh.p < clicks[1].p < marks[1].p
    assert marks[1].high - marks[1].low < clicks[1].high - clicks[1].low
    assert after(1.0, Parts(2.0)).p < after(1.0, Parts(2.5)).p == after(1.0, Parts(50.0)).p


def test_a_skills_own_score_counts_by_its_own_marks() -> None:
    def after(parts: Parts) -> float:
        both = reply(0.5, skills=("triage", "rollback"), triage=1.0, rollback=0.0)
        beliefs = learnt(replace(both, parts=parts))
        return beliefs[Part.SKILL_SLOW, "triage"].variance

    one = after(Parts(2.0))
    assert after(Parts(2.0, (("triage", 2.0),))) < one
    assert after(Parts(2.0, (("rollback", 2.0),))) == one


@pytest.mark.parametrize("variance", [0.9, 8.0, 60.0])
def test_marks_of_many_skills_leave_every_variance_above_nothing(variance: float) -> None:
    skills = tuple(f"s{n}" for n in range(5))
    priors = replace(PRIORS, slow_variance=variance)
    marks = Parts(50.0, tuple((skill, 10.0) for skill in skills))
    scores = dict.fromkeys(skills, 1.0)
    asked = replace(reply(1.0, skills=skills), skill_scores=scores, parts=marks)
    changed, _ = update(priors, {}, asked)
    assert all(belief.variance > 0.0 for belief in changed.values())


@pytest.mark.parametrize("count", [0.0, 0.9, -1.0, math.nan, math.inf])
def test_a_score_is_the_mean_of_one_mark_or_more(count: float) -> None:
    with pytest.raises(ReplyError, match="one mark or more"):
        Parts(count)
    with pytest.raises(ReplyError, match="one mark or more"):
        Parts(2.0, (("triage", count),))


def test_evidence_narrows_the_range_and_silence_widens_it() -> None:
    beliefs = learnt(*(reply(1.0, days=d, item=f"i{d}") for d in range(10)))
    fresh = predict(PRIORS, {}, ("triage",), None, 0.6, NOW)
    soon = forecast(PRIORS, beliefs, "triage", 0.6, NOW, 10)
    late = forecast(PRIORS, beliefs, "triage", 0.6, NOW, 400)
    assert soon.variance < late.variance < fresh.variance + 1e-9


def test_a_forecast_without_practice_fades_towards_the_newcomer() -> None:
    beliefs = learnt(*(reply(1.0, days=d, item=f"i{d}") for d in range(10)))
    ps = [forecast(PRIORS, beliefs, "triage", 0.6, NOW, d).p for d in (10, 30, 90, 365)]
    assert ps == sorted(ps, reverse=True)


def test_an_estimate_is_made_before_its_reply_is_seen() -> None:
    beliefs = learnt(reply(1.0))
    asked = reply(0.0, days=3)
    _, before = update(PRIORS, beliefs, asked)
    assert before == predict(PRIORS, beliefs, asked.skills, asked.item, asked.difficulty, asked.at)


def test_an_update_returns_only_what_it_changed() -> None:
    changed, _ = update(PRIORS, learnt(reply(1.0, skills=("other",))), reply(1.0, days=1))
    assert set(changed) == {
        (Part.ABILITY, ""),
        (Part.SESSION, ""),
        (Part.SKILL_SLOW, "triage"),
        (Part.SKILL_FAST, "triage"),
        (Part.ITEM, "i1"),
        (Part.RECORD, ""),
        (Part.SKILL_RECORD, "triage"),
        (Part.ITEM_RECORD, "i1"),
    }


def test_a_record_counts_replies_and_follows_the_newest_scores() -> None:
    beliefs = learnt(reply(0.0), reply(1.0, days=1, item="i2"), reply(1.0, days=2, item="i2"))
    run, count = recorded(beliefs, (Part.SKILL_RECORD, "triage"))
    assert count == pytest.approx(3.0)
    assert run > 0.0
    assert recorded(beliefs, (Part.ITEM_RECORD, "i1")) == pytest.approx((-0.2, 1.0))


def test_a_skill_named_by_criteria_learns_from_its_own_score() -> None:
    both = reply(0.5, skills=("triage", "talking"), triage=1.0, talking=0.0)
    beliefs = learnt(both)
    assert beliefs[(Part.SKILL_SLOW, "triage")].mean > beliefs[(Part.SKILL_SLOW, "talking")].mean


def test_skills_that_no_criterion_names_share_one_score() -> None:
    shared = learnt(reply(1.0, skills=("triage", "talking")))
    alone = learnt(reply(1.0))
    key = (Part.SKILL_FAST, "triage")
    assert 0.0 < shared[key].mean < alone[key].mean


def test_a_reply_out_of_order_never_turns_time_back() -> None:
    beliefs = learnt(reply(1.0, days=5), reply(1.0, days=1))
    assert beliefs[(Part.ABILITY, "")].at == NOW + 5 * kernel.DAY
    assert all(math.isfinite(b.mean) and b.variance > 0 for b in beliefs.values())


@pytest.mark.parametrize("score", [-0.1, 1.1, math.nan])
def test_a_score_outside_0_to_1_is_refused(score: float) -> None:
    with pytest.raises(ReplyError, match="outside 0 to 1"):
        reply(score)


@pytest.mark.parametrize("difficulty", [0.0, 1.0, math.nan])
def test_a_difficulty_outside_0_to_1_is_refused(difficulty: float) -> None:
    with pytest.raises(ReplyError, match="difficulty"):
        Reply("i1", ("triage",), 1.0, difficulty, NOW)


def test_a_reply_without_skill_or_moment_is_refused() -> None:
    with pytest.raises(ReplyError, match="no skill"):
        Reply("i1", (), 1.0, 0.5, NOW)
    with pytest.raises(ReplyError, match="not a moment"):
        Reply("i1", ("triage",), 1.0, 0.5, math.inf)


@given(
    st.lists(
        st.tuples(
            st.floats(0, 1),
            st.floats(-1, 1000),
            st.sampled_from("abc"),
            st.sampled_from(["x", "y"]),
            st.floats(0.001, 0.999),
        ),
        max_size=40,
    )
)
def test_any_history_gives_a_proper_estimate(
    history: list[tuple[float, float, str, str, float]],
) -> None:
    beliefs = replay(
        PRIORS,
        (Reply(i, (k,), y, d, NOW + t * kernel.DAY) for y, t, i, k, d in history),
    )
    estimate = predict(PRIORS, beliefs, ("x", "y"), "a", 0.5, NOW + 1000 * kernel.DAY)
    assert 0.0 < estimate.low <= estimate.p <= estimate.high < 1.0
    assert all(belief.variance > 0.0 for belief in beliefs.values())


def test_a_head_asks_how_well_an_items_difficulty_is_known() -> None:
    priors = replace(PRIORS, head=some_head())
    thin, usual, well = (
        predict(priors, {}, ("triage",), "i1", 0.6, NOW, footing).p
        for footing in (Footing(0.6, 0.0), None, Footing(0.6, 500.0))
    )
    assert len({thin, usual, well}) == 3
    assert predict(PRIORS, {}, ("triage",), "i1", 0.6, NOW, Footing(0.3, 9.0)) == predict(
        PRIORS, {}, ("triage",), "i1", 0.6, NOW
    )
