"""CSV as spreadsheets export it: rows by column name, each with its line, and what is wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from files.faults import Fault, clip, did_you_mean, suggestion

DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: the line it begins on and its cells by column; spaces are tidied."""

    line: int
    cells: dict[str, str]


@dataclass(slots=True)
class Table:
    """A file's rows and the faults found in its form."""

    rows: list[TableRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read(text: str, file: str, columns: Sequence[str], needed: Sequence[str]) -> Table:
    """Read rows under a header of known columns, separated by commas, semicolons or tabs."""
    table = Table()
    lines = _lines(text, file, table.faults)
    line, header = next(lines, (1, []))
    names = [name.lower() for name in header]
    table.faults.extend(_header_faults(file, line, names, columns, needed))
    if table.faults:
        return table
    for line, cells in lines:
        if len(cells) == len(names):
            table.rows.append(TableRow(line, dict(zip(names, cells, strict=True))))
            continue
        what = f"Values in the row: {len(cells)}; columns in the header: {len(names)}."
        todo = "Add what is missing, or put a value that holds the separator into quotes."
        table.faults.append(Fault(file, line, clip(cells[0]), what, todo))
    return table


class BrokenRow(Exception):
    """A row that cannot be told from the next; `line` is where it begins, the message why."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


def rows(text: str, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row that has any, with the line that it begins on.

    Raises BrokenRow where quotes make no sense.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            never_closed = "unexpected end" in str(error)
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


def _lines(text: str, file: str, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with their cells tidied, as far as they can be told apart."""
    head = text.lstrip().partition("\n")[0]
    try:
        for line, cells in rows(text, max(DELIMITERS, key=head.count)):
            yield line, [" ".join(cell.split()) for cell in cells]
    except BrokenRow as broken:
        faults.append(Fault(file, broken.line, "", str(broken), "Check the quotes in this row."))


def _header_faults(
    file: str, line: int, names: Sequence[str], columns: Sequence[str], needed: Sequence[str]
) -> Iterator[Fault]:
    left = [column for column in columns if column not in names]
    meant = set()
    for n, name in enumerate(names):
        if name not in columns:
            meant.add(did_you_mean(name, left))
            todo = suggestion(name, left, f"Remove the column. Known here: {', '.join(columns)}.")
            yield Fault(file, line, "", f"There is no column `{clip(name)}`.", todo)
        elif name in names[:n]:
            what = f"The column `{name}` stands twice."
            yield Fault(file, line, "", what, "Remove one of the two.")
    for name in needed:
        if name not in names and name not in meant:
            what = f"The column `{name}` is missing."
            yield Fault(file, line, "", what, f"Begin the file with `{','.join(columns)}`.")
