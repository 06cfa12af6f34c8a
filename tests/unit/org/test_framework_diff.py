from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from org.framework_diff import (
    Ended,
    EntryChange,
    Expected,
    Field,
    FrameworkDiff,
    InForce,
    Retired,
    compare,
)
from org.model import Criticality, Expectation, Framework, Role, Skill

TODAY = date(2026, 11, 21)
NEXT_YEAR = date(2027, 1, 1)
SKILLS = (Skill("triage", "Triage"), Skill("updates", "Updates"))


def framework(*expects: Expectation, role: str = "engineer") -> Framework:
    return Framework(SKILLS, (Role(role, role.title(), expects),))


def after(current: InForce, new: Framework, today: date) -> InForce:
    """Return what is in force once a framework is loaded."""
    diff = compare(current, new, today)
    until = {ended.was: ended.until for ended in diff.ended}
    kept = tuple(replace(e, until=until.get(e, e.until)) for e in current.expected)
    return InForce(new.skills, new.roles, (*kept, *diff.opened))


def loaded(*files: Framework, today: date = TODAY) -> InForce:
    current = InForce()
    for file in files:
        current = after(current, file, today)
    return current


def targets(current: InForce, day: date, skill: str = "triage") -> list[float]:
    """Return every target that holds on a day; there must not be two."""
    return [
        e.expectation.target
        for e in current.expected
        if e.expectation.skill == skill and e.holds_on(day)
    ]


TRIAGE, UPDATES = Expectation("triage", 0.8), Expectation("updates", 0.7)


def test_the_first_framework_is_all_new_and_holds_from_ever() -> None:
    diff = compare(InForce(), framework(TRIAGE), TODAY)
    assert (diff.new_skills, diff.new_roles) == (SKILLS, framework(TRIAGE).roles)
    assert diff.opened == (Expected("engineer", TRIAGE),)
    assert diff.expectations == (), "a new role says what it expects itself"


def test_the_same_framework_changes_nothing_today_or_later() -> None:
    new = framework(TRIAGE, replace(UPDATES, since=NEXT_YEAR))
    for day in (TODAY, NEXT_YEAR, NEXT_YEAR + timedelta(days=40)):
        assert compare(loaded(new), new, day).empty


def test_names_and_descriptions_change_by_field() -> None:
    renamed = replace(SKILLS[0], name="First look", description="What first?")
    new = Framework((renamed, SKILLS[1]), (Role("engineer", "On call", (TRIAGE,)),))
    diff = compare(loaded(framework(TRIAGE)), new, TODAY)
    assert diff.changed_skills == (
        EntryChange("triage", Field.NAME, "Triage", "First look"),
        EntryChange("triage", Field.DESCRIPTION, "", "What first?"),
    )
    assert diff.changed_roles == (EntryChange("engineer", Field.NAME, "Engineer", "On call"),)
    assert (diff.opened, diff.ended) == ((), ())


def test_what_would_be_retired_says_how_many_people_hold_it() -> None:
    both = Framework(SKILLS, (*framework(TRIAGE).roles, Role("lead", "Lead", (TRIAGE, UPDATES))))
    new = Framework(SKILLS[1:], (Role("engineer", "Engineer", (UPDATES,)),))
    held = {"engineer": {"ana", "bo"}, "lead": {"bo", "cy"}, "gone": {"dee"}}
    diff = compare(loaded(both), new, TODAY, held)
    assert diff.retired_skills == (Retired("triage", "Triage", 3),), "each person once"
    assert diff.retired_roles == (Retired("lead", "Lead", 2),)
    assert [(c.role, c.skill) for c in diff.expectations] == [("engineer", "updates")]
    assert {(e.was.role, e.was.expectation.skill) for e in diff.ended} == {
        ("engineer", "triage"),
        ("lead", "triage"),
        ("lead", "updates"),
    }


def test_another_target_begins_today_and_the_old_one_ends() -> None:
    current, lower = loaded(framework(TRIAGE)), framework(replace(TRIAGE, target=0.6))
    diff = compare(current, lower, TODAY)
    now = replace(TRIAGE, target=0.6, since=TODAY)
    assert diff.opened == (Expected("engineer", now),)
    assert diff.ended == (Ended(Expected("engineer", TRIAGE), TODAY),)
    [change] = diff.expectations
    assert (change.was, change.now) == (TRIAGE, now)


def test_a_later_day_lets_the_old_target_hold_until_then() -> None:
    later = replace(TRIAGE, target=0.9, since=NEXT_YEAR)
    current = loaded(framework(TRIAGE), framework(later))
    assert targets(current, NEXT_YEAR - timedelta(days=1)) == [0.8]
    assert targets(current, NEXT_YEAR) == [0.9]


def test_what_was_planned_for_later_gives_way_to_what_is_said_now() -> None:
    later = replace(TRIAGE, target=0.9, since=NEXT_YEAR)
    current = loaded(framework(TRIAGE), framework(later), framework(replace(TRIAGE, target=0.85)))
    for day in (TODAY, NEXT_YEAR, NEXT_YEAR + timedelta(days=400)):
        assert targets(current, day) == [0.85]
    again = loaded(framework(TRIAGE), framework(later), framework(TRIAGE))
    assert targets(again, NEXT_YEAR) == [0.8]
    diff = compare(loaded(framework(TRIAGE), framework(later)), framework(TRIAGE), TODAY)
    [change] = diff.expectations
    assert (change.was, change.now) == (later, TRIAGE)


def test_a_day_in_the_past_does_not_change_what_was_expected_then() -> None:
    back = replace(TRIAGE, target=0.6, since=date(2020, 1, 1))
    current = loaded(framework(TRIAGE), framework(back))
    assert targets(current, date(2021, 1, 1)) == [0.8]
    assert targets(current, TODAY) == [0.6]
    assert compare(current, framework(back), TODAY).empty


def test_an_expectation_that_is_left_out_ends_today() -> None:
    diff = compare(loaded(framework(TRIAGE, UPDATES)), framework(TRIAGE), TODAY)
    assert diff.ended == (Ended(Expected("engineer", UPDATES), TODAY),)
    [change] = diff.expectations
    assert (change.was, change.now) == (UPDATES, None)


dates = st.none() | st.dates(TODAY - timedelta(days=20), TODAY + timedelta(days=40))
ROLES = ("engineer", "lead")


@st.composite
def frameworks(draw: st.DrawFn) -> Framework:
    def expects() -> tuple[Expectation, ...]:
        asked = draw(st.sets(st.sampled_from([s.id for s in SKILLS])))
        targets = st.sampled_from([0.5, 0.8])
        weights = st.sampled_from([Criticality.NORMAL, Criticality.HIGH])
        return tuple(
            Expectation(s, draw(targets), draw(weights), draw(dates)) for s in sorted(asked)
        )

    roles = sorted(draw(st.sets(st.sampled_from(ROLES), min_size=1)))
    return Framework(SKILLS, tuple(Role(role, role, expects()) for role in roles))


History = Sequence[tuple[int, Framework]]
histories = st.lists(st.tuples(st.integers(0, 15), frameworks()), min_size=1, max_size=5)


def of(current: InForce, day: date) -> dict[tuple[str, str], list[tuple[float, str]]]:
    """Return what each role expects of each skill on a day."""
    found: dict[tuple[str, str], list[tuple[float, str]]] = {}
    for e in current.expected:
        if e.holds_on(day):
            said = (e.expectation.target, e.expectation.criticality.value)
            found.setdefault((e.role, e.expectation.skill), []).append(said)
    return found


@settings(max_examples=60)
@given(histories)
def test_from_its_day_on_a_framework_holds_and_what_was_before_stays(history: History) -> None:
    current, today = InForce(), TODAY
    for days, new in history:
        today += timedelta(days=days)
        before, current = current, after(current, new, today)
        stated = {(role.id, e.skill): e for role in new.roles for e in role.expects}
        for offset in range(-30, 70):
            day = today + timedelta(days=offset)
            was, now = of(before, day), of(current, day)
            assert all(len(said) == 1 for said in now.values()), "never twice"
            if day < today and before.expected:
                assert {pair: now.get(pair) for pair in was} == was
                continue
            for pair in {*was, *now, *stated}:
                said = stated.get(pair)
                if said is not None and (said.since is None or said.since <= day):
                    assert now.get(pair) == [(said.target, said.criticality.value)]
                elif day >= today:
                    assert now.get(pair) == (None if said is None else was.get(pair))
        assert compare(current, new, today) == FrameworkDiff(), "loading it again changes nothing"
