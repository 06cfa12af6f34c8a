"""Refitting py-fsrs's cards to the organisation's own repeats; the fitting is fsrs-rs-python's."""

from __future__ import annotations

import itertools
import math
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from fsrs_rs_python import DEFAULT_PARAMETERS, FSRS, FSRSItem, FSRSReview

from capability.priors import Priors
from grading.verdict import Rating
from lab import enough
from lab.capability.metrics import surely_less
from practice.judging.learn import replay
from scheduling import memory
from scheduling.memory import Weights
from store import evidence, people
from store.unit import Sessions

GRADES = {Rating.AGAIN: 1, Rating.HARD: 2, Rating.GOOD: 3, Rating.EASY: 4}
"""FSRS's numbers for the ratings."""

Reviews = Sequence[tuple[Rating, datetime]]
Cards = Mapping[tuple[str, str], Reviews]
"""Each card's reviews, oldest first, by person and item."""


@dataclass(frozen=True, slots=True)
class CardRefit:
    """What a refit found. The losses are mean log losses of recall, over `repeats`."""

    kept: bool
    why: str
    weights: Weights | None = None
    before: float | None = None
    after: float | None = None
    repeats: int = 0
    people: int = 0


def cards_of(sessions: Sessions) -> dict[tuple[str, str], list[tuple[Rating, datetime]]]:
    """Return every card's reviews from the standing grades."""
    found: defaultdict[tuple[str, str], list[tuple[Rating, datetime]]] = defaultdict(list)
    with sessions.read() as unit:
        for person in people.everyone(unit):
            for grade in evidence.standing_grades(unit, person.person_id):
                review = Rating(grade.rating), grade.replied_at
                found[person.person_id, grade.item_ref].append(review)
    return dict(found)


def refit(
    cards: Cards, current: Weights | None, progress: Callable[[str], None] = lambda _: None
) -> CardRefit:
    """Fit FSRS's constants to repeats, and keep them only if they predict new people better.

    Better is by cross-validation over people, by more than two standard errors of the
    difference between people.
    """
    repeated = {key: reviews for key, reviews in cards.items() if len(reviews) > 1}
    repeats = sum(len(reviews) - 1 for reviews in repeated.values())
    who = sorted({person for person, _ in repeated})
    if repeats < enough.REPEATS or len(who) < enough.PEOPLE:
        why = (
            f"Too little data: {repeats} repeats by {len(who)} people; "
            f"{enough.REPEATS} by {enough.PEOPLE} are needed."
        )
        return CardRefit(False, why, repeats=repeats, people=len(who))
    random.Random(1).shuffle(who)
    losses: list[tuple[float, float]] = []
    whose: list[str] = []
    for fold in range(enough.FOLDS):
        progress(f"Cross-validation {fold + 1} of {enough.FOLDS}")
        held_out = set(who[fold :: enough.FOLDS])
        learnt = _fitted({key: r for key, r in repeated.items() if key[0] not in held_out})
        for (person, _), reviews in repeated.items():
            if person in held_out:
                own = zip(_losses(reviews, current), _losses(reviews, learnt), strict=False)
                losses += own
                whose += [person] * (len(losses) - len(whose))
    before, after = np.array(losses).T
    better = surely_less(after - before, np.array(whose))
    return CardRefit(
        kept=better,
        why=(
            "The refitted cards predict people they were not fitted on better."
            if better
            else "The refitted cards predict no better than the current ones."
        ),
        weights=_fitted(repeated) if better else None,
        before=float(before.sum()) / repeats,
        after=float(after.sum()) / repeats,
        repeats=repeats,
        people=len(who),
    )


def keep(sessions: Sessions, priors: Priors, weights: Weights) -> None:
    """Keep an organisation's own constants, and make every card anew by them."""
    with sessions.begin() as unit:
        people.workspace(unit).card_weights = list(weights)
        unit.session.flush()
        for person in people.everyone(unit):
            replay(unit, priors, person.person_id)


def _fitted(cards: Cards) -> Weights:
    histories = []
    for reviews in cards.values():
        known = [
            FSRSReview(GRADES[rating], days)
            for (rating, _), days in zip(reviews, (0, *_gaps(reviews)), strict=True)
        ]
        histories += [FSRSItem(known[:end]) for end in range(2, len(known) + 1)]
    model = FSRS(list(DEFAULT_PARAMETERS))
    return tuple(model.compute_parameters(histories, enable_short_term=False))


def _gaps(reviews: Reviews) -> Iterator[int]:
    """Yield the whole days between one review and the next."""
    for (_, earlier), (_, later) in itertools.pairwise(reviews):
        yield max(0, (later - earlier).days)


def _losses(reviews: Reviews, weights: Weights | None) -> list[float]:
    """Return the log loss of each repeat, predicted before it was seen."""
    rating, at = reviews[0]
    card = memory.first(rating.value, at, weights)
    found = []
    for rating, at in reviews[1:]:
        recall = min(max(memory.retrievability(card, at, weights), 1e-6), 1.0 - 1e-6)
        found.append(-math.log(recall if rating is not Rating.AGAIN else 1.0 - recall))
        card = memory.review(card, rating.value, at, weights)
    return found
