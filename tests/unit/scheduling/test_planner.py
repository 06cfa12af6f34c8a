"""The choice of a question: need first, cards second, hours and cadence always."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from org.model import Criticality
from scheduling.calendar import Interval, WorkingTime, is_open
from scheduling.memory import first
from scheduling.need import SkillNeed
from scheduling.planner import (
    PLACEMENT,
    Candidate,
    Idle,
    Learner,
    Nothing,
    Planned,
    Reason,
    next_question,
    on_demand,
)
from scheduling.slots import Cadence

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
LEARNER = Learner("ana", WorkingTime("Europe/Lisbon"), Cadence(), evidence_count=30)


def need(skill: str, p: float, days: int = 20, **other: object) -> SkillNeed:
    made = SkillNeed(
        skill=skill,
        target=0.8,
        criticality=Criticality.NORMAL,
        p=p,
        low=max(0.0, p - 0.1),
        high=min(1.0, p + 0.1),
        answers=6,
        last_asked=NOW - timedelta(days=days),
    )
    return replace(made, **other)  # type: ignore[arg-type]


def unseen(item: str, *skills: str, difficulty: float = 0.7) -> Candidate:
    return Candidate(item, skills, difficulty)


def seen(item: str, skill: str, days: int, rating: str = "good") -> Candidate:
    at = NOW - timedelta(days=days)
    return Candidate(item, (skill,), 0.7, seen=1, last_asked=at, due=first(rating, at).due)


def planned(
    needs: list[SkillNeed], candidates: list[Candidate], learner: Learner = LEARNER
) -> Planned:
    found = next_question(learner, needs, candidates, NOW)
    assert isinstance(found, Planned), found
    return found


def nothing(
    needs: list[SkillNeed], candidates: list[Candidate], learner: Learner = LEARNER
) -> Nothing:
    found = next_question(learner, needs, candidates, NOW)
    assert isinstance(found, Nothing), found
    return found


def test_the_skill_furthest_below_its_target_comes_first() -> None:
    needs = [need("triage", 0.75), need("rollback", 0.5), need("comms", 0.7, days=3)]
    items = [unseen("t", "triage"), unseen("r", "rollback"), unseen("c", "comms")]
    assert planned(needs, items).item == "r"


def test_a_critical_skill_goes_before_an_equal_one() -> None:
    needs = [need("a", 0.7, days=1), need("b", 0.6), need("c", 0.6, criticality=Criticality.HIGH)]
    items = [unseen("b1", "b"), unseen("c1", "c")]
    assert planned(needs, items).skill == "c"


def test_a_wide_range_brings_a_skill_on_where_the_estimates_are_equal() -> None:
    needs = [need("last", 0.8, days=1), need("a", 0.8), need("b", 0.8, low=0.5, high=0.95)]
    why = planned(needs, [unseen("a1", "a"), unseen("b1", "b")]).why
    assert (why.skill, why.reason) == ("b", Reason.UNSURE)


def test_an_unseen_scenario_goes_before_a_repeat() -> None:
    needs = [need("triage", 0.5)]
    items = [seen("old", "triage", 90), unseen("new", "triage", difficulty=0.99)]
    assert planned(needs, items).item == "new"


def test_cards_rank_the_seen_scenarios_by_how_long_they_are_due() -> None:
    needs = [need("triage", 0.5)]
    items = [seen("a", "triage", 40), seen("b", "triage", 60), seen("c", "triage", 50)]
    assert planned(needs, items).item == "b"


def test_a_card_that_is_not_due_is_not_asked() -> None:
    again = nothing([need("triage", 0.5)], [seen("a", "triage", 10)])
    assert again.reason is Idle.NOT_DUE
    assert again.again_at == first("good", NOW - timedelta(days=10)).due


def test_what_was_misunderstood_comes_first_among_the_seen() -> None:
    items = [seen("a", "triage", 60), replace(seen("b", "triage", 40), misunderstood=True)]
    assert planned([need("triage", 0.5)], items).item == "b"


def test_the_same_skill_does_not_come_twice_running_where_another_needs_it() -> None:
    needs = [need("triage", 0.3, days=2), need("comms", 0.75, days=9)]
    items = [unseen("t", "triage"), unseen("c", "comms")]
    assert planned(needs, items).skill == "comms"
    assert planned(needs, items[:1]).skill == "triage"


def test_a_skill_well_above_its_target_rests_until_the_forecast_crosses() -> None:
    above = need("triage", 0.95, low=0.9, high=0.98, crossing=NOW + timedelta(days=60))
    resting = nothing([above], [unseen("t", "triage")])
    assert resting.reason is Idle.RESTING
    assert resting.again_at == NOW + timedelta(days=53)
    soon = replace(above, crossing=NOW + timedelta(days=3))
    assert planned([soon], [unseen("t", "triage")]).why.reason is Reason.FADING


def test_an_unanswered_question_holds_the_next_one_back_until_it_expires() -> None:
    waiting = replace(LEARNER, open_until=NOW + timedelta(days=1))
    held = nothing([need("triage", 0.5)], [unseen("t", "triage")], waiting)
    assert held == Nothing(Idle.OPEN_QUESTION, NOW + timedelta(days=1))
    expired = replace(LEARNER, open_until=NOW)
    assert planned([need("triage", 0.5)], [unseen("t", "triage")], expired).item == "t"


def test_an_unanswered_item_comes_back_later_without_penalty() -> None:
    unanswered = Candidate("t", ("triage",), 0.7, last_asked=NOW - timedelta(days=2))
    again = nothing([need("triage", 0.5)], [unanswered])
    assert again.again_at == NOW + timedelta(days=5)
    later = replace(unanswered, last_asked=NOW - timedelta(days=8))
    assert planned([need("triage", 0.5)], [later]).why.unseen


def test_who_is_away_for_good_gets_nothing() -> None:
    away = replace(LEARNER, working=WorkingTime("UTC", absences=(Interval(NOW, None),)))
    assert nothing([need("triage", 0.5)], [unseen("t", "triage")], away).reason is Idle.AWAY


def test_without_items_there_is_nothing_to_plan() -> None:
    assert nothing([need("triage", 0.5)], [unseen("x", "other")]).reason is Idle.NO_ITEMS
    assert nothing([], []).reason is Idle.NO_ITEMS


def test_a_newcomers_questions_go_where_they_tell_most() -> None:
    newcomer = replace(LEARNER, evidence_count=PLACEMENT - 1)
    needs = [need("a", 0.5), need("b", 0.5, low=0.1, high=0.9), need("last", 0.5, days=1)]
    items = [
        unseen("a1", "a", difficulty=0.5),
        unseen("b1", "b", difficulty=0.99),
        unseen("b2", "b", difficulty=0.5),
    ]
    found = planned(needs, items, newcomer)
    assert (found.item, found.why.reason) == ("b2", Reason.PLACEMENT)
    both = planned(needs, [*items, unseen("ab", "a", "b", difficulty=0.5)], newcomer)
    assert both.item == "ab"


def test_how_telling_an_item_is_decides_for_a_newcomer_where_it_is_known() -> None:
    newcomer = replace(LEARNER, evidence_count=0)
    items = [
        replace(unseen("a1", "a", difficulty=0.5), telling=0.01),
        replace(unseen("a2", "a", difficulty=0.9), telling=0.02),
    ]
    assert planned([need("a", 0.5)], items, newcomer).item == "a2"
    assert planned([need("a", 0.5)], items).item == "a1"  # fit decides once placement is over


def test_prior_knowledge_found_is_not_drilled() -> None:
    newcomer = replace(LEARNER, evidence_count=5)
    known = need("a", 0.95, low=0.9, high=0.98, days=30, crossing=NOW + timedelta(days=90))
    items = [unseen("a1", "a", difficulty=0.5), unseen("b1", "b", difficulty=0.9)]
    assert planned([known, need("b", 0.6)], items, newcomer).item == "b1"


def test_asking_for_a_question_ignores_hours_cadence_and_rest() -> None:
    night = NOW.replace(hour=2)
    busy = replace(LEARNER, asked=(NOW,) * 3, open_until=NOW + timedelta(days=2))
    above = need("triage", 0.95, low=0.9, high=0.98, crossing=NOW + timedelta(days=60))
    found = on_demand(busy, [above], [unseen("t", "triage")], night)
    assert isinstance(found, Planned)
    assert found.at == night


def test_asking_for_a_question_prefers_what_needs_it_and_repeats_nothing_too_soon() -> None:
    above = need("a", 0.95, low=0.9, high=0.98, crossing=NOW + timedelta(days=60))
    items = [unseen("a1", "a"), unseen("b1", "b")]
    found = on_demand(LEARNER, [above, need("b", 0.5)], items, NOW)
    assert isinstance(found, Planned)
    assert found.item == "b1"
    early = on_demand(LEARNER, [need("b", 0.5)], [seen("b1", "b", 5)], NOW)
    assert isinstance(early, Nothing)


def test_the_reason_carries_its_figures() -> None:
    missed = need("triage", 0.6, days=12, last_missed=NOW - timedelta(days=12))
    why = planned([missed], [unseen("t", "triage")]).why
    assert why.reason is Reason.MISSED
    assert why.days_since_missed == why.days_since_asked
    assert why.days_since_missed in range(12, 15)
    assert (why.target, why.p, why.unseen) == (0.8, 0.6, True)
    muddled = planned([replace(missed, misunderstood=True)], [unseen("t", "triage")])
    assert muddled.why.reason is Reason.MISUNDERSTOOD


NEEDS = st.lists(
    st.builds(
        need,
        st.sampled_from(("a", "b", "c", "d")),
        st.floats(0.05, 0.95),
        days=st.integers(0, 60),
        criticality=st.sampled_from(Criticality),
        crossing=st.one_of(st.none(), st.integers(0, 90).map(lambda d: NOW + timedelta(days=d))),
    ),
    max_size=4,
    unique_by=lambda need: need.skill,
)
CANDIDATES = st.lists(
    st.one_of(
        st.builds(unseen, st.text(max_size=3), st.sampled_from(("a", "b", "c", "d"))),
        st.builds(
            seen, st.text(max_size=3), st.sampled_from(("a", "b", "c", "d")), st.integers(0, 60)
        ),
    ),
    max_size=12,
    unique_by=lambda item: item.item,
)


@settings(max_examples=150)
@given(NEEDS, CANDIDATES, st.integers(0, 40), st.lists(st.integers(0, 200), max_size=6))
def test_every_plan_keeps_the_rules(
    needs: list[SkillNeed], candidates: list[Candidate], evidence: int, hours: list[int]
) -> None:
    asked = tuple(NOW - timedelta(hours=h) for h in hours)
    learner = replace(LEARNER, evidence_count=evidence, asked=asked)
    found = next_question(learner, needs, candidates, NOW)
    assert found == next_question(learner, needs, list(reversed(candidates)), NOW)
    if isinstance(found, Nothing):
        assert found.again_at is None or found.again_at >= NOW
        return
    chosen = next(item for item in candidates if item.item == found.item)
    assert found.skill in chosen.skills
    assert found.skill in {need.skill for need in needs}
    assert is_open(learner.working, found.at)
    assert chosen.due is None or chosen.due <= found.at
    week = [moment for moment in asked if moment.date() > (found.at - timedelta(days=7)).date()]
    assert len(week) < learner.cadence.per_week
