"""The bank, framework and roster that come with Holdfast hold what they promise."""

from datetime import date
from pathlib import Path

from items.check import check
from items.formats import yaml
from items.model import Item, Kind, Outcome
from org import framework, roster
from org.model import Framework

BANKS = Path(__file__).parents[3] / "banks"


def the_framework() -> Framework:
    checked = framework.check((BANKS / "framework.yaml").read_bytes(), "framework.yaml")
    assert [str(fault) for fault in checked.faults] == []
    assert checked.framework is not None
    return checked.framework


def the_items() -> tuple[Item, ...]:
    content = (BANKS / "on-call.yaml").read_bytes()
    checked = check(content, "on-call.yaml", the_framework(), date(2026, 11, 21))
    assert [str(fault) for fault in checked.faults] == []
    assert [str(warning) for warning in checked.warnings] == []
    assert checked.bank is not None
    assert check(yaml.write(checked.bank), "export.yaml").bank == checked.bank
    return checked.bank.items


def test_every_role_expects_four_skills_that_have_items() -> None:
    asked = {skill for item in the_items() for skill in item.skills}
    for role in the_framework().roles:
        expected = {expectation.skill for expectation in role.expects}
        assert len(expected) >= 4
        assert expected <= asked


def test_the_bank_has_choices_and_free_text_half_of_it_with_ten_examples() -> None:
    items = the_items()
    assert len(items) >= 24
    assert {item.kind for item in items} == set(Kind)
    criteria = [criterion for item in items for criterion in item.rubric]
    graded = [c for c in criteria if len(c.exemplars) >= 10]
    assert len(graded) * 2 >= len(criteria)
    for criterion in graded:
        marks = {exemplar.mark for exemplar in criterion.exemplars}
        assert {Outcome.MET, Outcome.NOT_MET} <= marks


def test_the_roster_has_two_teams_of_twelve_in_three_zones() -> None:
    checked = roster.check((BANKS / "roster.csv").read_bytes(), "roster.csv", the_framework())
    assert [str(fault) for fault in (*checked.faults, *checked.warnings)] == []
    assert checked.roster is not None
    assigned = checked.roster.assignments
    assert len({assignment.email for assignment in assigned}) >= 12
    assert len({assignment.team for assignment in assigned}) == 2
    assert len({person.timezone for person in checked.roster.people}) >= 3
