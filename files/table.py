"""CSV as spreadsheets export it: rows by column name, each with its line, and what is wrong."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from files.characters import invisible, named, tidy
from files.faults import Fault, clip, did_you_mean, suggestion

SEPARATORS: Final = (",", ";", "\t", "|")

_SEP: Final = re.compile(r'"?sep=(?P<mark>[^\n"])"?(?:(?P=mark)|[,; \t])*(?=\n|$)', re.IGNORECASE)
"""Excel's own first line, which names the separator; saved again, it has some at its end."""

_TOP: Final = 20
"""The header is looked for in so many rows."""

_Line = tuple[int, list[str]]
"""A row's cells, with the line that it begins on."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: the line it begins on and its cells by column; spaces are tidied.

    `short` says how many cells it has, where it has fewer than there are columns.
    """

    line: int
    cells: dict[str, str]
    short: str = ""


@dataclass(slots=True)
class Table:
    """A file's rows, the faults found in its form, and what is to be said of its reading."""

    rows: list[TableRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)


def read(text: str, file: str, columns: Sequence[str], needed: Sequence[str]) -> Table:
    """Read rows under a header of known columns, as spreadsheets export them.

    Whatever separates the cells of the header separates all. A first line `sep=;` and what stands
    above the header are passed over; cells left out at a row's end are empty; a column without a
    name and with nothing in it is none.
    """
    table = Table()
    sep = _SEP.match(text)
    body = text[sep.end() :] if sep else text  # the empty line stays, so that lines count
    lines = _lines(body, file, _separator(body, columns, sep["mark"] if sep else ""), table.faults)
    line, header = _header(lines, file, columns, table.notes)
    names = [_column(name, columns) for name in header]
    table.faults.extend(_header_faults(file, line, names, columns, needed))
    if not table.faults:
        _read_rows(table, lines, file, names)
    return table


class BrokenRow(Exception):
    """A row that cannot be told from the next; `line` is where it begins, the message why."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


def rows(text: str, separator: str = ",") -> Iterator[_Line]:
    """Yield the cells of each row that has any, with the line that it begins on.

    Raises BrokenRow where quotes make no sense.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            # A cell without an end reaches the end of the file or the longest that is read.
            never_closed = "unexpected end" in str(error) or "field limit" in str(error)
            what = "A quote is never closed." if never_closed else f"The row is broken: {error}."
            raise BrokenRow(line, what) from error
        if any(cell.strip() for cell in cells):
            yield line, cells


def write(columns: Sequence[str], cells: Iterable[Mapping[str, object]]) -> str:
    """Return rows as CSV under a header; None and what is missing are written as empty cells."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(cells)
    return text.getvalue()


def _separator(text: str, columns: Sequence[str], mark: str) -> str:
    """Return what separates the cells: what makes the most known columns, else is there most."""
    top = "".join(text.lstrip().splitlines(keepends=True)[:_TOP])
    head = top.partition("\n")[0]

    def fits(separator: str) -> tuple[int, bool, int]:
        known = 0
        with suppress(csv.Error):
            for cells in csv.reader(io.StringIO(top, newline=""), delimiter=separator):
                known = max(known, len(_known(cells, columns)))
        return known, separator == mark, head.count(separator)

    return max((mark, *SEPARATORS) if mark else SEPARATORS, key=fits)


def _lines(text: str, file: str, separator: str, faults: list[Fault]) -> Iterator[_Line]:
    """Yield the rows, as far as they can be told apart."""
    try:
        yield from rows(text, separator)
    except BrokenRow as broken:
        faults.append(Fault(file, broken.line, "", str(broken), "Check the quotes in this row."))


def _header(lines: Iterator[_Line], file: str, columns: Sequence[str], notes: list[Fault]) -> _Line:
    """Return the header with its line; `lines` go on below it.

    It is the first row if that names a column, else the first further down that names two.
    """
    first = next(lines, (1, []))
    if _known(first[1], columns):
        return first
    for line, cells in islice(lines, _TOP):
        if len(_known(cells, columns)) > 1:
            what = (
                f"The columns are named here; what stands above, from line {first[0]}, is no row."
            )
            notes.append(Fault(file, line, "", what, "Check that nobody stands there."))
            return line, cells
    return first


def _known(cells: Iterable[str], columns: Sequence[str]) -> set[str]:
    """Return the columns that some cells name."""
    return {_column(cell, columns) for cell in cells}.intersection(columns)


def _column(name: str, columns: Sequence[str]) -> str:
    """Return a column as it is known, whatever its capitals, spaces and hyphens."""
    bare = _bare(name)
    return next((column for column in columns if _bare(column) == bare), tidy(name).lower())


def _bare(name: str) -> str:
    return re.sub(r"[\s_-]+", "", tidy(name).lower())


def _header_faults(
    file: str, line: int, names: Sequence[str], columns: Sequence[str], needed: Sequence[str]
) -> Iterator[Fault]:
    left = [column for column in columns if column not in names]
    begin = f"Begin the file with `{','.join(columns)}`."
    if len(left) == len(columns) and not any(did_you_mean(name, left) for name in names if name):
        what = "The columns have no names." if len(names) > 1 else "There are no columns."
        yield Fault(file, line, "", what, begin)
        return
    meant = set()
    for n, name in enumerate(names):
        if name and name not in columns:
            meant.add(did_you_mean(name, left))
            todo = suggestion(name, left, f"Remove the column. Known here: {', '.join(columns)}.")
            yield Fault(file, line, "", f"There is no column `{clip(name)}`.", todo)
        elif name and name in names[:n]:
            what = f"The column `{name}` stands twice."
            yield Fault(file, line, "", what, "Remove one of the two.")
    for name in needed:
        if name not in names and name not in meant:
            yield Fault(file, line, "", f"The column `{name}` is missing.", begin)


def _read_rows(table: Table, lines: Iterable[_Line], file: str, names: Sequence[str]) -> None:
    named_columns = {name: "" for name in names if name}
    nameless: set[int] = set()
    for line, given in lines:
        cells = [tidy(cell) for cell in given]
        if not any(cells):
            continue
        filled = max(n for n, cell in enumerate(cells, 1) if cell)
        subject = clip(next(filter(None, cells)))
        if filled > len(names):
            what = _counted(filled, names)
            todo = "Put a value that holds the separator into quotes."
            table.faults.append(Fault(file, line, subject, what, todo))
            continue
        for n, (name, cell) in enumerate(zip(names, cells, strict=False)):
            if not name and cell and n not in nameless:
                nameless.add(n)
                what = f"`{clip(cell)}` stands in column {n + 1}, which has no name."
                todo = "Name the column in the header, or empty it."
                table.faults.append(Fault(file, line, subject, what, todo))
            if name and (unseen := invisible(given[n])):
                what = f"`{name}` holds a hidden character, {named(unseen)}; it is left out."
                todo = f"Check that `{clip(cell)}` is right."
                table.notes.append(Fault(file, line, subject, what, todo))
        by_name = {name: cell for name, cell in zip(names, cells, strict=False) if name}
        short = _counted(len(cells), names) if len(cells) < len(names) else ""
        table.rows.append(TableRow(line, named_columns | by_name, short))


def _counted(cells: int, names: Sequence[str]) -> str:
    return f"Values in the row: {cells}; columns in the header: {len(names)}."
