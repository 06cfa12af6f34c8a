"""Tables are read row by row, with the line of each, and written so that they read back equal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.table import BrokenRow, read, rows, write

CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=20)


def test_a_row_has_the_line_that_it_begins_on() -> None:
    text = 'a,b\n\n"one\ntwo",2\n , \n3,4\n'
    assert list(rows(text)) == [(1, ["a", "b"]), (3, ["one\ntwo", "2"]), (6, ["3", "4"])]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('a\n"b\nc\n', 2, "A quote is never closed."),
        ('a\n"b"c\n', 2, "The row is broken"),
    ],
)
def test_quotes_that_make_no_sense_have_their_line(text: str, line: int, says: str) -> None:
    with pytest.raises(BrokenRow, match=says) as caught:
        list(rows(text))
    assert caught.value.line == line


def test_whatever_separates_the_cells_of_the_header_separates_them_all() -> None:
    for separator in ",;\t":
        found = read(f"name{separator}team\nAna{separator}Core\n", "a.csv", ("name", "team"), ())
        assert [row.cells for row in found.rows] == [{"name": "Ana", "team": "Core"}]


@given(st.lists(st.fixed_dictionaries({"a": CELL, "b": CELL})))
def test_what_is_written_reads_back_equal(cells: list[dict[str, str]]) -> None:
    found = [cells for _, cells in rows(write(("a", "b"), cells))]
    assert found == [["a", "b"], *([c["a"], c["b"]] for c in cells if (c["a"] + c["b"]).strip())]


def test_what_is_missing_is_an_empty_cell() -> None:
    assert write(("a", "b", "c"), [{"a": 1, "b": None}]) == "a,b,c\n1,,\n"
