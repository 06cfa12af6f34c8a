"""Teams as a roster names them: one written in two ways, and two that look like one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from files.faults import Fault
from org.managers import Dated
from org.names import bare_name, same_name


def written_in_two_ways(file: str, assignments: Sequence[Dated]) -> Iterator[Fault]:
    """Yield teams whose names differ in capitals alone."""
    for line, email, name, first, earlier in _others(assignments, same_name):
        what = f"The team is `{name}` here and `{first}` on line {earlier}."
        yield Fault(file, line, email, what, "Write the same in both rows.")


def nearly_one(file: str, assignments: Sequence[Dated]) -> Iterator[Fault]:
    """Yield teams whose names differ in spaces and punctuation alone, each pair once."""
    seen: set[str] = set()
    for line, email, name, first, earlier in _others(assignments, bare_name):
        if same_name(name) not in seen:
            seen.add(same_name(name))
            what = f"The team `{name}` is another than `{first}` on line {earlier}."
            yield Fault(file, line, email, what, "Write the same in both rows, if it is one team.")


def _others(
    assignments: Sequence[Dated], key: Callable[[str], str]
) -> Iterator[tuple[int, str, str, str, int]]:
    """Yield each assignment whose team was first named otherwise: that name and its line last."""
    said: dict[str, tuple[str, int]] = {}
    for line, assignment in assignments:
        name = assignment.team
        first, earlier = said.setdefault(key(name), (name, line))
        if first != name:
            yield line, assignment.email, name, first, earlier
