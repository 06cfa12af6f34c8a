"""What a grade teaches: the person's card of the item and the beliefs about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from typing import Any

from capability.belief import Belief, Key
from capability.difficulty import UNKNOWN
from capability.estimate import Parts, Reply, update
from capability.expected import newcomer
from capability.priors import Priors
from grading.verdict import Rating
from org.model import Role
from scheduling import memory
from store import framework, judging, people
from store.evidence import Graded
from store.models import AssignmentRow, PersonRow
from store.people import Held
from store.unit import Unit


def replay(unit: Unit, priors: Priors, person_id: str) -> dict[Key, Belief]:
    """Make a person's cards and beliefs anew from their standing grades, in reply order.

    Returns what is believed about them then.
    """
    person = unit.session.get_one(PersonRow, (unit.workspace, person_id))
    held = people.held_by(unit, [person_id])[person_id]
    beliefs = led_to_expect(priors, person, held, framework.all_roles(unit).on)
    weights = card_weights(unit)
    cards: dict[str, memory.Card] = {}
    for grade, skill_id, pinned in judging.learnt(unit, person_id):
        cards[grade.item_ref] = moved(cards.get(grade.item_ref), grade, weights)
        if grade.counts:
            beliefs.update(update(priors, beliefs, as_reply(grade, skill_id, pinned))[0])
    judging.forget_learnt(unit, person_id)
    judging.keep_cards(unit, person_id, {ref: card_to_json(card) for ref, card in cards.items()})
    judging.keep_beliefs(unit, person_id, beliefs)
    return beliefs


def led_to_expect(
    priors: Priors,
    person: PersonRow,
    held: Iterable[AssignmentRow | Held],
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


def _since(held: AssignmentRow | Held) -> date:
    return held.start or date.min


def as_reply(grade: Graded, skill_id: str, pinned: Mapping[str, Any]) -> Reply:
    """Return a grade as the capability model takes it, with the difficulty pinned when asked.

    `skill_id` is the skill that was asked about.
    """
    parts = parts_pinned(pinned)
    named = {skill for skill, _ in parts.skills}
    return Reply(
        item=grade.item_ref,
        skills=tuple(grade.skill_scores) or (skill_id,),
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


def moved(card: memory.Card | None, grade: Graded, weights: memory.Weights | None) -> memory.Card:
    """Return the card of an item after one more grade."""
    rating = Rating(grade.rating).value
    if card is None:
        return memory.first(rating, grade.replied_at, weights)
    return memory.review(card, rating, grade.replied_at, weights)


def card_weights(unit: Unit) -> memory.Weights | None:
    """Return FSRS's constants where the organisation's own log earned some."""
    own = people.workspace(unit).card_weights
    return tuple(own) if own else None


def card_to_json(card: memory.Card) -> tuple[dict[str, object], datetime]:
    """Return a card as it is stored, and when it is due."""
    made = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(card).items()
    }
    return made, card.due


def card_from_json(stored: Mapping[str, object]) -> memory.Card:
    """Read a stored card."""
    moments = ("due", "last_review")
    return memory.Card(
        **{
            name: datetime.fromisoformat(str(value)).astimezone(UTC) if name in moments else value
            for name, value in stored.items()
        }  # type: ignore[arg-type]
    )
