"""What a week's digest is about: what costs most, unless its manager just talked about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from practice.teams.mix_ups import SharedMixUp
from store.banks import PublishedItem
from store.models import DigestRow
from views.digest import Response

RESTS: Mapping[str, timedelta] = {
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


def topic(shared: Sequence[SharedMixUp], told: Sequence[DigestRow], now: datetime) -> Topic | None:
    """Choose among a team's mix-ups, dearest first, by the digests told so far, newest first.

    One that was talked about rests, so that the same words do not come week after week; where
    nothing else costs the team, it comes again with another of its scenarios.
    """
    resting = {_says(row): row.response for row in reversed(told) if _rests(row, now)}
    fresh = [s for s in shared if s.misconception.says not in resting]
    again = [s for s in shared if resting.get(s.misconception.says) == Response.DONE]
    if not fresh and not again:
        return None
    chosen = (fresh or again)[0]
    times = sum(_says(row) == chosen.misconception.says for row in told)
    return Topic(chosen, chosen.items[times % len(chosen.items)], chosen is shared[0])


def _says(row: DigestRow) -> str:
    return str((row.summary.get("costly") or {}).get("says", ""))


def _rests(row: DigestRow, now: datetime) -> bool:
    rest = RESTS.get(row.response or "", timedelta(0))
    return now - row.made_at < rest - timedelta(days=1)
