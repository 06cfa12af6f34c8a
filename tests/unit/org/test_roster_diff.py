from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from org.diff import PersonChange, Redated, RosterDiff, compare
from org.model import Assignment, Person, Roster

TODAY = date(2026, 11, 21)
YESTERDAY = date(2026, 11, 20)
LONG_AGO = date(2020, 1, 1)
ANA = Person("ana@a.example", "Ana", "Europe/Lisbon", "PT", "en")
BO = Person("bo@a.example", "Bo")
ON_CALL = Assignment(ANA.email, "Payments", "engineer", BO.email, LONG_AGO)


def diff(current: Roster, new: Roster) -> RosterDiff:
    return compare(current, new, TODAY)


def test_the_first_roster_joins_everybody() -> None:
    first = diff(Roster((), ()), Roster((ANA, BO), (ON_CALL,)))
    assert first.joined == (ANA, BO)
    assert first.opened == (ON_CALL,)


def test_the_same_roster_changes_nothing() -> None:
    roster = Roster((ANA, BO), (ON_CALL,))
    assert diff(roster, roster).empty
    assert diff(roster, roster).unchanged == (ON_CALL,)


def test_who_is_absent_leaves_and_their_assignments_end_yesterday() -> None:
    gone = diff(Roster((ANA, BO), (ON_CALL,)), Roster((BO,), ()))
    assert gone.left == (ANA,)
    assert gone.closed == (replace(ON_CALL, end=YESTERDAY),)


def test_who_was_here_once_returns() -> None:
    back = compare(Roster((), ()), Roster((ANA, BO), ()), TODAY, former={ANA.email})
    assert (back.returned, back.joined) == ((ANA,), (BO,))


def test_a_move_closes_one_assignment_and_opens_another_today() -> None:
    moved = Assignment(ANA.email, "Search", "engineer", BO.email)
    change = diff(Roster((ANA, BO), (ON_CALL,)), Roster((ANA, BO), (moved,)))
    assert change.closed == (replace(ON_CALL, end=YESTERDAY),)
    assert change.opened == (replace(moved, start=TODAY),)
    assert (change.joined, change.left) == ((), ())


def test_a_row_without_a_start_goes_on_with_the_assignment_that_holds() -> None:
    bare = replace(ON_CALL, start=None)
    assert diff(Roster((ANA,), (ON_CALL,)), Roster((ANA,), (bare,))).unchanged == (ON_CALL,)


def test_a_bare_row_after_an_ended_one_starts_anew() -> None:
    ended = replace(ON_CALL, end=date(2024, 1, 1))
    bare = replace(ON_CALL, start=None)
    change = diff(Roster((ANA,), (ended,)), Roster((ANA,), (bare,)))
    assert change.opened == (replace(ON_CALL, start=TODAY),)
    assert (change.closed, change.redated) == ((), ())


def test_an_end_that_is_now_known_redates() -> None:
    ending = replace(ON_CALL, end=date(2026, 12, 31))
    change = diff(Roster((ANA,), (ON_CALL,)), Roster((ANA,), (ending,)))
    assert change.redated == (Redated(ON_CALL, ending),)
    assert (change.opened, change.closed) == ((), ())


def test_a_corrected_start_redates() -> None:
    later = replace(ON_CALL, start=date(2021, 1, 1))
    change = diff(Roster((ANA,), (ON_CALL,)), Roster((ANA,), (later,)))
    assert change.redated == (Redated(ON_CALL, later),)


def test_what_is_over_need_not_be_listed() -> None:
    ended = replace(ON_CALL, end=YESTERDAY)
    assert diff(Roster((ANA,), (ended,)), Roster((ANA,), ())).empty


def test_what_has_not_begun_is_closed_so_that_it_never_holds() -> None:
    planned = replace(ON_CALL, start=TODAY + timedelta(days=5))
    (closed,) = diff(Roster((ANA,), (planned,)), Roster((ANA,), ())).closed
    assert not any(closed.holds_on(TODAY + timedelta(days=n)) for n in range(-10, 10))


def test_only_what_the_new_roster_states_changes_about_a_person() -> None:
    moved = Person(ANA.email, "Ana Costa", "Asia/Kolkata")
    assert diff(Roster((ANA,), ()), Roster((moved,), ())).changed == (
        PersonChange(ANA.email, "name", "Ana", "Ana Costa"),
        PersonChange(ANA.email, "timezone", "Europe/Lisbon", "Asia/Kolkata"),
    )


DAYS = st.none() | st.dates(TODAY - timedelta(days=40), TODAY + timedelta(days=40))


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    """Draw a roster without overlapping rows of one assignment."""
    people = tuple(p for p in (ANA, BO) if draw(st.booleans()))
    held = []
    for person in people:
        for team in draw(st.lists(st.sampled_from(["Payments", "Search"]), unique=True)):
            start, end = draw(DAYS), draw(DAYS)
            if start is None or end is None or start <= end:
                held.append(Assignment(person.email, team, "engineer", None, start, end))
    return Roster(people, tuple(held))


def loaded(current: Roster, change: RosterDiff, new: Roster) -> Roster:
    """Apply a difference as a store would: nothing is deleted."""
    kept = {(a.email, a.team, a.start): a for a in current.assignments}
    for redated in change.redated:
        del kept[redated.was.email, redated.was.team, redated.was.start]
    for a in (*change.opened, *change.closed, *(r.now for r in change.redated)):
        kept[a.email, a.team, a.start] = a
    return Roster(new.people, tuple(kept.values()))


@settings(max_examples=150, deadline=None)
@given(rosters(), rosters())
def test_from_today_on_exactly_the_new_roster_holds(old: Roster, new: Roster) -> None:
    first = loaded(Roster((), ()), diff(Roster((), ()), old), old)
    after = loaded(first, diff(first, new), new)
    for ahead in range(45):
        day = TODAY + timedelta(days=ahead)
        holding = {(a.email, a.team) for a in after.assignments if a.holds_on(day)}
        assert holding == {(a.email, a.team) for a in new.assignments if a.holds_on(day)}


@settings(max_examples=100, deadline=None)
@given(rosters(), rosters())
def test_loading_twice_changes_nothing_the_second_time(old: Roster, new: Roster) -> None:
    first = loaded(Roster((), ()), diff(Roster((), ()), old), old)
    after = loaded(first, diff(first, new), new)
    again = diff(after, new)
    assert (again.opened, again.closed, again.redated) == ((), (), ())
