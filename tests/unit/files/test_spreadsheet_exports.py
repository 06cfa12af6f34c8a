"""CSV as spreadsheets and exports write it: what is certain is read, the rest has its line."""

from __future__ import annotations

import pytest

from files.faults import Fault
from files.table import read

COLUMNS = ("email", "name", "team", "manager_email", "role")
NEEDED = ("email", "name", "team", "role")
NIA = {"email": "nia@k.example", "name": "Nia Okoro", "team": "Billing", "role": "engineer"}


def table(text: str) -> tuple[list[dict[str, str]], list[Fault], list[Fault]]:
    """Return the rows without their empty cells, the faults and the notes."""
    found = read(text, "roster.csv", COLUMNS, NEEDED)
    filled = [{name: cell for name, cell in row.cells.items() if cell} for row in found.rows]
    return filled, found.faults, found.notes


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\nemail;name;team;role\nnia@k.example;Nia Okoro;Billing;engineer\n",
        '"sep=;"\nemail;name;team;role\nnia@k.example;Nia Okoro;Billing;engineer\n',
        "SEP=;;;;\nemail;name;team;role\nnia@k.example;Nia Okoro;Billing;engineer\n",
        "sep=|\nemail|name|team|role\nnia@k.example|Nia Okoro|Billing|engineer\n",
        "sep=\t\nemail\tname\tteam\trole\nnia@k.example\tNia Okoro\tBilling\tengineer\n",
        "sep=^\nemail^name^team^role\nnia@k.example^Nia Okoro^Billing^engineer\n",
        "sep=,,,,\nemail,name,team,role\nnia@k.example,Nia Okoro,Billing,engineer\n",
        # saved again by a program that did not know the line
        "sep=;,,,\nemail,name,team,role\nnia@k.example,Nia Okoro,Billing,engineer\n",
        "email|name|team|role\nnia@k.example|Nia Okoro|Billing|engineer\n",
        "email,name,team,role,,,\nnia@k.example,Nia Okoro,Billing,engineer,,,\n",
        "email,,name,team,,role\nnia@k.example,,Nia Okoro,Billing,,engineer\n",
        "email,name,team,role\nnia@k.example,Nia Okoro,Billing,engineer,,,,\n",
        "email,name,team,role,manager_email\nnia@k.example,Nia Okoro,Billing,engineer\n",
        ",,,\n\nemail,name,team,role\n,,,\nnia@k.example,Nia Okoro,Billing,engineer\n \n,,,\n",
        '"email";"name";"team";"role"\n"nia@k.example";"Nia\nOkoro";"Billing";"engineer"\n',
        "E-Mail,Name,TEAM,Role\nnia@k.example,Nia Okoro,Billing,engineer\n",
        "\u200bemail, name ,team\u00a0,role\nnia@k.example,Nia\u00a0Okoro,Billing,engineer\n",
    ],
)
def test_an_export_is_read_as_it_is(text: str) -> None:
    assert table(text) == ([NIA], [], [])


def test_a_title_above_the_header_is_left_out_and_said() -> None:
    text = "People on call,,,\nas of 21 November,,,\n\nemail,name,team,role\n"
    rows, faults, notes = table(text + "nia@k.example,Nia Okoro,Billing,engineer\n")
    assert (rows, faults) == ([NIA], [])
    assert [(n.line, "from line 1" in n.what) for n in notes] == [(4, True)]


def test_lines_count_below_what_is_left_out() -> None:
    text = "sep=;\nemail;name;team;role\n\nnia@k.example;Nia Okoro;Billing;engineer\n"
    assert [row.line for row in read(text, "r.csv", COLUMNS, NEEDED).rows] == [4]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (
            "email,name,team,role,\nnia@k.example,Nia,Billing,engineer,\nleo@k.example,L,B,e,note\n",
            3,
            "`note` stands in column 5, which has no name.",
        ),
        (
            "email,name,team,role\nnia@k.example,Okoro, Nia,Billing,engineer\n",
            2,
            "Values in the row: 5; columns in the header: 4.",
        ),
        ('email,name,team,role\n\nnia@k.example,"Nia,Billing,e\n', 3, "A quote is never closed."),
        ('email,name,team,role\nnia@k.example,"N"ia,Billing,e\n', 2, "The row is broken"),
        (
            'email,name,team,role\nnia@k.example,"Nia,Billing,e\n'
            + "leo@k.example,Leo,B,e\n" * 7000,
            2,
            "A quote is never closed.",
        ),
        ("nia@k.example,Nia,Billing,engineer\n", 1, "The columns have no names."),
        ("just some words\n", 1, "There are no columns."),
        ("sep=;\nemail;name;team\n", 2, "The column `role` is missing."),
    ],
)
def test_what_cannot_be_read_is_one_fault_with_its_line(text: str, line: int, says: str) -> None:
    _, faults, _ = table(text)
    assert [fault.line for fault in faults] == [line], [str(fault) for fault in faults]
    assert says in faults[0].what
    assert faults[0].todo


def test_a_short_row_says_so() -> None:
    rows = read("email,name,team,role\nnia@k.example,Nia\n", "r.csv", COLUMNS, NEEDED).rows
    assert [row.short for row in rows] == ["Values in the row: 2; columns in the header: 4."]


def test_a_hidden_character_is_left_out_and_named() -> None:
    text = "email,name,team,role\nnia@k.example\u200b,Nia Okoro,Billing,engineer\n"
    rows, faults, notes = table(text)
    assert (rows, faults) == ([NIA], [])
    assert [str(note) for note in notes] == [
        "roster.csv, line 2, nia@k.example. `email` holds a hidden character, "
        "U+200B (zero-width space); it is left out. Check that `nia@k.example` is right."
    ]
