"""What costs most and who can help."""

from __future__ import annotations

from capability.struggle import Chance, costliest, who_can_help
from capability.team import TeamEstimate


def slips(what: str, people: int, of: int, skill: str = "triage") -> list[Chance]:
    return [Chance(f"p{n}", what, skill, 1.0 if n < people else 0.0) for n in range(of)]


def team(p: float, people: int = 8) -> TeamEstimate:
    return TeamEstimate(p, p - 0.05, p + 0.05, 8, people, 40)


def test_what_more_people_get_wrong_costs_more() -> None:
    found = costliest(slips("wait", 6, 9) + slips("blame", 2, 9), {})
    assert [(s.what, s.people, s.asked) for s in found] == [("wait", 6, 9), ("blame", 2, 9)]


def test_criticality_outweighs_a_somewhat_larger_share() -> None:
    chances = slips("wait", 5, 10) + slips("tone", 6, 10, "writing")
    assert costliest(chances, {"triage": 2.0, "writing": 0.5})[0].what == "wait"


def test_one_person_asked_often_counts_once() -> None:
    loud = [Chance("p0", "wait", "triage", 1.0)] * 20 + slips("wait", 0, 9)[1:]
    assert costliest(loud, {})[0].share == 1 / 9


def test_one_slip_of_one_person_does_not_lead() -> None:
    assert costliest(slips("rare", 1, 1) + slips("wait", 6, 10), {})[0].what == "wait"


def test_what_nobody_gets_wrong_is_not_listed() -> None:
    assert costliest(slips("fine", 0, 9), {}) == ()


def test_help_comes_from_reliable_teams_clearly_stronger_and_on_target() -> None:
    others = {
        "search": team(0.85),
        "ads": team(0.9),
        "tiny": team(0.95, people=3),
        "near": team(0.66),
        "short": team(0.78),
    }
    assert who_can_help(team(0.6), others, target=0.8) == ("ads", "search")
