"""A planned question as it is written: the pinned revision, the letters, the reason."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from items.localise import in_language
from items.model import Kind
from practice.asking.catalogue import Catalogue
from practice.asking.situation import Situation
from practice.who.readers import language_of
from scheduling.planner import Planned
from store import asking, slots
from store.contents import QuestionContent
from store.ids import new_id
from store.models import DeliveryKind, DeliveryRow, DeliveryState, PersonRow
from store.unit import Unit

Rows = tuple[Mapping[str, Any], Mapping[str, Any]]
"""What is written of a question: of its sending, and of what it asks."""


def add_question(
    unit: Unit,
    person: PersonRow,
    catalogue: Catalogue,
    situation: Situation,
    found: Planned,
    *,
    on_demand: bool,
) -> DeliveryRow:
    """Write a planned question, and return its delivery."""
    now = unit.now
    rows = rows_of(unit.workspace, person, catalogue, situation, found, now, on_demand=on_demand)
    asking.add(unit, [rows])
    unit.makes_work()
    return unit.session.get_one(DeliveryRow, (unit.workspace, rows[0]["delivery_id"]))


def rows_of(
    workspace: str,
    person: PersonRow,
    catalogue: Catalogue,
    situation: Situation,
    found: Planned,
    now: datetime,
    *,
    on_demand: bool,
) -> Rows:
    """Return the rows of a planned question."""
    published = catalogue.items[found.item]
    item = in_language(published.item, language_of(person))
    own = {
        "workspace_id": workspace,
        "delivery_id": new_id(),
        "person_id": person.person_id,
    }
    seen = next((c.seen for c in situation.candidates if c.item == found.item), 0)
    sending = {
        **own,
        "kind": DeliveryKind.QUESTION,
        "slot": slots.question(situation.asked + 1),
        "state": DeliveryState.PLANNED,
        "due_at": found.at,
        "planned_at": now,
        "content": QuestionContent(on_demand=on_demand).as_json(),
    }
    asks = {
        **own,
        "bank_id": published.bank_id,
        "item_id": published.item.id,
        "revision": published.revision,
        "item_ref": published.item_ref,
        "skill_id": found.skill,
        "role_id": situation.roles.get(found.skill),
        "language": item.language,
        "letters": shuffled(item.kind, len(item.options), f"{person.email}:{found.item}:{seen}"),
        "why": asdict(found.why),
        "on_demand": on_demand,
    }
    return sending, asks


def shuffled(kind: Kind, options: int, seed: str) -> list[int]:
    """Return the options' indexes in the order shown; an order item never shows the answer."""
    order = list(range(options))
    if options < 2:
        return order
    chance = random.Random(seed)
    chance.shuffle(order)
    while kind is Kind.ORDER and order == sorted(order):
        chance.shuffle(order)
    return order
