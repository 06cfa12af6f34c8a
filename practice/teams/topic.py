"""What a week's digest is about: what costs most, unless its manager just talked about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from practice.teams.mix_ups import SharedMixUp
from practice.teams.told import Told
from store.banks import PublishedItem
from views.digest import Response

RESTS: Mapping[Response, timedelta] = {
    Response.DONE: timedelta(weeks=3),
    Response.NOT_OURS: timedelta(weeks=12),
    Response.ALREADY: timedelta(weeks=12),
    Response.WRONG: timedelta(weeks=12),
}
"""How long a mix-up is left alone after what a manager said of it."""


@dataclass(frozen=True, slots=True)
class Topic:
    """The mix-up that a digest is about, with the scenario to talk about it.

    `dearest`: none costs the team more.
    """

    mix_up: SharedMixUp
    item: PublishedItem
    dearest: bool


def topic(shared: Sequence[SharedMixUp], told: Sequence[Told], now: datetime) -> Topic | None:
    """Choose among a team's mix-ups, dearest first, by the digests told so far, newest first.

    One that was talked about rests, so that the same does not come week after week, however it is
    worded; where nothing else costs the team, it comes again with another of its scenarios.
    """
    resting = {said.mix_up: said.response for said in reversed(told) if _rests(said, now)}
    fresh = [s for s in shared if s.name not in resting]
    again = [s for s in shared if resting.get(s.name) == Response.DONE]
    if not fresh and not again:
        return None
    chosen = (fresh or again)[0]
    times = sum(said.mix_up == chosen.name for said in told)
    return Topic(chosen, chosen.items[times % len(chosen.items)], chosen is shared[0])


def _rests(said: Told, now: datetime) -> bool:
    rest = RESTS.get(said.response, timedelta(0)) if said.response is not None else timedelta(0)
    return now - said.at < rest - timedelta(days=1)
