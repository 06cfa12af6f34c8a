from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from org.model import Assignment, Framework, Person, Role, Roster
from org.roster import check, in_order, write

HEADER = "email,name,team,manager_email,role,start,end,timezone,country,language\n"
FRAMEWORK = Framework((), (Role("engineer", "Engineer on call"),))
BO = "bo@acme.example,Bo,,,,,,,,\n"


def roster_of(*rows: str, header: str = HEADER) -> Roster:
    checked = check(header + "".join(rows), "roster.csv", FRAMEWORK)
    assert checked.faults == ()
    assert checked.roster is not None
    return checked.roster


def test_a_roster_is_read_with_its_people_and_assignments() -> None:
    roster = roster_of(
        "Ana@Acme.example, Ana  Costa,Payments,bo@acme.example,engineer,"
        "2024-01-01,2026-12-31,Europe/Lisbon,pt,pt-pt\n",
        BO,
    )
    assert roster == Roster(
        people=(
            Person("ana@acme.example", "Ana Costa", "Europe/Lisbon", "PT", "pt-PT"),
            Person("bo@acme.example", "Bo"),
        ),
        assignments=(
            Assignment(
                "ana@acme.example",
                "Payments",
                "engineer",
                "bo@acme.example",
                date(2024, 1, 1),
                date(2026, 12, 31),
            ),
        ),
    )


def test_a_person_may_hold_several_assignments_and_state_things_once() -> None:
    roster = roster_of(
        "ana@a.example,Ana,Payments,,engineer,,,,,\n",
        "ana@a.example,Ana,Search,,engineer,,,Europe/Lisbon,,\n",
    )
    assert [p.timezone for p in roster.people] == ["Europe/Lisbon"]
    assert [a.team for a in roster.assignments] == ["Payments", "Search"]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_separators_and_column_orders_are_read(delimiter: str) -> None:
    text = "Role,Team,Name,Email\nengineer,Search,Ana,ana@a.example\n".replace(",", delimiter)
    checked = check(b"\xef\xbb\xbf" + text.encode(), "roster.csv", FRAMEWORK)
    assert checked.roster is not None
    assert checked.roster.assignments == (Assignment("ana@a.example", "Search", "engineer"),)


def test_a_slack_id_may_stand_for_an_email() -> None:
    assert roster_of("U012ABC,Ana,Search,,engineer,,,,,\n").people[0].email == "U012ABC"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",Ana,Search,,engineer,,,,,", "`email` is empty."),
        ("ana,Ana,Search,,engineer,,,,,", "`email` is `ana`."),
        ("ana@a.example,,Search,,engineer,,,,,", "`name` is empty."),
        ("ana@a.example,Ana,,,engineer,,,,,", "`team` is empty."),
        ("ana@a.example,Ana,Search,,,,,,,", "`role` is empty."),
        (f"ana@a.example,{'x' * 76},Search,,engineer,,,,,", "`name` has 76 characters."),
        ("ana@a.example,Ana,Search,boss,engineer,,,,,", "`manager_email` is `boss`."),
        ("ana@a.example,Ana,Search,,enginer,,,,,", "Did you mean `engineer`?"),
        ("ana@a.example,Ana,Search,,chef,,,,,", "No framework knows the role `chef`."),
        ("ana@a.example,Ana,Search,,engineer,01/02/2026,,,,", "`start` is `01/02/2026`"),
        ("ana@a.example,Ana,Search,,engineer,,2026-02-30,,,", "`end` is `2026-02-30`"),
        (
            "ana@a.example,Ana,Search,,engineer,2026-02-01,2026-01-01,,,",
            "The end, 2026-01-01, is before the start, 2026-02-01.",
        ),
        ("ana@a.example,Ana,Search,,engineer,,,Lisbon,,", "Did you mean `Europe/Lisbon`?"),
        ("ana@a.example,Ana,Search,,engineer,,,Europe/Lisbn,,", "Did you mean `Europe/Lisbon`?"),
        ("ana@a.example,Ana,Search,,engineer,,,,Portugal,", "Write `PT`."),
        ("ana@a.example,Ana,Search,,engineer,,,,XX,", "`country` is `XX`, which is not known."),
        ("ana@a.example,Ana,Search,,engineer,,,,,xx", "`language` is `xx`, which is not known."),
        ("ana@a.example,Ana,Search", "Values in the row: 3; columns in the header: 10."),
        ('ana@a.example,"Ana,Search,,engineer,,,,,', "A quote is never closed."),
        ('ana@a.example,"A"na,Search,,engineer,,,,,', "The row is broken"),
        ("ana@a.example,Ana,Search,ana@a.example,engineer,,,,,", "as their own manager"),
        ("bo@acme.example,Bob,Search,,engineer,,,,,", "`name` is Bob here and Bo on line 2."),
    ],
)
def test_each_fault_of_a_row_has_its_line(row: str, words: str) -> None:
    checked = check(f"{HEADER}{BO}\n{row}\n", "roster.csv", FRAMEWORK)
    assert checked.roster is None
    found = [str(fault) for fault in checked.faults]
    assert any(f.line == 4 and words in str(f) for f in checked.faults), found


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("emial,name,team,role", ["There is no column `emial`. Did you mean `email`?"]),
        ("email,name,team,role,salary", ["There is no column `salary`. Remove the column."]),
        ("email,name,team", ["The column `role` is missing."]),
        ("email,name,team,role,email", ["The column `email` stands twice."]),
        ("email,nmae,taem,role", ["Did you mean `name`?", "Did you mean `team`?"]),
    ],
)
def test_a_header_is_checked(header: str, words: list[str]) -> None:
    faults = check(header + "\n", "roster.csv").faults
    assert len(faults) == len(words)
    assert all(any(part in str(f) and f.line == 1 for f in faults) for part in words)


def test_a_roster_of_nobody_is_a_fault() -> None:
    assert "names nobody" in check(HEADER, "roster.csv").faults[0].what


def rows(*cells: tuple[str, str, str, str]) -> str:
    """Return a roster of (person, manager, start, end)."""
    return "email,name,team,manager_email,role,start,end\n" + "".join(
        f"{who}@a.example,{who},T,{f'{boss}@a.example' if boss else ''},engineer,{start},{end}\n"
        for who, boss, start, end in cells
    )


def test_a_circle_of_managers_is_named_in_full_once() -> None:
    text = rows(("ana", "bo", "", ""), ("bo", "cy", "", ""), ("cy", "ana", "", ""))
    (fault,) = check(text, "roster.csv").faults
    assert (fault.line, fault.subject) == (2, "ana@a.example")
    assert fault.what == (
        "Managers go round in a circle: ana@a.example reports to bo@a.example, "
        "who reports to cy@a.example, who reports to ana@a.example."
    )


def test_two_circles_are_two_faults() -> None:
    text = rows(
        ("ana", "bo", "", ""), ("bo", "ana", "", ""), ("cy", "di", "", ""), ("di", "cy", "", "")
    )
    assert [fault.line for fault in check(text, "roster.csv").faults] == [2, 4]


def test_swapping_places_over_the_years_is_no_circle() -> None:
    text = rows(("ana", "bo", "2024-01-01", "2024-12-31"), ("bo", "ana", "2025-01-01", ""))
    assert check(text, "roster.csv").faults == ()
    text = rows(("ana", "bo", "2024-01-01", "2025-01-01"), ("bo", "ana", "2025-01-01", ""))
    assert len(check(text, "roster.csv").faults) == 1


def test_rows_of_one_assignment_may_not_overlap() -> None:
    boss = ("bo", "", "", "")
    text = rows(boss, ("ana", "bo", "2024-01-01", "2024-06-30"), ("ana", "bo", "2024-06-30", ""))
    (fault,) = check(text, "roster.csv").faults
    assert fault.line == 4
    assert "overlaps line 3" in fault.what
    apart = rows(boss, ("ana", "bo", "2024-01-01", "2024-06-30"), ("ana", "bo", "2024-07-01", ""))
    assert check(apart, "roster.csv").faults == ()
    other_manager = rows(boss, ("ana", "bo", "", ""), ("ana", "", "", ""))
    assert check(other_manager, "roster.csv").faults == ()


def test_the_same_row_twice_is_a_fault() -> None:
    (fault,) = check(rows(("ana", "", "", ""), ("ana", "", "", "")), "roster.csv").faults
    assert (fault.line, fault.what) == (3, "The row says the same as line 2.")


def test_a_long_row_is_compared_with_all_that_follow() -> None:
    text = rows(
        ("ana", "", "2024-01-01", "2026-01-01"),
        ("ana", "", "2024-02-01", "2024-03-01"),
        ("ana", "", "2025-01-01", "2025-02-01"),
    )
    assert [fault.line for fault in check(text, "roster.csv").faults] == [3, 4]


def test_a_manager_without_a_row_is_taken_in_with_a_warning() -> None:
    checked = check(rows(("ana", "bo", "", ""), ("cy", "bo", "", "")), "roster.csv")
    assert checked.roster is not None
    assert Person("bo@a.example", "bo") in checked.roster.people
    assert [(w.line, w.what) for w in checked.warnings] == [
        (2, "The manager bo@a.example has no row, and is taken in without a role.")
    ]


def test_a_team_is_written_in_one_way() -> None:
    text = rows(("ana", "", "", ""), ("bo", "", "", "")).replace("bo,T,", "bo,t,")
    (fault,) = check(text, "roster.csv").faults
    assert (fault.line, fault.what) == (3, "The team is `t` here and `T` on line 2.")


def test_dates_without_a_team_are_a_warning() -> None:
    checked = check(HEADER + "ana@a.example,Ana,,,,2026-01-01,,,,\n", "roster.csv")
    assert checked.roster is not None
    assert checked.roster.assignments == ()
    assert [w.line for w in checked.warnings] == [2]


NAMES = st.text(st.sampled_from("Aé ,;\"'\t=#日"), min_size=1, max_size=8).map(
    lambda text: " ".join(f"N{text}".split())
)
TEAMS = st.sampled_from(["Payments", "Search; Find", "=Ops", '日本, "x"'])
HEAD = Person("head@a.example", "Head")
EMAILS = st.sampled_from(["ana@a.example", "bo@a.example", "cy@b.example", "U01ABC"])


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    emails = draw(st.lists(EMAILS, min_size=1, unique=True))
    people = tuple(
        Person(
            email,
            draw(NAMES),
            draw(st.sampled_from([None, "Europe/Lisbon", "Asia/Kolkata"])),
            draw(st.sampled_from([None, "PT", "IN"])),
            draw(st.sampled_from([None, "en", "pt-BR"])),
        )
        for email in emails
    )
    held = []
    for email in emails:
        # One row a team, and only managers from outside, so that nothing overlaps or circles.
        for team in draw(st.lists(TEAMS, max_size=2, unique=True)):
            days = sorted(draw(st.lists(st.dates(), max_size=2)))
            start, end = (*days, None, None)[:2]
            boss = draw(st.sampled_from([None, HEAD.email]))
            held.append(Assignment(email, team, draw(NAMES), boss, start, end))
    return in_order(Roster((*people, HEAD), tuple(held)))


@settings(max_examples=80, deadline=None)
@given(rosters())
def test_an_exported_roster_reads_back_equal(roster: Roster) -> None:
    checked = check(write(roster), "roster.csv")
    assert checked.faults == ()
    assert checked.roster == roster


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200) | st.text(max_size=200).map(HEADER.__add__))
def test_garbage_never_makes_a_roster(content: bytes | str) -> None:
    checked = check(content, "roster.csv", FRAMEWORK)
    assert checked.roster is None
    assert checked.faults
