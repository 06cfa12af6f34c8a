"""Who reports to whom on a roster: circles, and managers whom the roster does not name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from files.faults import Fault
from org.model import Assignment

Dated = tuple[int, Assignment]
"""An assignment with the line it stands on."""


def circles(file: str, assignments: Sequence[Dated]) -> Iterator[Fault]:
    """Yield each circle of people who, on one day, all report to one another."""
    reporting = _that_may_circle([pair for pair in assignments if pair[1].manager_email])
    named: set[frozenset[str]] = set()
    for day in sorted({assignment.start or date.min for _, assignment in reporting}):
        held = [(line, a) for line, a in reporting if a.holds_on(day)]
        while circle := _circle(held):
            steps = set(pairwise(circle))
            inside = [pair for pair in held if (pair[1].email, pair[1].manager_email) in steps]
            held = [pair for pair in held if pair not in inside]
            if frozenset(circle) not in named:
                named.add(frozenset(circle))
                yield _fault(file, min(inside, key=lambda pair: pair[0]), circle)


def _that_may_circle(assignments: Sequence[Dated]) -> Sequence[Dated]:
    """Leave out, again and again, whoever reports to nobody or has nobody reporting to them."""
    while True:
        people = {a.email for _, a in assignments}
        managers = {a.manager_email for _, a in assignments}
        left = [p for p in assignments if p[1].email in managers and p[1].manager_email in people]
        if len(left) == len(assignments):
            return left
        assignments = left


def _circle(assignments: Sequence[Dated]) -> list[str]:
    """Return one circle, each person before their manager, the first again at the end."""
    graph: TopologicalSorter[str] = TopologicalSorter()
    for _, assignment in assignments:
        graph.add(str(assignment.manager_email), assignment.email)
    try:
        graph.prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def _fault(file: str, first: Dated, circle: Sequence[str]) -> Fault:
    line, assignment = first
    if len(circle) == 2:
        what = f"{assignment.email} is named as their own manager."
        return Fault(file, line, assignment.email, what, "Name somebody else, or nobody.")
    turn = circle.index(assignment.email)
    ordered = [*circle[turn:-1], *circle[:turn], assignment.email]
    chain = ", who reports to ".join(ordered[1:])
    what = f"Managers go round in a circle: {ordered[0]} reports to {chain}."
    return Fault(file, line, assignment.email, what, "Give one of them another manager.")


def unknown_managers(
    file: str, assignments: Sequence[Dated], people: Collection[str]
) -> Iterator[Fault]:
    """Yield each manager who has no row on the roster, once."""
    seen = set(people)
    for line, assignment in assignments:
        manager = assignment.manager_email
        if manager and manager not in seen:
            seen.add(manager)
            what = f"The manager {manager} has no row, and is taken in without a role."
            todo = "Add a row with their name; leave team and role empty if they take no part."
            yield Fault(file, line, assignment.email, what, todo)
