"""What a grade teaches: the person's card of the item and the beliefs about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import delete

from capability.belief import Belief, Key, Part
from capability.difficulty import UNKNOWN
from capability.estimate import Parts, Reply, update
from capability.expected import newcomer
from capability.priors import Priors
from grading.verdict import Rating
from org.model import Role
from scheduling import memory
from store import evidence, framework, people
from store.evidence import Graded
from store.models import AssignmentRow, AttemptRow, BeliefRow, CardRow, GradeRow, PersonRow
from store.unit import Unit

Grade = GradeRow | Graded


def learn(unit: Unit, priors: Priors, grade: GradeRow) -> None:
    """Move the card and the beliefs by a new grade, in the transaction that wrote it.

    A grade that supersedes another, or that comes to a reply older than one already counted,
    changes what followed from it: then all of the person's evidence is replayed.
    """
    newest = evidence.newest_grade(unit, grade.person_id)
    if grade.supersedes is not None or newest != grade.grade_id:
        replay(unit, priors, grade.person_id)
        return
    _move_card(unit, grade)
    if grade.counts:
        rows = evidence.beliefs(unit, grade.person_id)
        known = expected_of(unit, priors, grade.person_id) | _beliefs(rows)
        changed, _ = update(priors, known, as_reply(unit, grade))
        _write_beliefs(unit, grade.person_id, changed, rows)


def replay(unit: Unit, priors: Priors, person_id: str) -> None:
    """Make a person's cards and beliefs anew from their standing grades, in reply order."""
    for table in (CardRow, BeliefRow):
        unit.session.execute(
            delete(table).where(table.workspace_id == unit.workspace, table.person_id == person_id)
        )
    unit.session.flush()
    beliefs = expected_of(unit, priors, person_id)
    for grade in evidence.standing_grades(unit, person_id):
        _move_card(unit, grade)
        if grade.counts:
            changed, _ = update(priors, beliefs, as_reply(unit, grade))
            beliefs.update(changed)
    _write_beliefs(unit, person_id, beliefs, ())


def as_reply(unit: Unit, grade: Grade) -> Reply:
    """Return a grade as the capability model takes it, with the difficulty pinned when asked."""
    attempt = unit.session.get_one(AttemptRow, (unit.workspace, grade.attempt_id))
    question = evidence.question_of(unit, attempt)
    pinned = attempt.prediction or {}
    parts = parts_pinned(pinned)
    named = {skill for skill, _ in parts.skills}
    skills = tuple(grade.skill_scores) or (question.skill_id,)
    return Reply(
        item=grade.item_ref,
        skills=skills,
        score=grade.score,
        difficulty=pinned.get("difficulty", 0.5),
        at=grade.replied_at.timestamp(),
        skill_scores={
            s: v for s, v in grade.skill_scores.items() if v != grade.score or s in named
        },
        parts=parts,
    )


def parts_pinned(pinned: Mapping[str, Any]) -> Parts:
    """Return what the scores of a reply were the mean of; of one mark where nobody noted it."""
    return Parts(pinned.get("parts", 1.0), tuple(sorted(pinned.get("skill_parts", {}).items())))


def _move_card(unit: Unit, grade: Grade) -> None:
    row = evidence.card(unit, grade.person_id, grade.item_ref)
    rating = Rating(grade.rating)
    at = grade.replied_at
    own = people.workspace(unit).card_weights
    weights = tuple(own) if own else None
    card = (
        memory.first(rating.value, at, weights)
        if row is None
        else memory.review(card_from_json(row.card), rating.value, at, weights)
    )
    if row is None:
        row = CardRow(
            workspace_id=unit.workspace,
            person_id=grade.person_id,
            item_ref=grade.item_ref,
            card={},
            due=card.due,
        )
        unit.session.add(row)
    row.card = card_to_json(card)
    row.due = card.due
    unit.session.flush()


def card_to_json(card: memory.Card) -> dict[str, object]:
    """Return a card as it is stored."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(card).items()
    }


def card_from_json(stored: Mapping[str, object]) -> memory.Card:
    """Read a stored card."""
    moments = ("due", "last_review")
    return memory.Card(
        **{
            name: datetime.fromisoformat(str(value)).astimezone(UTC) if name in moments else value
            for name, value in stored.items()
        }  # type: ignore[arg-type]
    )


def believed(unit: Unit, priors: Priors, person_id: str) -> dict[Key, Belief]:
    """Return all that is believed about a person: what their roles led to expect, then evidence."""
    stored = _beliefs(evidence.beliefs(unit, person_id))
    return expected_of(unit, priors, person_id) | stored


def expected_of(unit: Unit, priors: Priors, person_id: str) -> dict[Key, Belief]:
    """Return what each role led to expect of a newcomer, from the day they took it on."""
    person = unit.session.get_one(PersonRow, (unit.workspace, person_id))
    held = people.all_assignments_of(unit, person_id)
    return led_to_expect(priors, person, held, lambda day: framework.roles(unit, day))


def led_to_expect(
    priors: Priors,
    person: PersonRow,
    held: Iterable[AssignmentRow],
    roles_on: Callable[[date], Mapping[str, Role]],
) -> dict[Key, Belief]:
    """Return what the roles that somebody ever held led to expect of them.

    The first role that expects a skill counts: who changes role keeps what was known of them.
    """
    beliefs: dict[Key, Belief] = {}
    for assignment in sorted(held, key=_since):
        start = max(_since(assignment), person.joined_at.date())
        at = datetime.combine(start, time(0), tzinfo=UTC).timestamp()
        role = roles_on(start).get(assignment.role_id)
        targets = {e.skill: e.target for e in role.expects} if role else {}
        usual = dict.fromkeys(targets, UNKNOWN)
        beliefs = newcomer(priors, targets, usual, at) | beliefs
    return beliefs


def _since(assignment: AssignmentRow) -> date:
    return assignment.start or date.min


def _key(row: BeliefRow) -> Key:
    return (Part(row.part), row.ref)


def _beliefs(rows: Iterable[BeliefRow]) -> dict[Key, Belief]:
    return {_key(row): Belief(row.mean, row.variance, row.at) for row in rows}


def _write_beliefs(
    unit: Unit,
    person_id: str,
    changed: Mapping[Key, Belief],
    stored: Iterable[BeliefRow],
) -> None:
    known = {_key(row): row for row in stored}
    for key, belief in changed.items():
        row = known.get(key)
        if row is None:
            part, ref = key
            row = BeliefRow(
                workspace_id=unit.workspace, person_id=person_id, part=part.value, ref=ref
            )
            unit.session.add(row)
        row.mean, row.variance, row.at = belief.mean, belief.variance, belief.at
    unit.session.flush()
