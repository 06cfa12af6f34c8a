"""Logs of replies: CSV files or the organisation's own in, arrays in each person's order out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from capability import kernel
from files.table import BrokenRow
from files.table import rows as rows_of
from files.text import Unreadable, read_path
from lab.capability.errors import LogError
from practice.judging.learn import parts_pinned
from store import evidence
from store.unit import Sessions

COLUMNS = ("user_id", "skill_id", "item_id", "timestamp", "score")

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]

Row: TypeAlias = tuple[str, str, str, float, float] | tuple[str, str, str, float, float, float]
"""Person, skill, item, seconds since some fixed moment, score in [0, 1].

A sixth figure is the number of marks that the score is the mean of; 1 where it is missing.
"""


@dataclass(frozen=True, slots=True)
class Log:
    """Replies as arrays of one length, person after person, each in time order.

    `person`, `skill` and `item` index into `people`, `skills` and `items`; `days` are days and
    `parts` as in a `Row`.
    """

    person: Ints
    skill: Ints
    item: Ints
    days: Floats
    score: Floats
    parts: Floats
    people: tuple[str, ...]
    skills: tuple[str, ...]
    items: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.score)

    def of(self, chosen: npt.NDArray[np.bool_]) -> Log:
        """The replies where `chosen` (by row) holds; whole people keep their order."""
        return Log(
            self.person[chosen],
            self.skill[chosen],
            self.item[chosen],
            self.days[chosen],
            self.score[chosen],
            self.parts[chosen],
            self.people,
            self.skills,
            self.items,
        )


def read_log(path: Path) -> Log:
    """Read a CSV (or .csv.gz) of replies; raises `LogError` with file and line.

    A file may hold a person's replies in any order: they are taken by time, and two at the same
    moment as they stand. Every row counts, so a row written twice is two replies.
    """
    try:
        return log_from(_rows(path.name, read_path(path)))
    except Unreadable as error:
        raise LogError(
            f"{path.name} cannot be read: {error}. Copy it again from where it came."
        ) from error


def log_from(rows: Iterable[Row]) -> Log:
    """A log from rows in memory, such as the organisation's own; raises `LogError` if empty."""
    table = list(rows)
    if not table:
        raise LogError("The log holds no replies.")
    people = _names(row[0] for row in table)
    skills = _names(row[1] for row in table)
    items = _names(row[2] for row in table)
    person = np.asarray([people[row[0]] for row in table], dtype=np.int64)
    seconds = np.asarray([row[3] for row in table], dtype=np.float64)
    order = np.lexsort((np.arange(len(table)), seconds, person))
    return Log(
        person[order],
        np.asarray([skills[row[1]] for row in table], dtype=np.int64)[order],
        np.asarray([items[row[2]] for row in table], dtype=np.int64)[order],
        seconds[order] / kernel.DAY,
        np.asarray([row[4] for row in table], dtype=np.float64)[order],
        np.asarray([row[5] if len(row) == 6 else 1.0 for row in table], dtype=np.float64)[order],
        tuple(people),
        tuple(skills),
        tuple(items),
    )


def own_log(sessions: Sessions) -> list[Row]:
    """The organisation's own log: every standing grade that counts."""
    with sessions.read() as unit:
        pinned = evidence.pinned(unit)
        rows: list[Row] = []
        for g in evidence.all_standing(unit):
            if g.counts:
                skill, prediction = pinned[g.attempt_id]
                parts = parts_pinned(prediction).item
                moment = g.replied_at.timestamp()
                rows.append((g.person_id, skill, g.item_ref, moment, g.score, parts))
    return rows


def joined(fit: Log, test: Log) -> tuple[Log, Log]:
    """Both logs with one numbering of skills and items, so that tables carry over."""
    skills = _names((*fit.skills, *test.skills))
    items = _names((*fit.items, *test.items))
    return _renumbered(fit, skills, items), _renumbered(test, skills, items)


def _renumbered(log: Log, skills: dict[str, int], items: dict[str, int]) -> Log:
    skill = np.asarray([skills[name] for name in log.skills], dtype=np.int64)[log.skill]
    item = np.asarray([items[name] for name in log.items], dtype=np.int64)[log.item]
    return replace(log, skill=skill, item=item, skills=tuple(skills), items=tuple(items))


def _names(names: Iterable[str]) -> dict[str, int]:
    """A number for every name, by first appearance."""
    numbers: dict[str, int] = {}
    for name in names:
        numbers.setdefault(name, len(numbers))
    return numbers


def _rows(name: str, text: str) -> Iterator[Row]:
    table = rows_of(text)
    try:
        _, header = next(table, (1, []))
        header = [column.strip() for column in header]
        if not header:
            raise LogError(f"{name} is empty: a first line {','.join(COLUMNS)} is needed.")
        if missing := [column for column in COLUMNS if column not in header]:
            raise LogError(f"{name}, line 1: missing {', '.join(missing)}.")
        places = [header.index(column) for column in COLUMNS]
        line = 0
        for line, cells in table:
            yield _row(f"{name}, line {line}", cells, places)
        if not line:
            raise LogError(f"{name} holds no replies.")
    except BrokenRow as broken:
        raise LogError(f"{name}, line {broken.line}: {broken} Check its quotes.") from broken


def _row(where: str, cells: Sequence[str], places: Sequence[int]) -> Row:
    if len(cells) <= max(places):
        raise LogError(f"{where}: {len(cells)} columns, where {max(places) + 1} are needed.")
    person, skill, item, moment, mark = (cells[place].strip() for place in places)
    if not (person and skill and item):
        raise LogError(f"{where}: the person, the skill or the item is empty.")
    try:
        seconds, score = float(moment), float(mark)
    except ValueError as error:
        said = f"time {moment!r} and score {mark!r} have to be numbers"
        raise LogError(f"{where}: {said}.") from error
    if not math.isfinite(seconds):
        raise LogError(f"{where}: the time {moment} is not a moment.")
    if not 0.0 <= score <= 1.0:
        raise LogError(f"{where}: the score {mark} is outside 0 to 1.")
    return person, skill, item, seconds, score
