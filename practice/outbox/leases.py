"""How much a worker takes up at once, for how long it is its own, and how long a fault waits."""

from __future__ import annotations

from datetime import timedelta

from practice.ports import ANSWER_WITHIN

BATCH = 50
"""Rows taken up at once; between them a worker gives way to whoever is waiting."""

PEOPLE = 100
"""People planned for at once, by what was read once for all of them."""

LEASE = timedelta(seconds=90)
"""How long rows are one worker's: whoever fell silent for longer is taken to have stopped."""

FRESH = LEASE * 3 / 4
"""A lease of which so much is left need not be taken anew before a post."""

POST_TAKES = 3 * ANSWER_WITHIN
"""How much of a lease must be left just before a post.

Connecting, agreeing on the encryption and writing may each be waited for; what is written by then
is found by whoever looks it up after the lease.
"""

SETTLED_AFTER = 2 * ANSWER_WITHIN
"""A request that was given up has arrived by then, if it ever does."""

DOUBLED = 6
"""How often the wait after a passing fault is doubled, at most."""

BACK_OFF = timedelta(seconds=5)
"""How long to wait after a passing fault of the chat, doubled each time where a send is tried."""

LONGEST_WAIT = BACK_OFF * 2**DOUBLED
"""No wait of a row is longer; only what Slack itself asks for may be."""
