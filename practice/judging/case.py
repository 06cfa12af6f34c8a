"""A reply to be judged, with all that judging it needs, read once while nobody else judges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from capability.belief import Beliefs
from capability.priors import Priors
from grading.verdict import Rating, Sureness
from items.model import Item
from practice.judging import difficulty
from practice.judging.estimates import Basis, comes_back, expected, names_of, stand
from practice.judging.learn import card_from_json, card_weights, led_to_expect
from practice.ports import Ports
from practice.who.hours import local_day
from practice.who.preferences import preferences_of, setup_of
from scheduling.memory import Card, Weights
from store import banks, framework, judging, people
from store.judging import Replied
from store.models import PersonRow
from store.unit import Unit


@dataclass(frozen=True, slots=True)
class Case:
    """A reply, whose it is, the item's revision that was asked, and their card of it."""

    replied: Replied
    person: PersonRow
    item: Item
    card: Card | None
    weights: Weights | None

    @property
    def sureness(self) -> Sureness | None:
        """How sure they said they were."""
        return Sureness(self.replied.sureness) if self.replied.sureness else None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of whoever replied, before the reply is learnt from.

    `pinned` is what was predicted of it, `usual` how hard each skill's typical situation is,
    `per_week` how many questions they get.
    """

    basis: Basis
    pinned: Mapping[str, Any]
    names: Mapping[str, str]
    usual: Mapping[str, float]
    per_week: int


def read_case(unit: Unit, attempt_id: str) -> Case | None:
    """Read a reply; whoever else judges it, or the same person's, waits until this is done.

    None where it is gone, because whoever replied was erased.
    """
    found = judging.case(unit, attempt_id)
    if found is None:
        return None
    replied, card, person = found
    published = banks.revision(unit, replied.bank_id, replied.item_id, replied.revision)
    if published is None:
        raise LookupError(f"no revision {replied.revision} of {replied.item_ref}")
    return Case(
        replied=replied,
        person=person,
        item=published.item,
        card=card_from_json(card) if card is not None else None,
        weights=card_weights(unit),
    )


def read_known(unit: Unit, priors: Priors, case: Case) -> Known:
    """Read what is known of whoever replied; a prediction that was pinned before stays."""
    replied, person = case.replied, case.person
    day = local_day(person, unit.now)
    names, roles = names_of(unit), framework.all_roles(unit)
    held = people.held_by(unit, [person.person_id])[person.person_id]
    evident = judging.believed(unit, [person.person_id])[person.person_id]
    beliefs = led_to_expect(priors, person, held, roles.on) | evident
    pinned = replied.prediction
    if pinned is None:
        at = replied.received_at
        table = difficulty.table(unit, at)
        pinned = difficulty.pin(table, priors, beliefs, case.item, replied.item_ref, at)
    return Known(
        basis=Basis(expected(people.in_force(held, day), roles.on(day), names), beliefs, {}),
        pinned=pinned,
        names=names,
        usual=difficulty.typical(unit, unit.now),
        per_week=preferences_of(person).per_week or setup_of(unit).per_week,
    )


def back(
    ports: Ports, case: Case, known: Known, beliefs: Beliefs, rating: Rating, now: datetime
) -> datetime | None:
    """Return about when the skill that was asked about comes back, by what is believed by now."""
    found = stand(ports, replace(known.basis, beliefs=beliefs), known.names, known.usual, now)
    return comes_back(found, case.replied.skill_id, known.per_week, rating is Rating.AGAIN, now)
